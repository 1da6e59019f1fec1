"""The full verdicts a report needs, worked out in one batch and kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from licet.papers.report.lines import Part
from licet.verdict import Determination, Portfolio, Verdict, decide_cases

_Key = tuple[int, int, date]
"""The kind of line, the article in it, and the day: lines that share them share the verdict."""


@dataclass(slots=True)
class Verdicts:
    """Verdicts of determinations, each worked out once."""

    portfolio: Portfolio
    _by: dict[_Key, Verdict] = field(default_factory=dict)
    _any: dict[tuple[int, int], Verdict] = field(default_factory=dict)

    def prepare(self, determinations: Iterable[Determination]) -> None:
        """Work out those that are not known yet, together."""
        wanted = {key: one for one in determinations if (key := _key(one)) not in self._by}
        found = decide_cases([one.case for one in wanted.values()], self.portfolio.book)
        for key, verdict in zip(wanted, found, strict=True):
            self._by[key] = verdict
            self._any.setdefault(key[:2], verdict)

    def of(self, determination: Determination) -> Verdict:
        """The verdict of one determination."""
        self.prepare([determination])
        return self._by[_key(determination)]

    def known(self, part: Part) -> Verdict | None:
        """The verdict of an article of a kind of line on some day, if it has been worked out."""
        return self._any.get((part.kind, part.at))


def _key(one: Determination) -> _Key:
    return one.kind, one.at, one.case.on
