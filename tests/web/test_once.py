"""Programs on licence cases: done once however often it is sent, by who may; lists by pages."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from licet.cases import approve
from licet.people import add, make_token
from licet.store import Store
from licet.web import Settings
from tests.cases.acts import hand, licensed, opened, walk
from tests.web.conftest import Site
from tests.web.visitors import NEW, PASSWORD, Browser, quick, settings, store

__all__ = ["quick", "settings", "store"]


class Program:
    """A program with a token."""

    def __init__(self, settings: Settings, token: str) -> None:
        self.site, self.token = Browser(settings), token

    def post(self, path: str, body: Any, key: str = "") -> httpx.Response:
        """A POST, with a key if there is one."""
        headers = {"authorization": f"Bearer {self.token}"} | (
            {"idempotency-key": key} if key else {}
        )
        return self.site.post(f"/api/v1/cases/{path}", json=body, headers=headers)

    def get(self, path: str) -> httpx.Response:
        """A GET."""
        headers = {"authorization": f"Bearer {self.token}"}
        return self.site.get(f"/api/v1/{path}", headers=headers)


@pytest.fixture
def erp(settings: Settings, store: Store) -> Program:
    """The order system, which may write for an analyst."""
    return Program(settings, make_token(store, "ana", by="test", scope="write")[1])


def test_a_release_that_is_sent_twice_is_one_release(erp: Program, store: Store) -> None:
    name = licensed(store, "general", quantity="100")
    sent = {"quantity": "30", "unit": "kg"}
    first = erp.post(f"{name}/releases", sent, "order-1")
    again = erp.post(f"{name}/releases", sent, "order-1")
    assert (first.status_code, first.json()["left"]) == (200, "70"), first.text
    assert again.content == first.content
    assert again.headers["idempotent-replayed"] == "true"
    other = erp.post(f"{name}/releases", sent | {"quantity": "31"}, "order-1")
    assert other.status_code == 422
    assert "another request" in other.json()["detail"]
    assert erp.post(f"{name}/releases", sent, "order-2").json()["left"] == "40"
    assert erp.post(f"{name}/releases", sent, "x" * 201).status_code == 422
    refused = erp.post(f"{name}/releases", {"quantity": "4000", "unit": "kg"}, "order-3")
    assert refused.status_code == 422
    assert erp.get(f"cases/{name}").json()["licence"]["left"] == "40"
    journal = erp.get(f"cases/{name}").json()["journal"]
    assert journal[-1]["by"] == "ana", "who acts is who holds the token, whatever is said"


def test_a_store_of_a_newer_release_is_no_fault_of_the_caller(
    settings: Settings, store: Store
) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    signed_in, program = {"cookie": "licet=x"}, {"authorization": "Bearer x"}
    for site, cookie, token in (
        (Site(settings.store), {}, {}),
        (Browser(settings), signed_in, program),
    ):
        page = site.get("/zh-Hans/licences", headers=cookie)
        assert page.status_code == 503
        assert "目前无法读取本系统保存的内容" in page.text
        assert "由较新版本的Licet建立" in page.text
        called = site.get("/api/v1/cases", headers=token)
        assert called.status_code == 503
        assert called.json()["errors"][0]["detail"] == "a newer Licet made it (step 9999)"


def test_a_refusal_states_its_clauses_and_papers(erp: Program, store: Store) -> None:
    name = opened(store)
    walk(store, name, "ready", "submitted", "accepted", "under_review")
    approve(store, name, hand("ben"))
    sent: dict[str, Any] = {"to": "refused", "reason": "unclear"}
    bare = erp.post(f"{name}/moves", sent)
    assert (bare.status_code, "names the clause" in bare.text) == (422, True)
    assert erp.post(f"{name}/moves", sent | {"clauses": "61 §3(3)"}).status_code == 422
    sent |= {"clauses": ["61 §3(3)"], "papers": ["contract"]}
    assert erp.post(f"{name}/moves", sent).json()["state"] == "refused"
    assert erp.get(f"cases/{name}").json()["refusal"]["papers"][0]["document"] == "contract"


def test_a_key_is_one_caller_s_own(erp: Program, settings: Settings, store: Store) -> None:
    name = licensed(store, "general", quantity="100")
    add(store, "bo", ["analyst"], NEW, by="test")
    other = Program(settings, make_token(store, "bo", by="test", scope="write")[1])
    sent = {"quantity": "30", "unit": "kg"}
    assert erp.post(f"{name}/releases", sent, "same").json()["left"] == "70"
    assert other.post(f"{name}/releases", sent, "same").json()["left"] == "40"


def test_a_token_does_what_its_scope_and_its_person_may(settings: Settings, store: Store) -> None:
    name = licensed(store, "general", quantity="100")
    add(store, "rea", ["reader"], PASSWORD, by="test")
    reads = Program(settings, make_token(store, "ana", by="test")[1])
    reader = Program(settings, make_token(store, "rea", by="test", scope="write")[1])
    for program in (reads, reader):
        assert program.get("cases").status_code == 200
        refused = program.post(f"{name}/releases", {"quantity": "1", "unit": "kg"})
        assert refused.status_code == 403
    assert reads.post(f"{name}/approvals", {}).status_code == 403


def test_what_is_sent_wrong_is_pointed_at(erp: Program, store: Store) -> None:
    name = licensed(store, "general", quantity="100")
    wrong = erp.post(f"{name}/releases", {"quantity": 3, "colour": "red", "version": "1"})
    assert {one["pointer"] for one in wrong.json()["errors"]} == {
        "/quantity", "/unit", "/colour", "/version",
    }  # fmt: skip


def test_a_long_list_comes_by_pages() -> None:
    site, found, path = Site(), list[str](), "/api/v1/law/clauses?limit=40&lang=zh-Hans"
    while path:
        answer = site.get(path)
        found += [one["cite"] for one in answer.json()]
        link = re.fullmatch(r'<(.+)>; rel="next"', answer.headers.get("link", ""))
        path = link[1] if link else ""
    assert found == [one["cite"] for one in site.get("/api/v1/law/clauses").json()]
    for cursor in ("?", "AAAA", "é"):
        assert site.get("/api/v1/law/facts", params={"cursor": cursor}).status_code == 422
