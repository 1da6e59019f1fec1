"""A terminal for the tests of commands."""

from __future__ import annotations

import pytest

from tests.cli.run import Terminal


@pytest.fixture
def licet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """`licet WORD …`: its exit status, what it said and what it complained of."""
    return Terminal(monkeypatch, capsys)
