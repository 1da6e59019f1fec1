"""Is this party on a list: same, clear, or unknown until somebody has looked."""

from licet.screening.candidate import Candidate, Feature, Listed, Screening
from licet.screening.index import Index

__all__ = ["Candidate", "Feature", "Index", "Listed", "Screening"]
