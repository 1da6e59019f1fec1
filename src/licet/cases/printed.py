"""The table as Markdown, for the documents."""

from __future__ import annotations

from collections.abc import Iterable

from licet.cases.conditions import KINDS
from licet.cases.guards import NEEDS
from licet.cases.table import DESK_RULE, Move, Table, table


def printed(given: Table | None = None) -> str:
    """States, moves, limits and documents as tables of Markdown."""
    shown = given or table()
    return "\n".join(
        (
            *_rows(("state", "中文", "part", "moves to"), _states(shown)),
            "",
            *_rows(("from", "to", "whose move", "needs", "clock", "rule"), _moves(shown)),
            "",
            *_rows(("a move may need", "which means"), NEEDS.items()),
            "",
            *_rows(("limit", "PRC working days", "rule"), _limits(shown)),
            "",
            *_rows(("document", "for", "rule"), _documents(shown)),
            "",
            *_rows(("the applicant says", "for", "must be", "rule"), _statements(shown)),
            "",
            *_rows(("a registration is for", "中文"), _grounds(shown)),
            "",
            *_rows(("condition of a licence", "a shipment keeps it if it is"), _conditions()),
            "",
        )
    )


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [head, tuple("---" for _ in head), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def _states(shown: Table) -> Iterable[tuple[str, ...]]:
    for name, state in shown.states.items():
        onward = ", ".join(f"`{move.to}`" for move in shown.moves if move.origin == name)
        ends = "closed" if state.closed else onward
        yield f"`{name}` {state.words['en']}", state.words["zh"], state.part, ends


def _moves(shown: Table) -> Iterable[tuple[str, ...]]:
    for move in shown.moves:
        needs = ", ".join((*_only(move), *move.needs))
        rule = "house rule" if move.rule == DESK_RULE else move.rule
        clock = f"{move.clock} {move.limit}".strip()
        yield f"`{move.origin}`", f"`{move.to}`", move.who, needs, clock, rule


def _only(move: Move) -> tuple[str, ...]:
    return (f"form {' or '.join(move.forms)}",) if move.forms else ()


def _limits(shown: Table) -> Iterable[tuple[str, ...]]:
    for limit in shown.limits.values():
        yield limit.words["en"], str(limit.days), limit.rule


def _documents(shown: Table) -> Iterable[tuple[str, ...]]:
    for one in shown.documents:
        listed = ", party on the watch list" if one.watch_list else ""
        must = ", must be there first" if one.must else ""
        yield f"`{one.name}` {one.words['en']}", ", ".join(one.forms) + listed + must, one.rule


def _statements(shown: Table) -> Iterable[tuple[str, ...]]:
    for one in shown.statements:
        wanted = "so" if one.wanted else "not so"
        yield f"`{one.name}` {one.words['en']}", ", ".join(one.forms), wanted, one.rule


def _grounds(shown: Table) -> Iterable[tuple[str, ...]]:
    for name, words in shown.grounds.items():
        yield f"`{name}` {words['en']}", words["zh"]


def _conditions() -> Iterable[tuple[str, ...]]:
    for name, words in KINDS.items():
        if name == "confirm":
            yield "any other text", "said to meet it (`--meets NUMBER`)"
        else:
            yield f"`{name}=VALUE`", words["en"].format(value="VALUE")
