"""What a command does not use is not imported: that is what a start costs."""

from __future__ import annotations

import inspect
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import typer

from licet.cli.app import COMMANDS, app
from licet.cli.plain import Plain
from tests.cli.run import Terminal

EXAMPLES = Path(__file__).parents[2] / "examples"
HEAVY = {
    "cryptography", "fastapi", "jinja2", "narwhals", "numba", "numpy", "opencc", "openpyxl", "pint",
    "polars", "pydantic", "rapidfuzz", "sqlalchemy", "xlsxwriter", "z3",
}  # fmt: skip
"""What a short answer does without."""
ASK = """
import sys
sys.argv = ["licet", *{words!r}]
from licet.cli import main
try:
    main()
finally:
    names = {{name.partition(".")[0] for name in sys.modules}}
    rooms = {{".".join(name.split(".")[:2]) for name in sys.modules if name.startswith("licet.")}}
    sys.stderr.write("\\n" + " ".join(sorted(names | rooms)))
"""


def imported(*words: str) -> set[str]:
    """The packages and rooms that a run of `licet` ends with."""
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(words=words)], capture_output=True, text=True, check=True
    )
    return set(done.stderr.rpartition("\n")[2].split())


def test_help_imports_no_room_but_the_command_line() -> None:
    found = imported("--help")
    assert found.isdisjoint(HEAVY | {"rich", "yaml"})
    assert {name for name in found if name.startswith("licet.")} == {"licet.basics", "licet.cli"}


def test_the_release_is_said_without_any_room(licet: Terminal) -> None:
    project = tomllib.loads((EXAMPLES.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert licet("--version").out == f"licet {project['project']['version']}\n"
    assert not imported("--version") & HEAVY


def test_a_decision_imports_the_law_and_the_engine_of_rows_alone() -> None:
    found = imported("decide", str(EXAMPLES / "cases" / "motor.yaml"), "--json")
    assert found.isdisjoint(HEAVY | {"rich", "licet.engine", "licet.intake", "licet.papers"})


def test_every_command_says_of_itself_what_the_list_says(licet: Terminal) -> None:
    listed = " ".join(licet("--help").out.split()).replace("self- contained", "self-contained")
    for name, (module, attribute, help_) in COMMANDS.items():
        assert f"{name} {help_}" in listed
        found = getattr(import_module(f"licet.cli.{module}"), attribute)
        if isinstance(found, typer.Typer):
            own = found.info.help
            assert not isinstance(own, str) or own == help_
        else:
            assert " ".join((inspect.getdoc(found) or "").partition("\n\n")[0].split()) == help_


def test_no_command_is_unknown_and_an_unknown_one_is_named(licet: Terminal) -> None:
    done = licet("decide-all")
    assert done.status == 2
    assert "decide-all" in done.err


def test_texts_paths_and_flags_are_read_without_pydantic() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    for name in COMMANDS:
        command = group.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        for param in command.get_params(typer.Context(command)):
            annotation = param.type_descriptor.annotation  # type: ignore[attr-defined]
            if annotation in (str, Path, bool):
                assert isinstance(param._runtime_param, Plain)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("value", "read"), [(None, []), (("a", "b"), ["a", "b"])])
def test_several_values_are_a_list(value: tuple[str, ...] | None, read: list[str]) -> None:
    assert Plain(str, several=True).coerce(value, None, None) == read
