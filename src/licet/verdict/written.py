"""A verdict as JSON in one language, its proof written straight from what was found.

A proof is long, and nearly all of it is the same for every case: the words of the law. Only truths,
standings and values differ; so the words stand ready as a form, and these are filled in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from licet.basics import json_text
from licet.rulebook import Clause, Rulebook
from licet.verdict.plan import Names, names_of
from licet.verdict.proof import Judged, shown_clauses, verdict_of
from licet.verdict.table import used_facts
from licet.verdict.words import in_language, say

_PROOF = '"clauses": []'
"""What stands in a verdict for its proof; no text can hold it, as its quotes would be escaped."""
_TRUTH = {True: "true", False: "false", None: "null"}


def verdict_text(one: Judged, lang: str) -> str:
    """The JSON of `in_language(verdict_of(one), lang)`, letter for letter as `json_text` writes it.

    Args:
        one: the decided case.
        lang: the language of its texts.
    """
    whole = json_text(in_language(verdict_of(one, clauses=[]), lang))
    return whole.replace(_PROOF, f'"clauses": [{_proof(one, lang)}]', 1)


def _proof(one: Judged, lang: str) -> str:
    by = one.by
    forms = _forms(by.book, lang)
    said: dict[str, str | None] = dict(_nulls(by.book))
    said.update(zip(one.found, map(_TRUTH.get, one.found.values()), strict=True))
    said |= one.standings
    said |= {_gap(name): json_text(value) for name, value in one.stated.items()}
    shown = shown_clauses(by.book, one.found, by.names)
    return ", ".join([forms[clause.cite].filled(said) for clause in shown])


def _gap(fact: str) -> str:
    return f"fact {fact}"


@lru_cache(maxsize=16)
def _nulls(book: Rulebook) -> Mapping[str, str]:
    return {_gap(name): "null" for name in used_facts(book)}


class _Form:
    """The JSON of a clause with gaps, and what goes into each."""

    def __init__(self, text: str, gaps: Sequence[str]) -> None:
        self._text, self._take = text, itemgetter(*gaps)

    def filled(self, said: Mapping[str, str | None]) -> str:
        text: str = self._text % self._take(said)
        return text


@lru_cache(maxsize=16)
def _forms(book: Rulebook, lang: str) -> Mapping[str, _Form]:
    names = names_of(book)
    return {clause.cite: _form(clause, names, lang) for clause in book.clauses}


def _form(clause: Clause, names: Names, lang: str) -> _Form:
    gaps = [clause.cite, names.clauses[clause.cite]]
    elements = []
    for element, (column, facts) in zip(
        clause.elements, names.statements[clause.cite], strict=True
    ):
        gaps += [column, *map(_gap, facts)]
        values = ", ".join(f"{_safe(name)}: %s" for name in facts)
        says = _safe(say(element.says, lang))
        elements.append(f'{{"says": {says}, "met": %s, "facts": {{{values}}}}}')
    words: dict[str, Any] = {
        "cite": clause.cite,
        "title": say(clause.title, lang),
        "then": clause.then,
        "authority": clause.authority,
    }
    head = "".join(f'"{key}": {_safe(text)}, ' for key, text in words.items())
    text = f'{{{head}"standing": "%s", "met": %s, "elements": [{", ".join(elements)}]}}'
    return _Form(text, gaps)


def _safe(text: str) -> str:
    return json_text(text).replace("%", "%%")
