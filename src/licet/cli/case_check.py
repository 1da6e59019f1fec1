"""`licet case check`: what is wrong with an application's papers before they are sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from licet.cli.case_options import AsOf, StoreName, as_of, opened
from licet.cli.options import Json, Lang, language_option, write_json

if TYPE_CHECKING:
    from licet.papers import Finding


def command(
    case: Annotated[
        str, typer.Argument(metavar="CASE|FILE", help="A case, a dossier, or a folder with one.")
    ],
    dossier: Annotated[
        Path | None, typer.Option("--dossier", help="What is known beyond the case: YAML or JSON.")
    ] = None,
    on: AsOf = None,
    store: StoreName = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Check papers before they are sent: names, codes, sums, days, signatures, translations.

    Exit status 2 if anything is found.
    """
    said = language_option(lang)
    name, found = _found(case, dossier, on, store)
    if json:
        told = [one.as_json() for one in found]
        write_json({"dossier": name, "sound": not found, "findings": told})
    else:
        _show(name, found, said)
    if found:
        raise typer.Exit(2)


def _found(
    case: str, dossier: Path | None, on: str | None, store: str | None
) -> tuple[str, tuple[Finding, ...]]:
    from licet.cases import show
    from licet.papers import check_dossier, findings_of_case, of_case, read_dossier, with_case

    if dossier is None and (Path(case).exists() or "." in case or "/" in case):
        given = read_dossier(Path(case))
        day = as_of(on) if on is not None or given.at("day") is None else given.at("day")
        return given.file, check_dossier(given, day)
    with opened(store) as place:
        shown = show(place, case, as_of(on))
    day = as_of(on)
    if dossier is None:
        return shown["id"], check_dossier(of_case(shown, day), day)
    given = read_dossier(dossier)
    whole = with_case(given, shown, day)
    return given.file, (*findings_of_case(given, shown, day), *check_dossier(whole, day))


def _show(name: str, found: tuple[Finding, ...], lang: str) -> None:
    from licet.verdict import say

    if not found:
        typer.echo(f"{name}: nothing wrong was found" if lang == "en" else f"{name}: 未发现问题")
    for one in found:
        typer.echo(f"{', '.join(one.places)}: {say(one.words, lang)}")
