"""Options that every command shares, and how output is written."""

from __future__ import annotations

import functools
import inspect
import json
import sys
from collections.abc import Callable
from contextvars import ContextVar
from datetime import date
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from licet.basics import Fault, Refused, day

On = Annotated[str | None, typer.Option("--on", help="Day of the export (YYYY-MM-DD).")]
Known = Annotated[
    str | None, typer.Option("--known", help="The law as it could be known on this day.")
]
Scenario = Annotated[
    str | None, typer.Option("--scenario", help="A shipped scenario, or the path of one.")
]
Lang = Annotated[str, typer.Option("--lang", help="en, zh-Hans or zh-Hant.")]
OwnLists = Annotated[
    Path | None,
    typer.Option(
        "--lists",
        envvar="LICET_LISTS",
        help="Folder of your own notices, for names and single files.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
_spoken = ContextVar("spoken", default="en")


def day_option(text: str | None, option: str) -> date | None:
    """The day an option names.

    Raises:
        Refused: it is no day.
    """
    if text is None:
        return None
    try:
        return day(text)
    except ValueError:
        expected = f"a day written YYYY-MM-DD was expected, not «{text}»"
        raise Refused(Fault("command line", option, expected)) from None


def today() -> date:
    """The calendar day where the user is."""
    return date.today()  # noqa: DTZ011 - no time zone but the user's own


def language_option(text: str) -> str:
    """The language an option names.

    Raises:
        Refused: there are no words in it.
    """
    from licet.verdict import LANGUAGES

    if text not in LANGUAGES:
        expected = f"one of {', '.join(LANGUAGES)} was expected, not «{text}»"
        raise Refused(Fault("command line", "--lang", expected))
    _spoken.set(text)
    return text


def spoken() -> str:
    """The language that was asked for; English until one was."""
    return _spoken.get()


def read_text(name: str) -> str:
    """The text of a file, or of standard input for ``-``.

    Raises:
        Refused: it cannot be read as UTF-8 text.
    """
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Refused(Fault(name, "file", "there is no such file")) from None
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(Fault(name, "file", f"could not be read as UTF-8 text ({error})")) from None


def write_json(value: Any) -> None:  # noqa: ANN401 - any answer
    """Write an answer as JSON to standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def with_common_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with every option that all commands take.

    Scripts may pass ``--json --on --known --scenario`` to any of them; where an answer does not
    depend on one, it is taken and changes nothing.
    """
    hints = get_type_hints(command, include_extras=True)
    own = inspect.signature(command).parameters
    parameters = [one.replace(annotation=hints[one.name]) for one in own.values()]
    added = {name: kind for name, kind in _COMMON.items() if name not in own}
    for name, (kind, default) in added.items():
        parameters.append(
            inspect.Parameter(
                name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=kind
            )
        )

    @functools.wraps(command)
    def run(**given: Any) -> None:  # noqa: ANN401 - whatever the command takes
        command(**{name: value for name, value in given.items() if name not in added})
        _warn_if_stale(day_option(given["known"], "--known") or today(), given.get("lang", "en"))

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run


def _warn_if_stale(known: date, lang: str) -> None:
    """Say so beside an answer that read the law, if its files were long not compared."""
    law = sys.modules.get("licet.rulebook")
    if law is None or not law.rulebook.cache_info().currsize:
        return
    from licet.verdict import say

    compared = law.rulebook().checked_on
    if (known - compared).days > law.STALE_AFTER_DAYS:
        sys.stderr.write(say("stale", lang, day=compared) + "\n")


_COMMON: dict[str, tuple[Any, Any]] = {
    "on": (On, None),
    "known": (Known, None),
    "scenario": (Scenario, None),
    "json": (Json, False),
}


ENGINES = ("polars", "spark")


def engine_option(text: str) -> str:
    """What `--engine` names.

    Raises:
        Refused: there is no such engine.
    """
    if text not in ENGINES:
        expected = f"{' or '.join(ENGINES)} was expected, not «{text}»"
        raise Refused(Fault("command line", "--engine", expected))
    return text
