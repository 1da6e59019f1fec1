"""The meaning of columns as a form: what was guessed is shown, what is put right is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from licet.intake import (
    BILL_NUMBER,
    DATES,
    LEVEL,
    QUANTITIES,
    SHAPES,
    WITHOUT_PARENT,
    Columns,
    guess,
    read_mappings,
    write_columns,
)
from licet.web.forms import Typed, Wrong
from licet.web.portfolio.keeping import looked_of
from licet.web.portfolio.looked import LEFT, MAPPED, is_book
from licet.web.portfolio.record import Record
from licet.web.portfolio.worker import COLUMNS, SENT

LAYOUTS = ("edges", "levels", "list")
DECIMALS = (".", ",")
SETTINGS = {
    "layout": LAYOUTS,
    "decimal": DECIMALS,
    "dates": DATES,
    "quantities": QUANTITIES,
    "without_parent": WITHOUT_PARENT,
}
CURRENCIES = ("sources.currency", "items.currency", "shipments.currency")
USES = (*SHAPES, MAPPED, LEFT)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of theirs: its field in the form, what it is said to mean, whether to look at it."""

    field: str
    name: str
    means: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class File:
    """A file as the form shows it."""

    key: str
    name: str
    page: str | None
    use: str
    fault: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    headings: tuple[Heading, ...]
    settings: Mapping[str, str]
    currency: str
    explains_itself: bool
    """Is it a document that needs no mapping?"""


def targets() -> list[tuple[str, list[str]]]:
    """What a column may mean: by table, the columns of ours."""
    places = [
        (name, [f"{name}.{one.name}" for one in shape.columns]) for name, shape in SHAPES.items()
    ]
    return [("", [LEVEL, BILL_NUMBER]), *places]


def looked_at(place: Path, record: Record, typed: Typed | None) -> list[File]:
    """Each file with what it is said to be; with what was just typed, if anything was."""
    mappings = {one.file: one for one in _mappings(place)}
    found = []
    for number, one in enumerate(looked_of(place)):
        key = str(one["key"])
        use = record.uses.get(key, one["use"])
        mapping = mappings.get(key)
        header = tuple(one["header"])
        if typed is not None:
            use = typed.get(f"use-{key}", use)
        base = key.partition("p")[0] if one["page"] is not None else key
        name = next((sent.name for sent in record.files if sent.key.startswith(base)), key)
        found.append(
            File(
                key,
                name,
                one["page"],
                use,
                one["fault"],
                header,
                tuple(tuple(row) for row in one["rows"]),
                tuple(_headings(number, header, mapping, typed)),
                _settings(key, mapping, typed),
                _currency(key, mapping, typed),
                key.endswith(".json"),
            )
        )
    return found


def _mappings(place: Path) -> tuple[Columns, ...]:
    path = place / COLUMNS
    return read_mappings(path) if path.exists() and path.stat().st_size else ()


def _headings(
    number: int, header: tuple[str, ...], mapping: Columns | None, typed: Typed | None
) -> list[Heading]:
    found = []
    for at, name in enumerate(header):
        field = f"column-{number}-{at}"
        means = "" if mapping is None else mapping.columns.get(name, "")
        if typed is not None and field in typed:
            means = typed[field]
        unsure = mapping is not None and name in mapping.unsure
        found.append(Heading(field, name, means, unsure))
    return found


def _settings(key: str, mapping: Columns | None, typed: Typed | None) -> dict[str, str]:
    found = {}
    for name, choices in SETTINGS.items():
        told = choices[0] if mapping is None else str(getattr(mapping, name))
        found[name] = told if typed is None else typed.get(f"{name}-{key}", told)
    return found


def _currency(key: str, mapping: Columns | None, typed: Typed | None) -> str:
    if typed is not None and f"currency-{key}" in typed:
        return typed[f"currency-{key}"].strip().upper()
    if mapping is None:
        return ""
    return next((mapping.constants[name] for name in CURRENCIES if name in mapping.constants), "")


def take_mapping(place: Path, record: Record, typed: Typed) -> tuple[Wrong, ...]:
    """Keep what somebody said of the files that are mapped; or what of it cannot be so."""
    files = looked_at(place, record, typed)
    old = {one.file: one for one in _mappings(place)}
    wrong: list[Wrong] = []
    kept: dict[str, Columns] = dict(old)
    for file in files:
        if file.use not in USES:
            wrong.append(Wrong(f"use-{file.key}", "choose_one", file.use))
        if file.use != MAPPED or file.explains_itself:
            continue
        wrong += _wrong(file)
        base = old.get(file.key)
        if base is None:
            base = guess(place / SENT / file.key, file.page if is_book(file.key) else None)
        kept[file.key] = _taken(file, base)
    wrong += _twice(files)
    if not wrong:
        write_columns(kept.values(), place / COLUMNS)
    return tuple(wrong)


def _wrong(file: File) -> list[Wrong]:
    """A column of ours that two of theirs mean, or that there is not; nothing that is named."""
    allowed = {name for _, names in targets() for name in names}
    found, seen = [], set()
    for heading in file.headings:
        if heading.means and heading.means not in allowed:
            found.append(Wrong(heading.field, "choose_one", heading.means))
        elif heading.means in seen:
            found.append(Wrong(heading.field, "pf_means_twice", "", {"name": heading.name}))
        seen.add(heading.means or heading.field)
    if not any(heading.means for heading in file.headings):
        found.append(Wrong(f"use-{file.key}", "pf_means_nothing", "", {"name": file.name}))
    return found


def _taken(file: File, base: Columns) -> Columns:
    columns = {one.name: one.means for one in file.headings if one.means}
    tables = {means.partition(".")[0] for means in columns.values()}
    constants = {
        name: text for name, text in base.constants.items() if name not in CURRENCIES
    }  # fmt: skip
    if file.currency:
        constants |= {
            name: file.currency
            for name in CURRENCIES
            if name not in columns.values() and name.partition(".")[0] in tables
        }
    settings = {name: text for name, text in file.settings.items() if text in SETTINGS[name]}
    return replace(base, columns=columns, constants=constants, unsure=(), **settings)  # type: ignore[arg-type]


def _twice(files: list[File]) -> list[Wrong]:
    seen: dict[str, str] = {}
    found = []
    for file in files:
        if file.use in {MAPPED, LEFT}:
            continue
        if file.use in seen:
            found.append(Wrong(f"use-{file.key}", "pf_table_twice", "", {"name": seen[file.use]}))
        seen.setdefault(file.use, file.name)
    return found
