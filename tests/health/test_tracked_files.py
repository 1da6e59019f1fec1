"""What goes with the house works anywhere: no path of one machine, no address of one registry."""

from __future__ import annotations

import re

import pytest

from tests.health.house import HOUSE, tracked

NOT_OURS = re.compile(
    r"""(?<![\w.:/~$}-])/(?:root|home|Users|work|opt|mnt)/\w
    | \bpypi\.org | pythonhosted\.org | (?:deb|snapshot|security)\.debian\.org
    | registry\.npmjs\.org | registry\.yarnpkg\.com | repo1?\.maven | crates\.io
    | proxy\.golang\.org""",
    re.VERBOSE,
)


def test_no_tracked_file_names_a_machine_path_or_a_registry() -> None:
    found = []
    for name in tracked():
        try:
            text = (HOUSE / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a workbook, a Parquet file
        found += [f"{name}: {match.group()}" for match in NOT_OURS.finditer(text)]
    assert found == []


@pytest.mark.parametrize("place", ["/home{}me/x", "/root{}x", "see https://pypi{}org/x"])
def test_this_check_bites(place: str) -> None:
    assert NOT_OURS.search(place.format("." if "pypi" in place else "/"))


def test_an_address_of_the_law_is_no_machine_path() -> None:
    assert not NOT_OURS.search("https://www.mofcom.gov.cn/work/art.html")
