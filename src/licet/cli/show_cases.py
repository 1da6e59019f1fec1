"""Cases in a terminal: the state first, then what is due, and what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from licet.cli.show import console

COLUMNS = ("id", "state", "form", "item", "destination", "due", "left")


def show_list(found: Sequence[Mapping[str, Any]]) -> None:
    """Print every case in a line."""
    if not found:
        console().print("no case yet; `licet case open` opens one")
        return
    table = Table(box=None, pad_edge=False)
    for head in COLUMNS:
        table.add_column(head)
    for one in found:
        cells = (one[name] for name in COLUMNS)
        table.add_row(*("" if cell is None else str(cell) for cell in cells))
    console().print(table)


def show_case(found: Mapping[str, Any]) -> None:
    """Print a case."""
    out, verdict = console(), found["verdict"]
    review = "" if verdict["review"] is None else f" · {verdict['review']}"
    out.print(Text(f"\n{found['id']}: {found['state']}", style="bold"))
    out.print(Text(f"  verdict: {verdict['outcome']}{review} ({verdict['on']})", style="dim"))
    for line in (*_elements(found), *_clock(found["clock"]), *_licence(found["licence"])):
        out.print(Text(f"  {line}"))
    for flag in verdict.get("flags", ()):
        mark = "! red flag" if flag["met"] else "? not looked at yet"
        out.print(Text(f"  {mark}: {flag['title']}", style="red" if flag["met"] else "dim"))
    for one in found["documents"]:
        mark = "✓" if one["there"] else "·"
        first = "; must be there first" if one["must"] and not one["there"] else ""
        out.print(Text(f"  {mark} {one['document']}: {one['title']['en']} ({one['rule']}){first}"))
    for one in found["conditions"]:
        out.print(Text(f"  condition {one['number']}: {one['says']['en']}"))
    for one in found["statements"]:
        said = {None: "not said", True: "yes", False: "no"}[one["said"]]
        out.print(Text(f"  {one['title']['en']} ({one['rule']}): {said}"))
    for one in found["moves"]:
        needs = f"; needs {', '.join(one['needs'])}" if one["needs"] else ""
        out.print(Text(f"  → {one['to']} ({one['who']}, {one['rule']}{needs})", style="cyan"))
    out.print(Text("  verification: {number} {code}".format(**found["verification"]), style="dim"))
    if found["approved_by"]:
        out.print(Text(f"  approved by {', '.join(found['approved_by'])}"))
    for line in (*_refusal(found["refusal"]), *_before(found["before"])):
        out.print(Text(f"  {line}", style="yellow"))
    for entry in found["journal"]:
        out.print(Text(f"  {_entry(entry)}", style="dim"))


def _elements(found: Mapping[str, Any]) -> list[str]:
    asked = found["application"]
    users = ", ".join(asked["end_users"]) or "?"
    named = {name: asked[name] or "?" for name in ("item", "destination", "end_use")}
    where = f"{named['item']} to {named['destination']}"
    return [f"{asked['form']}: {where}, end user {users}, for {named['end_use']}"]


def _clock(clock: Mapping[str, Any]) -> list[str]:
    if clock["limit"] is None:
        return []
    left = clock["working_days_left"]
    days = "" if left is None else f"{left} working days left"
    due = "" if clock["due"] is None else f"due {clock['due']}"
    said = "; ".join(text for text in (due, days, clock["note"]) if text)
    return [f"clock ({clock['limit']}, {clock['rule']}): {said}"]


def _licence(licence: Mapping[str, Any] | None) -> list[str]:
    if licence is None:
        return []
    term = f"{licence['from']} to {licence['until']}"
    left = f"{licence['left']} of {licence['quantity']} {licence['unit']} left"
    if licence["quantity"] is None:
        left = f"{licence['drawn']} {licence['unit']} shipped, no quantity stated"
    return [f"licence {licence['number']}: {term}, {left}"]


def _refusal(refusal: Mapping[str, Any] | None) -> list[str]:
    """A refusal with its clauses and papers; where it states none, what spoke against it."""
    if refusal is None:
        return []
    stated = refusal["clauses"] or refusal["papers"]
    grounds = refusal if stated else refusal["found"]
    lines = [f"refused on {refusal['on']}: {refusal['reason'] or 'no reason stated'}"]
    if not stated and (grounds["clauses"] or grounds["papers"]):
        lines.append("it states no clause or paper; what was found against it:")
    lines += [
        f"  {one['cite']}: {(one['title'] or {}).get('en', '')}" for one in grounds["clauses"]
    ]
    marks = (("✓ now there" if one["there"] else "· missing", one) for one in grounds["papers"])
    return [*lines, *(f"  {mark}: {one['title']['en']}" for mark, one in marks)]


def _before(before: Mapping[str, Any] | None) -> list[str]:
    """What this application states otherwise than the one it takes the place of."""
    if before is None:
        return []
    lines = [f"takes the place of {before['id']} ({before['state']}), which differs in:"]
    lines += [
        f"  {one['name']}: {_said(one['before'])} → {_said(one['after'])}"
        for one in before["differences"]
    ]
    return [*lines, *_refusal(before["refusal"])]


def _said(value: object) -> str:
    return "not stated" if value is None else str(value)


def _entry(entry: Mapping[str, Any]) -> str:
    details = entry["details"]
    what = details.get("to") or details.get("document") or details.get("advice") or ""
    reason = f" ({details['reason']})" if details.get("reason") else ""
    return f"{entry['seq']} {entry['on']} {entry['by']}: {entry['act']} {what}".rstrip() + reason
