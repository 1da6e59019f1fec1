"""What a composition says an item holds: START READING AT `read_composition`.

``Al 98 %, Sc 2 %`` · ``(Nd,Dy)2Fe14B`` · ``铝98%，钪2%`` · ``Nd+Pr 27, Dy 4, Fe 67.9, B 1.1`` ·
``<0.05 % Tb`` · ``Dy: n.d.`` · ``Dy2O3/TREO ≥ 99.5 %``. Numbers count as they are written.
What is not named is absent only if the shares surely make up the whole: a bare formula, a
balance (``Fe bal.``) and words that nobody here understands leave it open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from licet.basics import Truth
from licet.facts.amount import HUNDRED, Amount
from licet.facts.elements import HEAVY, RARE_EARTHS
from licet.facts.formula import Substance, mixed
from licet.facts.pairs import pairing, substance_runs
from licet.facts.tokens import Group, Token, all_of, tidy, tokens

_NONE = Fraction(0)
_NAMED = Amount(there=True, kind="named")
_LISTED = Amount(there=True, kind="listed")
_OPEN = Amount(kind="open")


@dataclass(frozen=True, slots=True)
class Part:
    """One substance with its share of the whole, in per cent of mass between `lo` and `hi`.

    `there`: is there surely some of it (yes), surely none (no), or is that open? `text` is what
    was read. `amount` is as stated; a share of the rare earths only has a `base`.
    """

    substance: Substance
    amount: Amount
    text: str
    lo: Fraction = _NONE
    hi: Fraction = HUNDRED
    base: Group | None = None

    @property
    def there(self) -> Truth:
        """Is there surely some of it?"""
        return self.amount.there


@dataclass(frozen=True, slots=True)
class Composition:
    """What a text says: the parts it names, and how much more there may be.

    `rest` is the most, in per cent, that elements not named may make up together; `major` the most
    that one may, beyond impurities (a balance and a bare formula say what an item mainly is).
    `absent` are elements stated to be none of it; `notes` what was left open.
    """

    text: str
    parts: tuple[Part, ...] = ()
    rest: Fraction = HUNDRED
    major: Fraction = HUNDRED
    absent: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    text: str
    parts: list[Part] = field(default_factory=list)
    groups: list[tuple[Group, Amount, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_composition(text: str) -> Composition:
    """What a text says an item is made of; a text that says nothing leaves everything open."""
    plain = tidy(text)
    reading = _Reading(plain)
    statement: list[Token] = []
    pieces = [*tokens(plain), Token(len(plain), len(plain), ";")]
    for at, token in enumerate(pieces):
        beside = pieces[max(at - 1, 0) : at + 2]
        parts = token.mark in {"+", "/"} and any(one.amount is not None for one in beside)
        if token.mark == ";" or parts:  # Al 98 / Sc 2
            _statement(reading, statement)
            statement = []
        else:
            statement.append(token)
    return _whole(reading)


def _statement(reading: _Reading, pieces: Sequence[Token]) -> None:
    """Pair the substances of one statement with their amounts."""
    unread = [reading.text[one.start : one.end] for one in pieces if one.mark == "x"]
    reading.unread += unread
    named = [one for one in pieces if one.mark != "x"]
    if len(named) == 1 == len(pieces) and named[0].amount and _complete(reading, named[0].amount):
        return
    paired, runs = pairing(named, reading.text), substance_runs(named)
    doubtful = bool(unread) or paired == "unclear"
    if paired == "behind":
        for run, (one,) in zip(runs[::2], runs[1::2], strict=True):
            _add(reading, run, one.amount, doubtful=doubtful)
        return
    while named:
        amount = named[0].amount
        if amount is not None:
            taken = _substances(named, 1)
            if taken == 1:
                reading.unread.append(reading.text[named[0].start : named[0].end])
                named = named[1:]
                continue
            _add(reading, named[1:taken], amount, doubtful=doubtful)
            named = named[taken:]
            continue
        if (taken := _substances(named, 0)) == 0:
            named = named[1:]
            continue
        behind = _behind(named, taken)
        _add(reading, named[:taken], behind, doubtful=doubtful)
        named = named[taken + (behind is not None and behind is not _NAMED) :]


def _complete(reading: _Reading, amount: Amount) -> bool:
    """Give a lone amount to what was named just before: Dy2O3, 99.9 %."""
    if not reading.parts or reading.parts[-1].amount not in (_NAMED, _LISTED):
        return False
    reading.parts[-1] = replace(reading.parts[-1], amount=amount)
    return True


def _behind(named: Sequence[Token], at: int) -> Amount | None:
    """The amount that belongs to the substance before it; Al in Al-2Sc and Al 2Sc is the base."""
    if at >= len(named):
        return None
    bond = named[at].mark == "-"
    number = named[at + bond] if at + bond < len(named) else named[at]
    begins = number.end == named[at + bond + 1].start if at + bond + 1 < len(named) else False
    if bond:
        tight = named[at - 1].end == named[at].start and named[at].end == number.start
        return _NAMED if tight and begins else _OPEN
    if begins and named[at + 1].substance and named[at - 1].end != number.start:
        return _NAMED
    return number.amount or _OPEN


def _substances(named: Sequence[Token], start: int) -> int:
    """Where the substances that begin at `start` end, with the signs between them."""
    end = start
    while end < len(named) and named[end].amount is None:
        end += 1
    while end > start and named[end - 1].mark:
        end -= 1
    return end


def _add(
    reading: _Reading, pieces: Sequence[Token], amount: Amount | None, *, doubtful: bool
) -> None:
    """Add what these tokens name, with its amount if one was stated."""
    text = reading.text[pieces[0].start : pieces[-1].end]
    groups = [one.group for one in pieces if one.group is not None]
    substances = [one.substance for one in pieces if one.substance is not None]
    if len(groups) == 1 and not substances:
        reading.groups.append((groups[0], _OPEN if doubtful or amount is None else amount, text))
        return
    related = len(groups) == len(substances) == 1 and pieces[1].mark == "/"
    if groups and not (related and amount is not None and amount.kind == "stated"):
        reading.unread.append(text)
        return
    marks = {one.mark for one in pieces}
    summed = "/" in marks or ("+" in marks and amount is not None)
    symbols = [symbol for one in substances for symbol in one]
    substance = substances[0] if len(substances) == 1 else mixed(symbols, certain=not summed)
    if amount is None:
        amount = _LISTED if len(substance) == 1 else _NAMED
    base = groups[0] if groups else None
    reading.parts.append(Part(substance, _OPEN if doubtful else amount, text, base=base))


def _whole(reading: _Reading) -> Composition:
    """The parts with their shares, and what they leave for elements that are not named."""
    notes: list[str] = []
    totals = _totals(reading)
    parts = [_shared(part, totals) for part in _once(_listed(reading), notes)]
    absent = {next(iter(p.substance)) for p in parts if len(p.substance) == 1 and p.hi == 0}
    for group, amount, _ in reading.groups:
        if amount.kind == "zero":
            absent.update(HEAVY if group == "heavy" else RARE_EARTHS)
    parts += [one for total in totals for one in _remainder(total, parts)]
    balance = [part for part in parts if part.amount.kind == "balance"]
    others = [p for p in parts if p.amount.kind != "balance" and p.base is None]
    lo, hi = sum((p.lo for p in others), _NONE), sum((p.hi for p in others), _NONE)
    notes += [f"«{word}» was not understood" for word in dict.fromkeys(reading.unread)]
    if lo > HUNDRED:
        notes.append(f"the shares add up to more than 100 % ({_number(lo)} %)")
    scales = {p.amount.by for p in parts if p.amount.kind == "stated"}
    known = not reading.unread and lo <= HUNDRED and len(scales) <= 1
    rest = HUNDRED - lo if known else HUNDRED
    parts = [_balanced(p, rest, HUNDRED - hi if known else _NONE) for p in balance] + [
        p for p in parts if p.amount.kind != "balance"
    ]
    mainly = known and (balance or any(p.amount.kind == "named" for p in parts))
    kept = tuple(part for part in parts if part.hi > 0)
    return Composition(
        reading.text, kept, rest, _NONE if mainly else rest, frozenset(absent), tuple(notes)
    )


def _listed(reading: _Reading) -> list[Part]:
    """A bare element is there if the text is a plain list; beside numbers it may be or not."""
    plain = not reading.unread and all(p.amount.there for p in reading.parts)
    counted = any(p.amount.kind not in {"named", "listed"} for p in reading.parts)
    amount = _NAMED if plain and not counted and not reading.groups else _OPEN
    return [
        replace(part, amount=amount) if part.amount.kind == "listed" else part
        for part in reading.parts
    ]


def _totals(reading: _Reading) -> list[tuple[Group, Amount, str]]:
    """The one total of rare earths that the text states, if it fits what else is named."""
    stated = [one for one in reading.groups if one[1].kind != "zero"]
    if len(stated) == 1 and all(_fits(part, stated[0][0]) for part in reading.parts):
        return stated
    reading.unread += [text for _, _, text in stated]
    return []


def _fits(part: Part, group: Group) -> bool:
    """Is the part wholly inside the total, wholly outside it, or stated as a share of it?"""
    rare = [symbol for symbol in part.substance if symbol in RARE_EARTHS]
    if not rare or part.base == group:
        return True
    if part.base is not None or part.amount.by == "atoms":
        return False
    if group == "oxides":
        return "O" in part.substance
    heavy = [symbol for symbol in rare if symbol in HEAVY]
    return rare == list(part.substance) and (group == "metals" or heavy in ([], rare))


def _once(parts: Sequence[Part], notes: list[str]) -> list[Part]:
    """Each substance once; two statements on the same one are narrowed to what both allow."""
    found: dict[tuple[tuple[str, ...], Group | None], Part] = {}
    for part in parts:
        key = tuple(part.substance), part.base
        before = found.get(key)
        if before is None:
            found[key] = part
            continue
        lo, hi = max(before.amount.lo, part.amount.lo), min(before.amount.hi, part.amount.hi)
        kinds = {before.amount.kind, part.amount.kind}
        if lo > hi or "balance" in kinds or before.amount.by != part.amount.by:
            notes.append(f"«{before.text}» is stated twice, and differently")
            found[key] = replace(before, amount=Amount(kind="open"))
            continue
        there = True if True in {before.there, part.there} and hi > 0 else before.there
        found[key] = replace(before, amount=replace(before.amount, lo=lo, hi=hi, there=there))
    return list(found.values())


def _shared(part: Part, totals: Sequence[tuple[Group, Amount, str]]) -> Part:
    """The part with its share of the whole; a share of a total that is not stated is open."""
    lo, hi = part.amount.lo, part.amount.hi
    if part.base is not None:
        base = next((amount for group, amount, _ in totals if group == part.base), Amount())
        lo, hi = lo * base.lo / HUNDRED, hi * base.hi / HUNDRED
    return replace(part, lo=lo, hi=hi)


def _remainder(total: tuple[Group, Amount, str], parts: Sequence[Part]) -> list[Part]:
    """What a total of the rare earths leaves for those that are not named beside it."""
    group, amount, text = total
    members = all_of(group)
    named = [p for p in parts if p.base is None and _is_inside(p.substance, group)]
    left = {
        symbol: portion
        for symbol, portion in members.items()
        if not any(symbol in part.substance for part in named)
    }
    lo = max(amount.lo - sum((p.hi for p in named), _NONE), _NONE)
    hi = max(amount.hi - sum((p.lo for p in named), _NONE), _NONE)
    if not any(symbol in RARE_EARTHS for symbol in left) or hi == 0:
        return []
    return [Part(left, replace(amount, lo=lo, hi=hi, there=None), text, lo, hi)]


def _is_inside(substance: Substance, group: Group) -> bool:
    members = HEAVY if group == "heavy" else RARE_EARTHS
    return any(symbol in members for symbol in substance)


def _balanced(part: Part, most: Fraction, least: Fraction) -> Part:
    """The balance to a hundred: what the others leave, impurities apart."""
    amount = replace(part.amount, there=True if least > 0 else None)
    return replace(part, amount=amount, lo=max(least, _NONE), hi=most)


def _number(value: Fraction) -> str:
    return f"{value.numerator / value.denominator:.6g}"
