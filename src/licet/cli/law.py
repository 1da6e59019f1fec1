"""`licet law`: what the law says, whether it stands, and whether its files are sound."""

from __future__ import annotations

from typing import Annotated

import typer

from licet.basics import Fault, Refused
from licet.cli import law_changes, law_readings
from licet.cli.options import (
    Json,
    Known,
    Lang,
    On,
    Scenario,
    day_option,
    language_option,
    today,
    with_common_options,
    write_json,
)

app = typer.Typer(
    help="The law as data: status, clauses, checks, changes, SQL.", no_args_is_help=True
)
app.command("diff")(law_changes.diff)
app.command("new")(law_changes.new)
app.command("readings")(with_common_options(law_readings.readings))
app.command("choose")(with_common_options(law_readings.choose))


@app.command()
@with_common_options
def status(
    on: On = None,
    known: Known = None,
    scenario: Scenario = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002
) -> None:
    """Which clauses stand on a day, as known on a day."""
    from licet.cli.show_law import show_status
    from licet.rulebook import rulebook, status_json
    from licet.verdict import in_language

    book = rulebook()
    when = day_option(on, "--on") or today()
    as_known = day_option(known, "--known") or today()
    answer = status_json(book, when, as_known, scenario)
    if json:
        write_json(in_language(answer, language_option(lang)))
    else:
        show_status(book, answer["clauses"], when, as_known, language_option(lang))


@app.command()
@with_common_options
def show(
    cite: Annotated[str, typer.Argument(help="A cite such as «61 §1(1)», or an instrument.")],
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002
) -> None:
    """A clause in words and predicates, with its dates and examples."""
    from licet.cli.show_law import show_clause
    from licet.rulebook import clause_json, nearest, rulebook
    from licet.verdict import in_language

    book = rulebook()
    found = [
        c for c in book.clauses if c.cite == cite or c.cite.startswith((f"{cite} ", f"{cite}("))
    ]
    if not found:
        hint = nearest(cite, [clause.cite for clause in book.clauses])
        raise Refused(Fault("command line", cite, f"no clause is cited so{hint}"))
    data = in_language([clause_json(one, book) for one in found], language_option(lang))
    if json:
        write_json(data)
        return
    for clause in data:
        show_clause(clause, lang)


@app.command()
@with_common_options
def check() -> None:
    """Language, vocabulary, examples, coverage, age and, with z3, the logic of every law file."""
    from licet.rulebook import LAW, STALE_AFTER_DAYS, rulebook
    from licet.verdict import check_examples, stale

    book = rulebook()
    count, faults = check_examples(book, LAW)
    old = list(stale(book, today(), STALE_AFTER_DAYS))
    for warning in old:
        typer.echo(f"warning: {warning}", err=True)
    if faults:
        raise Refused(*faults)
    claims = law_changes.proved(book)
    typer.echo(
        f"{len(book.instruments)} instruments, {len(book.clauses)} clauses, {count} examples,"
        f" {len(book.readings)} readings: sound. Fingerprint {book.fingerprint[:12]}."
    )
    for claim in claims:
        typer.echo(f"proved: {claim}")


@app.command()
@with_common_options
def sql(
    dialect: Annotated[
        str,
        typer.Option(
            "--dialect",
            help="duckdb, spark, databricks, postgres, redshift, snowflake, bigquery or trino.",
        ),
    ],
    known: Known = None,
    scenario: Scenario = None,
    table: Annotated[str, typer.Option("--table", help="Name of the table of facts.")] = "facts",
    keep: Annotated[
        list[str] | None, typer.Option("--keep", help="Column to carry over, such as a key.")
    ] = None,
) -> None:
    """The whole rulebook as one SELECT."""
    from licet.rulebook import rulebook
    from licet.verdict import select

    as_known = day_option(known, "--known") or today()
    typer.echo(select(rulebook(), dialect, as_known, table, scenario, keep=keep or ()))


@app.command()
@with_common_options
def facts(lang: Lang = "en", json: Json = False) -> None:  # noqa: FBT002
    """Every fact a case may state: what it may be, the question, who knows."""
    from licet.cli.show_law import show_facts
    from licet.rulebook import fact_json, rulebook
    from licet.verdict import in_language

    several = rulebook().business_facts().values()
    data = in_language([fact_json(fact) for fact in several], language_option(lang))
    if json:
        write_json(data)
    else:
        show_facts(data)
