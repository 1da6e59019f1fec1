"""Thirty predicates of announcements 61 and 62, and how each neighbour writes them down.

The elements of 61 §1 to §5 and of 62 §1(1) and §1(2), as they stand in the law files, apart
from those on the annex and on control codes, which Licet works out from other facts. Every
clause all of whose elements are among them is a question too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PREDICATES = 30
Said = list[Any]
"""``["in", fact, codes]`` · ``["fact", fact]`` · ``["at_least" or "above", left, right]`` ·
``["all" or "any", parts]`` · ``["not", part]``; a side is ``[[[multiple, fact] …], constant]``."""


def rule_set() -> dict[str, Any]:
    """The rule set as plain data: ``facts`` (name → kind and codes) and ``questions``."""
    from licet.rulebook import facts, rulebook

    book = rulebook()
    worked_out = {name for name, fact in book.facts.items() if fact.follows}
    worked_out |= {clause.entry[0] for clause in book.clauses if clause.entry}
    clauses = [c for c in book.clauses if c.cite.startswith(_CLAUSES)]
    stated = {
        element.predicate: None
        for clause in clauses
        for element in clause.elements
        if not worked_out & set(facts(element.predicate))
    }
    kept = dict(zip(list(stated)[:PREDICATES], range(PREDICATES), strict=True))
    questions = {f"p{number}": _said(predicate) for predicate, number in kept.items()}
    for number, clause in enumerate(clauses):
        of = [element.predicate for element in clause.elements]
        if len(of) > 1 and set(of) <= kept.keys():
            questions[f"m{number}"] = ["all", [_said(one) for one in of]]
    used = dict.fromkeys(name for said in questions.values() for name in names_in(said))
    kinds = {name: book.facts[name] for name in used}
    return {
        "facts": {
            n: {"kind": f.kind, "codes": [str(c) for c in f.codes]} for n, f in kinds.items()
        },
        "questions": questions,
    }


_CLAUSES = (*(f"61 §{number}" for number in range(1, 6)), "62 §1(1)", "62 §1(2)")


def _said(predicate: Any) -> Said:
    from licet.rulebook import All, Compare, Holds, Not, OneOf

    match predicate:
        case Holds(fact=fact):
            return ["fact", fact]
        case OneOf(fact=fact, values=values):
            return ["in", fact, [str(value) for value in values]]
        case Not(of=part):
            return ["not", _said(part)]
        case Compare(left=left, op=op, right=right, constant=constant):
            name = {">=": "at_least", ">": "above"}[op]
            return [name, [list(map(list, left)), 0], [list(map(list, right)), int(constant)]]
    return ["all" if isinstance(predicate, All) else "any", [_said(one) for one in predicate.of]]


def names_in(said: Said) -> list[str]:
    """The facts that a question speaks of."""
    match said:
        case ["fact", fact] | ["in", fact, _]:
            return [fact]
        case ["not", part]:
            return names_in(part)
        case ["all" | "any", parts]:
            return [name for part in parts for name in names_in(part)]
    return [fact for side in said[1:] for _, fact in side[0]]


def written(said: Said, style: Mapping[str, Any]) -> str:
    """A question in the words of a neighbour.

    Args:
        said: the question.
        style: ``fact``, ``text``, ``in``, ``not``, ``and``, ``or``: how it writes each.
    """

    def side(terms: Any) -> str:
        parts = [
            style["number"](fact) if multiple == 1 else f"{multiple} * {style['number'](fact)}"
            for multiple, fact in terms[0]
        ]
        return " + ".join([*parts, *([str(terms[1])] if terms[1] or not parts else [])])

    match said:
        case ["fact", fact]:
            return str(style["fact"](fact))
        case ["in", fact, codes]:
            return str(style["in"](fact, codes))
        case ["not", part]:
            return str(style["not"](written(part, style)))
        case ["all" | "any" as how, parts]:
            joint = style["and"] if how == "all" else style["or"]
            return "(" + joint.join(written(part, style) for part in parts) + ")"
    sign = {"at_least": ">=", "above": ">"}[said[0]]
    return f"({side(said[1])} {sign} {side(said[2])})"


QUOTE = chr(39)


def listed(codes: list[str], quote: str) -> str:
    """Codes as texts, with commas."""
    return ", ".join(f"{quote}{code}{quote}" for code in codes)


SQL = {
    "fact": lambda fact: fact,
    "number": lambda fact: fact,
    "in": lambda fact, codes: f"{fact} IN ({listed(codes, QUOTE)})",
    "not": lambda part: f"(NOT {part})",
    "and": " AND ",
    "or": " OR ",
}
ZEN = {**SQL, "in": lambda fact, codes: f"({fact} in [{listed(codes, chr(34))}])",
       "not": lambda part: f"(not {part})", "and": " and ", "or": " or "}  # fmt: skip
CEL = {
    **SQL,
    "in": lambda fact, codes: f"({fact} in [{listed(codes, chr(34))}])",
    "not": lambda part: f"!({part})",
    "and": " && ",
    "or": " || ",
}
ARRAYS = {
    "fact": lambda fact: f"a['{fact}']",
    "number": lambda fact: f"a['{fact}']",
    "in": lambda fact, codes: f"isin(a['{fact}'], [{listed(codes, QUOTE)}])",
    "not": lambda part: f"(~{part})",
    "and": " & ",
    "or": " | ",
}
"""NumPy, as the formulas of OpenFisca are written."""


def saved(rules: Mapping[str, Any], path: Path) -> None:
    """Write the rule set for a neighbour that runs in an environment of its own."""
    path.write_text(json.dumps(rules), encoding="utf-8")
