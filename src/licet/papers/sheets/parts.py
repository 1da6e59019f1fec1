"""What a paper consists of, before it is a PDF or a Word document."""

from __future__ import annotations

from dataclasses import dataclass

from licet.rulebook import Words


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a table; `open`: it is not known and to be filled in."""

    text: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part."""

    words: Words


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence in both languages, beside each other."""

    words: Words


@dataclass(frozen=True, slots=True)
class Fields:
    """Rows of a name and its value: one cell, or Chinese and the other language."""

    rows: tuple[tuple[Words, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines under heads; each column has its share of the width."""

    heads: tuple[Words, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """Places to sign, side by side: whose, and what is known of the signature."""

    places: tuple[tuple[Words, tuple[tuple[Words, Cell], ...]], ...]


Part = Heading | Pair | Fields | Grid | Sign


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper: its file's name, its title, what stands above, and its parts."""

    file: str
    title: Words
    head: tuple[tuple[Words, str], ...]
    note: Words
    parts: tuple[Part, ...]
    beside: str = "en"
    """The language beside the Chinese."""
    twin: str = ""
    """The data of the paper as JSON; a PDF carries it along."""
    verify: str = ""
    """The address under which others verify the case; it stands above as a QR code."""

    def say(self, words: Words) -> tuple[str, str]:
        """A text in Chinese and in the other language."""
        return words["zh"], words.get(self.beside, words["en"])
