"""Papers of a dossier, as `papers.yaml` describes them: `sheets`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from licet.basics import Fault, Refused
from licet.papers.dossier import Dossier, model, write_dossier
from licet.papers.sheets.parts import Fields, Grid, Heading, Pair, Part, Sheet, Sign
from licet.papers.sheets.special import SPECIAL
from licet.papers.sheets.values import cells, one_cell, word
from licet.rulebook import Words, read

_FILE = Path(__file__).with_name("papers.yaml")
_PARTY = ("name", "address", "country", "contact", "phone", "email")
_IF_KNOWN = ("uscc", "registration", "representative")
_SIGNED = ("name", "title", "on")
_SHARES = {"description": 9, "item": 6, "evidence": 7, "lot": 5, "control_code": 5, "hs": 6}
_SHARES |= {"origin": 3, "unit": 3, "value": 5, "annex1": 4}
_USUAL = 4


@cache
def described() -> Mapping[str, Mapping[str, Any]]:
    """Every paper's description, by its name."""
    found: Mapping[str, Mapping[str, Any]] = read(_FILE.read_text(encoding="utf-8"), _FILE.name)
    return found


PAPERS = tuple(described())
"""The names of the papers."""


def titles() -> Mapping[str, Words]:
    """What each paper is called."""
    return {name: one["title"] for name, one in described().items()}


def sheets(
    dossier: Dossier,
    names: tuple[str, ...],
    day: date,
    *,
    case: Mapping[str, Any] | None = None,
    beside: str = "en",
    verify: str = "",
) -> tuple[Sheet, ...]:
    """Papers of a dossier; one that exists many times, such as a notice, gives as many sheets.

    Args:
        dossier: what is known; the rest is shown as to be filled in.
        names: which papers.
        day: the day that they bear.
        case: a case of the store as `licet case show --json` has it, for verdict and documents.
        beside: the language beside the Chinese.
        verify: the address under which others verify the case.

    Raises:
        Refused: there is no such paper.
    """
    found = []
    for name in names:
        if name not in described():
            expected = f"one of {', '.join(PAPERS)} was expected, not «{name}»"
            raise Refused(Fault("command line", "paper", expected))
        paper = described()[name]
        many = paper.get("many")
        blocks = [at for at, _ in dossier.all(many)] if many else [paper["of"]]
        for number, at in enumerate(blocks or [f"{many}.0"], 1):
            file = paper["file"] + (f"-{number}" if len(blocks) > 1 else "")
            one = _Paper(dossier, at, case)
            head = _head(dossier, day, case)
            twin = write_dossier(Dossier(dossier.file, {name: dossier.at(at)}))
            parts = tuple(one.parts(paper["parts"]))
            more = (parts, beside, twin, verify)
            found.append(Sheet(file, paper["title"], head, word("worksheet"), *more))
    return tuple(found)


def _head(
    dossier: Dossier, day: date, shown: Mapping[str, Any] | None
) -> tuple[tuple[Words, str], ...]:
    case = dossier.at("case")
    told: tuple[tuple[Words, str], ...] = ((word("day"), day.isoformat()),)
    if case is not None:
        told = ((word("case"), str(case)), *told)
    if shown is not None:
        said = shown["verification"]
        told = (*told, (word("verification"), f"{said['number']} · {said['code']}"))
    return told


class _Paper:
    """One paper of a dossier: the block that it is about, and its parts."""

    def __init__(self, dossier: Dossier, at: str, case: Mapping[str, Any] | None) -> None:
        self.dossier, self.at, self.case = dossier, at, case
        self.kind = at.split(".", maxsplit=1)[0]

    def parts(self, described: list[Mapping[str, Any]]) -> Iterator[Part]:
        """The parts in order; one that is optional and empty is left out."""
        for part in described:
            if "only" in part and part["only"] not in {self._here("form"), self._here("mode")}:
                continue
            made = [one for name in _MAKES if name in part for one in _MAKES[name](self, part)]
            if made and "heading" in part:
                yield Heading(part["heading"])
            yield from made

    def _here(self, name: str) -> Any:  # noqa: ANN401 - any value
        return self.dossier.at(f"{self.at}.{name}")

    def fields(self, part: Mapping[str, Any]) -> Iterator[Part]:
        """Rows of fields of the block."""
        known = model()[self.kind]
        rows = (
            (known[name].words, cells(known[name], self._here(name))) for name in part["fields"]
        )
        yield Fields(tuple(rows))

    def party(self, part: Mapping[str, Any]) -> Iterator[Part]:
        """A party under its heading."""
        name = part["party"]
        value = self._here(name)
        if value is not None or not part.get("optional"):
            yield Heading(model()[self.kind][name].words)
            yield _party(value or {})

    def parties(self, part: Mapping[str, Any]) -> Iterator[Part]:
        """Parties of a list, each under its heading."""
        name = part["parties"]
        found = self._here(name) or [{}]
        words = model()[self.kind][name].words
        for number, value in enumerate(found, 1):
            count = f" {number}" if len(found) > 1 else ""
            yield Heading({lang: f"{text}{count}" for lang, text in words.items()})
            yield _party(value)

    def lines(self, part: Mapping[str, Any]) -> Iterator[Part]:
        """Lines of a list in columns."""
        field = model()[self.kind][part["lines"]]
        columns = [model()[field.kind][name] for name in part["columns"]]
        found = self._here(field.name) or [{}]
        rows = (
            tuple(one_cell(column, line.get(column.name)) for column in columns) for line in found
        )
        heads = tuple(column.words for column in columns)
        shares = tuple(_SHARES.get(column.name, _USUAL) for column in columns)
        yield Heading(field.words)
        yield Grid(heads, shares, tuple(rows))

    def texts(self, part: Mapping[str, Any]) -> Iterator[Part]:
        """Sentences in both languages."""
        return (Pair(text) for text in part["texts"])

    def sign(self, part: Mapping[str, Any]) -> Iterator[Part]:
        """Places to sign."""
        known, signed = model()[self.kind], model()["signature"]
        places = []
        for name in part["sign"]:
            value = self._here(name) or {}
            rows = tuple(
                (signed[one].words, one_cell(signed[one], value.get(one))) for one in _SIGNED
            )
            places.append((known[name].words, rows))
        yield Sign(tuple(places))

    def special(self, part: Mapping[str, Any]) -> Iterator[Part]:
        """What is not a part of the block: the attachments, the verdict, the chain."""
        return SPECIAL[part["special"]](self.dossier, self.at, self.case)


_MAKES = {
    "fields": _Paper.fields,
    "party": _Paper.party,
    "parties": _Paper.parties,
    "lines": _Paper.lines,
    "texts": _Paper.texts,
    "sign": _Paper.sign,
    "special": _Paper.special,
}


def _party(value: Mapping[str, Any]) -> Fields:
    known = model()["party"]
    chinese = value.get("country") in {None, "CN"}
    names = [
        *_PARTY[:3],
        *(n for n in _IF_KNOWN if n in value or (n == "uscc" and chinese)),
        *_PARTY[3:],
    ]
    return Fields(tuple((known[name].words, cells(known[name], value.get(name))) for name in names))
