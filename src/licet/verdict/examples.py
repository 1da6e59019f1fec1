"""Every example of the law files run as one batch, and what the examples leave untried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from licet.basics import Fault, Range, Refused
from licet.rulebook import Block, Clause, Compare, Rulebook, atoms, facts_of, nearest, read
from licet.verdict.case import Case, read_case
from licet.verdict.compile import decider
from licet.verdict.decide import decide_cases
from licet.verdict.table import row_of, table_of

_KEYS = {
    "cite",
    "sentence",
    "on",
    "known",
    "scenario",
    "facts",
    "readings",
    "met",
    "outcome",
    "review",
}
_TRUTHS: Mapping[object, object] = {True: True, False: False, "unknown": None}


def check_examples(book: Rulebook, folder: Path) -> tuple[int, list[Fault]]:
    """How many examples there are, and a fault for each that fails or is not there."""
    faults: list[Fault] = []
    examples: list[tuple[str, Block, Case]] = []
    for path in sorted(folder.rglob("*.examples.yaml")):
        file = path.relative_to(folder).as_posix()
        try:
            for block in read(path.read_text(encoding="utf-8"), file) or ():
                examples += _example(file, block, book, faults)
        except Refused as refused:
            faults += refused.faults
    of_clauses = [one for one in examples if "cite" in one[1]]
    of_verdicts = [one for one in examples if "cite" not in one[1]]
    faults += _clauses_that_fail(of_clauses, book)
    faults += _verdicts_that_fail(of_verdicts, book)
    faults += _untried(book, of_clauses)
    return len(examples), faults


def _example(
    file: str, block: Block, book: Rulebook, faults: list[Fault]
) -> Iterator[tuple[str, Block, Case]]:
    place = str(block.get("sentence") or block.get("cite"))
    for key in block:
        if key not in _KEYS:
            hint = nearest(key, _KEYS)
            faults.append(Fault(file, place, f"no key is called «{key}»{hint}", block.line))
    cites = [clause.cite for clause in book.clauses]
    if "cite" in block and block["cite"] not in cites:
        hint = nearest(str(block["cite"]), cites)
        faults.append(Fault(file, place, f"no clause is cited so{hint}", block.line))
        return
    if "cite" in block and block.get("met") not in _TRUTHS:
        faults.append(Fault(file, place, "«met» is true, false or unknown", block.line))
        return
    raw = {k: v for k, v in block.items() if k in {"on", "known", "scenario", "facts", "readings"}}
    try:
        case = read_case(raw, book, file, today=book.checked_on)
    except Refused as refused:
        faults += [Fault(file, place, str(f), block.line) for f in refused.faults]
        return
    yield file, block, case


def _clauses_that_fail(examples: list[tuple[str, Block, Case]], book: Rulebook) -> Iterator[Fault]:
    if not examples:
        return
    by = decider(book, book.checked_on)
    from licet.engine import as_dicts

    table = table_of([row_of(case, book) for *_, case in examples], book)
    for (file, block, _), found in zip(examples, as_dicts(by.decide(table)), strict=True):
        met = found[by.names.clauses[block["cite"]]]
        wanted = _TRUTHS[block["met"]]
        if met is not wanted:
            says = f"met is {_word(met)}, but the example says {_word(wanted)}"
            yield Fault(file, f"{block['cite']}: {block.get('sentence')}", says, block.line)


def _word(truth: object) -> str:
    return {True: "true", False: "false", None: "unknown"}[truth]  # type: ignore[index]


def _verdicts_that_fail(examples: list[tuple[str, Block, Case]], book: Rulebook) -> Iterator[Fault]:
    verdicts = decide_cases([case for *_, case in examples], book)
    for (file, block, _), verdict in zip(examples, verdicts, strict=True):
        for key in ("outcome", "review"):
            if key in block and verdict[key] != block[key]:
                says = f"{key} is {verdict[key]}, but the example says {block[key]}"
                yield Fault(file, str(block.get("sentence")), says, block.line)


def _untried(book: Rulebook, examples: Iterable[tuple[str, Block, Case]]) -> Iterator[Fault]:
    """Clauses without a yes, a no and an unknown, and numbers not tried on both sides."""
    tried: dict[str, list[tuple[Any, Case]]] = {}
    for _, block, case in examples:
        tried.setdefault(block["cite"], []).append((_TRUTHS[block["met"]], case))
    files = {clause.cite: one.file for one in book.instruments for clause in one.clauses}
    for clause in book.clauses:
        own = tried.get(clause.cite, [])
        lacking = [_word(t) for t in (True, False, None) if t not in [met for met, _ in own]]
        if lacking:
            yield Fault(
                files[clause.cite], clause.cite, f"no example where it is {', '.join(lacking)}"
            )
        for name in _numbers_on_one_side(clause, [case for _, case in own]):
            yield Fault(files[clause.cite], clause.cite, f"examples try only one side of {name}")


def _numbers_on_one_side(clause: Clause, cases: list[Case]) -> Iterator[str]:
    compared = dict.fromkeys(
        atom for e in clause.elements for atom in atoms(e.predicate) if isinstance(atom, Compare)
    )
    for atom in compared:
        sides = {_side(atom, case) for case in cases}
        if not {-1, 0} <= sides and not {0, 1} <= sides:
            yield " and ".join(facts_of(atom))


def _side(atom: Compare, case: Case) -> int | None:
    """Where a case lies: exactly at the bound (0), beneath (-1), above (1), or not known."""
    sums = []
    for terms, constant in ((atom.left, 0), (atom.right, atom.constant)):
        total = Range.just(constant) if constant >= 0 else Range.just(0)
        for multiple, name in terms:
            value = case.facts.get(name)
            if not isinstance(value, Range) or not value.known:
                return None
            total = total + Range(value.lo, value.lo).times(Range.just(multiple).lo)  # type: ignore[arg-type]
        sums.append(total.lo)
    left, right = sums
    if left is None or right is None:
        return None
    return (left > right) - (left < right)


def stale(book: Rulebook, today: date, after_days: int) -> Iterator[Fault]:
    """A fault for each law file not compared with its source for longer than `after_days`."""
    for one in book.instruments:
        age = (today - one.checked_on).days
        if age > after_days:
            yield Fault(one.file, one.name, f"last compared with its source {age} days ago")
