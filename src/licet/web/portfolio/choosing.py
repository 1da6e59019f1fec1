"""What somebody says of a portfolio, by a form or by a call: what files and values are, and go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from licet.basics import Fault, Refused
from licet.cases import Choice, readings_of
from licet.intake import fact_kinds
from licet.rulebook import Rulebook, rulebook
from licet.web.forms import Typed, Wrong
from licet.web.portfolio.keeping import ASSESS, READ, Portfolios, looked_of
from licet.web.portfolio.mapping import SETTINGS, USES, looked_at, take_mapping, targets
from licet.web.portfolio.record import Record
from licet.web.portfolio.tables import made_of
from licet.web.portfolio.values import Strange, strangers, take_values
from licet.web.problems import escaped

_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
_MEANS = [name for _, names in targets() for name in names]
MAPPED_AS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "files": {
            "type": ["object", "null"],
            "description": "By the key of a file (GET …/files): what it is",
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "use": {"enum": list(USES)},
                    "columns": {
                        "type": "object",
                        "description": "By their heading, the column that it means; null for none",
                        "additionalProperties": {"enum": [*_MEANS, None]},
                    },
                    "currency": {"type": "string"},
                    **{name: {"enum": list(choices)} for name, choices in SETTINGS.items()},
                },
                "additionalProperties": False,
            },
        },
        "values": {
            "type": ["object", "null"],
            "description": "By `table.column`, what values of one's own mean",
            "additionalProperties": _TEXTS,
        },
    },
    "additionalProperties": False,
}
"""What may be said of the files of a portfolio."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """Something that cannot be so, and the place in the body that says it."""

    pointer: str
    wrong: Wrong


def begin_deciding(
    portfolios: Portfolios,
    record: Record,
    house: Mapping[str, Choice],
    on: str,
    scenario: str,
    lang: str,
) -> Record:
    """Begin to decide every line, by the readings that the house takes now."""
    taken = readings_of(house, rulebook())
    portfolios.change(
        record.id,
        on=on,
        scenario=scenario,
        house=tuple(one.as_json() for name, one in house.items() if name in taken),
        lang=lang,
        tries=0,
    )
    return portfolios.begin(record.id, ASSESS)


def strange_of(place: Path, record: Record, book: Rulebook) -> list[Strange]:
    """Values that were not understood, or that were given a meaning."""
    if not record.tables:
        return []
    facts = fact_kinds(book.business_facts())
    return strangers(made_of(place / record.tables), record.values, facts)


def mapped_json(place: Path, record: Record, book: Rulebook) -> dict[str, Any]:
    """What was read of the files, and what each is said to be."""
    made = made_of(place / record.tables) if record.tables else None
    left = 0 if made is None else len(made["faults"]) + len(made["quarantine"])
    return {
        "files": {
            one.key: {
                "name": one.name, "page": one.page, "use": one.use, "fault": one.fault or None,
                "header": one.header, "rows": one.rows,
                "columns": {h.name: h.means for h in one.headings if h.means},
                "unsure": [h.name for h in one.headings if h.unsure],
                "currency": one.currency, **one.settings,
            }
            for one in looked_at(place, record, None)
        },
        "aside": record.aside,
        "tables": None if made is None else made["tables"],
        "values": [
            {name: part for name, part in asdict(one).items() if name != "rows_named"}
            for one in strange_of(place, record, book)
        ],
        "left_out": left,
    }  # fmt: skip


def put_right(
    portfolios: Portfolios, place: Path, record: Record, said: Mapping[str, Any]
) -> tuple[Pointed, ...]:
    """Take what a call says of files and values, and read them anew; or what cannot be so.

    Raises:
        Refused: it names a file, a heading or a value that is not there.
    """
    facts = fact_kinds(rulebook().business_facts())
    typed, pointers = _typed(place, said.get("files"))
    shown = strange_of(place, record, rulebook())
    meanings, more = _meanings(shown, said.get("values"))
    values, wrong = take_values(shown, meanings, facts)
    if not wrong:
        wrong = take_mapping(place, record, typed)
    if wrong:
        at = pointers | more
        return tuple(Pointed(at.get(one.field, "/files"), one) for one in wrong)
    uses = {name.removeprefix("use-"): text for name, text in typed.items() if name[:4] == "use-"}
    portfolios.change(record.id, uses={**record.uses, **uses}, values=values, tries=0)
    portfolios.begin(record.id, READ)
    return ()


def _typed(place: Path, files: object) -> tuple[Typed, dict[str, str]]:
    """What a call says of files, as the form would; and by field the place that says it."""
    typed, pointers, faults = Typed(), dict[str, str](), list[Fault]()
    looked = {str(one["key"]): (at, one["header"]) for at, one in enumerate(looked_of(place))}
    for key, one in _object(files, "files").items():
        within = f"files/{escaped(key)}"
        if key not in looked:
            faults.append(Fault("body", within, "no file has that key"))
            continue
        number, header = looked[key]
        for name, value in _object(one, within).items():
            said_at = f"{within}/{escaped(name)}"
            if name == "columns":
                faults += _headings((number, header, said_at), value, typed)
                pointers |= {
                    f"column-{number}-{at}": f"/files/{key}/columns/{escaped(heading)}"
                    for at, heading in enumerate(header)
                }
            elif not isinstance(value, str) or value not in SETTINGS.get(name, (value,)):
                faults.append(Fault("body", said_at, "one of the choices was expected"))
            elif name in SETTINGS or name in {"use", "currency"}:
                typed[f"{name}-{key}"] = value
            else:
                faults.append(Fault("body", said_at, "no key is called that"))
        pointers[f"use-{key}"] = f"/files/{key}/use"
    if faults:
        raise Refused(*faults)
    return typed, pointers


def _headings(where: tuple[int, list[str], str], said: object, typed: Typed) -> list[Fault]:
    """Take what columns mean; `where`: the number of the file, its headings, the place said."""
    (number, header, within), faults = where, list[Fault]()
    for stated, means in _object(said, within).items():
        heading = stated if stated in header else " ".join(stated.split()).lower()
        if heading not in header or not (means is None or isinstance(means, str)):
            place = f"{within}/{escaped(stated)}"
            faults.append(Fault("body", place, "a column of that file was expected"))
            continue
        typed[f"column-{number}-{header.index(heading)}"] = means or ""
    return faults


def _meanings(shown: list[Strange], said: object) -> tuple[Typed, dict[str, str]]:
    """What every value means: as it was said before, but for what a call says now."""
    typed = Typed({one.field: one.means for one in shown})
    known = {(one.column, one.value): one.field for one in shown}
    pointers, faults = dict[str, str](), list[Fault]()
    for column, meanings in _object(said, "values").items():
        for value, means in _object(meanings, f"values/{escaped(column)}").items():
            field = known.get((column, value))
            if field is None or not isinstance(means, str):
                expected = "a value that waits for its meaning was expected (GET …/files)"
                faults.append(Fault("body", f"values/{escaped(column)}/{escaped(value)}", expected))
                continue
            typed[field] = means
            pointers[field] = f"/values/{escaped(column)}/{escaped(value)}"
    if faults:
        raise Refused(*faults)
    return typed, pointers


def _object(raw: object, place: str) -> Mapping[str, Any]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise Refused(Fault("body", place, "an object was expected"))
    return raw
