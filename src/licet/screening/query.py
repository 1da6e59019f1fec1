"""What is asked: a party by its names, its country and its identifiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.basics import identifier, registrations
from licet.screening.candidate import version
from licet.screening.name import keys

if TYPE_CHECKING:
    from licet.screening.name import Key

_LEI_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Query:
    """One party to screen; what is not known is ``None``."""

    name: str
    name_local: str | None = None
    country: str | None = None
    lei: str | None = None
    uscc: str | None = None
    registrations: str | None = None
    """Other identifiers, as `licet.basics.registrations` reads them."""

    def keys(self) -> list[Key]:
        """The keys of both names; a number in the place of a name is none."""
        names = [text for text in (self.name, self.name_local) if text and not _is_lei(text)]
        return [key for text in names for key in keys(text)]

    def identifiers(self) -> tuple[list[tuple[str, str]], list[str]]:
        """The pairs of scheme and number that can be right, and what is wrong with the others."""
        if self.lei is None and self.uscc is None and self.registrations is None:
            return [], []
        given = [("LEI", self.lei), ("USCC", self.uscc)]
        pairs = [(scheme, number) for scheme, number in given if number and number.strip()]
        right, wrong = [], []
        try:
            pairs += registrations(self.registrations or "")
        except ValueError as error:
            wrong.append(f"«{self.registrations}» is no list of identifiers: expected {error}")
        for scheme, number in pairs:
            try:
                right.append((scheme, identifier(scheme, number)))
            except ValueError as error:
                wrong.append(f"«{number}» is no {scheme}: expected {error}")
        return right, wrong

    @property
    def version(self) -> str:
        """A fingerprint of the party as it is recorded; another one is another party to review."""
        more = () if self.registrations is None else (self.registrations,)
        return version(self.name, self.name_local, self.country, self.lei, self.uscc, *more)


def _is_lei(text: str) -> bool:
    """Registers of holders name parties by their LEI alone: no list can be searched for that."""
    if len(text) != _LEI_LENGTH or " " in text:
        return False
    try:
        return bool(identifier("LEI", text))
    except ValueError:
        return False
