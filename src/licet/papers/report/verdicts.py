"""The full verdicts a report needs, worked out in one batch and kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from licet.verdict import Determination, Portfolio, Verdict, decide_cases


@dataclass(slots=True)
class Verdicts:
    """Verdicts of determinations, each worked out once."""

    portfolio: Portfolio
    _by: dict[int, Verdict] = field(default_factory=dict)

    def prepare(self, determinations: Iterable[Determination]) -> None:
        """Work out those that are not known yet, together."""
        wanted = {id(one): one for one in determinations if id(one) not in self._by}
        found = decide_cases([one.case for one in wanted.values()], self.portfolio.book)
        self._by |= dict(zip(wanted, found, strict=True))

    def of(self, determination: Determination) -> Verdict:
        """The verdict of one determination."""
        self.prepare([determination])
        return self._by[id(determination)]

    def known(self, determination: Determination) -> Verdict | None:
        """Its verdict, if it has been worked out."""
        return self._by.get(id(determination))
