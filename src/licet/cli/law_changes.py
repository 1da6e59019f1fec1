"""`licet law diff` and `licet law new`: watching the law change, and writing the change down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.basics import Fault, Refused
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

if TYPE_CHECKING:
    from licet.foresee import LawOn
    from licet.rulebook import Rulebook

Side = Annotated[
    str, typer.Argument(help="A folder of law files, «shipped», or a day of the shipped law.")
]


@with_common_options
def diff(
    old: Side,
    new: Side,
    on: On = None,
    known: Known = None,
    scenario: Scenario = None,
    words_only: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--words-only", help="Compare the texts, and look for no cases.")
    ] = False,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002
) -> None:
    """What changed between two editions of the law or two days: in words, predicates and cases."""
    from licet.cli.show_law_changes import show_changes
    from licet.foresee import Comparison, changes, changes_json

    language_option(lang)
    asked = _Asked(day_option(on, "--on"), day_option(known, "--known") or today(), scenario)
    before, after = asked.law(old), asked.law(new)
    texts = changes(before.book, after.book) if before.book is not after.book else []
    compared = None if words_only else Comparison(before, after)
    answers = compared.answers() if compared is not None else []
    clauses = compared.clauses() if compared is not None else []
    if json:
        write_json(changes_json(texts, answers, clauses, lang))
    else:
        show_changes(texts, answers, clauses, lang)


@with_common_options
def new(
    cite: Annotated[str, typer.Argument(help="Cite of its first clause, such as «73/2026 §1».")],
    published: Annotated[
        str | None, typer.Option("--published", help="Day of publication; default today.")
    ] = None,
    instrument: Annotated[
        str | None, typer.Option("--instrument", help="Full name; default «CN MOFCOM 2026/73».")
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="Folder; default that of the shipped law.")
    ] = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Begin a law file and its examples, to be filled in; the one clause it has decides nothing."""
    from licet.rulebook import LAW, new_instrument, rulebook

    short = cite.strip().partition(" ")[0]
    if any(one.short == short for one in rulebook().instruments):
        raise Refused(Fault("command line", cite, f"there is an instrument «{short}» already"))
    day = day_option(published, "--published") or today()
    folder = into if into is not None else LAW / "cn" / "mofcom"
    paths = new_instrument(cite, folder, day, today(), instrument)
    if json:
        write_json([str(path) for path in paths])
        return
    typer.echo("\n".join(str(path) for path in paths))
    typer.echo("Fill them in, then run `licet law check`.")


@dataclass(frozen=True)
class _Asked:
    on: date | None
    known: date
    scenario: str | None

    def law(self, side: str) -> LawOn:
        """The state of the law that an argument names."""
        from licet.foresee import LawOn
        from licet.rulebook import rulebook

        try:
            day = date.fromisoformat(side)
        except ValueError:
            return LawOn(_book(side), self.on or today(), self.known, self.scenario)
        return LawOn(rulebook(), day, self.known, self.scenario)


def _book(side: str) -> Rulebook:
    from licet.rulebook import law_files, read_book, rulebook

    if side == "shipped":
        return rulebook()
    files = law_files(Path(side)) if Path(side).is_dir() else {}
    if not files:
        expected = "a folder of law files, «shipped», or a day (YYYY-MM-DD) was expected"
        raise Refused(Fault("command line", side, expected))
    return read_book(files)


def proved(book: Rulebook) -> tuple[str, ...]:
    """What z3 proves of a rulebook.

    Raises:
        Refused: with everything that is wrong with it.
    """
    from licet.foresee import prove

    proof: Any = prove(book)
    if proof.faults:
        raise Refused(*proof.faults)
    claims: tuple[str, ...] = proof.claims
    return claims
