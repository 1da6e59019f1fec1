"""Links: what the stakes amount to on one day, one link for each pair of owner and owned.

Each link says how much of the equity and how much of the votes it may be. What a kind of
stake counts for:

=============  =========================  =================================================
share          equity; perhaps votes      the row does not say of what: it is a holding
equity, votes  that one                   the other is stated by rows of its own
branch         all of both                a branch is its company
opaque         both, holder not known     trust, nominee, bearer, unnamed holder
indirect       equity in the product      stated without the links between; not a holding itself
consolidation  perhaps both               accounts say parent, no percentage
other          perhaps both               a right that may or may not be a holding
control        neither                    a red flag only, kept as a note by the caller
=============  =========================  =================================================

Doubled stakes, self-holdings and sums above 100 per cent are faults of the day; each widens.
"""

from __future__ import annotations

import decimal
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from licet.basics import Fault, plain
from licet.ownership.stake import ALL, NONE, Stake

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

Ends = tuple[Decimal, Decimal]
"""The lowest and the highest share, per cent."""
NOT_HELD: Ends = (NONE, NONE)
_SUMMED = ("share", "equity", "votes")
_PRECISE = decimal.Context(prec=60)


@dataclass(frozen=True, slots=True)
class Link:
    """What `owner` holds of `owned` on the day: `equity` and `votes`, lowest and highest.

    `opaque`: the holder behind it is not known. `indirect`: not a holding of its own, but the
    statement of one through others. `stakes` are the rows it was made from.
    """

    owner: str | None
    owned: str
    equity: Ends
    votes: Ends
    opaque: bool = False
    indirect: bool = False
    stakes: tuple[Stake, ...] = ()

    def most(self) -> Ends:
        """The larger of equity and votes, end by end."""
        return max(self.equity[0], self.votes[0]), max(self.equity[1], self.votes[1])


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one day by owned party, and what was wrong with the stakes of that day."""

    into: Mapping[str, Sequence[Link]]
    faults: Sequence[Fault]


def links(stakes: Iterable[Stake], on: date) -> Links:
    """The links that hold on a day."""
    of: dict[str, list[Stake]] = defaultdict(list)
    for stake in stakes:
        if stake.on(on) and stake.kind != "control":
            of[stake.owned].append(stake)
    faults: list[Fault] = []
    return Links({owned: tuple(_into(owned, rows, faults)) for owned, rows in of.items()}, faults)


def _into(owned: str, rows: list[Stake], faults: list[Fault]) -> list[Link]:
    rows = _without_own(_single(rows, faults), faults)
    with decimal.localcontext(_PRECISE):
        for kinds in (("share", "equity"), ("votes",)):
            rows = _balanced(owned, rows, kinds, faults)
    made: dict[tuple[str | None, bool, bool], Link] = {}
    for row in rows:
        link = _link(row)
        key = (row.owner, link.opaque, link.indirect)
        made[key] = _joined(made[key], link) if key in made else link
    return list(made.values())


def _single(rows: list[Stake], faults: list[Fault]) -> list[Stake]:
    """One row for each owner and kind; doubled ones become one, from the least to their sum."""
    by: dict[tuple[str | None, str], list[Stake]] = defaultdict(list)
    for row in rows:
        by[row.owner, "equity" if row.kind == "share" else row.kind].append(row)
    single = []
    for (owner, _), same in by.items():
        first = same[0]
        if len(same) > 1 and owner is not None:
            faults.append(_fault(same[1], "one row for a stake; it may be stated twice"))
        if len(same) > 1:
            lo, hi = min(row.lo for row in same), min(ALL, sum((row.hi for row in same), NONE))
            kind = first.kind if len({row.kind for row in same}) == 1 else "share"
            first = replace(first, lo=lo, hi=hi, kind=kind)
        single.append(first)
    return single


def _without_own(rows: list[Stake], faults: list[Fault]) -> list[Stake]:
    """Without stakes in itself; they leave less to the others, whose shares may weigh more."""
    own = [row for row in rows if row.owner == row.owned]
    if not own:
        return rows
    faults.extend(_fault(row, "an owner that is not the owned party itself") for row in own)
    left = ALL - min(ALL, sum((row.hi for row in own), NONE))
    others = [row for row in rows if row.owner != row.owned]
    with decimal.localcontext(_PRECISE) as context:
        context.rounding = decimal.ROUND_CEILING
        return [replace(row, hi=min(ALL, row.hi * ALL / left) if left else ALL) for row in others]


def _balanced(
    owned: str, rows: list[Stake], kinds: tuple[str, ...], faults: list[Fault]
) -> list[Stake]:
    """Shares that can add up to 100 per cent: no more than the others leave, or wider."""
    counted = [row for row in rows if row.kind in kinds and row.kind in _SUMMED]
    total = sum((row.lo for row in counted), NONE)
    over = total - ALL
    if over > 0:
        expected = f"shares of {owned} that sum to at most 100 per cent, not {plain(total)}"
        faults.append(_fault(counted[-1], expected))
    balanced = []
    for row in rows:
        if row.kind not in kinds:
            balanced.append(row)
        elif over > 0:
            balanced.append(replace(row, lo=max(NONE, row.lo - over)))
        else:
            balanced.append(replace(row, hi=min(row.hi, ALL - (total - row.lo))))
    return balanced


def _link(row: Stake) -> Link:
    whole, perhaps = (row.lo, row.hi), (NONE, row.hi)
    equity, votes = {
        "share": (whole, perhaps),
        "equity": (whole, NOT_HELD),
        "votes": (NOT_HELD, whole),
        "branch": ((ALL, ALL), (ALL, ALL)),
        "opaque": (whole, whole),
        "indirect": (whole, perhaps),
    }.get(row.kind, (perhaps, perhaps))
    opaque, indirect = row.kind == "opaque", row.kind == "indirect"
    return Link(row.owner, row.owned, equity, votes, opaque, indirect, (row,))


def _joined(a: Link, b: Link) -> Link:
    """Equity and votes of one owner: each measure from the row that states it best."""
    return replace(
        a, equity=_either(a.equity, b.equity), votes=_either(a.votes, b.votes),
        stakes=a.stakes + b.stakes,
    )  # fmt: skip


def _either(a: Ends, b: Ends) -> Ends:
    return max(a[0], b[0]), max(a[1], b[1])


def _fault(row: Stake, expected: str) -> Fault:
    share = f"{plain(row.lo)}…{plain(row.hi)}"
    return Fault(
        row.file,
        f"the share of {row.owner} in {row.owned}",
        expected,
        row.line,
        "share_lo",
        share,
        row.owned,
    )
