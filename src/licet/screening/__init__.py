"""Is this party on a list: same, clear, or unknown until somebody has looked."""

from licet.screening.candidate import Candidate, Feature, Listed, Screening
from licet.screening.index import Index, listing_version
from licet.screening.military import Cue, Military, military
from licet.screening.query import Query
from licet.screening.rescreen import Changes, changes, rescreened
from licet.screening.review import Review, Reviews, add_review, read_reviews

__all__ = [
    "Candidate",
    "Changes",
    "Cue",
    "Feature",
    "Index",
    "Listed",
    "Military",
    "Query",
    "Review",
    "Reviews",
    "Screening",
    "add_review",
    "changes",
    "listing_version",
    "military",
    "read_reviews",
    "rescreened",
]
