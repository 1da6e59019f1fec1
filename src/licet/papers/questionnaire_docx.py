"""A questionnaire as a Word document: one small table a question, read back without loss.

The questions stand in the document once more as a custom XML part, which Word keeps.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt

from licet.basics import Fault, Refused
from licet.papers.questionnaire import (
    CONTENT,
    Asking,
    Questionnaire,
    allowed,
    decimal_mark,
    key_of,
    word,
)
from licet.papers.questionnaire_answers import Answered, Filled, Known, read_rows
from licet.rulebook import Rulebook

_NAMESPACE = "urn:licet:questionnaire"
_PART = "/customXml/licet1.xml"
_FONTS = {"zh": "Microsoft YaHei", "ja": "Yu Gothic"}
_LABELS, _ANSWERS = Cm(5), Cm(12)


def write_docx(one: Questionnaire, path: Path) -> None:
    """Write a questionnaire as a Word document."""
    document = docx.Document()
    _style(document, one.language)
    document.add_heading(word("title", one.language), level=1)
    for name, value in (("to", one.to), ("from", one.sender), ("day", one.day)):
        document.add_paragraph(f"{word(name, one.language)}: {value}")
    document.add_paragraph(word("why", one.language))
    document.add_paragraph(word("how", one.language))
    for asking in one.rows:
        _table(document, asking, one.language)
        document.add_paragraph()
    if one.entries:
        document.add_heading(word("entries", one.language), level=2)
        for code, title in one.entries.items():
            document.add_paragraph(f"{code}: {title}")
    for name in ("name", "day", "signature"):
        document.add_paragraph(f"{word(name, one.language)}: {'_' * 40}")
    _remember(document, one)
    document.save(str(path))


def _style(document: Any, language: str) -> None:  # noqa: ANN401 - a document
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = "Calibri"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), _FONTS.get(language, "Calibri"))
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    tag = {"zh": "zh-CN", "ja": "ja-JP", "de": "de-DE"}.get(language, "en-GB")
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), tag)
    lang.set(qn("w:eastAsia"), tag)
    document.styles["Normal"].element.get_or_add_rPr().append(lang)


def _cells(asking: Asking) -> tuple[str, ...]:
    """The cells to fill in, in order."""
    if asking.question.name == CONTENT:
        return ("answer", "highest", "currency", "entry", "evidence")
    if asking.is_amount:
        return ("answer", "highest", "currency", "evidence")
    if asking.kind == "number":
        return ("answer", "highest", "evidence")
    return ("answer", "evidence")


def _label(name: str, asking: Asking) -> str:
    return "lowest" if name == "answer" and "highest" in _cells(asking) else name


def _table(document: Any, asking: Asking, language: str) -> None:  # noqa: ANN401 - a document
    told = [
        (asking.ref, asking.about),
        (word("question", language), asking.text),
        (word("allowed", language), allowed(asking, language)),
        *((word(_label(name, asking), language), "") for name in _cells(asking)),
    ]
    if asking.question.lot is not None:
        told.insert(1, (word("lot", language), asking.question.lot))
    table = document.add_table(rows=len(told), cols=2)
    table.style = "Table Grid"
    table.autofit = False
    table.columns[0].width, table.columns[1].width = _LABELS, _ANSWERS
    for row, (label, text) in zip(table.rows, told, strict=True):
        row.cells[0].width, row.cells[1].width = _LABELS, _ANSWERS
        row.cells[0].text, row.cells[1].text = label, text
        for run in row.cells[0].paragraphs[0].runs:
            run.bold = True
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library offers no other way
        properties.append(OxmlElement("w:cantSplit"))
        for paragraph in row.cells[0].paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _remember(document: Any, one: Questionnaire) -> None:  # noqa: ANN401 - a document
    root = ET.Element(f"{{{_NAMESPACE}}}questions", {"language": one.language})
    for asking in one.rows:
        each = ET.SubElement(root, f"{{{_NAMESPACE}}}question", {"ref": asking.ref})
        each.set("key", key_of(asking.question))
        each.set("lines", json.dumps(asking.lines, ensure_ascii=False))
        each.set("cells", " ".join(_cells(asking)))
    blob = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    part = Part(PackURI(_PART), "application/xml", blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def read_docx(path: Path, book: Rulebook) -> tuple[Answered, ...]:
    """The answers of a Word document that came back.

    Raises:
        Refused: it is no such document, or a row was changed or answered impossibly.
    """
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        expected = f"no Word document that can be read ({error})"
        raise Refused(Fault(path.name, "file", expected)) from None
    root = _remembered(document)
    if root is None:
        expected = "a questionnaire of ours was expected: its list of questions is missing"
        raise Refused(Fault(path.name, "file", expected))
    known: Known = {
        each.attrib["ref"]: (
            each.attrib["key"],
            tuple((str(s), str(n)) for s, n in json.loads(each.attrib["lines"])),
        )
        for each in root
    }
    cells = {each.attrib["ref"]: each.attrib["cells"].split() for each in root}
    mark, rows = decimal_mark(root.get("language")), []
    for number, table in enumerate(document.tables, 1):
        texts = [[cell.text.strip() for cell in row.cells] for row in table.rows]
        ref = texts[0][0] if texts and texts[0] else ""
        if ref.startswith("Q-"):
            names = cells.get(ref, ["answer"])
            told = [row[-1] for row in texts[-len(names) :]]
            filled = dict(zip(names, told, strict=False))
            answer = filled.pop("answer", "")
            rows.append(Filled(f"table {number}", ref, answer, **filled, mark=mark))
    return read_rows(path.name, rows, known, book)


def _remembered(document: Any) -> ET.Element | None:  # noqa: ANN401 - a document
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and not relation.is_external:
            blob = relation.target_part.blob
            if b"<!" in blob:  # what we write declares no entities, and none are expanded
                continue
            try:
                root = ET.fromstring(blob)  # noqa: S314 - without declarations, just above
            except ET.ParseError:
                continue
            if root.tag == f"{{{_NAMESPACE}}}questions":
                return root
    return None
