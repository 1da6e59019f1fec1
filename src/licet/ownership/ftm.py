"""Holdings from FollowTheMoney entities, one JSON object a line (or an array of them).

Ownership gives a percentage at best; without one the holding is kept and its share not known.
https://followthemoney.tech
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.basics import exact
from licet.ownership.imported import (
    Broken,
    Collector,
    Imported,
    Json,
    first_day,
    last_day,
    read_json,
    text_of,
)  # fmt: skip

if TYPE_CHECKING:
    from pathlib import Path

_PARTIES = frozenset(
    {"LegalEntity", "Company", "Organization", "PublicBody", "Person", "Asset", "Vessel", "Trust"}
)
_LINKS = {
    "Ownership": ("owner", "asset", "equity"),
    "Directorship": ("director", "organization", "control"),
    "UnknownLink": ("subject", "object", "other"),
}
_VEILED = re.compile(r"\b(nominee|trust(ee)?|bearer|fiduciary)\b", re.IGNORECASE)
_NUMBER = r"(\d+(?:[.,]\d+)?)\s*%?"
_EXACT = re.compile(_NUMBER)
_BETWEEN = re.compile(rf"{_NUMBER}\s*(?:-|–|to|bis|至)\s*{_NUMBER}")
_ABOVE = re.compile(rf"(?:>|more than|over|above|超过)\s*{_NUMBER}", re.IGNORECASE)
_BELOW = re.compile(rf"(?:<|less than|under|below|低于)\s*{_NUMBER}", re.IGNORECASE)
_HUNDRED = Decimal(100)


def read_ftm(path: Path) -> Imported:
    """The holdings and parties of a FollowTheMoney file.

    Raises:
        Refused: the file is no JSON at all.
    """
    out = Collector(path.name)
    for line, entity in read_json(path):
        name, about = f"in line {line}" if line is not None else "without an id", None
        try:
            if not isinstance(entity, dict):
                raise Broken("a JSON object")
            name = text_of(entity.get("id")) or name
            values = entity.get("properties")
            if name != entity.get("id") or not isinstance(values, dict):
                raise Broken("an id and properties")
            about = _about(entity, values)
            _entity(out, name, str(entity.get("schema")), values, line)
        except Broken as broken:
            out.refuse(name, str(broken), about, line)
    return out.done()


def _about(entity: dict[str, Json], values: dict[str, Json]) -> str | None:
    link = _LINKS.get(str(entity.get("schema")))
    return text_of(entity.get("id")) if link is None else _first(values, link[1])


def _entity(
    out: Collector, name: str, schema: str, values: dict[str, Json], line: int | None
) -> None:
    if schema in _PARTIES:
        out.party(
            name, _first(values, "name") or "", country=_country(values),
            lei=_first(values, "leiCode"), uscc=_first(values, "uscCode"),
        )  # fmt: skip
    elif schema in _LINKS:
        owner_of, owned_of, kind = _LINKS[schema]
        owners, owned = _all(values, owner_of), _all(values, owned_of)
        if not owned:
            raise Broken(f"the {owned_of} of the {schema}")
        lo, hi = _share(_first(values, "percentage")) if kind == "equity" else (None, None)
        veiled = any(_VEILED.search(text) for text in _all(values, "ownershipType", "role"))
        more: dict[str, Any] = {
            "share_lo": lo, "share_hi": hi, "source": name, "_line": line,
            "kind": "nominee" if veiled and kind == "equity" else kind,
            "from": first_day(_first(values, "startDate")),
            "to": last_day(_first(values, "endDate")),
        }  # fmt: skip
        for asset in owned:
            for owner in owners or (None,):
                out.holding(owner, asset, **more)


def _share(text: str | None) -> tuple[str | None, str | None]:
    """The ends of what a percentage may say; free text that says nothing else is refused."""
    if text is None:
        return None, None
    for pattern, ends in (
        (_BETWEEN, lambda m: (m[1], m[2])),
        (_EXACT, lambda m: (m[1], m[1])),
        (_ABOVE, lambda m: (f">{m[1]}", None)),
        (_BELOW, lambda m: (None, f"<{m[1]}")),
    ):
        found = pattern.fullmatch(text.strip())
        if found is not None:
            lo, hi = (None if end is None else end.replace(",", ".") for end in ends(found))
            if any(exact(end.strip("<>")) > _HUNDRED for end in (lo, hi) if end is not None):
                raise Broken(f"a percentage of at most 100, not {text}")
            return lo, hi
    raise Broken(f"a percentage, not {text}")


def _country(values: dict[str, Json]) -> str | None:
    code = _first(values, "jurisdiction") or _first(values, "country")
    return None if code is None else code[:2].upper()


def _first(values: dict[str, Json], name: str) -> str | None:
    return next(iter(_all(values, name)), None)


def _all(values: dict[str, Json], *names: str) -> list[str]:
    found: list[str] = []
    for name in names:
        given = values.get(name, ())
        if isinstance(given, str):
            given = (given,)
        if not isinstance(given, list | tuple):
            raise Broken(f"a list of {name}")
        found.extend(text for text in map(text_of, given) if text is not None)
    return found
