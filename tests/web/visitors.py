"""Browsers that keep their cookies, on a site where people sign in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from licet.people import add
from licet.store import Store, open_store
from licet.web import Settings, make_app
from tests.web.conftest import Site

PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
NEW = PASSWORD[::-1]


class Browser(Site):
    """A browser that keeps its cookies and sends the forms it was shown."""

    def __init__(self, settings: Settings) -> None:
        self.app = make_app(("site",), settings)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, url: str, **more: Any) -> httpx.Response:
        """One request, with the cookies so far."""
        headers = {"cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        headers |= more.pop("headers", {})
        answer = super().ask(method, url, headers=headers, **more)
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(line.split("; "))
            self.cookies[name] = value.strip('"')
            if "Max-Age=0" in line:
                del self.cookies[name]
        return answer

    def send(self, page: str, there: str, /, **typed: Any) -> httpx.Response:
        """Send the form that a page shows."""
        mark = re.search(r'name="token" value="(\w+)"', self.get(page).text)
        assert mark is not None, page
        return self.post(there, data={"token": mark[1], **typed})

    def sign_in(self, name: str = "ana", password: str = PASSWORD, **typed: str) -> httpx.Response:
        """Sign in with a password."""
        self.cookies.pop("licet", None)
        there = "/en/sign-in"
        return self.send(there, there, name=name, password=password, **typed)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("licet.people.passwords._HASHER", quick)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=str(tmp_path / "s.sqlite"), people=True)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings.store)
    add(opened, "ana", ["analyst"], PASSWORD, by="test", shown="Ana Sato")
    add(opened, "root", ["administrator"], PASSWORD, by="test")
    yield opened
    opened.close()


@pytest.fixture
def browser(settings: Settings, store: Store) -> Browser:
    return Browser(settings)
