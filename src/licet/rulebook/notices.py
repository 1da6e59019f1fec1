"""An operator's own notices: entries of lists that count beside the published ones.

A notice is a CSV file with the columns of a list (``list`` says which: control, watch or
unreliable), or a YAML file with what all entries share at its head and the entries under
``parties``. It is checked whole before it counts, and then kept in a folder of lists, one file for
each list it speaks of. An entry with the id of a published one states that one anew.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from licet.basics import Fault, Refused, Span, day
from licet.rulebook import files
from licet.rulebook.listing import COLUMNS, OPTIONAL, ListedParty, Row
from licet.rulebook.lists import read_list
from licet.rulebook.vocabulary import nearest

KINDS = ("control", "watch", "unreliable")
"""The lists a notice may add to; the unreliable-entity list only ever earns a note."""
_NEEDED = ("list", "id", "notice", "listed_on")
_KNOWN = (*COLUMNS, *OPTIONAL, "list")
_HEAD = (*_KNOWN, "checked_on", "parties")
_CHECKED = "checked_on"
Cells = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class OwnList:
    """One file of a folder of lists: what it lists, and when it was last compared."""

    file: str
    parties: tuple[ListedParty, ...]
    checked_on: date


def read_notice(path: Path) -> tuple[ListedParty, ...]:
    """The entries of a notice.

    Raises:
        Refused: it cannot be read, or any entry breaks the format; every fault with its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(Fault(path.name, "the file", f"a notice in UTF-8 ({error})")) from error
    rows = _of_yaml if path.suffix.lower() in {".yaml", ".yml", ".json"} else _of_csv
    faults: list[Fault] = []
    parties: list[ListedParty] = []
    for line, cells in rows(path.name, text, faults):
        which = (cells.pop("list", "") or "").strip()
        if which not in KINDS:
            expected = f"one of {', '.join(KINDS)}{nearest(which, KINDS)}"
            faults.append(Fault(path.name, "list", expected, line, "list", which))
            continue
        Row(path.name, line, which, cells).read(parties, faults)
    faults += _twice(path.name, parties)
    if not parties and not faults:
        faults.append(Fault(path.name, "the file", "at least one listed party"))
    if faults:
        raise Refused(*sorted(faults, key=lambda fault: fault.line or 0))
    return tuple(parties)


def add_notice(
    path: Path, folder: Path, published: Sequence[ListedParty], on: date, *, replace: bool = False
) -> tuple[ListedParty, ...]:
    """Keep a notice in a folder of lists, checked on a day against what is published.

    Raises:
        Refused: it is faulty, contradicts an entry, or is there already (unless `replace`).
    """
    parties = read_notice(path)
    kept = {
        folder / f"{which}-list-{_slug(notice)}.csv": [
            party for party in parties if (party.list, party.notice) == (which, notice)
        ]
        for which, notice in dict.fromkeys((party.list, party.notice) for party in parties)
    }
    names = {file.name for file in kept}
    others = [own for own in own_lists(folder) if own.file not in names or not replace]
    there = [file.name for file in kept if file.exists() and not replace]
    if there:
        expected = "a notice that is not there yet; --replace states it anew"
        raise Refused(*(Fault(name, "the notice", expected) for name in there))
    joined(published, [*others, OwnList(path.name, parties, on)])
    folder.mkdir(parents=True, exist_ok=True)
    for file, some in kept.items():
        beside = file.with_suffix(".writing")
        beside.write_text(_written(some, on), encoding="utf-8")
        beside.replace(file)
    return parties


def own_lists(folder: Path) -> tuple[OwnList, ...]:
    """Every list of a folder; none, if the folder is not there.

    Raises:
        Refused: a file of it cannot be read; a list that was not read is not an empty list.
    """
    found: list[OwnList] = []
    faults: list[Fault] = []
    for file in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        try:
            parties = read_list(file)
            if parties[0].list not in KINDS:
                expected = f"a list of {', '.join(KINDS)}"
                raise Refused(Fault(file.name, "name of the file", expected))
            found.append(OwnList(file.name, parties, _checked(file)))
        except Refused as refused:
            faults += refused.faults
    if faults:
        raise Refused(*faults)
    return tuple(found)


def joined(published: Iterable[ListedParty], own: Iterable[OwnList]) -> tuple[ListedParty, ...]:
    """The published entries and those of an operator; one stated anew stands as stated last.

    Raises:
        Refused: an entry contradicts the one it states anew, or two notices use one id.
    """
    every = {party.id: party for party in published}
    before = dict(every)
    faults = []
    for one in own:
        for party in one.parties:
            old = before.get(party.id)
            expected = _clash(party, old) if old else _used(party, every)
            if expected:
                faults.append(Fault(one.file, f"{party.id}", expected, value=party.id))
            every[party.id] = party
    if faults:
        raise Refused(*faults)
    return tuple(every.values())


def _clash(party: ListedParty, old: ListedParty) -> str | None:
    """What a restated entry must keep of the published one: it may add, not unsay."""
    for name in ("list", "listed_on", "notice"):
        if getattr(party, name) != getattr(old, name):
            return f"{name} as published, {getattr(old, name)}, or an id of its own"
    if not set(old.suspended) <= set(party.suspended):
        return "every suspension that is published"
    if old.stopped_on is not None and party.stopped_on != old.stopped_on:
        return f"stopped_on as published, {old.stopped_on}"
    if not {old.name_zh, old.name_en} <= {party.name_zh, party.name_en, *party.aliases, ""}:
        return "the published names, as names or aliases"
    return None


def _used(party: ListedParty, every: Mapping[str, ListedParty]) -> str | None:
    return "an id that no other notice uses" if party.id in every else None


def _of_csv(name: str, text: str, faults: list[Fault]) -> Iterator[tuple[int, Cells]]:
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    header = [column.strip() for column in rows.fieldnames or ()]
    rows.fieldnames = header
    missing = [column for column in _NEEDED if column not in header]
    if missing:
        raise Refused(Fault(name, "header", f"the columns {', '.join(missing)}", line=1))
    _unknown(name, dict.fromkeys(header, 1), (*_KNOWN, _CHECKED), faults)
    try:
        for row in rows:
            row.pop(_CHECKED, None)
            yield rows.line_num, row
    except csv.Error as error:
        faults.append(Fault(name, "the file", f"well-formed CSV ({error})", line=rows.line_num))


def _of_yaml(name: str, text: str, faults: list[Fault]) -> Iterator[tuple[int, Cells]]:
    head = files.read(text, name)
    entries = head.get("parties") if isinstance(head, files.Block) else None
    if not isinstance(head, files.Block) or not isinstance(entries, list):
        raise Refused(Fault(name, "parties", "a list of entries under «parties»"))
    _unknown(name, head.lines, _HEAD, faults)
    shared = {key: value for key, value in head.items() if key not in {"parties", _CHECKED}}
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, files.Block):
            faults.append(Fault(name, f"parties, no. {number}", "names of columns with values"))
            continue
        _unknown(name, entry.lines, _KNOWN, faults)
        cells = dict.fromkeys(COLUMNS, "") | {**shared, **entry}
        yield entry.line, {column: _text(value) for column, value in cells.items()}


def _unknown(
    name: str, lines: Mapping[str, int], known: Sequence[str], faults: list[Fault]
) -> None:
    """A word that nobody knows is refused: it may be a suspension, misspelt."""
    faults.extend(
        Fault(name, f"«{word}»", f"one of {', '.join(known)}{nearest(word, known)}", line)
        for word, line in lines.items()
        if word not in known
    )


def _text(value: Any) -> str:  # noqa: ANN401 - whatever YAML holds
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "; ".join(_text(one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{scheme} {_text(number)}" for scheme, number in value.items())
    return "" if value is None else str(value)


def _twice(name: str, parties: Iterable[ListedParty]) -> Iterator[Fault]:
    seen: set[str] = set()
    for party in parties:
        if party.id in seen:
            yield Fault(name, f"id {party.id}", "an id that is used once", value=party.id)
        seen.add(party.id)


def _slug(notice: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", notice.lower()).strip("-")
    return plain or "notice-" + notice.encode().hex()[:12]


def _written(parties: Iterable[ListedParty], on: date) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, *OPTIONAL, _CHECKED))
    for party in parties:
        spans = "; ".join(map(_span, party.suspended))
        pairs = "; ".join(" ".join(pair) for pair in party.identifiers)
        writer.writerow(
            (
                party.id, party.name_zh, party.name_en, "; ".join(party.aliases), party.country,
                party.notice, party.listed_on, spans, party.stopped_on,
                str(party.transfer_ban).lower(), party.source, pairs, on,
            )
        )  # fmt: skip
    return out.getvalue()


def _span(span: Span) -> str:
    last = "" if span.until is None else date.fromordinal(span.until.toordinal() - 1).isoformat()
    return f"{span.start}/{last}"


def _checked(file: Path) -> date:
    """The day the notices of a list were last compared; that of its youngest entry if not said."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    try:
        return min(day((row.get(_CHECKED) or row["listed_on"]).strip()) for row in rows)
    except ValueError as error:
        raise Refused(Fault(file.name, _CHECKED, "a day such as 2026-11-22")) from error
