"""Run `licet` in this process, as a terminal of 80 columns would."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner, Result

from licet.basics import Refused
from licet.cli import main
from licet.cli.app import app


def run(*arguments: str | Path) -> Result:
    """Run a command without the terminal around it: what it printed, or what it raised."""
    return CliRunner().invoke(app, [str(one) for one in arguments])


def faults(*arguments: str | Path) -> str:
    """Run a command that must refuse, and return the faults it names."""
    refused = run(*arguments).exception
    assert isinstance(refused, Refused)
    return str(refused)


class Done(NamedTuple):
    """What a run left behind."""

    status: int
    out: str
    err: str


class Terminal:
    """Types commands and reads what comes back."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.patch, self.capture = patch, capture
        patch.setenv("COLUMNS", "80")
        patch.setenv("NO_COLOR", "1")

    def __call__(self, *words: str) -> Done:
        self.patch.setattr(sys, "argv", ["licet", *words])
        try:
            main()
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else int(left.code is not None)
        else:
            status = 0
        said = self.capture.readouterr()
        return Done(status, said.out, said.err)
