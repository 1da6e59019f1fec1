"""`licet trace` draws what it prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import Terminal

KITAKAMI = str(Path(__file__).parents[2] / "examples" / "kitakami-motors")
WANTED = ("trace", KITAKAMI, "--item", "MTR-200", "--on", "2026-11-22")


def test_it_prints_the_tree_and_writes_the_pictures_asked_for(
    licet: Terminal, tmp_path: Path
) -> None:
    page, alone = tmp_path / "a.html", tmp_path / "a.svg"
    done = licet(*WANTED, "--html", str(page), "--svg", str(alone))
    assert done.status == 0
    assert "RM-DYFE" in done.out
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert alone.read_text(encoding="utf-8").startswith("<svg ")


@pytest.mark.parametrize(("lang", "words"), [("zh-Hans", "的价值构成"), ("zh-Hant", "的價值構成")])
def test_the_pictures_speak_the_readers_language(
    licet: Terminal, tmp_path: Path, lang: str, words: str
) -> None:
    alone = tmp_path / "a.svg"
    licet(*WANTED, "--svg", str(alone), "--lang", lang, "--json")
    assert words in alone.read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_to_is_told_in_one_line(
    licet: Terminal, tmp_path: Path
) -> None:
    done = licet(*WANTED, "--html", str(tmp_path / "none" / "a.html"))
    assert done.status != 0
    assert "could not be written" in done.err
    assert "Traceback" not in done.err
