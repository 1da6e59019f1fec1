"""Signing in with the house's own provider: OpenID Connect, code flow with PKCE (RFC 7636).

Discovery 1.0, Core 1.0 §3.1; state, nonce and verifier are kept in the store and are good once.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy import delete, insert, select

from licet.basics import Fault, Refused
from licet.people.accounts import now
from licet.people.schema import SIGN_INS
from licet.people.sessions import digest
from licet.store import Store

_SIGNED = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""Signatures taken: those a provider's public key checks."""
_MINUTES = 10
_LEEWAY = 60
_WAIT = 10


class NotSignedIn(Exception):
    """The provider did not sign somebody in, or what it says does not hold: why, for the log."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who somebody is, as the provider says."""

    issuer: str
    subject: str
    name: str
    shown: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Provider:
    """A provider, and what its groups mean here."""

    issuer: str
    client_id: str
    client_secret: str | None = None
    name: str = "OpenID Connect"
    """What the button says."""
    scope: str = "openid profile email"
    groups_claim: str = "groups"
    roles: Mapping[str, str] = field(default_factory=dict)
    """Group → role. If there is none, an administrator gives the roles."""
    at_first: tuple[str, ...] = ("reader",)
    """The roles of somebody new, where groups say nothing."""

    @cached_property
    def _found(self) -> dict[str, Any]:
        """What the provider says of itself.

        Raises:
            NotSignedIn: it cannot be reached, or it says it is another.
        """
        found = self._get(self.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if found.get("issuer") != self.issuer:
            raise NotSignedIn(f"the provider calls itself {found.get('issuer')}")
        return found

    def _get(self, url: str) -> dict[str, Any]:
        try:
            answer = httpx.get(url, timeout=_WAIT)
            answer.raise_for_status()
            found = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise NotSignedIn(f"{url}: {type(error).__name__}") from None
        if not isinstance(found, dict):
            raise NotSignedIn(f"{url}: no JSON object")
        return found

    def _client(self, redirect: str) -> OAuth2Client:
        return OAuth2Client(
            self.client_id,
            self.client_secret,
            scope=self.scope,
            redirect_uri=redirect,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if self.client_secret else "none",
            timeout=_WAIT,
        )

    def start(self, store: Store, redirect: str, goes_to: str, browser: str) -> str:
        """Where to send a browser that wants to sign in.

        Args:
            store: keeps state, nonce and verifier for ten minutes.
            redirect: where the provider sends the browser back to.
            goes_to: the page to show then.
            browser: a secret of this browser; only it may come back.

        Raises:
            NotSignedIn: the provider cannot be reached.
        """
        state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
        there = self._found["authorization_endpoint"]
        with self._client(redirect) as client:
            url, _ = client.create_authorization_url(
                there, state=state, nonce=nonce, code_verifier=verifier
            )
        at = now()
        with store.writing() as connection:
            connection.execute(delete(SIGN_INS).where(SIGN_INS.c.ends <= at))
            values = {
                "state": digest(state), "browser": digest(browser), "nonce": nonce,
                "verifier": verifier, "goes_to": goes_to, "ends": at + _MINUTES * 60,
            }  # fmt: skip
            connection.execute(insert(SIGN_INS).values(values))
        return str(url)

    def finish(
        self, store: Store, redirect: str, said: Mapping[str, str], browser: str
    ) -> tuple[Claimed, str]:
        """Who came back from the provider, and the page they wanted.

        Args:
            store: as for `start`.
            redirect: likewise.
            said: the parameters with which the browser came back.
            browser: the secret of this browser.

        Raises:
            NotSignedIn: state, code or ID token do not hold, or the provider refused.
        """
        kept = SIGN_INS.c.state == digest(said.get("state", ""))
        with store.writing() as connection:
            row = connection.execute(select(SIGN_INS).where(kept)).first()
            connection.execute(delete(SIGN_INS).where(kept))
        if row is None or row.ends <= now() or row.browser != digest(browser):
            raise NotSignedIn("the state is unknown, over, or of another browser")
        if "code" not in said:
            raise NotSignedIn(f"the provider says: {said.get('error', 'no code')[:100]}")
        if said.get("iss", self.issuer) != self.issuer:  # RFC 9207
            raise NotSignedIn("another provider answered")
        there = self._found["token_endpoint"]
        try:
            with self._client(redirect) as client:
                token = client.fetch_token(there, code=said["code"], code_verifier=row.verifier)
        except (AuthlibBaseError, httpx.HTTPError, ValueError) as error:
            raise NotSignedIn(f"no token for the code: {type(error).__name__}") from None
        return self._claimed(token, row.nonce), row.goes_to

    def _claimed(self, token: Mapping[str, Any], nonce: str) -> Claimed:
        try:
            found = self._decoded(str(token.get("id_token", "")))
            options = {
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self.client_id},
            }
            about = {
                "nonce": nonce,
                "client_id": self.client_id,
                "access_token": token.get("access_token"),
            }
            CodeIDToken(found.claims, found.header, options, about).validate(leeway=_LEEWAY)
        except (JoseError, ValueError) as error:
            raise NotSignedIn(f"the ID token does not hold: {error}") from None
        return self._of(found.claims)

    def _decoded(self, text: str) -> jwt.Token:
        keys: KeySet | None = self.__dict__.get("_keys")
        if keys is not None:
            try:
                return jwt.decode(text, keys, algorithms=list(_SIGNED))
            except (JoseError, ValueError):
                pass  # the provider may have changed its keys
        keys = KeySet.import_key_set(self._get(self._found["jwks_uri"]))  # type: ignore[arg-type]
        self.__dict__["_keys"] = keys
        return jwt.decode(text, keys, algorithms=list(_SIGNED))

    def _of(self, claims: Mapping[str, Any]) -> Claimed:
        groups = claims.get(self.groups_claim, ())
        listed = groups if isinstance(groups, list) else str(groups).split()
        mail = claims.get("email") if claims.get("email_verified", True) else None
        name = claims.get("preferred_username") or mail or claims["sub"]
        return Claimed(
            self.issuer,
            str(claims["sub"]),
            str(name),
            str(claims.get("name") or name),
            tuple(str(one) for one in listed),
        )


def read_provider(raw: Mapping[str, Any], place: str) -> Provider:
    """A provider as a settings file states it.

    Raises:
        Refused: something is missing or not understood.
    """
    from licet.people.roles import roles

    names = set(Provider.__dataclass_fields__)
    if not {"issuer", "client_id"} <= raw.keys() or not raw.keys() <= names:
        expected = f"issuer and client_id, and of {', '.join(sorted(names))} what is needed"
        raise Refused(Fault(place, "oidc", expected))
    if not str(raw["issuer"]).startswith(("https://", "http://localhost:", "http://127.0.0.1:")):
        raise Refused(Fault(place, "oidc.issuer", "an https address was expected"))
    found = dict(raw)
    if "at_first" in found:
        found["at_first"] = tuple(found["at_first"] or ())
    given = (*found.get("at_first", ()), *found.get("roles", {}).values())
    if given:
        roles().checked(given, place)
    return Provider(**found)
