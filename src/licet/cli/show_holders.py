"""A party's holders in a terminal: the answer, the chain that decides, and what to ask."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from licet.basics import Truth
from licet.cli.show import console
from licet.facts import Holders
from licet.papers import Telling
from licet.verdict import say, say_fault

_COLOURS: dict[Truth, str] = {True: "bold dark_orange3", False: "green", None: "yellow"}
_SHOWN = 12


def show_holders(holders: Holders, lang: str, page: Path | None = None) -> None:
    """Print whether a party is held by the listed, by which chain, in each reading."""
    out, tell, held = console(), Telling(lang, holders.parties), holders.held
    name = tell.name(held.party)
    named = name if name == held.party else f"{name} [{held.party}]"
    out.print()
    out.print(Text.assemble((named, "bold"), f"  {held.on}"))
    out.print(Text(tell.answer(held.held), style=_COLOURS[held.held]))
    if not held.recorded:
        out.print(tell("unrecorded"))
    _several(tell("decides" if held.held else "hangs"), map(tell.sentence, held.chain))
    _several(tell("to_ask"), tell.questions(held), "yellow")
    table = Table(box=None, pad_edge=False, show_header=False)
    for way, share in held.by_reading.items():
        answer = Text(tell.truth(share.held), style=_COLOURS[share.held])
        table.add_row(tell(way), answer, tell.share(share.per_cent))
    out.print(Text(f"\n{tell('by_way')}", style="bold"))
    out.print(Padding(table, (0, 0, 0, 2)))
    _several(tell("cautions"), map(tell.caution, holders.cautions))
    _several(tell("faults"), (say_fault(one, lang) for one in held.faults), "yellow")
    out.print()
    checked = tell("lists_checked", day=holders.checked_on.isoformat(), age=holders.age)
    out.print(Text(checked, style="dim"))
    if page is not None:
        out.print(f"{say('report_lies', lang)} {page}", soft_wrap=True)


def _several(head: str, texts: Iterable[str], style: str = "") -> None:
    """A heading with what stands under it, each hanging under itself; nothing for nothing."""
    every = list(texts)
    if not every:
        return
    out = console()
    out.print(Text(f"\n{head}", style="bold"))
    for text in every[:_SHOWN]:
        row = Table.grid(padding=(0, 1))
        row.add_row("  ·", Text(text, style=style, overflow="fold"))
        out.print(row)
    if len(every) > _SHOWN:
        out.print(f"  … {len(every) - _SHOWN}")
