"""What is asked: a party by its names, its country and its identifiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.screening.candidate import version
from licet.screening.name import keys

if TYPE_CHECKING:
    from licet.screening.name import Key


@dataclass(frozen=True, slots=True)
class Query:
    """One party to screen; what is not known is ``None``."""

    name: str
    name_local: str | None = None
    country: str | None = None
    lei: str | None = None
    uscc: str | None = None

    def keys(self) -> list[Key]:
        """The keys of both names."""
        return [key for text in (self.name, self.name_local) if text for key in keys(text)]

    @property
    def version(self) -> str:
        """A fingerprint of the party as it is recorded; another one is another party to review."""
        return version(self.name, self.name_local, self.country, self.lei, self.uscc)
