"""Signing in with the house's provider: a real one, and ID tokens that do not hold."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from licet.people import NotSignedIn, Provider, arrive, entries
from licet.people.provider import Claimed
from licet.store import Store
from licet.web import Settings
from tests.web.conftest import text_of
from tests.web.visitors import Browser, quick, settings, store

__all__ = ["quick", "settings", "store"]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A provider of its own process, where Mei and another Ana can sign in."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mei = {
        "sub": "mei-1",
        "email": "mei@example.com",
        "preferred_username": "mei",
        "name": "Chen Mei",
        "groups": ["export"],
    }
    words = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    for one in (mei, {"sub": "ana-9", "name": "Not Ana"}):
        words += ["--user-claims", json.dumps(one)]
    running = subprocess.Popen([*words, "--require-nonce"], stderr=subprocess.DEVNULL)
    found = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            try:
                httpx.get(found + "/.well-known/openid-configuration").raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield found
    finally:
        running.terminate()
        running.wait()


def _come_back(browser: Browser, subject: str) -> str:
    """Go to the provider, sign in there, and come back: the way back."""
    there = browser.get("/en/sign-in/provider?to=/en/law").headers["location"]
    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge", "client_id"} <= asked.keys()
    with httpx.Client() as provider:
        way = provider.post(there, data={"sub": subject}).headers["location"]
    return way.removeprefix("http://site")


def test_the_code_is_exchanged_with_the_verifier_of_its_challenge(
    settings: Settings, store: Store, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange, sent = OAuth2Client.fetch_token, list[str]()

    def seen(client: OAuth2Client, url: str, **more: str) -> Any:
        sent.append(create_s256_code_challenge(more["code_verifier"]))
        return exchange(client, url, **more)

    monkeypatch.setattr(OAuth2Client, "fetch_token", seen)
    provider = Provider(issuer, "licet", "secret")
    browser = Browser(Settings(store=settings.store, people=True, provider=provider))
    there = browser.get("/en/sign-in/provider").headers["location"]
    asked = parse_qs(urlsplit(there).query)
    assert (asked["code_challenge_method"], asked["redirect_uri"]) == (
        ["S256"],
        ["http://site/sign-in/back"],
    )
    way = httpx.post(there, data={"sub": "mei-1"}).headers["location"]
    assert browser.get(way.removeprefix("http://site")).headers["location"] == "/en/"
    assert sent == asked["code_challenge"]


def test_the_house_s_provider_signs_people_in(
    settings: Settings, store: Store, issuer: str
) -> None:
    provider = Provider(issuer, "licet", "secret", roles={"export": "approver"})
    browser = Browser(Settings(store=settings.store, people=True, provider=provider))
    assert "Sign in with" in browser.get("/en/sign-in").text
    answer = browser.get(_come_back(browser, "mei-1"))
    assert answer.headers["location"] == "/en/law"
    page = text_of(browser.get("/en/account"))
    assert "Chen Mei" in page
    assert "approver" in page
    assert "Change the password" not in page

    again = Browser(Settings(store=settings.store, people=True, provider=provider))
    way = _come_back(again, "mei-1")
    assert again.get(way).headers["location"] == "/en/law"
    assert again.get(way).headers["location"].endswith("failed=yes"), "a state is good once"
    stranger = Browser(Settings(store=settings.store, people=True, provider=provider))
    stranger.get("/en/sign-in")
    assert "failed=yes" in stranger.get(_come_back(again, "mei-1")).headers["location"]
    forged = re.sub(r"code=[^&]+", "code=forged", _come_back(again, "mei-1"))
    assert "failed=yes" in again.get(forged).headers["location"]
    assert "did not work" in again.get("/en/sign-in?failed=yes").text or again.cookies["licet"]
    acts = [one.act for one in entries(store)]
    assert acts.count("added") == 3, "two of the tests, and one that came from the provider once"
    assert acts.count("sign_in_failed") == 3


def test_a_provider_opens_no_account_that_was_there_before(
    settings: Settings, store: Store, issuer: str
) -> None:
    provider = Provider(issuer, "licet", "secret", at_first=("reader",), groups_claim="none")
    browser = Browser(Settings(store=settings.store, people=True, provider=provider))
    found = arrive(store, Claimed(issuer, "ana-9", "ana", "Not Ana", ()), provider)
    assert found.name.startswith("ana@")
    assert found.roles == ("reader",)
    answer = browser.get(_come_back(browser, "ana-9"))
    assert answer.headers["location"] == "/en/law", entries(store, most=1)
    assert found.name in browser.get("/en/account").text


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"nonce": "another"}, "nonce"),
        ({"aud": "another"}, "aud"),
        ({"iss": "https://other.example"}, "iss"),
        ({"exp": 1}, "expired"),
        ({"sub": None}, "sub"),
    ],
)
def test_an_id_token_that_does_not_hold_signs_nobody_in(
    changed: dict[str, Any], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = RSAKey.generate_key(2048, {"kid": "1"})
    now = int(time.time())
    claims = {
        "iss": "https://id.example", "aud": "licet", "sub": "1", "nonce": "n",
        "iat": now, "exp": now + 60,
    }  # fmt: skip
    provider = Provider("https://id.example", "licet")
    provider.__dict__["_keys"] = KeySet([key])
    monkeypatch.setattr(Provider, "_get", lambda *_: KeySet([key]).as_dict(private=False))
    provider.__dict__["_found"] = {"jwks_uri": ""}

    def token(claims: dict[str, Any], signer: RSAKey = key) -> dict[str, Any]:
        held = {name: one for name, one in claims.items() if one is not None}
        return {"id_token": jwt.encode({"alg": "RS256", "kid": "1"}, held, signer)}

    assert provider._claimed(token(claims), "n").subject == "1"
    with pytest.raises(NotSignedIn, match=why):
        provider._claimed(token(claims | changed), "n")
    other = RSAKey.generate_key(2048, {"kid": "1"})
    with pytest.raises(NotSignedIn):
        provider._claimed(token(claims, other), "n")
