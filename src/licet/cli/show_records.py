"""Verdict records and replays in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from licet.cli.show import console
from licet.rulebook import DECIDING, STALE_AFTER_DAYS, rulebook
from licet.verdict import say

if TYPE_CHECKING:
    from licet.papers import Replayed, Sound


def show_record(sound: Sound, stamp: Any, lang: str, *, trusted: bool) -> None:  # noqa: ANN401
    """Print what a sound record says, on what, and what was taken on the signer's word."""
    out, record = console(), sound.record
    case, result, law = record["case"], record["result"], record["law"]
    review = "" if result["review"] is None else f" · {say(result['review'], lang)}"
    out.print(Text(f"\n{say(result['outcome'], lang)}{review}", style="bold"))
    supposed = "" if case["scenario"] is None else f"; supposing {case['scenario']}"
    day = f"{case['on']} ({say('law_as_of', lang)} {case['known']}){supposed}"
    out.print(Text(day, style="yellow" if supposed else "dim"))
    for name, (_, value) in record["disclosed"].items():
        if name.startswith("about."):
            out.print(Text(f"  {name[6:]}: {value}"))
    for clause in law["clauses"]:
        standing, met = record["trace"]["clauses"][clause["cite"]]
        if clause["then"] in DECIDING and met is True:
            words = say(clause["title"], lang)
            out.print(Text(f"  {clause['cite']} ({say(standing, lang)})  {words}"))
            for number in clause["when"]:
                out.print(
                    Text(f"    ✓ {say(law['statements'][number]['says'], lang)}", style="dim")
                )
    same = law["fingerprint"] == rulebook().fingerprint
    book = "the law files of this Licet" if same else "other law files than those of this Licet"
    key = record["signature"]["key"]
    whose = "" if trusted else "; whose key that is was not checked: name it with --key"
    lines = [
        f"sound: form, hashes, signature, {len(law['statements'])} statements, result",
        f"signed with {key}{whose}",
        f"decided by {book} ({law['fingerprint'][:12]}, {_compared(record)})",
        f"hidden: {', '.join(record['hidden']) or 'nothing'}",
    ]
    if sound.on_word:
        lines.append(f"on the signer's word: {_word_for(sound, lang)}")
    if stamp is not None:
        by = stamp.authority or "signature not checked: name its certificate with --tsa"
        lines.append(f"existed by {stamp.at} ({by})")
    out.print(Text("\n".join(lines), style="dim"))


def _compared(record: Mapping[str, Any]) -> str:
    """When the law files were compared with their sources, and whether that was long before."""
    known, compared = record["case"]["known"], record["law"]["checked_on"]
    days = (date.fromisoformat(known) - date.fromisoformat(compared)).days
    old = f", {days} days before the law was taken as known" if days > STALE_AFTER_DAYS else ""
    return f"compared by {compared}{old}"


def _word_for(sound: Sound, lang: str) -> str:
    """The statements in words; of the entries only those said to be met, and how many not."""
    record = sound.record
    statements, clauses = record["law"]["statements"], record["trace"]["clauses"]
    says, not_met = [], 0
    for one in sound.on_word:
        if isinstance(one, int):
            says.append(say(statements[one]["says"], lang))
        elif one in clauses and not clauses[one][1]:
            not_met += 1
        else:
            says.append(one)
    others = [f"{not_met} entries not met"] if not_met else []
    return "; ".join([*dict.fromkeys(says), *others])


def show_replayed(found: Sequence[Replayed]) -> None:
    """Print how many old records come out as they did, and each that does not, with the reason."""
    out = console()
    changed = [one for one in found if one.changed]
    undecided = [one for one in found if one.now is None and not one.refused]
    refused = [one for one in found if one.refused]
    same = len(found) - len(changed) - len(undecided) - len(refused)
    out.print(
        Text(
            f"{len(found)} records: {same} the same, {len(changed)} otherwise,"
            f" {len(undecided)} not decided again, {len(refused)} refused",
            style="bold",
        )
    )
    table = Table(box=None, pad_edge=False)
    for name in ("record", "then", "now", "why"):
        table.add_column(name, overflow="fold")
    for one in (*changed, *undecided):
        table.add_row(one.file, _answer(one.then), _answer(one.now), "\n".join(one.why))
    if table.row_count:
        out.print(table)


def _answer(answer: Mapping[str, Any] | None) -> str:
    if answer is None:
        return "–"
    review = "" if answer["review"] is None else f", {answer['review']}"
    return f"{answer['outcome']}{review}"
