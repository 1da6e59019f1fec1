"""README and docs are run: what they show is what happens."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.documents.fences import (
    SAME,
    SHELLS,
    Fence,
    fences,
    matches,
    run_console,
    run_python,
    steps,
)

HOUSE = Path(__file__).parents[2]
DOCUMENTS = [
    *(HOUSE / name for name in ("README.md", "CONTRIBUTING.md")),
    *sorted((HOUSE / "docs").rglob("*.md")),
    *sorted((HOUSE / "src").rglob("*.md")),
]
NAMES = [path.relative_to(HOUSE).as_posix() for path in DOCUMENTS]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the house's examples, documents and sources in it."""
    for name in ("docs", "examples", "src"):
        if (HOUSE / name).exists():
            (tmp_path / name).symlink_to(HOUSE / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_what_a_document_shows_is_what_happens(name: str, place: Path) -> None:
    names: dict[str, Any] = {"__name__": "document"}
    for fence in fences((HOUSE / name).read_text(encoding="utf-8")):
        if fence.run and fence.language == "console":
            run_console(fence, place)
        elif fence.run:
            run_python(fence, names, name)


@pytest.mark.parametrize("name", NAMES)
def test_no_fence_hides_a_command_from_these_tests(name: str) -> None:
    found = fences((HOUSE / name).read_text(encoding="utf-8"))
    assert [f"{name}:{each.line}" for each in found if each.language in SHELLS] == []


def test_make_demo_is_what_the_documents_say_it_is() -> None:
    recipe = re.search(
        r"^demo:.*\n\t@\$\(BIN\)/(.*)$", (HOUSE / "Makefile").read_text(), re.MULTILINE
    )
    assert recipe is not None
    assert recipe[1] == SAME["make demo"]


def test_fences_are_found_with_their_line_and_reason() -> None:
    text = "a\n```console\n$ licet law\nx\n```\n\n<!-- not run: waits -->\n```python\n1 / 0\n```\n"
    assert fences(text) == [
        Fence("console", "$ licet law\nx\n", 2, run=True),
        Fence("python", "1 / 0\n", 8, run=False),
    ]
    assert steps("$ a \\\n> b\nc\n$ d\n") == [("a \\\nb\n", "c\n"), ("d\n", "")]


@pytest.mark.parametrize(
    ("expected", "output", "same"),
    [
        ("a\nb\n", "a  \nb\n\n", True),
        ("a\n", "a\nb\n", False),
        ("took … s\n", "took 0.2 s\n", True),
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("", "", True),
        ("", "surprise\n", False),
    ],
)
def test_output_is_compared_but_for_what_is_left_out(
    expected: str, output: str, *, same: bool
) -> None:
    assert matches(expected, output) is same


def test_a_document_that_lies_is_caught(place: Path) -> None:
    (place / "a.txt").write_text("one\n", encoding="utf-8")
    run_console(Fence("console", "$ cat a.txt\none\n", 1, run=True), place)
    with pytest.raises(AssertionError, match="two"):
        run_console(Fence("console", "$ cat a.txt\ntwo\n", 1, run=True), place)
    with pytest.raises(ValueError, match="rm"):
        run_console(Fence("console", "$ rm a.txt\n", 1, run=True), place)
    with pytest.raises(AssertionError):
        run_python(Fence("python", ">>> 1 + 1\n3\n", 1, run=True), {}, "a.md")
