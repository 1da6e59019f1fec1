"""Signing in: who passes, with what, and what a page of another site can do (nothing)."""

from __future__ import annotations

import re

import pytest
from fastapi.routing import APIRoute

from licet.people import disable, entries, make_token
from licet.store import Store
from licet.verdict import LANGUAGES
from licet.web import Settings
from licet.web.app import PAGES
from tests.web.conftest import Site, text_of
from tests.web.visitors import NEW, PASSWORD, Browser, browser, quick, settings, store

__all__ = ["browser", "quick", "settings", "store"]


def test_nobody_passes_without_signing_in(browser: Browser) -> None:
    for path in ("/", "/en/", "/en/law", "/zh-Hans/ask?on=2026-11-11", "/en/people"):
        answer = browser.get(path)
        assert (answer.status_code, "/sign-in" in answer.headers["location"]) == (303, True)
    assert browser.get("/zh-Hans/law").headers["location"] == "/zh-Hans/sign-in?to=%2Fzh-Hans%2Flaw"
    refused = browser.get("/api/v1/law/status")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert browser.get("/en/law", headers={"hx-request": "true"}).headers["hx-redirect"]
    for path in ("/en/sign-in", "/api/v1/openapi.json", "/static/style.css"):
        assert browser.get(path).status_code == 200


def test_a_person_signs_in_goes_on_where_they_wanted_and_signs_out(browser: Browser) -> None:
    assert browser.sign_in(password=NEW).status_code == 422
    empty = text_of(browser.sign_in("", ""))
    assert "Enter your name" in empty
    assert "Enter your password" in empty
    before = dict(browser.cookies)
    answer = browser.sign_in(to="/en/law/readings")
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/law/readings")
    page = browser.get("/en/law/readings")
    assert page.status_code == 200
    assert "Ana Sato" in page.text
    assert browser.get("/en/sign-in").status_code == 303
    session = browser.cookies["licet"]
    assert session not in before.values()
    assert browser.send("/en/law", "/en/sign-out").headers["location"] == "/en/sign-in"
    assert "licet" not in browser.cookies
    browser.cookies["licet"] = session
    assert browser.get("/en/law").status_code == 303


@pytest.mark.parametrize(
    "to", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/x"]
)
def test_signing_in_leads_to_no_other_site(browser: Browser, to: str) -> None:
    assert browser.sign_in(to=to).headers["location"] == "/en/"


def test_a_form_of_another_site_changes_nothing(browser: Browser, store: Store) -> None:
    browser.sign_in("root")
    typed = {"name": "eve", "password": NEW, "roles": "administrator"}
    mark = re.search(r'name="token" value="(\w+)"', browser.get("/en/people").text)
    assert mark is not None
    bare = browser.post("/en/people", data=typed)
    assert bare.status_code == 403
    assert "no longer valid" in bare.text
    assert browser.post("/en/people", data=typed | {"token": "0" * 64}).status_code == 403
    whole = typed | {"token": mark[1]}
    for said in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        assert browser.post("/en/people", data=whole, headers=said).status_code == 403
    other = Browser(browser.app.app.settings)  # type: ignore[attr-defined]
    other.sign_in("ana")
    stolen = re.search(r'name="token" value="(\w+)"', other.get("/en/account").text)
    assert stolen is not None
    assert browser.post("/en/people", data=typed | {"token": stolen[1]}).status_code == 403
    ours = browser.post("/en/people", data=whole, headers={"origin": "http://site"})
    assert ours.status_code == 303
    assert [one.act for one in entries(store, most=1)] == ["added"]


def test_every_form_of_every_page_is_checked() -> None:
    unchecked = {
        route.path
        for pages in PAGES
        for route in pages.routes
        if isinstance(route, APIRoute) and (route.methods or set()) - {"GET", "HEAD"}
        if not any(hasattr(one.dependency, "act") for one in route.dependencies)
    }
    # These are open to whoever is not signed in; each asks `ours` by itself.
    assert unchecked == {"/{lang}/sign-in", "/{lang}/sign-out"}


def test_roles_say_who_may_do_what(browser: Browser, store: Store) -> None:
    browser.sign_in("ana")
    refused = browser.get("/en/people")
    assert refused.status_code == 403
    assert "roles do not allow" in refused.text
    browser.sign_in("root")
    page = browser.get("/zh-Hant/people")
    assert page.status_code == 200
    answer = browser.send("/en/people", "/en/people/ana", act="roles", roles=["reader", "counsel"])
    assert answer.status_code == 303
    weak = browser.send("/en/people", "/en/people", name="bo", password=NEW[:5], roles="reader")
    assert weak.status_code == 422
    assert 'value="bo"' in weak.text
    none = browser.send("/en/people", "/en/people", name="bo", password=NEW)
    assert "one or more of" in none.text
    disabled = browser.send("/en/people", "/en/people/ana", act="disable")
    assert disabled.status_code == 303
    said = text_of(browser.get("/en/people/log"))
    assert all(one in said for one in ("added", "changed", "disabled", "signed in"))


def test_a_session_ends_with_the_account(browser: Browser, store: Store) -> None:
    browser.sign_in()
    assert browser.get("/en/account").status_code == 200
    disable(store, "ana", by="test")
    assert browser.get("/en/account").status_code == 303


def test_one_s_own_password_and_tokens(browser: Browser, store: Store) -> None:
    browser.sign_in()
    made = browser.send("/en/account", "/en/account/tokens", scope="read", days="30", label="erp")
    token = re.search(r"licet_\w{12}_[\w-]{43}", made.text)
    assert token is not None
    bad = browser.send("/en/account", "/en/account/tokens", scope="read", days="9999")
    assert bad.status_code == 422
    program = Browser(browser.app.app.settings)  # type: ignore[attr-defined]
    said = {"authorization": f"Bearer {token[0]}"}
    assert program.get("/api/v1/law/facts", headers=said).status_code == 200
    browser.send("/en/account", f"/en/account/tokens/{token[0][6:18]}")
    assert program.get("/api/v1/law/facts", headers=said).status_code == 401
    assert "over or revoked" in browser.get("/en/account").text
    wrong = browser.send("/en/account", "/en/account/password", old=NEW, password=NEW)
    assert "This is not the password" in wrong.text
    new = browser.send("/en/account", "/en/account/password", old=PASSWORD, password=NEW)
    assert new.headers["location"] == "/en/sign-in"
    assert browser.sign_in(password=NEW).status_code == 303


def test_guessing_is_answered_with_when_to_try_again(browser: Browser) -> None:
    for _ in range(10):
        assert browser.sign_in(password=NEW).status_code == 422
    answer = browser.sign_in()
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "Try again in 15 minutes" in answer.text


def test_a_token_that_asks_too_often_has_to_wait(settings: Settings, store: Store) -> None:
    _, token = make_token(store, "ana", by="test")
    site = Browser(Settings(store=settings.store, people=True, rate=3))
    said = {"authorization": f"Bearer {token}"}
    codes = [site.get("/api/v1/law/facts", headers=said).status_code for _ in range(12)]
    assert {200, 429} == set(codes)


def test_by_https_the_cookies_are_bound_to_the_host(settings: Settings, store: Store) -> None:
    secure = Settings(store=settings.store, people=True, url="https://licet.example.com")
    site = Browser(secure)
    line = site.get("/en/sign-in", headers={"host": "licet.example.com"}).headers["set-cookie"]
    assert line.startswith("__Host-licet-form=")
    assert "; Secure" in line


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_of_people_speak_every_language(
    browser: Browser, store: Store, lang: str
) -> None:
    browser.sign_in("root")
    for page in ("account", "people", "people/log"):
        answer = browser.get(f"/{lang}/{page}")
        assert answer.status_code == 200
        assert " style=" not in answer.text


def test_a_server_for_one_person_has_none_of_this(site: Site) -> None:
    assert site.get("/en/law").status_code == 200
    for page in ("sign-in", "account", "people", "people/log", "sign-in/provider"):
        assert site.get(f"/en/{page}").status_code == 404
