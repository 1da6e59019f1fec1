"""The items of a folder in a terminal: first those that nobody has classified."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from licet.basics import Range, plain
from licet.cli.show import console
from licet.foresee import money, word
from licet.verdict import say

if TYPE_CHECKING:
    from licet.rulebook import Rulebook, Words
    from licet.verdict import Queue, Queued

SHOWN = 10
"""Undecided items, and items of one code, that are shown; the JSON has them all."""
_CODES, _ASKED, _LATER, _LINES = 6, 5, 6, 4
_FINE = Decimal("0.001")
_WORDS: Mapping[str, Words] = {
    "all": {"en": "All {count} items are classified.", "zh": "{count}个物项均已归类。"},
    "some": {
        "en": "{open} of {count} items are not classified; shipments worth {value} hang on them.",
        "zh": "{count}个物项中有{open}个尚未归类，涉及货值{value}。",
    },
    "annex1": {"en": "Annex 1", "zh": "附件1"},
    "dual_use_code": {"en": "dual-use code", "zh": "管制编码"},
    "settles": {"en": "would settle it", "zh": "有待查明"},
    "contains": {"en": "contains", "zh": "成分"},
    "hint": {"en": "hint", "zh": "提示"},
    "note": {"en": "note", "zh": "注意"},
    "stake": {"en": "at stake", "zh": "涉及货值"},
    "on_lines": {"en": "{value} on {count} lines", "zh": "{value}，{count}行"},
    "unvalued": {"en": "{count} more lines without a value", "zh": "另有{count}行无货值"},
    "nothing": {"en": "no shipment", "zh": "无出货"},
    "or": {"en": " or ", "zh": "或"},
    "of": {"en": "{some}, … ({count} in all)", "zh": "{some}…（共{count}个）"},
    "more": {"en": "… and {count} more; --json lists all", "zh": "…另有{count}个，见--json"},
    "then": {"en": "then, if that leaves it open: {facts}", "zh": "如仍未定，再查：{facts}"},
    "undescribed": {"en": "no row in items", "zh": "items表中没有该物项"},
    "items": {"en": "items", "zh": "物项"},
}


def show_queue(found: Queue, book: Rulebook, lang: str) -> None:
    """Print the undecided items, then every code with the items that have it."""
    out = console()
    open_ = found.undecided
    worth = _worth(found.at_stake, found.currency)
    counts = {"open": len(open_), "count": len(found.items)}
    head = _say("some" if open_ else "all", lang, value=worth, **counts)
    out.print()
    out.print(Text(head, style="bold"))
    for number, one in enumerate(open_[:SHOWN], 1):
        out.print()
        title = Text.assemble((f"{number}. ", "dim"), (one.item, "bold yellow"))
        out.print(title.append(f"  {one.description}" if one.description else ""))
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=17, justify="right", style="dim")
        grid.add_column(overflow="fold")
        for label, text in _rows(one, found.currency, book, lang):
            grid.add_row(label, text)
        out.print(grid)
    if len(open_) > SHOWN:
        out.print(_say("more", lang, count=len(open_) - SHOWN), style="dim")
    _settled([one for one in found.items if one.settled], lang)


def _rows(
    one: Queued, currency: str | None, book: Rulebook, lang: str
) -> Iterator[tuple[str, Text]]:
    if not one.described:
        yield _say("note", lang), Text(_say("undescribed", lang), "yellow")
    for fact, codes in one.possible.items():
        yield _say(fact, lang), Text(_codes(codes, lang), "cyan" if len(codes) == 1 else "")
    label = _say("settles", lang)
    shown = min(max(one.first, 1), _ASKED)
    for name in one.missing[:shown]:
        asked = book.facts[name]
        text = Text(say(asked.ask, lang))
        yield label, text.append(f"  ({name}; {word('who_' + asked.who, lang)})", "dim")
        label = ""
    if len(one.missing) > shown:
        later = one.missing[shown:]
        some = ", ".join(later[:_LATER]) + (" …" if len(later) > _LATER else "")
        yield "", Text(_say("then", lang, facts=some), "dim")
    if one.contents:
        yield _say("contains", lang), Text(_contents(one.contents), "dim")
    for note in one.notes:
        yield _say("note", lang), Text(note, "yellow")
    if one.hint is not None:
        yield _say("hint", lang), Text(say(one.hint, lang), "italic")
    yield _say("stake", lang), Text(_stake(one, currency, lang))


def _codes(codes: Sequence[str], lang: str) -> str:
    either = _say("or", lang)
    if len(codes) <= _CODES:
        return ", ".join(codes[:-1]) + either * (len(codes) > 1) + codes[-1]
    some = ", ".join(codes[: _CODES - 1])
    return _say("of", lang, some=some, count=len(codes) - 1) + either + codes[-1]


def _contents(contents: Mapping[str, Range]) -> str:
    """Elements with their shares, rounded outward to what a reader takes in."""
    return ", ".join(f"{symbol} {_share(share)} %" for symbol, share in contents.items())


def _share(share: Range) -> str:
    lo, hi = share.lo or Decimal(0), share.hi or Decimal(0)
    low = plain(lo.quantize(_FINE, ROUND_FLOOR))
    high = plain(hi.quantize(_FINE, ROUND_CEILING))
    return low if low == high else f"{low}–{high}"


def _stake(one: Queued, currency: str | None, lang: str) -> str:
    stake = one.stake
    if not stake.lines:
        return _say("nothing", lang)
    worth = _worth(stake.value, currency)
    text = _say("on_lines", lang, value=worth, count=len(stake.lines) - stake.unvalued)
    shown = ", ".join(stake.lines[:_LINES]) + (" …" if len(stake.lines) > _LINES else "")
    if stake.unvalued:
        text += ", " + _say("unvalued", lang, count=stake.unvalued)
    return f"{text}: {shown}"


def _settled(items: Sequence[Queued], lang: str) -> None:
    """Each pair of codes with the items that have it."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for one in items:
        groups.setdefault(tuple(codes[0] for codes in one.possible.values()), []).append(one.item)
    if not groups:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for fact in items[0].possible:
        table.add_column(_say(fact, lang), style="cyan", no_wrap=True)
    table.add_column(_say("items", lang), overflow="fold")
    for codes, names in sorted(groups.items(), key=lambda group: _order(group[0])):
        more = len(names) - SHOWN
        text = ", ".join(names[:SHOWN])
        table.add_row(*codes, text + (f" {_say('more', lang, count=more)}" if more > 0 else ""))
    out = console()
    out.print()
    out.print(table)


def _order(codes: tuple[str, ...]) -> tuple[bool, tuple[str, ...]]:
    return codes[0] == "none", codes


def _worth(value: Fraction, currency: str | None) -> str:
    whole, _, cents = money(value).partition(".")
    return f"{int(whole):,}{'.' + cents if cents else ''} {currency or ''}".strip()


def _say(name: str, lang: str, **values: object) -> str:
    return say(_WORDS[name], lang, **values)
