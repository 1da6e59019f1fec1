"""`licet screen NAME|FILE`, `licet review NAME` and `licet lists`: is a party on a list?"""

from __future__ import annotations

import json as json_module
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.basics import Fault, Refused
from licet.cli.folders import today
from licet.cli.options import Json, Known, On, day_option, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.facts import Lists
    from licet.screening import Query, Screening

TABLES = {".csv", ".xlsx", ".parquet"}
ReviewsFile = Annotated[
    Path | None, typer.Option("--reviews", help="File of what people found out (JSON Lines).")
]
Country = Annotated[str | None, typer.Option("--country", help="Where it is: ISO 3166-1 code.")]
Local = Annotated[str | None, typer.Option("--name-local", help="Its name in its own script.")]


def command(
    name: Annotated[str, typer.Argument(help="A name, or a file with a column «name».")],
    country: Country = None,
    name_local: Local = None,
    on: On = None,
    known: Known = None,
    reviews: ReviewsFile = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", help="Answers of a file, one a line; goes on where it stopped."
        ),
    ] = None,
    workers: Annotated[int, typer.Option("--workers", help="Processes for a file.")] = 1,
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Is a party on the control list or the watch list: same, clear, or unknown until reviewed."""
    from licet.facts import Lists, screened_json
    from licet.screening import Query

    when = day_option(on, "--on") or today()
    lists = Lists(day_option(known, "--known") or today(), when)
    path = Path(name)
    if path.suffix.lower() in TABLES:
        _file(path, out, when, lists, workers)
        return
    query = Query(name, name_local, country)
    answer = _reviewed(query, lists.index.screen_all((query,), when)[0], reviews)
    data = screened_json(query.name, answer, when, lists)
    if json:
        write_json(data)
        return
    from licet.cli.show_parties import show_screening

    show_screening(data)


def review(
    name: Annotated[str, typer.Argument(help="The name that was screened.")],
    listing: Annotated[str, typer.Option("--listing", help="Id of the candidate.")],
    finding: Annotated[str, typer.Option("--finding", help="same, different or not_sure.")],
    by: Annotated[str, typer.Option("--by", help="Who found out.")],
    why: Annotated[str, typer.Option("--why", help="What it rests on.")],
    reviews: Annotated[Path, typer.Option("--reviews", help="File to keep it in.")],
    country: Country = None,
    name_local: Local = None,
) -> None:
    """Keep what somebody found out about a candidate; it lapses when either side changes."""
    from licet.facts import Lists
    from licet.screening import Query, Review, add_review

    findings = ("same", "different", "not_sure")
    if finding not in findings:
        raise Refused(Fault("command line", "--finding", f"one of {', '.join(findings)}"))
    query = Query(name, name_local, country)
    found = Lists(today()).index.screen_all((query,), today())[0]
    by_id = {candidate.id: candidate for candidate in found.candidates}
    if listing not in by_id:
        ids = ", ".join(by_id) or "none"
        raise Refused(Fault("command line", "--listing", f"a candidate of «{name}»: {ids}"))
    made = Review.of(query, by_id[listing], finding, by=by, on=today(), why=why)  # type: ignore[arg-type]
    add_review(reviews, made)
    typer.echo(f"{name} and {listing}: {finding}, kept in {reviews}")


def lists_command(
    on: On = None,
    known: Known = None,
    against: Annotated[
        str | None, typer.Option("--against", help="Another day: show what changed since.")
    ] = None,
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """The published lists as of a day: who is listed, since when, with what effect."""
    from licet.facts import Lists

    lists = Lists(day_option(known, "--known") or today())
    when = day_option(on, "--on") or today()
    rows = lists.rows(when)
    other = day_option(against, "--against")
    if other is not None:
        before = {row["id"]: row["effect"] for row in lists.rows(other)}
        rows = [row | {"was": before.get(row["id"])} for row in rows]
        rows = [row for row in rows if row["was"] != row["effect"]]
    data = {"on": when, "known": lists.known, "checked_on": lists.checked_on, "parties": rows}
    if json:
        write_json(data)
        return
    from licet.cli.show_parties import show_lists

    show_lists(data)


def _reviewed(query: Query, answer: Screening, path: Path | None) -> Screening:
    if path is None:
        return answer
    from licet.screening import read_reviews

    return read_reviews(path).applied(query, answer)


def _file(path: Path, out: Path | None, when: date, lists: Lists, workers: int) -> None:
    """One JSON object a line, in the order of the file; an unfinished output goes on."""
    from licet.cli.show_portfolio import counting
    from licet.facts import screened_json
    from licet.intake import read_texts

    table = read_texts(path, ("name",), ("name_local", "country", "lei", "uscc"))
    done = _done(out)
    answers = lists.index.screen_many(table[done:], on=when, workers=workers)
    target = nullcontext(sys.stdout) if out is None else out.open("a", encoding="utf-8")
    with target as file, counting(len(table), done, shown=out is not None) as step:
        for name, answer in zip(_names(table, done), answers, strict=True):
            line = json_module.dumps(
                screened_json(name, answer, when, lists), ensure_ascii=False, default=str
            )
            file.write(line + "\n")
            step()


def _names(table: Any, start: int) -> Iterator[str]:  # noqa: ANN401 - a table of texts
    return (name or "" for name in table["name"].to_list()[start:])


def _done(out: Path | None) -> int:
    """How many answers an earlier run wrote whole; a line it broke off is written again."""
    if out is None or not out.exists():
        return 0
    text = out.read_bytes()
    whole = text[: text.rfind(b"\n") + 1]
    if len(whole) != len(text):
        out.write_bytes(whole)
    return whole.count(b"\n")
