"""A file of names screened: one answer a line, resumable; renewed where the lists changed.

Beside the answers lies a small file that says which lists they rest on. An output that rests on
other lists is not gone on with; ``--renew`` screens again what the difference touches.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from licet.basics import Fault, Refused
from licet.cli.screen import record

if TYPE_CHECKING:
    from licet.facts import Lists
    from licet.screening import Query, Screening

_COLUMNS = ("name_local", "country", "lei", "uscc", "registrations")


def screened(path: Path, out: Path | None, when: date, lists: Lists, workers: int) -> None:
    """One JSON object a line, in the order of the file; an unfinished output goes on.

    Raises:
        Refused: the file is no table with names, or the output rests on other lists.
    """
    from licet.cli.show_portfolio import counting

    table = _table(path)
    done = _done(out)
    if out is not None:
        _settle(out, lists.standing(when), done)
    answers = lists.screen_many(table[done:], when, workers)
    target = nullcontext(sys.stdout) if out is None else out.open("a", encoding="utf-8")
    with target as file, counting(len(table), done, shown=out is not None) as step:
        for name, answer in zip(_names(table, done), answers, strict=True):
            file.write(_line(record(name, answer, when, lists)))
            step()


def renewed(path: Path, out: Path | None, when: date, lists: Lists, lang: str) -> None:
    """Answers of an earlier run, those made anew that a change of the lists touches.

    Raises:
        Refused: there are no such answers, or they are not those of this file.
    """
    from licet.cli.show_parties import told

    if out is None or not out.exists() or not _beside(out).exists():
        raise Refused(Fault("command line", "--renew", "answers of an earlier run in --out"))
    table = _table(path)
    old = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    if len(old) != len(table):
        expected = f"an answer for each of the {len(table)} names; there are {len(old)}"
        raise Refused(Fault(out.name, "the file", expected))
    now = lists.standing(when)
    before: Mapping[str, str] = json.loads(_beside(out).read_text(encoding="utf-8"))
    queries = _queries(table)
    touched = _touched(queries, old, before, now, lists, when)
    again = iter(lists.screen_all([queries[place] for place in touched], when))
    fresh = {place: _again(queries[place], next(again), when, lists) for place in touched}
    same = {"on": when, "lists": lists.record()}
    beside = out.with_name(out.name + ".writing")
    with beside.open("w", encoding="utf-8") as file:
        file.writelines(
            _line(fresh[place] if place in fresh else one | same) for place, one in enumerate(old)
        )
    beside.replace(out)
    _beside(out).write_text(json.dumps(now), encoding="utf-8")
    typer.echo(told("renewed", lang, count=len(touched), total=len(old)))


def _again(query: Query, answer: Screening, when: date, lists: Lists) -> dict[str, Any]:
    return record(query.name, answer, when, lists)


def _touched(
    queries: Sequence[Query],
    old: Sequence[Mapping[str, Any]],
    before: Mapping[str, str],
    now: Mapping[str, str],
    lists: Lists,
    when: date,
) -> list[int]:
    """The places whose answer may be another: other name, or like a listing that changed."""
    moved = {key for key in {*before, *now} if before.get(key) != now.get(key)}
    near = lists.only(moved).screen_all(queries, when) if moved else [None] * len(queries)
    return [
        place
        for place, (query, one, like) in enumerate(zip(queries, old, near, strict=True))
        if one["query"] != query.name
        or any(f"{c['list']}/{c['id']}" in moved for c in one["candidates"])
        or (like is not None and bool(like.candidates or like.apart))
    ]


def _table(path: Path) -> Any:  # noqa: ANN401 - a table of texts
    from licet.intake import read_texts

    return read_texts(path, ("name",), _COLUMNS)


def _queries(table: Any) -> list[Query]:  # noqa: ANN401 - a table of texts
    from licet.screening import Query

    return [
        Query(row["name"] or "", **{column: row.get(column) for column in _COLUMNS})
        for row in table.iter_rows(named=True)
    ]


def _names(table: Any, start: int) -> Iterator[str]:  # noqa: ANN401 - a table of texts
    return (name or "" for name in table["name"].to_list()[start:])


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, default=str) + "\n"


def _beside(out: Path) -> Path:
    """The file that says which lists the answers rest on."""
    return out.with_name(out.name + ".lists.json")


def _settle(out: Path, now: Mapping[str, str], done: int) -> None:
    """Note the lists of a new output; refuse to go on with one that rests on others."""
    if not done:
        out.parent.mkdir(parents=True, exist_ok=True)
        _beside(out).write_text(json.dumps(now), encoding="utf-8")
    elif not _beside(out).exists() or json.loads(_beside(out).read_text("utf-8")) != now:
        expected = "answers that rest on the lists as they are; --renew brings them up to date"
        raise Refused(Fault(out.name, "the lists", expected))


def _done(out: Path | None) -> int:
    """How many answers an earlier run wrote whole; a line it broke off is written again."""
    if out is None or not out.exists():
        return 0
    text = out.read_bytes()
    whole = text[: text.rfind(b"\n") + 1]
    if len(whole) != len(text):
        out.write_bytes(whole)
    return whole.count(b"\n")
