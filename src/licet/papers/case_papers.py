"""Papers of a case: the data sheet of the application, the end-use statement, and the whole case.

Chinese first with English beside it (61 §6: the Chinese text prevails). The official forms could
not be had, and each paper says that it is a worksheet for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from licet.basics import Fault, Refused
from licet.cases import table
from licet.rulebook import read
from licet.verdict import say

_WORDS = Path(__file__).with_name("case_papers.words.yaml")
_LABELS, _VALUES = Cm(6), Cm(11)
_ELEMENTS = ("applicant", "item", "destination", "end_users", "end_use")
_PROMISES = ("promise_use", "promise_transfer", "promise_verify")


def write_case_papers(shown: Mapping[str, Any], folder: Path, day: date) -> tuple[Path, ...]:
    """Write the papers of a case into a folder; the files that were written.

    Args:
        shown: the case, as `licet case show --json` has it.
        folder: where to; made if there is none.
        day: the day that the papers bear.

    Raises:
        Refused: they cannot be written.
    """
    paths = tuple(
        folder / f"{shown['id']}-{name}"
        for name in ("application.docx", "end-use-statement.docx", "case.json")
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _application(shown, day).save(str(paths[0]))
        _statement(shown, day).save(str(paths[1]))
        bundle = json.dumps(shown, ensure_ascii=False, indent=2)
        paths[2].write_text(bundle + "\n", encoding="utf-8")
    except OSError as error:
        expected = f"could not be written ({error.strerror})"
        raise Refused(Fault(str(folder), "folder", expected)) from None
    return paths


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = read(_WORDS.read_text(encoding="utf-8"), _WORDS.name)
    return found


def _both(words: Mapping[str, str]) -> str:
    return f"{words['zh']}\n{words['en']}"


def _word(name: str) -> str:
    return _both(_words()[name])


def _application(shown: Mapping[str, Any], day: date) -> Any:  # noqa: ANN401 - a document
    asked, verdict = shown["application"], shown["verdict"]
    document = _begun("application", shown["id"], day)
    rows = [(_word("form"), _both(table().forms[asked["form"]].words))]
    rows += [(_word(name), _value(asked[name])) for name in _ELEMENTS]
    rows += [(_word(name), _truth(asked[name])) for name in ("domestic", "watch_listed")]
    rows += [(_word("outcome"), _verdict(verdict))]
    rows += [(_word("rulebook"), str(verdict["rulebook"]["fingerprint"]))]
    _table(document, rows)
    document.add_heading(_word("documents").replace("\n", " · "), level=2)
    _table(document, [_document(one) for one in shown["documents"]])
    return document


def _statement(shown: Mapping[str, Any], day: date) -> Any:  # noqa: ANN401 - a document
    asked = shown["application"]
    document = _begun("statement", shown["id"], day)
    names = ("end_users", "destination", "item", "end_use")
    _table(document, [(_word(name), _value(asked[name])) for name in names])
    document.add_paragraph()
    for name in _PROMISES:
        document.add_paragraph(_word(name))
    for name in ("signature", "day"):
        document.add_paragraph(f"{_word(name).replace(chr(10), ' · ')}: {'_' * 40}")
    return document


def _begun(title: str, case: str, day: date) -> Any:  # noqa: ANN401 - a document
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Cm(2)
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = "Calibri"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "SimSun")
    document.styles["Normal"].font.size = Pt(10)
    document.add_heading(_words()[title]["zh"], level=1)
    document.add_heading(_words()[title]["en"], level=2)
    document.add_paragraph(_word("worksheet"))
    said = {"case": case, "day": day.isoformat()}
    for name, value in said.items():
        document.add_paragraph(f"{_word(name).replace(chr(10), ' · ')}: {value}")
    return document


def _table(document: Any, rows: Iterable[tuple[str, str]]) -> None:  # noqa: ANN401 - a document
    made = document.add_table(rows=0, cols=2)
    made.style = "Table Grid"
    made.autofit = False
    for label, value in rows:
        cells = made.add_row().cells
        cells[0].width, cells[1].width = _LABELS, _VALUES
        cells[0].text, cells[1].text = label, value


def _value(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(str(one) for one in value) or _word("unknown")
    return _word("unknown") if value is None else str(value)


def _truth(value: bool | None) -> str:  # noqa: FBT001 - yes, no or not known
    return _word("unknown") if value is None else _word("yes" if value else "no")


def _verdict(verdict: Mapping[str, Any]) -> str:
    names = [name for name in (verdict["outcome"], verdict["review"]) if name is not None]
    chinese, english = (" · ".join(say(name, lang) for name in names) for lang in ("zh-Hans", "en"))
    return f"{chinese}\n{english}\n{verdict['on']}"


def _document(one: Mapping[str, Any]) -> tuple[str, str]:
    there = f"{_word('there')}\n{one['file']}\nSHA-256 {one['sha256']}" if one["there"] else ""
    return f"{_both(one['title'])}\n({one['rule']})", there or _word("missing")
