"""What programs and assistants are answered: the JSON of the commands, from JSON.

The API (`api.py`) and the tools of assistants (`assistants.py`) both stand on these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from licet.basics import Fault, Refused
from licet.facts import Lists, Parties, holders_of, screened_json
from licet.foresee import Inquiry
from licet.ownership import Imported
from licet.rulebook import Rulebook, clause_json, nearest, rulebook
from licet.screening import Query as Name
from licet.verdict import Case, in_language, say, verdict_texts
from licet.web.in_house import House, case_in_house, text_in_house
from licet.web.reading import case_of, day_of, only, text_in

MOST = 1000
"""Cases, names or clauses in one list; more cases go through a batch."""
MOST_HOLDINGS = 20_000
NAME: dict[str, Any] = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "minLength": 1, "pattern": r"\S"},
        "name_local": {"type": ["string", "null"]},
        "country": {"type": ["string", "null"]},
        "numbers": {"type": ["string", "null"]},
    },
}
_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_SHARE: dict[str, Any] = {"type": ["string", "null"], "pattern": r"^[0-9]+(\.[0-9]+)?$"}
_PARTY = ("party", "name", "name_local", "country", "lei", "uscc", "registrations", "military")
_HOLDING = ("owner", "owned", "share_lo", "share_hi", "kind", "from", "to", "source")


def own_schema(book: Rulebook) -> dict[str, Any]:
    """What a question for holders may be; the columns are those of a folder's tables."""
    party = dict.fromkeys(_PARTY, _TEXT) | {"party": {"type": "string", "minLength": 1}}
    holding = dict.fromkeys(_HOLDING, _TEXT) | {
        "owner": {"type": "string", "minLength": 1},
        "owned": {"type": "string", "minLength": 1},
        "share_lo": _SHARE,
        "share_hi": _SHARE,
    }
    readings = {one.id: {"enum": [*one.options, None]} for one in book.readings.values()}
    return {
        "type": "object",
        "required": ["party", "holdings"],
        "additionalProperties": False,
        "properties": {
            "party": {"type": "string", "minLength": 1},
            "on": {"type": ["string", "null"], "format": "date"},
            "known": {"type": ["string", "null"], "format": "date"},
            "readings": {
                "type": ["object", "null"],
                "properties": readings,
                "additionalProperties": False,
            },
            "parties": _rows(party, ["party", "name"]),
            "holdings": _rows(holding, ["owner", "owned"]),
        },
        "example": {
            "party": "STAGE",
            "holdings": [{"owner": "HOLDCO", "owned": "STAGE", "share_lo": "60"}],
        },
    }


def _rows(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    row = {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }
    return {"type": ["array", "null"], "items": row, "maxItems": MOST_HOLDINGS}


def decided(raw: object, lang: str, made: House | None = None) -> str:
    """A case decided, or each of a list, as JSON; by the readings of the house if they are asked.

    Raises:
        Refused: with every fault found.
    """
    book = rulebook()
    if not isinstance(raw, list):
        return texts_of([case_of(raw, book)], lang, made)[0]
    if not 0 < len(raw) <= MOST:
        raise Refused(Fault("body", "case", f"one to {MOST} cases were expected"))
    faults: list[Fault] = []
    cases: list[Case] = []
    for number, one in enumerate(raw):
        try:
            cases.append(case_of(one, book))
        except Refused as refused:
            faults += (_within(number, fault) for fault in refused.faults)
    if faults:
        raise Refused(*faults)
    return f"[{', '.join(texts_of(cases, lang, made))}]"


def texts_of(cases: Sequence[Case], lang: str, made: House | None = None) -> list[str]:
    """Each case decided, as JSON."""
    pairs = [case_in_house(case, made) for case in cases]
    said = verdict_texts([case for case, _ in pairs], rulebook(), [lang] * len(pairs))
    return [text_in_house(text, taken) for text, (_, taken) in zip(said, pairs, strict=True)]


def _within(number: int, fault: Fault) -> Fault:
    place = f"case {number + 1}" if fault.place == "case" else f"{number}/{fault.place}"
    return Fault(fault.file, place, fault.expected)


def asked_next(raw: object, lang: str) -> Any:  # noqa: ANN401 - as JSON
    """What is still missing of a case, and a few good questions, the best one first.

    `licet ask` weighs every question there is, which may take ten seconds of a case of which
    little is known; here it is those that leave the fewest statements open.

    Raises:
        Refused: with every fault found.
    """
    book = rulebook()
    inquiry = Inquiry(case_of(raw, book), book)
    return in_language(inquiry.as_json(quick=True), lang)


@lru_cache(maxsize=4)
def lists_of(known: date, on: date) -> Lists:
    """The lists as known on a day, for another."""
    return Lists(known, on)


def screened(raw: object, on: date, known: date) -> Any:  # noqa: ANN401 - one or a list
    """A name screened, or each of a list.

    Raises:
        Refused: with every fault found.
    """
    several = raw if isinstance(raw, list) else [raw]
    if not 0 < len(several) <= MOST:
        raise Refused(Fault("body", "case", f"one to {MOST} names were expected"))
    queries = [_name(one) for one in several]
    lists = lists_of(known, on)
    answers = lists.screen_all(tuple(queries), on)
    found = [
        screened_json(query.name, one, on, lists)
        for query, one in zip(queries, answers, strict=True)
    ]
    return found if isinstance(raw, list) else found[0]


def _name(raw: object) -> Name:
    asked = only(raw, NAME["properties"], "name")
    faults: list[Fault] = []
    local, country, numbers = (
        text_in(asked, key, faults) for key in ("name_local", "country", "numbers")
    )
    if faults:
        raise Refused(*faults)
    return Name(asked["name"], local, country, registrations=numbers)


def owned(raw: object) -> dict[str, Any]:
    """Is a party held by the listed, on the holdings that are stated?

    Raises:
        Refused: with every fault found.
    """
    book = rulebook()
    keys = ("party", "on", "known", "readings", "parties", "holdings")
    asked = only(raw, keys, "party")
    days = {name: stated_day(asked, name) for name in ("on", "known")}
    case = case_of({"readings": asked.get("readings")}, book)
    taken = {r.id: r.default for r in book.readings.values()} | dict(case.readings)
    rows = _table(asked, "parties", _PARTY, ("party", "name"))
    holdings = _table(asked, "holdings", _HOLDING, ("owner", "owned"))
    found = Imported(tuple(holdings), tuple(_party(row) for row in rows))
    parties = Parties.imported(found, Lists(days["known"]), taken)
    party = asked["party"]
    if party not in parties.names:
        hint = nearest(party, parties.names)
        raise Refused(Fault("body", "party", f"no party is called that{hint}"))
    held = holders_of(parties, party, days["on"]).held
    return {**held.record(), "lists": parties.lists.record()}


def stated_day(asked: Mapping[str, Any], name: str) -> date:
    """The day under a key; today if there is none.

    Raises:
        Refused: it is no day.
    """
    text = asked.get(name)
    if text is not None and not isinstance(text, str):
        raise Refused(Fault("body", name, "a day written YYYY-MM-DD was expected"))
    return day_of(text, name)


def _table(
    asked: Mapping[str, Any], name: str, columns: tuple[str, ...], needed: tuple[str, ...]
) -> list[dict[str, Any]]:
    """The rows of a table that stands in a body, with every column."""
    raw = asked.get(name)
    if raw is None:
        return []
    if not isinstance(raw, list) or len(raw) > MOST_HOLDINGS:
        raise Refused(Fault("body", name, f"a list of at most {MOST_HOLDINGS} rows was expected"))
    faults: list[Fault] = []
    rows = []
    for number, row in enumerate(raw):
        place = f"{name}/{number}"
        texts = isinstance(row, dict) and all(v is None or isinstance(v, str) for v in row.values())
        if not texts or not set(row) <= set(columns):
            expected = f"an object with texts under {', '.join(columns)} was expected"
            faults.append(Fault("body", place, expected))
            continue
        if not all((row.get(one) or "").strip() for one in needed):
            faults.append(Fault("body", place, f"a text under {' and '.join(needed)} was expected"))
        filled = {column: row.get(column) or None for column in columns}
        rows.append(filled | {"_file": name, "_line": number + 1})
    if faults:
        raise Refused(*faults)
    return rows


def _party(row: dict[str, Any]) -> dict[str, Any]:
    said = {"true": True, "false": False, None: None}
    return row | {"military": said.get(row["military"])}


def clauses_of(cite: str | None, lang: str) -> Any:  # noqa: ANN401 - a list of clauses as JSON
    """The clauses of a cite such as `61 §1(1)`, of an instrument such as `61`, or all."""
    book = rulebook()
    beginnings = (f"{cite} ", f"{cite}(")
    found = [
        c for c in book.clauses if cite is None or c.cite == cite or c.cite.startswith(beginnings)
    ]
    return in_language([clause_json(one, book) for one in found], lang)


def law_found(text: str, lang: str, most: int = 60) -> list[dict[str, str]]:
    """What in the law holds every word of a text."""
    from licet.web.pages.law_search import search

    return [
        {"kind": one.kind, "name": one.mark, "title": say(one.title, lang)}
        for one in search(text[:200], rulebook())[:most]
    ]


def listed(on: date, known: date) -> dict[str, Any]:
    """Who is listed on a day, since when, with what effect: as `licet lists --json`."""
    lists = lists_of(known, on)
    rows = lists.rows(on)
    return {
        "on": on, "known": lists.known, "against": None, "checked_on": lists.checked_on,
        "lists": lists.record(), "entries": len(rows), "parties": rows,
    }  # fmt: skip
