"""Which fields a dossier may hold, of which type, and what they are called: `model.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from licet.rulebook import Words, read

_FILE = Path(__file__).with_name("model.yaml")
PLAIN = ("text", "both", "day", "number", "territory", "currency", "yes_no", "hash")
"""Types that are no block."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its type (``code`` has a list of codes, others may be a block), and its name."""

    name: str
    kind: str
    words: Words
    many: bool
    codes: tuple[str, ...] = ()


Block = Mapping[str, Field]


@cache
def model() -> Mapping[str, Block]:
    """Every block by name; `dossier` is the outermost."""
    raw = read(_FILE.read_text(encoding="utf-8"), _FILE.name)
    return {
        name: {key: _field(key, one) for key, one in fields.items()} for name, fields in raw.items()
    }


def _field(name: str, one: Mapping[str, object]) -> Field:
    codes = one["type"]
    coded = isinstance(codes, list)
    words = {"zh": str(one["zh"]), "en": str(one["en"])}
    listed = tuple(str(code) for code in codes) if isinstance(codes, list) else ()
    return Field(name, "code" if coded else str(codes), words, one.get("many") is True, listed)
