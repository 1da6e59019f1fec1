"""Checks of the attachments: there, unchanged, each its own file, and in Chinese."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from licet.cases import table
from licet.papers.checks.view import Finding, View, finding

_CHINESE = ("zh", "cn", "中文", "chinese")


def wanted(view: View) -> Iterator[Finding]:
    """The papers that the form of licence comes with (792 Art. 16, 24, 26)."""
    if not view.has("application"):
        return
    form = view.at("application.form") or "single"
    listed = view.at("application.watch_listed") is True
    there = {one.get("document") for one in view.at("attachments") or []}
    for one in table().documents_of(form, watch_list=listed):
        if one.name not in there:
            told = {"title": one.words["en"], "zh": one.words["zh"], "rule": one.rule}
            yield finding("attachment_missing", "attachments", **told)


def files(view: View) -> Iterator[Finding]:
    """Each named file must be there, and be the one that was noted."""
    folder, seen = view.dossier.folder, dict[str, str]()
    for path, one in view.dossier.all("attachments"):
        name, noted = one.get("file"), one.get("sha256")
        if name is None:
            continue
        digest = noted
        if folder is not None:
            if not _inside(folder, name):
                yield finding("attachment_outside", path, file=name)
                continue
            digest = _digest(folder / name)
            if digest is None:
                yield finding("attachment_absent", path, file=name)
                continue
            if noted is not None and noted != digest:
                yield finding("attachment_changed", f"{path}.sha256", file=name)
        if digest is not None and digest in seen and seen[digest] != one.get("document"):
            yield finding("attachment_twice", path, one=seen[digest], other=one.get("document"))
        elif digest is not None:
            seen[digest] = str(one.get("document"))


def languages(view: View) -> Iterator[Finding]:
    """An attachment in another language comes with its Chinese translation (61 §6)."""
    attached = view.at("attachments") or []
    translated = {
        one.get("translation_of")
        for one in attached
        if str(one.get("language", "")).casefold().startswith(_CHINESE)
    }
    for path, one in view.dossier.all("attachments"):
        language = one.get("language")
        chinese = language is None or language.casefold().startswith(_CHINESE)
        if not chinese and not {one.get("file"), one.get("document")} & (translated - {None}):
            yield finding("attachment_untranslated", path, file=one.get("file"), language=language)


def _inside(folder: Path, name: str) -> bool:
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
