"""Papers of a case: what its form of licence asks for, as PDF and Word, and the whole case.

Chinese first with another language beside it (61 §6: the Chinese text prevails). The official
forms could not be had, and each paper says that it is a worksheet for them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from licet.basics import Fault, Refused
from licet.papers.checks import Finding, check_dossier, findings_of_case
from licet.papers.dossier import (
    Dossier,
    of_case,
    read_dossier,
    template,
    with_case,
    write_dossier,
)
from licet.papers.notices import notices_of
from licet.papers.sheets import (
    FORMATS,
    PAPERS,
    Hop,
    Written,
    chain_of,
    sheets,
    titles,
    write_sheets,
)
from licet.rulebook import Words

__all__ = [
    "FORMATS",
    "PAPERS",
    "Dossier",
    "Finding",
    "Hop",
    "Written",
    "chain_of",
    "check_dossier",
    "findings_of_case",
    "notices_of",
    "of_case",
    "papers_of",
    "read_dossier",
    "template",
    "titles",
    "with_case",
    "write_case_papers",
    "write_dossier",
    "write_papers",
]
_IF_THERE = ("notice", "enquiry", "declaration")


def write_case_papers(
    shown: Mapping[str, Any],
    folder: Path,
    day: date,
    *,
    formats: Sequence[str] = FORMATS,
    dossier: Dossier | None = None,
    only: Sequence[str] = (),
    address: str = "",
) -> Written:
    """Write the papers of a case into a folder; the files that were written.

    Args:
        shown: the case, as `licet case show --json` has it.
        folder: where to; made if there is none.
        day: the day that the papers bear.
        formats: of `FORMATS`.
        dossier: what is known beyond the case.
        only: of the papers of the case, these; all of them if none is named.
        address: of the server on which others verify the case; each paper shows it as a QR code.

    Raises:
        Refused: they cannot be written.
    """
    whole = of_case(shown, day) if dossier is None else with_case(dossier, shown, day)
    names = tuple(name for name in _names(shown, whole) if not only or name in only)
    said = shown["verification"]
    asked = urlencode({"number": said["number"], "code": said["code"]})
    link = f"{address.rstrip('/')}/verify?{asked}" if address else ""
    made = sheets(whole, names, day, case=shown, verify=link)
    written = write_sheets(made, folder, day, formats, start=f"{shown['id']}-")
    path = folder / f"{shown['id']}-case.json"
    try:
        path.write_text(json.dumps(shown, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        expected = f"could not be written ({error.strerror})"
        raise Refused(Fault(str(path), "file", expected)) from None
    return Written((*written.files, path), written.faults)


def papers_of(shown: Mapping[str, Any], day: date) -> dict[str, Words]:
    """The papers that a case has, by name, with their titles."""
    return {name: titles()[name] for name in _names(shown, of_case(shown, day))}


def _names(shown: Mapping[str, Any], whole: Dossier) -> tuple[str, ...]:
    form = shown["application"]["form"]
    about = "technology" if "technology" in whole.data else "technical"
    names = ("report",) if form == "humanitarian" else ("application", about)
    return (*names, "statement", *(name for name in _IF_THERE if name in whole.data))


def write_papers(
    dossier: Dossier,
    names: Sequence[str],
    folder: Path,
    day: date,
    formats: Sequence[str] = FORMATS,
) -> Written:
    """Write papers of a dossier without a case; without names, those that it holds something of.

    Raises:
        Refused: there is no such paper, or the dossier holds none.
    """
    asked = tuple(names) or tuple(name for name in PAPERS if dossier.at(name))
    if not asked:
        expected = f"one of {', '.join(PAPERS)} was expected in it"
        raise Refused(Fault(dossier.file, "dossier", expected))
    return write_sheets(sheets(dossier, asked, day), folder, day, formats)
