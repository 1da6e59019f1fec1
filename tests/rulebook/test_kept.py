"""A rulebook read before is used again, exactly as long as nothing has changed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from licet.basics import Refused
from licet.rulebook import LAW, Rulebook, law_files, read_book
from licet.rulebook.kept import cache_folder, kept
from tests.verdict.books import plain_book


class Counted:
    """Reads a small rulebook and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, _: Mapping[str, str]) -> Rulebook:
        self.times += 1
        return plain_book()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    monkeypatch.setenv("LICET_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_second_time_nothing_is_read(folder: Path) -> None:
    read = Counted()
    first, again = kept({"a": "1"}, read), kept({"a": "1"}, read)
    assert read.times == 1
    assert again.fingerprint == first.fingerprint
    assert again.clauses == first.clauses
    assert folder.stat().st_mode & 0o077 == 0


def test_a_changed_comma_is_read_anew_and_the_old_copy_goes(folder: Path) -> None:
    read = Counted()
    kept({"a": "1"}, read)
    kept({"a": "1,"}, read)
    assert read.times == 2
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("spoilt", [b"", b"no pickle", b"\x80\x05N."])
def test_a_copy_that_cannot_be_used_is_made_anew(folder: Path, spoilt: bytes) -> None:
    read = Counted()
    kept({"a": "1"}, read)
    (copy,) = folder.iterdir()
    copy.write_bytes(spoilt)
    assert kept({"a": "1"}, read).clauses
    assert read.times == 2


def test_without_a_folder_to_write_to_it_is_read_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Counted()
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in ("", str(tmp_path / "file" / "under")):
        monkeypatch.setenv("LICET_CACHE", place)
        assert kept({"a": "1"}, read).clauses
    assert read.times == 2


def test_a_law_that_is_refused_is_refused_again() -> None:
    files = law_files(LAW) | {"cn/bad.yaml": "a: 1"}
    for _ in range(2):
        with pytest.raises(Refused):
            kept(files, read_book)


def test_the_users_own_cache_folder_is_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LICET_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "licet"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setitem(os.environ, "HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home" / ".cache" / "licet"
