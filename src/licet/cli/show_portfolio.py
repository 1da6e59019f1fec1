"""A portfolio in a terminal: counts side by side, then the lines that need somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from licet.cli.show import COLOURS, console, outcome_text
from licet.cli.show_parties import show_lists_used
from licet.papers import left_out, touched, touches
from licet.verdict import OUTCOMES, UNDETERMINED, Finding, Portfolio, say, say_expected

SHOWN_ROWS = 5
"""Rows that were left out, listed in the terminal."""
SHOWN = 12
"""Lines listed in the terminal; the report has them all."""
_GRAVE = (*OUTCOMES[:2], UNDETERMINED)


@contextmanager
def progress(stages: Sequence[str], *, shown: bool) -> Iterator[Callable[..., None]]:
    """A bar over the stages of a job, on standard error; gives the function that moves it."""
    bar = Progress(
        TextColumn("{task.description:<10}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=not shown,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=len(stages))

        def step(name: str, done: int = 0, total: int = 0) -> None:
            share = done / total if total else 0
            bar.update(task, description=name, completed=stages.index(name) + share)

        yield step


@contextmanager
def counting(total: int, done: int, *, shown: bool) -> Iterator[Callable[[], None]]:
    """A bar over many rows, on standard error; gives the function that moves it by one."""
    with Progress(console=Console(stderr=True), disable=not shown, transient=True) as bar:
        task = bar.add_task("", total=total, completed=done)
        yield lambda: bar.advance(task)


def show_portfolio(portfolio: Portfolio, out: Path, lang: str) -> None:
    """Print the summary of a portfolio and where its report lies."""
    terminal = console()
    terminal.print()
    terminal.print(Text(say("portfolio_lines", lang, count=len(portfolio.of)), style="bold"))
    terminal.print(_counts(portfolio, lang))
    facts = portfolio.count(lambda finding: finding.unknown_facts)
    standing = portfolio.count(lambda finding: finding.unknown_standing)
    terminal.print(say("waiting", lang, facts=facts, standing=standing))
    if portfolio.assembled.faults:
        count = len(portfolio.assembled.faults)
        terminal.print(Text(say("data_faults", lang, faults=count), style="yellow"))
    _left_out(terminal, portfolio, lang)
    if portfolio.stale:
        terminal.print(Text(say("stale", lang, day=portfolio.book.checked_on), style="yellow"))
    _needing(terminal, portfolio, lang)
    terminal.print()
    terminal.print(f"{say('report_lies', lang)} [bold]{out / 'report.html'}[/bold]", soft_wrap=True)
    show_lists_used(portfolio.assembled.parties.lists.record(), lang)
    terminal.print(
        f"{portfolio.book.fingerprint[:12]} · {say('law_as_of', lang)} {portfolio.known} ·"
        f" {say('checked_on', lang)} {portfolio.book.checked_on}. {say('no_advice', lang)}",
        style="dim",
    )


def show_parts(summary: Mapping[str, Any], out: Path, lang: str) -> None:
    """Print the summary of a portfolio that was gone through in parts."""
    terminal = console()
    terminal.print()
    terminal.print(Text(say("portfolio_lines", lang, count=summary["lines"]), style="bold"))
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column("")
    table.add_column(say("as_known", lang), justify="right")
    for outcome in (*OUTCOMES, UNDETERMINED):
        count = summary["counts"]["actual"].get(outcome, 0)
        if count:
            table.add_row(Text(say(outcome, lang), style=COLOURS[outcome]), str(count))
    terminal.print(table)
    waiting = {"facts": summary["unknown_facts"], "standing": summary["unknown_standing"]}
    terminal.print(say("waiting", lang, **waiting))
    terminal.print(f"{say('report_lies', lang)} [bold]{out / 'report.html'}[/bold]", soft_wrap=True)
    show_lists_used(summary["lists"], lang)


def _left_out(terminal: Console, portfolio: Portfolio, lang: str) -> None:
    """The rows that were not used, and the lines they touch."""
    rows = left_out(portfolio)
    if not rows:
        return
    lines = touched(rows)
    open_ = portfolio.open_among(lines)
    counts = {"rows": len(rows), "touched": len(lines), "open": len(open_)}
    terminal.print(Text(say("left_out", lang, **counts), style="yellow"))
    for row in rows[:SHOWN_ROWS]:
        fault = row.faults[0]
        cell = " ".join(part for part in (fault.column, fault.value) if part)
        reason = cell or say_expected(fault.expected, lang)
        words = {"place": row.place, "key": row.key or "?", "reason": reason}
        text = f"{say('left_out_row', lang, **words)} → {touches(row, len(lines), lang)}"
        terminal.print(Padding(Text(text, style="yellow"), (0, 0, 0, 2), expand=False))
    if len(rows) > SHOWN_ROWS:
        terminal.print(say("and_more", lang, count=len(rows) - SHOWN_ROWS), style="dim")


def _counts(portfolio: Portfolio, lang: str) -> Table:
    worlds = ["actual", *([] if portfolio.scenario else portfolio.scenarios)]
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column("")
    for world in worlds:
        title = (
            say("as_known", lang)
            if world == "actual"
            else say(portfolio.book.scenarios[world].title, lang)
        )
        table.add_column(title, justify="right", max_width=24, overflow="fold")
    for outcome in (*OUTCOMES, UNDETERMINED):
        counts = [portfolio.counts(world)[outcome] for world in worlds]
        if any(counts):
            table.add_row(Text(say(outcome, lang), style=COLOURS[outcome]), *map(str, counts))
    return table


def _needing(terminal: Console, portfolio: Portfolio, lang: str) -> None:
    ranks = {
        kind: _gravity(finding)
        for kind, finding in enumerate(portfolio.findings)
        if _grave(finding, portfolio)
    }
    needing = [number for number, kind in enumerate(portfolio.of) if kind in ranks]
    needing.sort(key=lambda number: ranks[portfolio.of[number]])
    if not needing:
        return
    terminal.print()
    terminal.print(Text(say("need_somebody", lang), style="bold"))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for number in needing[:SHOWN]:
        decision = portfolio.decisions[number]
        line, finding = decision.line, decision.finding
        worst = outcome_text(finding.answer.outcome, finding.answer.review, lang)
        why = ", ".join(finding.met) or ", ".join(m.name for m in finding.missing[:3])
        table.add_row(
            f"{line.shipment}/{line.line}", line.item or "?", worst, Text(why, style="dim")
        )
    terminal.print(table)
    if len(needing) > SHOWN:
        terminal.print(say("and_more", lang, count=len(needing) - SHOWN), style="dim")


def _grave(finding: Finding, portfolio: Portfolio) -> bool:
    worlds = ("actual", *portfolio.scenarios)
    outcomes = {finding.answers[world].outcome for world in worlds}
    return bool(outcomes & set(_GRAVE))


def _gravity(finding: Finding) -> tuple[int, int]:
    order = (*OUTCOMES[:2], UNDETERMINED, *OUTCOMES[2:])
    return order.index(finding.answer.outcome), int(finding.unknown_facts)
