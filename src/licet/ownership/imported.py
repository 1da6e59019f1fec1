"""What an import gives: rows of holdings and parties in the shape of the folder's tables.

Every importer refuses a malformed statement by its id and the rule it breaks and reads the rest.
A refused statement keeps the party it is about, so that party's holders count as not known.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.basics import Fault, Refused, day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Json = Any
_YEAR, _MONTH, _DECEMBER = 4, 7, 12


@dataclass(frozen=True, slots=True)
class Imported:
    """The holdings and parties a file states, and the statements that were refused.

    `holdings` have the columns of the table ownership, `parties` those of the table parties;
    ``Holdings.of(imported.holdings, imported.faults)`` reads them.
    """

    holdings: tuple[dict[str, Any], ...] = ()
    parties: tuple[dict[str, Any], ...] = ()
    faults: tuple[Fault, ...] = ()


class Broken(ValueError):
    """A statement breaks a rule; the words finish the sentence "expected …"."""


@dataclass(slots=True)
class Collector:
    """Rows and faults on their way to an import."""

    file: str
    holdings: list[dict[str, Any]] = field(default_factory=list)
    parties: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, statement: str, rule: str, about: str | None, line: int | None = None) -> None:
        """Put a statement aside, with the rule it breaks and the party it is about."""
        self.faults.append(Fault(self.file, f"statement {statement}", rule, line, key=about))

    def party(self, key: str, name: str, **more: str | None) -> None:
        """Note a party; a later statement about it completes the earlier one."""
        known = self.parties.setdefault(key, {"party": key, "name": name})
        known |= {column: value for column, value in more.items() if value}
        known["name"] = name or known["name"]

    def holding(self, owner: str | None, owned: str, **more: Any) -> None:  # noqa: ANN401 - cells
        """Note a holding; columns that are left out are not known."""
        row = dict.fromkeys(("share_lo", "share_hi", "kind", "from", "to", "source", "_line"))
        self.holdings.append({"owner": owner, "owned": owned, "_file": self.file, **row, **more})

    def done(self) -> Imported:
        """Everything that was noted."""
        return Imported(tuple(self.holdings), tuple(self.parties.values()), tuple(self.faults))


def read_json(path: Path) -> Iterator[tuple[int | None, Json]]:
    """The statements of a JSON array, or of a file with one JSON object a line, with its line.

    Numbers with a decimal point stay exact.

    Raises:
        Refused: the file cannot be read, or is neither.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(Fault(path.name, "the file", f"a file in UTF-8 ({error})")) from error
    if text.lstrip().startswith("["):
        try:
            yield from ((None, one) for one in json.loads(text, parse_float=Decimal))
        except json.JSONDecodeError as error:
            fault = Fault(path.name, "the file", f"a JSON array ({error.msg})", error.lineno)
            raise Refused(fault) from error
        except (RecursionError, ArithmeticError) as error:
            raise Refused(Fault(path.name, "the file", f"a JSON array ({error})")) from error
        return
    yield from _lines(path.name, text)


def _lines(name: str, text: str) -> Iterator[tuple[int, Json]]:
    read = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line, parse_float=Decimal)
            read += 1
        except json.JSONDecodeError as error:
            if not read:
                fault = Fault(
                    name, "the file", f"JSON, an array or a line each ({error.msg})", number
                )
                raise Refused(fault) from error
            yield number, None
        except (RecursionError, ArithmeticError):
            yield number, None


def text_of(value: Json) -> str | None:
    """A text with something in it, or nothing."""
    return value.strip() or None if isinstance(value, str) else None


def first_day(value: Json) -> date | None:
    """The day a date names, the first one of a month or year; time of day is left out."""
    return _day(value, last=False)


def last_day(value: Json) -> date | None:
    """The day a date names, the last one of a month or year."""
    return _day(value, last=True)


def _day(value: Json, *, last: bool) -> date | None:
    if value is None or value == "":
        return None
    text = str(value)[:10]
    try:
        if len(text) == _YEAR:
            return day(f"{text}-12-31" if last else f"{text}-01-01")
        if len(text) == _MONTH:
            first = day(f"{text}-01")
            return _month_end(first) if last else first
        return day(text)
    except ValueError:
        raise Broken(f"a date such as 2026-11-22, not {value}") from None


def _month_end(first: date) -> date:
    year, month = (first.year + 1, 1) if first.month == _DECEMBER else (first.year, first.month + 1)
    return date(year, month, 1) - timedelta(days=1)
