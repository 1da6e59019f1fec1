"""What the tests of this room share: the site, asked without a network."""

from __future__ import annotations

import asyncio
import html
import re
from typing import Any

import httpx
import pytest

from licet.rulebook import Rulebook, rulebook
from licet.web import make_app
from licet.web.settings import Settings

JAPAN_TO_US = (
    "on=2026-11-11&act=export&thing=goods&exporter_in=JP&ship_from=JP&ship_to=US&importer_in=US"
    "&end_user_in=US&exporter_is_prc_person=no&recipient_is_foreign=yes"
)
MOTOR = (
    f"{JAPAN_TO_US}&annex1=P2-I-4&dual_use_code=none&made_in=JP&origin=JP&embedded=component"
    "&cn_part1_value=1.89&item_value=1890&made_with_cn_technology=no"
)
LAPSED = "scenario=suspension-lapsed"


class Site:
    """The pages and the API, as a browser or a program would ask them."""

    def __init__(self, store: str | None = None, *, people: bool = False) -> None:
        self.app = make_app(("site",), Settings(store=store, people=people))

    def ask(self, method: str, url: str, **more: Any) -> httpx.Response:
        """The answer to one request; redirects are not followed."""

        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
                return await client.request(method, url, **more)

        return asyncio.run(answer())

    def get(self, url: str, **more: Any) -> httpx.Response:
        """The answer to a GET."""
        return self.ask("GET", url, **more)

    def post(self, url: str, **more: Any) -> httpx.Response:
        """The answer to a POST."""
        return self.ask("POST", url, **more)


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return rulebook()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(str(tmp_path_factory.mktemp("store") / "cases.sqlite"))


def text_of(answer: httpx.Response) -> str:
    """What a page says, without its tags."""
    return plain_text(answer.text)


def plain_text(page: str) -> str:
    """HTML without its tags."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))
