"""An impact as files: every flip and the calendar as CSV, and a chart as static SVG."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from licet.foresee import Impact, flip_rows, turn_json, word
from licet.verdict import OUTCOMES, UNDETERMINED, in_language, say

ORDER = (*OUTCOMES, UNDETERMINED)
COLOURS = {
    "prohibited": "#8b1a1a",
    "licence_required": "#d4651a",
    "exempt": "#2a7f9e",
    "not_required": "#3b7d3b",
    "undetermined": "#c9a400",
}
_TOP = {"labelAngle": 0, "labelAnchor": "start", "labelOrient": "top", "labelFontWeight": "bold"}
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
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


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
    """How many lines have each outcome on each day of the calendar, a row for each scenario.

    Static SVG, no script; each bar carries its number as text.
    """
    import vl_convert as vlc

    svg: str = vlc.vegalite_to_svg(_spec(list(_bars(found, lang)), lang))
    return svg


def _spec(rows: list[dict[str, Any]], lang: str) -> dict[str, Any]:
    """The chart in Vega-Lite: stacked bars by day, one panel a scenario."""
    titles = [say(outcome, lang) for outcome in ORDER]
    day = {"field": "on", "type": "ordinal", "title": None}
    scale = {"domain": titles, "range": [COLOURS[outcome] for outcome in ORDER]}
    bars = {
        "mark": "bar",
        "encoding": {
            "x": {"field": "start", "type": "quantitative", "title": word("lines", lang)},
            "x2": {"field": "end"},
            "y": day,
            "color": {"field": "outcome", "scale": scale, "title": None, "sort": titles},
        },
    }
    numbers = {
        "transform": [{"filter": "datum.lines > 0"}],
        "mark": {"type": "text", "color": "white", "dx": -4, "align": "right", "fontSize": 10},
        "encoding": {
            "x": {"field": "end", "type": "quantitative"},
            "y": day,
            "text": {"field": "lines", "type": "quantitative"},
        },
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": rows},
        "facet": {"row": {"field": "side", "title": None, "sort": None, "header": _TOP}},
        "spec": {"width": 560, "layer": [bars, numbers]},
        "resolve": {"scale": {"y": "independent"}},
    }


def _bars(found: Impact, lang: str) -> Iterable[dict[str, Any]]:
    sides = (word("before", lang), word("after", lang))
    both = f"{sides[0]} → {sides[1]}"
    for name, side, counts in zip(sides, found.sides, found.counts, strict=True):
        label = f"{name}: {side.on or ''} {side.scenario or ''}".strip()
        yield from _bar(both, label, counts, lang)
    for turn in found.calendar:
        title = word("as_known", lang) if turn.scenario is None else turn.scenario
        yield from _bar(title, str(turn.on), turn.counts, lang)


def _bar(side: str, on: str, counts: Mapping[str, int], lang: str) -> Iterable[dict[str, Any]]:
    end = 0
    for outcome in ORDER:
        lines = counts.get(outcome, 0)
        start, end = end, end + lines
        yield {
            "side": side, "on": on, "outcome": say(outcome, lang), "lines": lines,
            "start": start, "end": end,
        }  # fmt: skip
