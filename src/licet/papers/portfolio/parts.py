"""A portfolio too large to be held: assessed part by part, and gone on with after a stop.

Each part is written whole or not at all, and then entered in `manifest.json` with the SHA-256 of
its files and its tally. The manifest says what the parts rest on: begun again on the same input
and question, the run goes on behind the last part; on other ones it is refused.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from licet.basics import Fault, Refused
from licet.engine import write_parquet
from licet.facts import Progress, untold
from licet.intake import Folder, Parts
from licet.papers.portfolio.determinations import articles_table, lines_table
from licet.papers.portfolio.left_out import write_left_out
from licet.papers.portfolio.tally import Tally, summary_json
from licet.papers.report import write_large_report
from licet.verdict import Asked, Assessor, Portfolio

MANIFEST = "manifest.json"
_FORM = "licet parts 1"
_SUFFIXES = {"determinations": "parquet", "articles": "parquet", "quarantine": "csv"}


def write_parts(
    parts: Parts,
    asked: Asked,
    out: Path,
    lang: str = "en",
    *,
    fresh: bool = False,
    progress: Progress = untold,
) -> dict[str, Any]:
    """Assess a folder part by part and write the files of each; the summary of all.

    Args:
        parts: the folder.
        asked: what is asked of it.
        out: where to; a run that was stopped there is gone on with.
        lang: of the report.
        fresh: begin anew, whatever is there.
        progress: told of the stage `parts`, and then of `report`.

    Raises:
        Refused: what is there was begun with other input, or asked another question.
    """
    rests = rests_on(parts, asked)
    if fresh:
        _clear(out)
    out.mkdir(parents=True, exist_ok=True)
    done = _done(out, rests)
    whole = Tally.together(Tally.read(part["tally"]) for part in done) if done else None
    assessor = None
    for number, folder in enumerate(parts.each(len(done)), len(done)):
        progress("parts", number, parts.count)
        assessor = assessor or Assessor(parts.folder, asked, None, untold)
        portfolio = assessor.portfolio(folder, untold)
        tally = Tally.of(portfolio, len(parts.own_faults(folder))).beyond(whole)
        whole = Tally.together((whole, tally)) if whole else tally
        done.append(_write(portfolio, out, number) | {"tally": tally.as_json()})
        _enter(out, {**rests, "parts": done})
    progress("report", 0, 0)
    gravest = parts.only([grave.row for grave in whole.gravest] if whole else [])
    shown = Assessor(parts.folder, asked, None, untold).portfolio(gravest, untold)
    return finish(parts.count, shown, whole or Tally.of(shown, 0), out, lang)


def rests_on(parts: Parts, asked: Asked) -> dict[str, Any]:
    """What the answers of a run rest on: the bytes of every table, and the question."""
    folder = parts.folder
    return {
        "form": _FORM,
        "files": hashes(folder, parts.files),
        **asked_for(asked),
        "size": parts.size,
    }


def hashes(folder: Folder, shipments: Mapping[str, Path]) -> dict[str, str]:
    """SHA-256 of every file of a folder that an answer may rest on, its shipments' among them."""
    tables = {n: table.file for n, table in folder.tables.items() if table.file}
    names = sorted(file for name, file in tables.items() if name != "shipments")
    own = sorted(folder.path.glob("lists/*")) + sorted(folder.path.glob("*.jsonl"))
    files = {path.relative_to(folder.path).as_posix(): path for path in own if path.is_file()}
    files |= {name: folder.path / name for name in names} | dict(shipments)
    return {name: _hash(path) for name, path in sorted(files.items())}


def asked_for(asked: Asked) -> dict[str, Any]:
    """The question, for a manifest."""
    return {
        "rulebook": asked.book.fingerprint,
        "known": asked.known.isoformat(),
        "scenario": asked.scenario,
        "readings": dict(sorted(asked.readings.items())),
        "on": None if asked.on is None else asked.on.isoformat(),
    }


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _clear(out: Path) -> None:
    for name in _SUFFIXES:
        shutil.rmtree(out / name, ignore_errors=True)
    (out / MANIFEST).unlink(missing_ok=True)


def _done(out: Path, rests: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The parts that were done before and are still whole.

    Raises:
        Refused: they rest on something else.
    """
    path = out / MANIFEST
    if not path.exists():
        return []
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        parts: list[dict[str, Any]] = known.pop("parts")
    except (ValueError, KeyError, AttributeError):
        raise Refused(Fault(str(path), "manifest", "cannot be read; --fresh begins anew")) from None
    differs = [name for name in rests if known.get(name) != rests[name]]
    if differs:
        what = ", ".join(_told(name, known, rests) for name in differs)
        expected = f"begun with other input: {what}; --fresh begins anew"
        raise Refused(Fault(str(path), "manifest", expected))
    whole = 0
    for number, part in enumerate(parts):
        if any(not _is(_path(out, name, number), part["files"][name]) for name in _SUFFIXES):
            break
        whole += 1
    return parts[:whole]


def _told(name: str, known: Mapping[str, Any], rests: Mapping[str, Any]) -> str:
    if name != "files" or not isinstance(known.get(name), dict):
        return name
    one, other = known[name], rests[name]
    return ", ".join(f for f in sorted({*one, *other}) if one.get(f) != other.get(f))


def _is(path: Path, digest: str) -> bool:
    return path.exists() and _hash(path) == digest


def _path(out: Path, name: str, number: int) -> Path:
    return out / name / f"part-{number:05}.{_SUFFIXES[name]}"


def _write(portfolio: Portfolio, out: Path, number: int) -> dict[str, Any]:
    """Write the files of one part beside their places, and then put them there."""
    makers: dict[str, Callable[[Path], None]] = {
        "determinations": lambda path: write_parquet(lines_table(portfolio), path),
        "articles": lambda path: write_parquet(articles_table(portfolio), path),
        "quarantine": lambda path: write_left_out(portfolio, path),
    }
    hashes = {}
    for name, make in makers.items():
        path = _path(out, name, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".writing")
        make(beside)
        hashes[name] = _hash(beside)
        beside.replace(path)
    return {"lines": len(portfolio.of), "files": hashes}


def _enter(out: Path, manifest: Mapping[str, Any]) -> None:
    beside = out / f"{MANIFEST}.writing"
    beside.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    beside.replace(out / MANIFEST)


def finish(parts: int, shown: Portfolio, tally: Tally, out: Path, lang: str) -> dict[str, Any]:
    """Write the summary and the report: the tally of all lines, and the gravest of them explained.

    Args:
        parts: how many there were.
        shown: the gravest lines, decided.
        tally: of all lines.
        out: where to.
        lang: of the report.
    """
    summary = summary_json(tally, shown, parts, out)
    write_large_report(shown, tally.totals, out / "report.html", lang)
    text = json.dumps(summary, ensure_ascii=False, indent=2, default=str) + "\n"
    (out / "summary.json").write_text(text, encoding="utf-8")
    return summary
