"""What people found out: a reviewed candidate is the party, is not, or nobody can say yet.

A review is about one party as it was and one listing as it was; when either changes it lapses
and the candidate is open again. Reviews are kept one JSON object a line and only ever added.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from licet.basics import Fault, Refused, day
from licet.screening.candidate import Answer, Candidate, Screening

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from licet.screening.query import Query

Finding = Literal["same", "different", "not_sure"]


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody found about one candidate: who, when and why."""

    party: str
    listing: str
    finding: Finding
    by: str
    on: date
    why: str

    @classmethod
    def of(
        cls, query: Query, candidate: Candidate, finding: Finding, *, by: str, on: date, why: str
    ) -> Review:
        """The review of a candidate for a party.

        Raises:
            Refused: nobody signs it, or it gives no reason.
        """
        missing = [name for name, value in (("by", by), ("why", why)) if not value.strip()]
        if missing:
            raise Refused(*(Fault("review", name, "a name and a reason") for name in missing))
        return cls(query.version, candidate.version, finding, by.strip(), on, why.strip())


@dataclass(frozen=True, slots=True)
class Reviews:
    """The reviews there are, the latest on each party and listing counting."""

    latest: Mapping[tuple[str, str], Review]

    @classmethod
    def of(cls, reviews: Iterable[Review]) -> Reviews:
        """The reviews in the order in which they were made."""
        return cls({(review.party, review.listing): review for review in reviews})

    def applied(self, query: Query, screening: Screening) -> Screening:
        """The screening of a party with what people found out about its candidates.

        A candidate found different is left out, one found the same makes the answer so; what
        nobody has looked at, or could not tell, stays open.
        """
        notes = list(screening.notes)
        kept = self._open(query, screening.candidates, notes)
        apart = self._open(query, screening.apart, notes)
        if not screening.candidates:
            return replace(screening, apart=tuple(apart), notes=tuple(notes))
        answer: Answer = "unknown" if kept or screening.unread else "clear"
        if any(candidate.same for candidate in kept):
            answer = "same"
        return replace(
            screening, answer=answer, candidates=tuple(kept), notes=tuple(notes), apart=tuple(apart)
        )

    def _open(
        self, query: Query, candidates: Iterable[Candidate], notes: list[str]
    ) -> list[Candidate]:
        """The candidates nobody ruled out, with what was found; notes it."""
        kept = []
        for candidate in candidates:
            review = self.latest.get((query.version, candidate.version))
            finding = "not_sure" if review is None else review.finding
            if review is not None and finding != "not_sure":
                told = f"{finding}, {review.by} on {review.on}: {review.why}"
                notes.append(f"{candidate.id}: reviewed as {told}")
            if finding != "different":
                kept.append(replace(candidate, same=candidate.same or finding == "same"))
        return kept


def read_reviews(path: Path) -> Reviews:
    """The reviews of a file; none if there is no file yet.

    Raises:
        Refused: a line is no review.
    """
    if not path.exists():
        return Reviews({})
    reviews, faults = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            cells = json.loads(line)
            if cells["finding"] not in get_args(Finding):
                raise ValueError(cells["finding"])
            reviews.append(Review(**{**cells, "on": day(cells["on"])}))
        except (ValueError, KeyError, TypeError):
            faults.append(Fault(path.name, "the line", "a review", number))
    if faults:
        raise Refused(*faults)
    return Reviews.of(reviews)


def add_review(path: Path, review: Review) -> None:
    """Write a review behind those a file has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = {**asdict(review), "on": review.on.isoformat()}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(cells, ensure_ascii=False) + "\n")
