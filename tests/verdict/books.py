"""Random small rulebooks, as the text of law files, read through the door that all law takes."""

from __future__ import annotations

from datetime import date

import yaml
from hypothesis import strategies as st

from licet.rulebook import Rulebook, read_book

YES_NO = ("b1", "b2", "b3", "b4")
NUMBERS = ("n1", "n2")
CODES = ("x", "y", "z")
ENTRIES = ("P1-1", "P1-2", "P2-1")
WORDS = {"en": "a text", "zh": "文本"}
ITEM = ("b4", "k2")
"""Facts of the item; entries look at nothing else."""
_CITES = ("A", "B", "C")


class _WrittenOut(yaml.SafeDumper):
    """Writes what stands twice twice, as law files must."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - whatever it is
        return True


def fact(name: str, kind: str, **more: object) -> dict[str, object]:
    return {"fact": name, "type": kind, "title": WORDS, "ask": WORDS, "who": "erp", **more}


FACTS = [
    *(fact(name, "yes_no") for name in YES_NO),
    fact("n1", "number", contract=">= 0"),
    fact("n2", "number", contract="> 0"),
    fact("k1", "code", codes=dict.fromkeys(CODES, WORDS)),
    fact("k2", "code", codes=dict.fromkeys(CODES, WORDS)),
    fact("entry", "code", codes_from="entries"),
    fact("entry_part", "whole", follows="entry", codes=[0, 1, 2]),
]
READINGS = [
    {"id": "A-18", "options": {"inclusive": WORDS, "exclusive": WORDS}, "default": "inclusive"},
    {"id": "A-99", "options": {"wide": WORDS, "narrow": WORDS}, "default": "wide"},
]

_order = st.sampled_from((">=", ">", "<", "<=", "=", "<>"))
_literal = st.sampled_from(("0", "1", "2.5", "3", "1000"))
_multiple = st.sampled_from(("", "0.001 * ", "2 * "))
_item_atoms = st.one_of(
    st.just("b4"),
    st.sampled_from(CODES).map(lambda code: f"k2 = '{code}'"),
)
_atoms = st.one_of(
    st.sampled_from(YES_NO),
    st.sampled_from(YES_NO).map(lambda name: f"{name} = FALSE"),
    st.sampled_from(CODES).map(lambda code: f"k1 <> '{code}'"),
    st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True).map(
        lambda codes: "k1 IN ({})".format(", ".join(f"'{code}'" for code in codes))
    ),
    st.tuples(_order, _literal).map(lambda t: f"n1 {t[0]} {t[1]}"),
    st.tuples(_order, _multiple).map(lambda t: f"n1 {t[0]} {t[1]}n2"),
    st.tuples(_literal, _order).map(lambda t: f"{t[0]} {t[1]} n2 + n1"),
    st.just("n2 BETWEEN 1 AND 3"),
    st.sampled_from((*ENTRIES, "none")).map(lambda code: f"entry = '{code}'"),
    st.sampled_from(("entry <> 'none'", "entry_part IN (1, 2)", "entry_part >= 1")),
    st.sampled_from(("entry_part = 0", "entry_part <> 2", "reading_A99 = 'narrow'")),
)


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(parts, parts).map(lambda p: f"({p[0]} AND {p[1]})"),
        st.tuples(parts, parts).map(lambda p: f"({p[0]} OR {p[1]})"),
        parts.map(lambda p: f"NOT ({p})"),
    )


predicates = st.recursive(_atoms, _joined, max_leaves=5)
_patterns = st.recursive(_item_atoms, _joined, max_leaves=3)
_days = st.dates(date(2025, 1, 1), date(2025, 12, 31))
_early = st.sampled_from((date(2024, 6, 1), date(2024, 6, 1), date(2025, 3, 1)))
_effects = st.sampled_from(
    ("licence_required",) * 4
    + ("prohibited", "exempts", "exempts", "refusal_presumed", "refusal_presumed", "case_by_case")
)


@st.composite
def files(draw: st.DrawFn) -> dict[str, str]:
    """The files of one random rulebook."""
    made: dict[str, object] = {
        "facts.yaml": FACTS,
        "readings.yaml": [
            {**one, "title": WORDS, "why": WORDS, "used_by": "predicate"} for one in READINGS
        ],
        "list.yaml": {
            **_instrument("L", date(2020, 1, 1)),
            "clauses": [
                {
                    "cite": f"L {code}",
                    "title": WORDS,
                    "then": "entry",
                    "entry": {"fact": "entry", "code": code},
                    "when": [_element(draw(_patterns))],
                }
                for code in ENTRIES
            ],
        },
        "what-if.yaml": {
            "scenario": "lapsed",
            "title": WORDS,
            "note": WORDS,
            "resumes": [{"cite": "A", "from": draw(_days)}],
        },
    }
    for short in draw(st.sampled_from((_CITES[:1], _CITES[:2], _CITES))):
        made[f"{short}.yaml"] = _random_instrument(draw, short)
    return {
        name: yaml.dump(block, Dumper=_WrittenOut, allow_unicode=True, sort_keys=False)
        for name, block in made.items()
    }


def books() -> st.SearchStrategy[Rulebook]:
    """A random rulebook."""
    return files().map(read_book)


def _instrument(short: str, published: date) -> dict[str, object]:
    return {
        "instrument": f"instrument {short}",
        "short": short,
        "title": WORDS,
        "published": published,
        "checked_on": date(2025, 6, 1),
        "source": {},
    }


def _element(predicate: str) -> dict[str, object]:
    return {"says": WORDS, "holds": predicate}


def _random_instrument(draw: st.DrawFn, short: str) -> dict[str, object]:
    clauses = []
    for number in range(draw(st.integers(1, 4))):
        clause: dict[str, object] = {
            "cite": f"{short} §{number}",
            "title": WORDS,
            "then": draw(_effects),
            "when": [_element(p) for p in draw(st.lists(predicates, min_size=1, max_size=2))],
        }
        if draw(st.integers(0, 3)) == 0:
            start, end = sorted((draw(_days), draw(_days)))
            clause["in_force"] = {
                "from": start,
                **({"through": end} if draw(st.booleans()) else {}),
            }
        clauses.append(clause)
    made = {**_instrument(short, draw(_early)), "clauses": clauses}
    if draw(st.integers(0, 2)) == 0:
        start, end = sorted((draw(_days), draw(_days)))
        cite = draw(st.sampled_from(("A", "B", "A §1")))
        made["suspends"] = [{"cite": cite, "from": start, "through": end}]
    return made
