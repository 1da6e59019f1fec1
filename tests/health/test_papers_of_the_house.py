"""README, CHANGELOG and CONTRIBUTING say what the house does."""

from __future__ import annotations

import re

from tests.health.house import HOUSE


def read(name: str) -> str:
    """The text of a file at the top of the house."""
    return (HOUSE / name).read_text(encoding="utf-8")


def headings(text: str) -> dict[str, list[str]]:
    """The lists under each release of a changelog."""
    releases = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return {
        each.splitlines()[0]: re.findall(r"^### (.+)$", each, flags=re.MULTILINE)
        for each in releases
    }


def test_the_readme_names_exactly_the_two_commands() -> None:
    assert set(re.findall(r"(?:`|^\$ )make ([a-z]+)", read("README.md"), flags=re.MULTILINE)) == {
        "demo",
        "test",
    }


def test_each_release_lists_law_and_code() -> None:
    releases = headings(read("CHANGELOG.md"))
    assert releases
    assert {release: ["Law", "Code"] for release in releases} == releases


def test_contributing_names_only_commands_that_there_are() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), flags=re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", read("CONTRIBUTING.md"))) <= targets
