"""Verdict records and replays in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from rich.table import Table
from rich.text import Text

from licet.cli.show import console
from licet.rulebook import DECIDING, STALE_AFTER_DAYS, rulebook
from licet.verdict import say, say_note

if TYPE_CHECKING:
    from licet.papers import Replayed, Sound

_FILE = Path(__file__).with_name("records.words.yaml")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def _told(name: str, lang: str, **values: object) -> str:
    return say(_words()[name], lang, **values)


def show_record(sound: Sound, stamp: Any, lang: str, *, trusted: bool) -> None:  # noqa: ANN401
    """Print what a sound record says, on what, and what was taken on the signer's word."""
    out, record = console(), sound.record
    case, result, law = record["case"], record["result"], record["law"]
    review = "" if result["review"] is None else f" · {say(result['review'], lang)}"
    out.print(Text(f"\n{say(result['outcome'], lang)}{review}", style="bold"))
    name = case["scenario"]
    supposed = "" if name is None else _told("supposing", lang, scenario=_title(name, lang))
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
    for text in _on_what(sound, stamp, lang, trusted=trusted):
        out.print(Text(text, style="dim"))


def _title(scenario: str, lang: str) -> str:
    """What a scenario is called, if this Licet has it."""
    known = rulebook().scenarios.get(scenario)
    return scenario if known is None else say(known.title, lang)


def _on_what(sound: Sound, stamp: Any, lang: str, *, trusted: bool) -> Iterator[str]:  # noqa: ANN401
    """What was checked, who signed, by which law files, and what was not checked."""
    record = sound.record
    law, key = record["law"], record["signature"]["key"]
    yield _told("checked", lang, count=len(law["statements"]))
    yield _told("signed", lang, key=key) + ("" if trusted else _told("whose", lang))
    same = law["fingerprint"] == rulebook().fingerprint
    book = _told("own_law" if same else "other_law", lang)
    fingerprint, compared = law["fingerprint"][:12], _compared(record, lang)
    yield _told("decided", lang, book=book, fingerprint=fingerprint, compared=compared)
    yield _told("hidden", lang, fields=", ".join(record["hidden"]) or _told("nothing", lang))
    if sound.on_word:
        yield _told("on_word", lang, statements=_word_for(sound, lang))
    if stamp is not None:
        by = stamp.authority or _told("stamp_unchecked", lang)
        yield _told("existed", lang, at=stamp.at, by=by)


def _compared(record: Mapping[str, Any], lang: str) -> str:
    """When the law files were compared with their sources, and whether that was long before."""
    known, compared = record["case"]["known"], record["law"]["checked_on"]
    days = (date.fromisoformat(known) - date.fromisoformat(compared)).days
    name = "compared_long_before" if days > STALE_AFTER_DAYS else "compared"
    return _told(name, lang, day=compared, days=days)


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
    others = [_told("not_met", lang, count=not_met)] if not_met else []
    return ("; " if lang == "en" else "；").join([*dict.fromkeys(says), *others])


def show_replayed(found: Sequence[Replayed], lang: str) -> None:
    """Print how many old records come out as they did, and each that does not, with the reason."""
    out = console()
    changed = [one for one in found if one.changed]
    undecided = [one for one in found if one.now is None and not one.refused]
    refused = [one for one in found if one.refused]
    same = len(found) - len(changed) - len(undecided) - len(refused)
    counts = {"changed": len(changed), "undecided": len(undecided), "refused": len(refused)}
    text = _told("replayed", lang, count=len(found), same=same, **counts)
    out.print(Text(text, style="bold"))
    table = Table(box=None, pad_edge=False)
    for name in ("record", "then", "now", "why"):
        table.add_column(_told(name, lang), overflow="fold")
    for one in (*changed, *undecided):
        why = "\n".join(say_note(text, lang) for text in one.why)
        table.add_row(one.file, _answer(one.then, lang), _answer(one.now, lang), why)
    if table.row_count:
        out.print(table)


def _answer(answer: Mapping[str, Any] | None, lang: str) -> str:
    if answer is None:
        return "–"
    review = "" if answer["review"] is None else f" · {say(answer['review'], lang)}"
    return f"{say(answer['outcome'], lang)}{review}"
