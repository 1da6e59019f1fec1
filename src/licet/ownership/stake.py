"""Stakes: who says to hold how much of whom, since when, and what is wrong with the row.

A row that cannot be right is named as a fault and kept as wide as it may still be: a share of
-5 … 30 per cent becomes 0 … 30, reversed ends are swapped, a holder that is not named is an
unknown holder. Nothing that was read wrong can make a party clear.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from licet.basics import Fault, day
from licet.intake import share_ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Kind = Literal[
    "share", "equity", "votes", "branch", "opaque", "indirect", "consolidation", "other", "control"
]

NONE, ALL = Decimal(0), Decimal(100)

KINDS: Mapping[str, Kind] = {
    "": "share", "share": "share", "shares": "share", "holding": "share",
    "equity": "equity", "capital": "equity", "shareholding": "equity", "ownership": "equity",
    "stock": "equity", "股权": "equity", "出资": "equity", "股份": "equity",
    "votes": "votes", "vote": "votes", "voting": "votes", "votingrights": "votes",
    "表决权": "votes",
    "branch": "branch", "establishment": "branch", "分公司": "branch", "分支机构": "branch",
    "trust": "opaque", "nominee": "opaque", "unknown": "opaque", "bearer": "opaque",
    "信托": "opaque", "代持": "opaque",
    "indirect": "indirect", "consolidation": "consolidation",
    "control": "control", "board": "control", "other": "other",
}  # fmt: skip
"""What the kinds of holding that a row may name amount to; see `licet.ownership.links`."""


@dataclass(frozen=True, slots=True)
class Stake:
    """`owner` holds `lo` … `hi` per cent of `owned`, from `start` through `last`.

    `owner` is ``None`` for a holder that is not named. A day that is ``None`` is without bound.
    """

    owner: str | None
    owned: str
    lo: Decimal
    hi: Decimal
    kind: Kind = "share"
    start: date | None = None
    last: date | None = None
    source: str = ""
    file: str = ""
    line: int | None = None

    def on(self, given: date) -> bool:
        """Does the row speak of that day? Both its days are included."""
        return (self.start is None or self.start <= given) and (
            self.last is None or given <= self.last
        )


@dataclass(frozen=True, slots=True)
class Adrift:
    """A row that names no owned party: whoever holds anything of anybody may hold this."""

    owner: str | None


@dataclass(frozen=True, slots=True)
class Stakes:
    """Every stake that could be read, the rows that speak of nobody, and what is wrong."""

    stakes: tuple[Stake, ...]
    adrift: tuple[Adrift, ...]
    faults: tuple[Fault, ...]


def read(rows: Iterable[Mapping[str, Any]], faults: Iterable[Fault] = ()) -> Stakes:
    """The stakes that `rows` state.

    Args:
        rows: with owner, owned and where known share_lo, share_hi (per cent, or a range
            as `licet.intake.share_ends` reads it), kind, from, to, source, _file,
            _line.
        faults: of rows that were put aside before; a fault whose key names the owned party
            stands for a holder nobody knows, one without a key for a holding of anybody.
    """
    reader = _Reader([], [], [])
    for fault in faults:
        reader.put_aside(fault)
    for number, row in enumerate(rows, start=1):
        reader.read(row, number)
    return Stakes(tuple(reader.stakes), tuple(reader.adrift), tuple(reader.faults))


@dataclass(slots=True)
class _Reader:
    stakes: list[Stake]
    adrift: list[Adrift]
    faults: list[Fault]

    def put_aside(self, fault: Fault) -> None:
        self.faults.append(fault)
        if fault.key is None:
            self.adrift.append(Adrift(None))
        else:
            self.stakes.append(
                Stake(
                    None, fault.key, NONE, ALL, "opaque", None, None,
                    "a row that was put aside", fault.file, fault.line,
                )
            )  # fmt: skip

    def read(self, row: Mapping[str, Any], number: int) -> None:
        cell = _Cells(row, str(row.get("_file") or ""), row.get("_line") or number, self.faults)
        owner, owned = cell.text("owner"), cell.text("owned")
        if not owner and not cell.says_unknown():
            cell.fault("owner", "the party that holds", owned or None)
        if not owned:
            cell.fault("owned", "the party that is held", None)
            self.adrift.append(Adrift(owner or None))
            return
        cell.key = owned
        lo, hi = cell.share()
        kind = cell.kind() if owner else "opaque"
        start, last, dated = cell.days()
        self.stakes.append(
            Stake(
                owner or None, owned, lo if dated else NONE, hi, kind, start, last,
                cell.text("source"), cell.file, cell.line,
            )
        )  # fmt: skip


@dataclass(slots=True)
class _Cells:
    row: Mapping[str, Any]
    file: str
    line: int
    faults: list[Fault]
    key: str | None = None

    def text(self, column: str) -> str:
        value = self.row.get(column)
        return "" if value is None else str(value).strip()

    def fault(self, column: str, expected: str, key: str | None) -> None:
        self.faults.append(
            Fault(
                self.file, f"column «{column}»", expected, self.line, column,
                self.text(column) or None, key,
            )
        )  # fmt: skip

    def says_unknown(self) -> bool:
        """Does the row itself say that nobody knows the holder?"""
        return self._kind() == "opaque"

    def _kind(self) -> Kind | None:
        text = self.text("kind").lower()
        return KINDS.get(text.replace("_", "").replace(" ", "").replace("-", ""))

    def kind(self) -> Kind:
        kind = self._kind()
        if kind is None:
            self.fault("kind", f"one of {', '.join(sorted(filter(str.isascii, KINDS)))}", self.key)
            return "other"
        return kind

    def share(self) -> tuple[Decimal, Decimal]:
        lo, hi = self._ends()
        if lo > hi:
            self.fault("share_lo", "a share not above share_hi", self.key)
            lo, hi = hi, lo
        if lo < NONE or hi < NONE:
            self.fault("share_lo", "a share that is not negative", self.key)
            lo, hi = NONE, (hi if hi > NONE else ALL)
        if hi > ALL:
            self.fault("share_hi", "a share of at most 100 per cent", self.key)
            lo, hi = (NONE if lo > ALL else lo), ALL
        return lo, hi

    def _ends(self) -> tuple[Decimal, Decimal]:
        """What both cells say: a number is that end, a range (``<50``) may speak of either."""
        lo, hi = NONE, ALL
        for place, column in enumerate(("share_lo", "share_hi")):
            text = self.text(column)
            try:
                least, most = share_ends(text) if text else (None, None)
            except ValueError as error:
                self.fault(column, str(error), self.key)
                continue
            if least == most:
                lo, hi = (lo, hi) if least is None else (least, hi) if place == 0 else (lo, least)
                continue
            lo = lo if least is None else max(lo, least)
            hi = hi if most is None else min(hi, most)
        return lo, hi

    def days(self) -> tuple[date | None, date | None, bool]:
        start, sound_start = self._day("from")
        last, sound_last = self._day("to")
        if start is not None and last is not None and last < start:
            self.fault("to", "a day not before «from»", self.key)
            return None, None, False
        return start, last, sound_start and sound_last

    def _day(self, column: str) -> tuple[date | None, bool]:
        value = self.row.get(column)
        if value is None or value == "":
            return None, True
        try:
            return day(value), True
        except (ValueError, AttributeError):
            self.fault(column, "a day such as 2026-11-22", self.key)
            return None, False
