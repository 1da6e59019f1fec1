"""`licet screen NAME|FILE` and `licet review NAME`: is a party on a list?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.basics import Fault, Refused
from licet.cli.folders import today
from licet.cli.options import (
    Json,
    Known,
    Lang,
    On,
    OwnLists,
    day_option,
    language_option,
    write_json,
)

if TYPE_CHECKING:
    from licet.facts import Lists
    from licet.screening import Query, Screening

TABLES = {".csv", ".xlsx", ".parquet"}
ReviewsFile = Annotated[
    Path | None, typer.Option("--reviews", help="File of what people found out (JSON Lines).")
]
Country = Annotated[str | None, typer.Option("--country", help="Where it is: ISO 3166-1 code.")]
Local = Annotated[str | None, typer.Option("--name-local", help="Its name in its own script.")]
Numbers = Annotated[
    list[str] | None,
    typer.Option("--id", help="A number of it: «JP-CN 8700110005901», «LEI …»; more than one."),
]


def command(
    name: Annotated[str, typer.Argument(help="A name, or a file with a column «name».")],
    country: Country = None,
    name_local: Local = None,
    number: Numbers = None,
    on: On = None,
    known: Known = None,
    reviews: ReviewsFile = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", help="Answers of a file, one a line; goes on where it stopped."
        ),
    ] = None,
    renew: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--renew", help="Screen again only what a change of the lists touches.")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", help="Processes for a file.")] = 1,
    own: OwnLists = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Is a party on the control list or the watch list: same, clear, or unknown until reviewed."""
    from licet.facts import Lists
    from licet.screening import Query

    language_option(lang)
    when = day_option(on, "--on") or today()
    lists = Lists(day_option(known, "--known") or today(), when, own=(own,))
    path = Path(name)
    if path.suffix.lower() in TABLES:
        from licet.cli.screen_file import renewed, screened

        if renew:
            renewed(path, out, when, lists, lang)
        else:
            screened(path, out, when, lists, workers)
        return
    query = Query(name, name_local, country, registrations=_joined(number))
    answer = _reviewed(query, lists.screen_all((query,), when)[0], reviews)
    data = record(query.name, answer, when, lists)
    if json:
        write_json(data)
        return
    from licet.cli.show_parties import show_screening

    show_screening(data, lang)


def review(
    name: Annotated[str, typer.Argument(help="The name that was screened.")],
    listing: Annotated[str, typer.Option("--listing", help="Id of the candidate.")],
    finding: Annotated[str, typer.Option("--finding", help="same, different or not_sure.")],
    by: Annotated[str, typer.Option("--by", help="Who found out.")],
    why: Annotated[str, typer.Option("--why", help="What it rests on.")],
    reviews: Annotated[Path, typer.Option("--reviews", help="File to keep it in.")],
    country: Country = None,
    name_local: Local = None,
    number: Numbers = None,
    own: OwnLists = None,
    lang: Lang = "en",
) -> None:
    """Keep what somebody found out about a candidate; it lapses when either side changes."""
    from licet.cli.show_parties import told
    from licet.facts import Lists
    from licet.screening import Query, Review, add_review

    language_option(lang)
    findings = ("same", "different", "not_sure")
    if finding not in findings:
        raise Refused(Fault("command line", "--finding", f"one of {', '.join(findings)}"))
    query = Query(name, name_local, country, registrations=_joined(number))
    found = Lists(today(), own=(own,)).screen_all((query,), today())[0]
    by_id = {candidate.id: candidate for candidate in (*found.candidates, *found.apart)}
    if listing not in by_id:
        ids = ", ".join(by_id) or "none"
        raise Refused(Fault("command line", "--listing", f"a candidate of «{name}»: {ids}"))
    made = Review.of(query, by_id[listing], finding, by=by, on=today(), why=why)  # type: ignore[arg-type]
    add_review(reviews, made)
    word = told("it_is" if finding == "same" else finding, lang)
    typer.echo(told("kept", lang, name=name, listing=listing, finding=word, place=reviews))


def record(name: str, answer: Screening, when: date, lists: Lists) -> dict[str, Any]:
    """An answer as it is written out."""
    data = answer.record()
    return {
        "query": name,
        "on": when,
        "answer": data["answer"],
        "candidates": data["candidates"],
        "notes": data["notes"],
        "lists": lists.record(),
    }


def _joined(numbers: list[str] | None) -> str | None:
    return "; ".join(numbers) if numbers else None


def _reviewed(query: Query, answer: Screening, path: Path | None) -> Screening:
    if path is None:
        return answer
    from licet.screening import read_reviews

    return read_reviews(path).applied(query, answer)
