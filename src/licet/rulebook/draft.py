"""A new instrument begun: a law file and its examples, sound from the first line, to be filled in.

The one clause it begins with is a note, so that an unfinished file decides nothing.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from licet.basics import Fault, Refused

_SHORT = re.compile(r"(?P<number>[1-9][0-9]*)/(?P<year>[12][0-9]{3})")
_LAW = """\
# What it is about, in a sentence.
# Say every statement in your own words, in English and Chinese, beside one small predicate:
# the README of this folder has the language. `licet law check` names what is still missing.
instrument: {instrument}
short: "{short}"
title:
  en: {instrument}
  zh: {instrument}
published: {published}
checked_on: {today}
# official: the official text was read; press, memory, derived: how else it is known.
authority: memory
source:
  url: ""
  note:
    en: Where the text stands, and how it was read.
    zh: 文本出处及核对方式。
clauses:
  - cite: {cite}
    title: {{en: What the clause is about, zh: 本条主题}}
    in_force: {{from: {published}}}
    # licence_required, prohibited, exempts, refusal_presumed, case_by_case, duty, entry or note.
    # A note decides nothing: change it when the statements are right.
    then: note
    note: {{en: This file is not finished., zh: 本文件尚未完成。}}
    when:
      - says: {{en: the exporter is in China, zh: 出口经营者位于中国}}
        holds: exporter_in = 'CN'
# What it suspends or brings back in others; a cite covers what begins with it:
# suspends:
#   - {{cite: "61", from: {published}, through: {published}}}
"""
_EXAMPLES = """\
# Of every clause: a case where it is met, one where it is not, one where that is not known, and
# both sides of every number in it.
- cite: {cite}
  sentence: An exporter in China is one.
  facts: {{exporter_in: CN}}
  met: true
- cite: {cite}
  sentence: An exporter in Japan is none.
  facts: {{exporter_in: JP}}
  met: false
- cite: {cite}
  sentence: Nobody has said where the exporter is.
  facts: {{}}
  met: unknown
"""


def new_instrument(
    cite: str, folder: Path, published: date, today: date, instrument: str | None = None
) -> tuple[Path, Path]:
    """Begin the law file of the instrument that `cite` belongs to, and its examples.

    Args:
        cite: of the first clause: number and year, then the place, as in ``73/2026 §1``.
        folder: where the files go.
        published: the day of publication.
        today: the day the file counts as compared with its source.
        instrument: its full name; default ``CN MOFCOM 2026/73``.

    Raises:
        Refused: the cite is no such cite, or there is a file already.
    """
    short, _, place = cite.strip().partition(" ")
    found = _SHORT.fullmatch(short)
    if found is None:
        expected = "a cite that begins with number/year was expected, such as «73/2026 §1»"
        raise Refused(Fault("command line", cite, expected))
    name = f"{found['year']}-{int(found['number']):02}"
    values = {
        "cite": f"{short} {place.strip() or '¶1'}",
        "short": short,
        "instrument": instrument or f"CN MOFCOM {found['year']}/{found['number']}",
        "published": published.isoformat(),
        "today": today.isoformat(),
    }
    paths = (folder / f"{name}.yaml", folder / f"{name}.examples.yaml")
    for path in paths:
        if path.exists():
            raise Refused(Fault(str(path), "file", "there is one already; it was left as it is"))
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in zip(paths, (_LAW, _EXAMPLES), strict=True):
        path.write_text(text.format(**values), encoding="utf-8")
    return paths
