"""Checks of the items: codes, quantities, units, prices and sums, from document to document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from licet.papers.checks.view import Finding, View, finding, number, plainly, unit_of
from licet.rulebook import rulebook

_CONTROL = re.compile(r"[0-9][A-E][0-9]{3}(\.[a-z0-9]+)*")
_HS = re.compile(r"[0-9]{6}([0-9]{2}){0,2}")
_SMALLEST = Decimal("0.01")
Line = Mapping[str, Any]


def codes(view: View) -> Iterator[Finding]:
    """Control codes, Annex 1 entries and HS codes that cannot be."""
    book = rulebook()
    known = {str(code) for code in book.facts["dual_use_code"].codes}
    entries = {str(code) for code in book.facts["annex1"].codes}
    for path, value in _coded(view):
        code, entry, customs = (value.get(name) for name in ("control_code", "annex1", "hs"))
        if code is not None and _CONTROL.fullmatch(code) is None:
            yield finding("control_code_malformed", f"{path}.control_code", code=code)
        elif code is not None and not _listed(code, known):
            yield finding("control_code_unknown", f"{path}.control_code", code=code)
        if entry is not None and entry not in entries - {"none"}:
            yield finding("annex1_unknown", f"{path}.annex1", code=entry)
        if customs is not None and _HS.fullmatch(_digits(customs)) is None:
            yield finding("hs_malformed", f"{path}.hs", code=customs)
    for path, line in view.dossier.all("application.lines"):
        if not {"control_code", "annex1"} & line.keys():
            yield finding("code_missing", path, item=_name(line))


def across(view: View) -> Iterator[Finding]:
    """Each item must be the same in form, contract, statement and description."""
    first = {_key(line): (path, line) for path, line in view.dossier.all("application.lines")}
    if not first:
        return
    for document, content in view.documents():
        if document == "application":
            continue
        lines = list(view.dossier.all(f"{document}.lines"))
        lines = lines or ([(document, content)] if document.startswith("technical") else [])
        seen = set()
        for path, line in lines:
            seen.add(_key(line))
            if _key(line) not in first:
                yield finding("item_added", path, item=_name(line))
            else:
                yield from _compared(first[_key(line)], (path, line))
        whole = document == "contract" or (document.startswith("statement") and _alone(view))
        for key, (path, line) in first.items() if whole and lines else ():
            if key not in seen:
                yield finding("item_missing", path, document, item=_name(line))


def shares(view: View) -> Iterator[Finding]:
    """What the end users state they get must add up to what is applied for."""
    for path, line in view.dossier.all("application.lines"):
        parts = [
            (place, one)
            for start, _ in view.dossier.all("statement")
            for place, one in view.dossier.all(f"{start}.lines")
            if _key(one) == _key(line)
        ]
        amounts = [one.get("quantity") for _, one in parts]
        if not parts or line.get("quantity") is None or None in amounts:
            continue
        total = sum((one for one in amounts if one is not None), Decimal(0))
        if total != line["quantity"]:
            told = {"one": number(line["quantity"]), "other": number(total)}
            places = (place for place, _ in parts)
            yield finding("quantity_differs", path, *places, item=_name(line), **told)


def sums(view: View) -> Iterator[Finding]:
    """Quantities above zero, known units, price times quantity, and the sum of the lines."""
    for path, line in view.fields("line"):
        amount, price, value = (line.get(name) for name in ("quantity", "price", "value"))
        if amount is not None and amount <= 0:
            yield finding(
                "quantity_wrong", f"{path}.quantity", item=_name(line), one=number(amount)
            )
        if "unit" in line and unit_of(line["unit"]) is None:
            yield finding("unit_unknown", f"{path}.unit", unit=line["unit"])
        if None not in (amount, price, value) and abs(amount * price - value) >= _SMALLEST:
            told = {"quantity": number(amount), "price": number(price), "value": number(value)}
            product = number(amount * price)
            yield finding("price_wrong", f"{path}.value", item=_name(line), product=product, **told)
    for name in ("application", "contract"):
        total = view.at(f"{name}.total")
        values = [line.get("value") for _, line in view.dossier.all(f"{name}.lines")]
        if total is not None and values and None not in values:
            added = sum((one for one in values if one is not None), Decimal(0))
            if added != total:
                told = {"sum": number(added), "total": number(total)}
                yield finding("total_wrong", f"{name}.total", **told)


def money(view: View) -> Iterator[Finding]:
    """Currency and total of form and contract."""
    for field, kind in (("currency", "currency_differs"), ("total", "total_differs")):
        one, other = view.at(f"application.{field}"), view.at(f"contract.{field}")
        if one is not None and other is not None and one != other:
            told = [number(v) if isinstance(v, Decimal) else v for v in (other, one)]
            places = (f"contract.{field}", f"application.{field}")
            yield finding(kind, *places, one=told[0], other=told[1])


def _compared(first: tuple[str, Line], second: tuple[str, Line]) -> Iterator[Finding]:
    (_, line), (place, other) = first, second
    item = _name(line)
    one, two = line.get("control_code"), other.get("control_code")
    if None not in (one, two) and one != two:
        yield _differs("control_code", first, second, item, (two, one))
    one, two = (_digits(each["hs"]) if "hs" in each else None for each in (line, other))
    if one and two and not (one.startswith(two) or two.startswith(one)):
        yield _differs("hs", first, second, item, (two, one))
    units = [each.get("unit") for each in (line, other)]
    kinds = [unit_of(each) if each is not None else None for each in units]
    if None not in kinds and kinds[0] != kinds[1]:
        yield _differs("unit", first, second, item, (units[1], units[0]))
    one, two = line.get("quantity"), other.get("quantity")
    if one is not None and two is not None and one != two and not place.startswith("statement"):
        yield _differs("quantity", first, second, item, (number(two), number(one)))
    one, two = line.get("value"), other.get("value")
    if one is not None and two is not None and one != two and place.startswith("contract"):
        yield _differs("value", first, second, item, (number(two), number(one)))


def _differs(
    field: str, first: tuple[str, Line], second: tuple[str, Line], item: str, said: tuple[Any, Any]
) -> Finding:
    places = (f"{second[0]}.{field}", f"{first[0]}.{field}")
    return finding(f"{field}_differs", *places, item=item, one=said[0], other=said[1])


def _coded(view: View) -> Iterator[tuple[str, Line]]:
    yield from view.fields("line")
    for kind in ("technical", "technology", "enquiry", "part"):
        yield from view.fields(kind)


def _alone(view: View) -> bool:
    return len(view.at("application.end_users") or []) <= 1


def _listed(code: str, known: set[str]) -> bool:
    return any(one == code or one.startswith(f"{code}.") for one in known)


def _digits(text: str) -> str:
    return text.replace(".", "").replace(" ", "")


def _key(line: Line) -> str:
    return plainly(_name(line))


def _name(line: Line) -> str:
    said = line.get("description") or {}
    found = line.get("item") or said.get("en") or said.get("zh")
    return str(found or line.get("control_code") or "?")
