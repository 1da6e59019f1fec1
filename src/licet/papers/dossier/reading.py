"""Reads a dossier from YAML or JSON, or from a folder with a `dossier.yaml` and its attachments.

A text in two languages is ``{zh: …, en: …}``; a plain text counts as Chinese where it has Chinese
characters, else as English. What is absent is unknown and shown as to be filled in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from licet.basics import CURRENCIES, TERRITORIES, Fault, Refused, day, exact, plain
from licet.papers.dossier.model import Field, model
from licet.rulebook import Block as Lines
from licet.rulebook import nearest, read

_NAMES = ("dossier.yaml", "dossier.yml", "dossier.json")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_HASH = re.compile(r"[0-9a-f]{64}")
_NOTHING: tuple[object, ...] = (None, "", {}, [])
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)?")


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier: its data as `model.yaml` describes it, and where its attachments lie."""

    file: str
    data: Mapping[str, Any]
    folder: Path | None = None

    def at(self, path: str) -> Any:  # noqa: ANN401 - any value
        """What stands at a path such as ``contract.seller.name``; `None` if nothing does."""
        found: Any = self.data
        for part in path.split("."):
            if isinstance(found, list):
                found = found[int(part)] if part.isdigit() and int(part) < len(found) else None
            else:
                found = found.get(part) if isinstance(found, Mapping) else None
        return found

    def all(self, path: str) -> Iterator[tuple[str, Any]]:
        """Every block of a list with its path; none if the list is not there."""
        for number, one in enumerate(self.at(path) or []):
            yield f"{path}.{number}", one


def read_dossier(path: Path) -> Dossier:
    """The dossier of a file, or of a folder.

    Raises:
        Refused: there is none, or something in it is not as described; a line for each fault.
    """
    folder = path if path.is_dir() else path.parent
    if path.is_dir():
        found = [folder / name for name in _NAMES if (folder / name).is_file()]
        if not found:
            expected = f"a file {' or '.join(_NAMES)} was expected in it"
            raise Refused(Fault(str(path), "folder", expected))
        path = found[0]
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(Fault(str(path), "file", f"could not be read as UTF-8 ({error})")) from None
    faults: list[Fault] = []
    data = _block("dossier", read(text, path.name), path.name, "dossier", faults)
    if faults:
        raise Refused(*faults)
    return Dossier(path.name, data, folder)


def write_dossier(dossier: Dossier) -> str:
    """The dossier as JSON, as it can be read again."""
    return json.dumps(dossier.data, ensure_ascii=False, indent=1, default=_plain) + "\n"


def text_of(text: str) -> dict[str, str]:
    """A text by its language: Chinese where it has Chinese characters, else English."""
    return {"zh" if _HAN.search(text) else "en": text}


def _plain(value: object) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value)


def _block(kind: str, raw: object, file: str, place: str, faults: list[Fault]) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        faults.append(Fault(file, place, f"a mapping was expected, not «{str(raw)[:40]}»"))
        return {}
    fields, found = model()[kind], {}
    for key, value in raw.items():
        where = key if place == "dossier" else f"{place}.{key}"
        if key not in fields:
            line = raw.lines.get(key) if isinstance(raw, Lines) else None
            near = nearest(str(key), tuple(fields))
            faults.append(Fault(file, where, f"no key is called that{near}", line))
        elif value is not None:
            read_as = _many if fields[key].many else _value
            found[key] = read_as(fields[key], value, file, where, faults)
    return {key: value for key, value in found.items() if value not in _NOTHING}


def _many(field: Field, raw: object, file: str, place: str, faults: list[Fault]) -> list[Any]:
    listed = raw if isinstance(raw, list) else [raw]
    read_in = (_value(field, one, file, f"{place}.{n}", faults) for n, one in enumerate(listed))
    return [one for one in read_in if one not in _NOTHING]


def _value(field: Field, raw: object, file: str, place: str, faults: list[Fault]) -> Any:  # noqa: ANN401
    if field.kind in model():
        return _block(field.kind, raw, file, place, faults)
    try:
        return _READ[field.kind](raw, field)
    except ValueError as error:
        faults.append(Fault(file, place, f"{error} was expected, not «{str(raw)[:60]}»"))
        return None


def _text(raw: object, _field: Field) -> str:
    if isinstance(raw, bool | Mapping | list):
        raise ValueError("a text")
    return plain(raw) if isinstance(raw, Decimal) else str(raw).strip()


def _both(raw: object, field: Field) -> dict[str, str]:
    if isinstance(raw, Mapping):
        if not all(_LANGUAGE.fullmatch(str(key)) for key in raw):
            raise ValueError("a text by language, such as {zh: …, en: …},")
        said = {str(key): _text(value, field) for key, value in raw.items() if value is not None}
        return {key: value for key, value in said.items() if value}
    text = _text(raw, field)
    return text_of(text) if text else {}


def _day(raw: object, _field: Field) -> date:
    try:
        return day(raw if isinstance(raw, date) else str(raw))
    except ValueError:
        raise ValueError("a day written YYYY-MM-DD") from None


def _number(raw: object, _field: Field) -> Decimal:
    try:
        return exact(raw if isinstance(raw, int | Decimal) else str(raw))
    except ValueError:
        raise ValueError("a plain decimal number") from None


def _territory(raw: object, _field: Field) -> str:
    if raw not in TERRITORIES:
        raise ValueError("a territory in two letters, such as CN or DE,")
    return str(raw)


def _currency(raw: object, _field: Field) -> str:
    if raw not in CURRENCIES:
        raise ValueError("a currency in three letters, such as CNY,")
    return str(raw)


def _yes_no(raw: object, _field: Field) -> bool:
    if not isinstance(raw, bool):
        raise ValueError("true or false")
    return raw


def _hash(raw: object, _field: Field) -> str:
    if not isinstance(raw, str) or _HASH.fullmatch(raw.lower()) is None:
        raise ValueError("a SHA-256 in 64 hexadecimal digits")
    return raw.lower()


def _code(raw: object, field: Field) -> str:
    if raw not in field.codes:
        raise ValueError(f"one of {', '.join(field.codes)}")
    return str(raw)


_READ = {
    "text": _text,
    "both": _both,
    "day": _day,
    "number": _number,
    "territory": _territory,
    "currency": _currency,
    "yes_no": _yes_no,
    "hash": _hash,
    "code": _code,
}
