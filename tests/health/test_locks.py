"""The locks say everything that gets installed, with its hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-test.lock")


def pinned(lock: str) -> dict[str, str]:
    """The version of each distribution in `lock`."""
    text = (HOUSE / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, flags=re.MULTILINE))


def named(requirements: list[str]) -> set[str]:
    """The distributions that `requirements` name, in their normal form."""
    names = (re.split(r"[^\w.-]", each)[0] for each in requirements)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_has_a_version_and_a_hash(lock: str) -> None:
    text = (HOUSE / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert len(pinned(lock)) == len(entries)


def test_what_the_product_imports_is_in_both_locks() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = named(project["project"]["dependencies"]) | named(
        project["dependency-groups"]["build"]
    )
    assert wanted <= pinned("requirements.lock").keys()
    also = named(project["dependency-groups"]["test"])
    for extra in project["project"]["optional-dependencies"].values():
        also |= named(extra)
    assert wanted | also <= pinned("requirements-test.lock").keys()


def test_the_tests_run_on_the_versions_that_the_product_gets() -> None:
    assert pinned("requirements.lock").items() <= pinned("requirements-test.lock").items()
