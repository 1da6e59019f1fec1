"""Run `licet` in this process, as a terminal of 80 columns would."""

from __future__ import annotations

import sys
from typing import NamedTuple

import pytest

from licet.cli import main


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
