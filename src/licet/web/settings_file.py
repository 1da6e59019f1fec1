"""The settings of a server as a file states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from licet.basics import Fault, Refused
from licet.people import Lasting, read_provider
from licet.rulebook import read
from licet.web.settings import Settings

_KNOWN = (
    "store", "people", "url", "oidc", "idle_minutes", "longest_hours", "rate", "proxy", "key",
)  # fmt: skip
_WHOLE = ("idle_minutes", "longest_hours", "rate")


def read_settings(path: Path) -> Settings:
    """The settings of a file.

    Raises:
        Refused: it cannot be read, or states what is no setting.
    """
    place = str(path)
    try:
        raw = read(path.read_text(encoding="utf-8"), place)
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(Fault(place, "settings", f"a text file was expected: {error}")) from None
    if not isinstance(raw, Mapping) or not set(raw) <= set(_KNOWN):
        raise Refused(Fault(place, "settings", f"some of {', '.join(_KNOWN)} were expected"))
    for name in _WHOLE:
        if name in raw and (type(raw[name]) is not int or raw[name] < 1):
            raise Refused(Fault(place, name, "a whole number of 1 or more was expected"))
    found = Settings(
        store=raw.get("store"),
        people=bool(raw.get("people", "oidc" in raw)),
        url=raw.get("url"),
        key=str(path.parent / str(raw["key"])) if raw.get("key") else None,
        rate=raw.get("rate", Settings().rate),
        proxy=raw.get("proxy"),
        lasting=_lasting(raw),
    )
    if "oidc" in raw:
        found = replace(found, provider=read_provider(_with_secret(raw["oidc"], path), place))
    return checked(found, place)


def _lasting(raw: Mapping[str, Any]) -> Lasting:
    usual = Lasting()
    idle = raw["idle_minutes"] * 60 if "idle_minutes" in raw else usual.idle
    whole = raw["longest_hours"] * 3600 if "longest_hours" in raw else usual.whole
    return Lasting(idle, whole)


def _with_secret(raw: Any, path: Path) -> dict[str, Any]:  # noqa: ANN401 - as the file states it
    """The provider, with the secret of the file that `client_secret_file` names."""
    if not isinstance(raw, Mapping):
        raise Refused(Fault(str(path), "oidc", "issuer and client_id were expected"))
    found = dict(raw)
    named = found.pop("client_secret_file", None)
    if named is not None:
        try:
            text = (path.parent / str(named)).read_text(encoding="utf-8")
        except OSError as error:
            expected = f"{named} cannot be read ({error.strerror})"
            raise Refused(Fault(str(path), "oidc.client_secret_file", expected)) from None
        found["client_secret"] = text.strip()
    return found


def checked(settings: Settings, place: str) -> Settings:
    """The settings, if they go together.

    Raises:
        Refused: the address is none.
    """
    if settings.url is not None:
        parts = urlsplit(settings.url)
        whole = parts.scheme in {"http", "https"} and parts.hostname
        if not whole or parts.path not in {"", "/"}:
            expected = "an address such as https://licet.example.com was expected"
            raise Refused(Fault(place, "url", expected))
    return settings
