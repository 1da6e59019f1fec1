"""Parts of a paper that come from elsewhere: attachments, the engine's verdict, the chain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from licet.cases import table
from licet.papers.dossier import Dossier
from licet.papers.sheets.chain import Hop, chain_of
from licet.papers.sheets.parts import Cell, Fields, Grid, Heading, Part
from licet.papers.sheets.values import both, text, word, words
from licet.rulebook import Words, rulebook
from licet.verdict import say

Case = Mapping[str, Any] | None


def documents(dossier: Dossier, at: str, case: Case) -> Iterator[Part]:
    """The attachments that the form of licence asks for, and which of them are there."""
    form = dossier.at(f"{at}.form") or "single"
    listed = dossier.at(f"{at}.watch_listed")
    wanted = table().documents_of(form, watch_list=listed is not False)
    if case is not None:
        names = {one["document"] for one in case["documents"]}
        wanted = tuple(one for one in table().documents if one.name in names)
    there = {one.get("document"): one for one in dossier.at("attachments") or []}
    rows = []
    for one in wanted:
        attached = there.get(one.name)
        state = Cell(_stacked(word("missing")), open=True)
        if attached is not None:
            told = [_stacked(word("there")), attached.get("file"), _hash(attached.get("sha256"))]
            state = Cell("\n".join(text for text in told if text))
        rows.append((Cell(_stacked(one.words)), Cell(one.rule), state))
    if rows:
        yield Heading(word("documents"))
        heads = (word("document"), word("rule"), word("state"))
        yield Grid(heads, (5, 2, 4), tuple(rows))


def verdict(_dossier: Dossier, _at: str, case: Case) -> Iterator[Part]:
    """What the engine says of the export, if there is a case with a verdict."""
    if case is None:
        return
    found = case["verdict"]
    names = [name for name in (found["outcome"], found["review"]) if name is not None]
    told = {"zh": " · ".join(say(n, "zh-Hans") for n in names)}
    told["en"] = " · ".join(say(name, "en") for name in names)
    held = [one["cite"] for one in found.get("clauses", ()) if _holds(one)]
    rows = [(word("outcome"), both(told)), (word("decided_on"), (Cell(str(found["on"])),))]
    rows.append((word("clauses"), (Cell(", ".join(held) or "—"),)))
    rows.append((word("rulebook"), (Cell(str(found["rulebook"]["fingerprint"])),)))
    raised = [one["cite"] for one in found.get("flags", ()) if one["met"] is True]
    titles = [one.title for one in rulebook().clauses if one.cite in raised]
    if titles:
        told = {lang: "\n".join(title[lang] for title in titles) for lang in ("zh", "en")}
        rows.append((word("flags"), both(told)))
    if case["licence"] is not None:
        licence = case["licence"]
        term = f"{licence['number']}: {licence['from']} – {licence['until']}"
        rows.append((word("licence"), (Cell(term),)))
    yield Heading(word("verdict"))
    yield Fields(tuple(rows))


def chain(dossier: Dossier, at: str, _case: Case) -> Iterator[Part]:
    """Who passed the lots of a notice on to whom, and where a notice or a hop is missing."""
    lots = {line.get("lot") for line in dossier.at(f"{at}.lines") or []} - {None}
    hops = chain_of(dossier, lots)
    if not hops:
        return
    names = ("hop", "item", "lot", "quantity", "notice")
    known = {"item": word_of("item"), "lot": word_of("lot"), "quantity": word_of("quantity")}
    yield Heading(word("chain"))
    heads = tuple(known.get(name) or word(name) for name in names)
    yield Grid(heads, (5, 2, 2, 2, 4), tuple(_hop(one) for one in hops))


def word_of(name: str) -> Words:
    """What a field of a line is called."""
    from licet.papers.dossier import model

    return model()["line"][name].words


def _hop(one: Hop) -> tuple[Cell, ...]:
    if one.gap:
        gap = Cell(f"{one.giver} → ?\n{_stacked(word('hop_missing'))}", open=True)
        return gap, Cell(one.item), Cell(one.lot), Cell("?", open=True), Cell("?", open=True)
    told = one.notice or _stacked(word("notice_missing"))
    if one.notice:
        said = word("acknowledged" if one.acknowledged_on else "not_acknowledged")
        told += f"\n{_stacked(said)} {one.acknowledged_on or ''}".rstrip()
    passed = f"{one.on or '?'}\n{one.giver} → {one.receiver}"
    notice = Cell(told, open=not (one.notice and one.acknowledged_on))
    amount = " ".join(text(part) for part in (one.quantity, one.unit) if part is not None)
    return Cell(passed), Cell(one.item), Cell(one.lot), Cell(amount), notice


def _stacked(said: Words) -> str:
    return "\n".join(dict.fromkeys((said["zh"], said["en"])))


def _hash(digest: str | None) -> str | None:
    return None if digest is None else f"SHA-256 {digest}"


def _holds(clause: Mapping[str, Any]) -> bool:
    return clause["met"] is True and clause["standing"] == "in_force"


SPECIAL: Mapping[str, Callable[[Dossier, str, Case], Iterator[Part]]] = {
    "documents": documents,
    "verdict": verdict,
    "chain": chain,
}

__all__ = ["SPECIAL", "words"]
