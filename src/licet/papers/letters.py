"""The letters of a plan as files, and a folder with the answers that came back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from licet.basics import Fault, Refused
from licet.foresee import Plan
from licet.intake import Folder
from licet.papers.answered_folder import Taken, take_over
from licet.papers.questionnaire import LANGUAGES, questionnaires
from licet.papers.questionnaire_answers import Answered
from licet.rulebook import Rulebook


def write_letters(plan: Plan, folder: Path, languages: Sequence[str] = ()) -> list[Path]:
    """Write every questionnaire of a plan as XLSX and DOCX into an existing folder.

    Raises:
        Refused: a language is none of the questionnaires'.
    """
    from licet.papers.questionnaire_docx import write_docx
    from licet.papers.questionnaire_xlsx import write_xlsx

    for language in languages:
        if language not in LANGUAGES:
            expected = f"one of {', '.join(LANGUAGES)} was expected, not «{language}»"
            raise Refused(Fault("questionnaire", "language", expected))
    written = []
    for one in questionnaires(plan, languages):
        for write, suffix in ((write_xlsx, "xlsx"), (write_docx, "docx")):
            path = folder / f"{one.name}.{suffix}"
            write(one, path)
            written.append(path)
    return written


def read_answers(path: Path, book: Rulebook) -> tuple[Answered, ...]:
    """The answers of a questionnaire that came back.

    Raises:
        Refused: it is none of ours, or a row was changed or answered impossibly.
    """
    from licet.papers.questionnaire_docx import read_docx
    from licet.papers.questionnaire_xlsx import read_xlsx

    if not path.is_file():
        raise Refused(Fault(str(path), "file", "there is no such file"))
    readers = {".xlsx": read_xlsx, ".docx": read_docx}
    if path.suffix.lower() not in readers:
        raise Refused(Fault(path.name, "file", "an answered .xlsx or .docx was expected"))
    return readers[path.suffix.lower()](path, book)


def take_answers(folder: Folder, files: Sequence[Path], out: Path, book: Rulebook) -> Taken:
    """A copy of the folder at `out` with the answers of some questionnaires in it.

    Raises:
        Refused: anything is wrong in any of them, or two disagree; nothing is written then.
    """
    faults: list[Fault] = []
    answers: list[Answered] = []
    for path in files:
        try:
            answers += read_answers(path, book)
        except Refused as refused:
            faults += refused.faults
    if faults:
        raise Refused(*faults)
    return take_over(folder, answers, out, book)
