"""An impact as files: every flip and the calendar as CSV, and a chart as static SVG."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from html import escape
from pathlib import Path
from typing import Any

from licet.basics import harmless_row
from licet.foresee import Impact, flip_rows, headline, side_name, supposed, turn_json, word
from licet.verdict import OUTCOMES, UNDETERMINED, in_language, say

ORDER = (*OUTCOMES, UNDETERMINED)
COLOURS = {
    "prohibited": "#8b1a1a",
    "licence_required": "#d4651a",
    "exempt": "#2a7f9e",
    "not_required": "#3b7d3b",
    "undetermined": "#c9a400",
}
_LEFT, _WIDTH, _DIGIT = 130, 600, 7
"""Where bars begin, how long the longest is, how wide a digit, in pixels."""
_WIDE = 0x2E80
"""Characters from here on take two places."""
_FLIP = (
    "shipment", "line", "item", "value", "from", "to", "review_from", "review_to", "article",
    "clause", "because", "element", "duties_gained", "duties_lost",
)  # fmt: skip
_TURN = ("on", "scenario", "lines", "value", "moves", "clauses")


def write_impact(found: Impact, folder: Path, lang: str = "en") -> None:
    """Write `flips.csv`, `calendar.csv` and `impact.svg` into an existing folder."""
    _write(folder / "flips.csv", _FLIP, (_flip(row, lang) for row in flip_rows(found)))
    _write(folder / "calendar.csv", _TURN, (_turn(turn_json(one)) for one in found.calendar))
    (folder / "impact.svg").write_text(chart(found, lang), encoding="utf-8")


def _write(path: Path, names: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows(harmless_row(row[name] for name in names) for row in rows)


def _flip(row: Mapping[str, Any], lang: str) -> dict[str, Any]:
    plain = {name: row.get(name) for name in _FLIP}
    plain["review_from"], plain["review_to"] = row["review"]["from"], row["review"]["to"]
    plain["element"] = in_language(row["element"], lang)
    for kind in ("gained", "lost"):
        plain[f"duties_{kind}"] = "; ".join(
            f"{d['duty']} ({d['cite']})" for d in row["duties"][kind]
        )
    return plain


def _turn(row: Mapping[str, Any]) -> dict[str, Any]:
    moves = "; ".join(f"{m['from']} → {m['to']}: {m['lines']}" for m in row["moves"])
    return {**{n: row[n] for n in _TURN}, "moves": moves, "clauses": "; ".join(row["clauses"])}


def chart(found: Impact, lang: str = "en") -> str:
    """How many lines have each outcome on each day of the calendar, a panel for each scenario.

    Static SVG, no script; each bar carries its number as text and its words as a title.
    """
    panels = list(_panels(found, lang))
    most = max((sum(counts.values()) for _, bars in panels for _, counts in bars), default=0) or 1
    parts: list[str] = []
    top = _legend(parts, lang)
    for title, bars in panels:
        parts.append(_text(0, top + 14, title, "font-weight='bold'"))
        top += 22
        for label, counts in bars:
            parts.append(_text(_LEFT - 8, top + 15, label, "text-anchor='end'"))
            parts += _bar(counts, top, Fraction(_WIDTH, most), lang)
            top += 24
        top += 14
    size = f"viewBox='0 0 {_LEFT + _WIDTH + 10} {top}' width='{_LEFT + _WIDTH + 10}'"
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' {size} role='img'"
        f" font-family='system-ui, sans-serif' font-size='12'><title>"
        f"{escape(say(headline(found), lang))}</title>"
        f"<rect width='100%' height='100%' fill='white'/>{''.join(parts)}</svg>"
    )


def _panels(found: Impact, lang: str) -> Iterator[tuple[str, list[tuple[str, Mapping[str, int]]]]]:
    """A title and its bars: the two sides, then the calendar of each scenario."""
    for which, side, counts in zip(("before", "after"), found.sides, found.counts, strict=True):
        yield f"{word(which, lang)}: {side_name(side, lang)}", [(str(side.on or ""), counts)]
    for scenario in dict.fromkeys(turn.scenario for turn in found.calendar):
        turns = [turn for turn in found.calendar if turn.scenario == scenario]
        title = supposed(scenario, found.sides[0].book, lang)
        yield title, [(str(turn.on), turn.counts) for turn in turns]


def _legend(parts: list[str], lang: str) -> int:
    left = 0
    for outcome in ORDER:
        parts.append(f"<rect x='{left}' y='2' width='12' height='12' fill='{COLOURS[outcome]}'/>")
        name = say(outcome, lang)
        parts.append(_text(left + 16, 12, name))
        left += 30 + 7 * sum(2 if ord(c) > _WIDE else 1 for c in name)
    return 26


def _bar(counts: Mapping[str, int], top: int, scale: Fraction, lang: str) -> Iterator[str]:
    left = Fraction(_LEFT)
    for outcome in ORDER:
        lines = counts.get(outcome, 0)
        if not lines:
            continue
        width = lines * scale
        yield (
            f"<rect x='{float(left):.1f}' y='{top}' width='{float(width):.1f}' height='20'"
            f" fill='{COLOURS[outcome]}'><title>{say(outcome, lang)}: {lines}</title></rect>"
        )
        if width > _DIGIT * len(str(lines)) + 6:
            ink = "#1a1a1a" if outcome == UNDETERMINED else "white"
            place = f"fill='{ink}' text-anchor='end'"
            yield _text(left + width - 4, top + 14, str(lines), place)
        left += width


def _text(x: Fraction | int, y: int, text: str, more: str = "") -> str:
    return f"<text x='{float(x):.1f}' y='{y}' {more}>{escape(text)}</text>"
