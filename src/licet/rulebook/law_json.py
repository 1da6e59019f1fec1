"""The law as JSON: clauses, their standing on a day, the facts; texts are in `en` and `zh`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from licet.rulebook.book import LAW, Rulebook
from licet.rulebook.clause import Clause
from licet.rulebook.files import Block, read
from licet.rulebook.standing import Timeline
from licet.rulebook.vocabulary import Fact


def clause_json(clause: Clause, book: Rulebook) -> dict[str, Any]:
    """All that is known of a clause: words beside predicates, dates, source, examples."""
    one = next(i for i in book.instruments if i.short == clause.instrument)
    return {
        "cite": clause.cite,
        "title": dict(clause.title),
        "instrument": one.name,
        "then": clause.then,
        "in_force": {"from": clause.start, "through": clause.through},
        "published": one.published,
        "checked_on": one.checked_on,
        "authority": clause.authority,
        "source": dict(one.source),
        "elements": [{"says": dict(e.says), "holds": e.holds} for e in clause.elements],
        "entry": clause.entry,
        "duty": clause.duty,
        "note": clause.note,
        "examples": [
            {"sentence": block.get("sentence"), "met": block.get("met")}
            for block in _examples(one.file)
            if block.get("cite") == clause.cite
        ],
    }


@cache
def _examples(file: str) -> Sequence[Block]:
    path = LAW / file.replace(".yaml", ".examples.yaml")
    found: list[Block] = read(path.read_text("utf-8"), path.name) if path.exists() else []
    return found


def fact_json(fact: Fact) -> dict[str, Any]:
    """All that is known of a fact."""
    return {
        "fact": fact.name,
        "type": fact.kind,
        "title": dict(fact.title),
        "ask": dict(fact.ask),
        "who": fact.who,
        "codes": [] if fact.kind == "territory" else list(fact.codes),
        "contract": fact.contract,
    }


def status_json(
    book: Rulebook, on: date, known: date, scenario: str | None = None
) -> dict[str, Any]:
    """Which clauses stand on a day, as known on a day.

    Raises:
        Refused: there is no such scenario.
    """
    supposed = None if scenario is None else book.scenario(scenario)
    lines = book.timelines(known, last_day_included=True, scenario=supposed)
    return {
        "on": on,
        "known": known,
        "scenario": scenario,
        "clauses": [_standing(c, lines, on) for c in book.clauses if c.then != "entry"],
        "checked_on": book.checked_on,
        "fingerprint": book.fingerprint,
    }


def _standing(clause: Clause, lines: Mapping[str, Timeline], on: date) -> dict[str, Any]:
    line = lines[clause.cite]
    return {
        "cite": clause.cite,
        "title": dict(clause.title),
        "then": clause.then,
        "standing": line.on(on),
        "timeline": [{"from": day.isoformat(), "standing": s} for day, s in line.steps],
    }
