"""Checks a verdict record without the engine that made it.

This one file is the whole checker: it needs Python 3.11 and `cryptography`, nothing of Licet.
Give it to whoever has to trust a record: ``python verifier.py RECORD [PUBLIC_KEY [LAW]]``.

It refuses a record that is not written canonically (RFC 8785), whose parts do not have the
sealed hashes, or that the key did not sign (Ed25519, RFC 8032). Then it reads the predicates with
a parser of its own, evaluates them in Kleene's logic over exact ranges, works out which clause
stood on the day, and composes outcome and policy anew; the record must say the same. A field may
be hidden: its salted hash stays, and statements that need it rest on the signer's word.
"""

from __future__ import annotations

import hashlib
import json
import operator
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "licet verdict record 1"
SECTIONS = {"case", "law", "result", "trace"}
PARTS = SECTIONS | {"disclosed", "hidden", "seal", "signature"}
POLICIES = dict.fromkeys(("refusal_presumed", "case_by_case", "ordinary"), "licence_required")
GRAVE = {"prohibited": "prohibited"} | POLICIES | {w: w for w in ("exempt", "not_required")}
"""What one instrument may come to, the gravest first, and the outcome that this is."""
EFFECTS = ("prohibited", "licence_required", "exempts", "refusal_presumed", "case_by_case")
STANDS = {"in_force"}, {"in_force", "unknown"}  # open for all clauses of an instrument, or none
MISSHAPEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
PLACES = 10**12  # numbers have at most 12 decimal places; sums are rounded outward to them
Truth = bool | None
Part = Mapping[str, Any]


class NotSound(Exception):
    """The record is refused; `args` are the faults: what is wrong, and where."""


class Sound(NamedTuple):
    """A record found sound."""

    record: Part
    digest: str  # SHA-256 of seal and signature: what a time stamp is made over
    on_word: list[int | str]  # statements, entries, "readings" that rest on the signer's word


def verify(data: bytes, key: str | None = None, law: bytes | None = None) -> Sound:
    """Check the bytes of a record; `NotSound` with every fault found.

    Args:
        data: the record, byte for byte.
        key: the signer's public key (64 hex digits); else the key that the record names is used.
        law: the part `law`, for a record that does not carry it itself.
    """
    record = read_canonical(data, "record")
    try:
        if record.keys() | {"law"} != PARTS:
            raise NotSound(f"record: the parts {', '.join(sorted(PARTS))} were expected")
        if law is not None and "law" not in record:
            record["law"] = read_canonical(law, "law")
        if "law" not in record:
            name = f"law-{record['seal']['sections']['law']}.json"
            raise NotSound(f"law: missing; {name} was expected, beside the record or named")
        broken, wrong = _sealed(record, key), list(_wrongly_shown(record))
        faults, on_word = [*broken.values(), *wrong], list[int | str]()
        if not wrong and broken.keys() <= {"trace", "result"}:
            found, on_word = _recomputed(record)
            faults += found
    except MISSHAPEN as error:
        raise NotSound(f"record: its parts have not the shape of a record ({error!r})") from None
    if faults:
        raise NotSound(*faults)
    return Sound(record, _hash([record["seal"], record["signature"]]), on_word)


def canonical(value: object) -> bytes:
    """RFC 8785 for what records hold: texts, whole numbers, yes/no, null, lists, mappings."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def read_canonical(data: bytes, part: str) -> Any:  # noqa: ANN401 - any JSON
    """What `data` holds, if it is written in the one allowed way; else `NotSound`."""
    try:
        value = json.loads(data.decode(), parse_float=Fraction, parse_constant=Fraction)
        again = canonical(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise NotSound(f"{part}: not JSON as records are written: {error}") from None
    if again != data:
        at = len([*takewhile(bool, (a == b for a, b in zip(data, again, strict=False)))])
        raise NotSound(f"{part}: not in canonical form (RFC 8785) at byte {at}")
    return value


def _hash(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def _sealed(record: Part, key: str | None) -> dict[str, str]:
    """Signature and hashes: a fault for each part that is not what was signed."""
    seal, signature = record["seal"], record["signature"]
    if seal["format"] != FORMAT or signature.keys() != {"key", "value"}:
        return {"seal": f"seal: the format «{FORMAT}», with a key and a signature, was expected"}
    by, value = signature["key"], signature["value"]
    faults = {p: f"{p}: changed since it was sealed" for p in sorted(SECTIONS)}
    faults = {p: says for p, says in faults.items() if _hash(record[p]) != seal["sections"][p]}
    if key is not None and key != by:
        faults["key"] = f"signature: made with the key {by}, not with {key}"
    if not re.fullmatch("[0-9a-f]{192}", by + value):
        raise NotSound("signature: hex digits in lower case were expected")
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(by))
        public.verify(bytes.fromhex(value), canonical(seal))
    except InvalidSignature:
        faults["signature"] = "signature: the seal is not what this key signed"
    return faults


def _wrongly_shown(record: Part) -> Iterator[str]:
    """A fault for each field that is neither hidden nor what was committed to."""
    commitments, shown = record["seal"]["commitments"], record["disclosed"]
    for place, (salt, value) in shown.items():
        if commitments.get(place) != _hash([salt, place, value]):
            yield f"{place}: not the value that was sealed"
    expected = sorted(commitments.keys() - shown.keys())
    if record["hidden"] != expected:
        odd = sorted(set(expected) ^ set(record["hidden"]))
        yield f"hidden: {', '.join(odd) or 'order'}: either shown or marked as hidden was expected"


_TOKEN = re.compile(r"\s*('(?:[^']|'')*'|[0-9.]+|[A-Za-z_]\w*|<>|<=|>=|[=<>+*(),])")
_POWER = {"OR": 1, "AND": 2, "IN": 4, "BETWEEN": 4, "NOT": 4, "+": 5, "*": 6}
_POWER |= dict.fromkeys(("=", "<>", "<", "<=", ">", ">="), 4)
_ORDER = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}
_TURNED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "=": "=", "<>": "<>"}
Tree = Any  # a leaf as it stands (name, text in quotes, number, TRUE), or a tuple: sign and parts


class _Parser:
    """Reads a predicate by the binding powers of its signs."""

    def __init__(self, text: str) -> None:
        self.text, self.tokens = text, [""]
        while text.strip():
            found = _TOKEN.match(text)
            if found is None:
                raise ValueError(f"«{self.text}» cannot be read at «{text}»")
            token, text = found.group(1), text[found.end() :]
            is_word = token.upper() in _POWER or token.upper() in {"TRUE", "FALSE"}
            self.tokens.insert(1, token.upper() if is_word else token)
        self.tree = self._tree(0)
        self._need("")

    def _need(self, sign: str) -> None:
        found = self.tokens.pop()
        if found != sign:
            raise ValueError(f"«{self.text}»: «{found}» stands where «{sign}» was expected")

    def _tree(self, above: int) -> Tree:
        left: Tree = self.tokens.pop()
        if left == "(":
            left = self._tree(0)
            self._need(")")
        elif left == "NOT":
            left = ("NOT", self._tree(3))
        elif left in _POWER or left in {"", ")", ","}:
            raise ValueError(f"«{self.text}»: «{left}» was not expected")
        while _POWER.get(self.tokens[-1], 0) > above:
            left = self._after(left, self.tokens.pop())
        return left

    def _after(self, left: Tree, sign: str) -> Tree:
        if sign == "NOT":
            return ("NOT", self._after(left, self.tokens.pop()))
        if sign == "BETWEEN":
            low = self._tree(4)
            self._need("AND")
            return ("AND", (">=", left, low), ("<=", left, self._tree(4)))
        if sign != "IN":
            return (sign, left, self._tree(_POWER[sign]))
        self._need("(")
        values = [self._tree(4)]
        while self.tokens[-1] == ",":
            self.tokens.pop()
            values.append(self._tree(4))
        self._need(")")
        return ("IN", left, *values)


def _names(tree: Tree) -> set[str]:
    """The facts and readings that a tree speaks of."""
    if isinstance(tree, str):
        return {tree} if tree.isidentifier() and tree not in {"TRUE", "FALSE"} else set()
    return {name for part in tree[1:] for name in _names(part)}


def _literal(leaf: str) -> bool | int | str:
    if leaf in {"TRUE", "FALSE"}:
        return leaf == "TRUE"
    return leaf[1:-1].replace("''", "'") if leaf[0] == "'" else int(leaf)


class Law:
    """The law of a record, read once."""

    def __init__(self, law: Part) -> None:
        self.clauses: list[Part] = law["clauses"]
        self.deciding: dict[str, list[Part]] = {}
        self.facts: Mapping[str, Part] = law["facts"]
        self.changes, self.scenarios = law["changes"], law["scenarios"]
        self.trees = [_Parser(one["holds"]).tree for one in law["statements"]]
        self.follows = {n: one["follows"] for n, one in self.facts.items() if "follows" in one}
        self.entries: dict[tuple[str, str | int], list[Part]] = {}
        for clause in self.clauses:
            if clause["then"] in EFFECTS:
                self.deciding.setdefault(clause["instrument"], []).append(clause)
            if clause["then"] == "entry":
                fact, code = clause["entry"]
                for value in {code, _part(code), "none", 0}:  # "none" and part 0: not one of all
                    self.entries.setdefault((fact, value), []).append(clause)

    def standing(self, clause: Part, case: Part, supposed: Sequence[Any] | None) -> str:
        """Where a clause stands on the day; `None` supposes that all of the law is in force."""
        on, known, cite = case["on"], case["known"], clause["cite"]
        over = clause["through"] is not None and on > clause["through"]
        if supposed is None or (over and clause["published"] <= known):
            return "ended" if over else "in_force"
        if on < clause["from"] or clause["published"] > known:
            return "not_yet"
        about = [
            (kind, start, through)
            for kind, of, start, through, published in (*self.changes, *supposed)
            if start <= on and published <= known
            if cite == of or cite.startswith((f"{of} ", f"{of}("))
        ]
        ends = [through for kind, _, through in about if kind == "suspends"]
        if any(through is None or on < through for through in ends):
            return "suspended"
        if on in ends and case["readings"]["A-18"] != "exclusive":
            return "suspended" if case["readings"]["A-18"] else "unknown"
        resumed = ends and any(kind == "resumes" and at >= max(ends) for kind, at, _ in about)
        return "in_force" if resumed or not ends else "unknown"

    def worlds(self, case: Part) -> dict[str, dict[str, str]]:
        """Standings by cite: as the law is known, were all of it in force, in each scenario."""
        supposed = {"actual": case["supposes"], "if_in_force": None, **self.scenarios}
        return {
            name: {c["cite"]: self.standing(c, case, changes) for c in self.clauses}
            for name, changes in supposed.items()
        }


_GROWING = (False, None, True).index
_all: Callable[[Iterable[Truth]], Truth] = partial(min, key=_GROWING, default=True)
_any: Callable[[Iterable[Truth]], Truth] = partial(max, key=_GROWING, default=False)
_not: Callable[[Truth], Truth] = {True: False, None: None, False: True}.__getitem__


class Evaluation:
    """The truth of statements, entries and clauses for the facts of one case.

    Where facts are hidden, what stays unknown is taken from `trace`, and listed in `on_word`.
    """

    def __init__(self, law: Law, facts: Part, readings: Part) -> None:
        self.law, self.facts = law, facts
        self.readings = {"reading_" + name.replace("-", ""): o for name, o in readings.items()}
        self.hidden: set[str] = set()
        self.trace: Part = {}
        self.found: dict[int | str, Truth] = {}
        self.on_word: list[int | str] = []

    def statement(self, number: int) -> Truth:
        """Does a statement hold?"""
        if number not in self.found:
            self.found[number] = self._or_stated(self._truth(self.law.trees[number]), number)
        return self.found[number]

    def met(self, clause: Part) -> Truth:
        """Is a clause met? An entry also if the item was stated to be of it."""
        cite = clause["cite"]
        if cite not in self.found:
            truth = _all([self.statement(n) for n in clause["when"]])
            if clause["then"] == "entry":
                truth = self._or_stated(self._classified(clause, truth), cite)
            self.found[cite] = truth
        return self.found[cite]

    def _or_stated(self, truth: Truth, key: int | str) -> Truth:
        if truth is None and self.hidden:
            trace = self.trace
            truth = trace["clauses"][key][1] if isinstance(key, str) else trace["statements"][key]
            self.on_word += [] if truth is None else [key]
        return truth

    def _classified(self, clause: Part, pattern: Truth) -> Truth:
        """Is the item of this entry: stated so, or proved by its own facts?"""
        fact, code = clause["entry"]
        if pattern is True or self.facts.get(fact) == code:
            return True
        parts = [self.facts.get(n) for n, source in self.law.follows.items() if source == fact]
        if fact in self.facts or any(part not in {None, _part(code)} for part in parts):
            return False
        return None if fact in self.hidden else pattern

    def _truth(self, tree: Tree) -> Truth:
        if isinstance(tree, str):
            return self._is(tree, wanted=True)
        sign, left, *rest = tree
        if sign in {"AND", "OR"}:
            return (_all if sign == "AND" else _any)([self._truth(left), self._truth(rest[0])])
        if sign == "NOT":
            return _not(self._truth(left))
        if sign == "IN":
            return _any([self._is(left, _literal(value)) for value in rest])
        if not _names(left):
            sign, left, rest = _TURNED[sign], rest[0], [left]
        if not isinstance(left, str) or self.law.facts.get(left, {}).get("kind") == "number":
            return self._order(sign, left, rest[0])
        value = _literal(rest[0])
        if sign in _ORDER:  # only whole numbers have one
            codes = self.law.facts[left]["codes"]
            return _any([self._is(left, code) for code in codes if _ORDER[sign](code, value)])
        return self._is(left, value) if sign == "=" else _not(self._is(left, value))

    def _is(self, name: str, wanted: Any) -> Truth:  # noqa: ANN401
        """Is the fact or reading this value?"""
        stated = self.readings.get(name, self.facts.get(name))
        fact = self.law.follows.get(name, name)
        if (fact, 0) not in self.law.entries:
            return None if stated is None else stated == wanted
        none, is_part = wanted in {"none", 0}, fact != name
        found = _any([self.met(clause) for clause in self.law.entries.get((fact, wanted), ())])
        if none and not is_part:  # a part that was stated speaks against "none"
            parts = [n for n, of in self.law.follows.items() if of == fact]
            some = (None if n in self.hidden else bool(self.facts.get(n)) for n in parts)
            found = _any([found, *some])
        found = _not(found) if none else found
        if not is_part or (found and not none):
            return found
        return (None if name in self.hidden else found) if stated is None else stated == wanted

    def _order(self, sign: str, left: Tree, right: Tree) -> Truth:
        """``left - right`` lies between two ends: beyond zero for all of it, or for none?"""
        if sign in {"<", "<="}:
            return self._order(_TURNED[sign], right, left)
        if sign in {"=", "<>"}:
            same = _all([self._order(">=", left, right), self._order(">=", right, left)])
            return same if sign == "=" else _not(same)
        terms = _linear(("+", left, ("*", "-1", right)))
        lo = hi = terms.pop("", Fraction(0))
        for name, multiple in terms.items():
            two = ends(self.facts.get(name)) if multiple else (Fraction(0), Fraction(0))
            low, high = two if multiple > 0 else two[::-1]
            lo = None if lo is None or low is None else lo + multiple * low
            hi = None if hi is None or high is None else hi + multiple * high
        if lo is not None and _ORDER[sign](lo, 0):
            return True
        return None if hi is None or _ORDER[sign](hi, 0) else False


def _linear(tree: Tree) -> dict[str, Any]:
    """A sum as multiples of facts; the constant stands under the empty name."""
    if isinstance(tree, str):
        return {tree: Fraction(1)} if _names(tree) else {"": Fraction(tree)}
    sign, one, other = tree[0], _linear(tree[1]), _linear(tree[2])
    if sign == "+":
        return {n: one.get(n, Fraction(0)) + other.get(n, 0) for n in {**one, **other}}
    terms, factor = (one, other) if other.keys() == {""} else (other, one)
    if sign != "*" or factor.keys() != {""}:
        raise ValueError(f"«{sign}» stands where a sum of facts was expected")
    return {name: multiple * factor[""] for name, multiple in terms.items()}


def _part(code: str) -> int:
    """The part of its annex that a code names: P2-I-3 is in part 2."""
    return int(code[1]) if code[0] == "P" and code[1:2].isdigit() else 0


def ends(value: Any) -> list[Fraction | None]:  # noqa: ANN401
    """The two ends of a number as records write it; an open end is `None`."""
    both = value if isinstance(value, dict) else {"lo": value, "hi": value}
    return [None if both[end] is None else Fraction(both[end]) for end in ("lo", "hi")]


def answer(law: Law, met: Mapping[str, Truth], standing: Mapping[str, str]) -> dict[str, Any]:
    """Outcome and policy, and all that are possible: the gravest that any instrument says."""
    words = {"not_required"}
    for own in law.deciding.values():
        may = set()
        for stands in STANDS:
            held = [c for c in own if standing[c["cite"]] in stands]
            effects = [[met[c["cite"]] for c in held if c["then"] == one] for one in EFFECTS]
            may |= _one_instrument([*map(_any, effects)])
        words = {min(a, b, key=[*GRAVE].index) for a in words for b in may}
    outcomes = list(dict.fromkeys(GRAVE[word] for word in GRAVE if word in words))
    policies = [word for word in POLICIES if word in words]
    return {
        "outcome": outcomes[0] if len(outcomes) == 1 else "undetermined",
        "possible": outcomes,
        "review": policies[0] if outcomes == ["licence_required"] and len(policies) == 1 else None,
        "possible_review": policies,
    }


def _one_instrument(truths: list[Truth]) -> set[str]:
    """What one instrument may come to, each unknown taken both ways."""
    if None in truths:
        at = truths.index(None)
        both = ([*truths[:at], truth, *truths[at + 1 :]] for truth in (True, False))
        return {word for each in both for word in _one_instrument(each)}
    prohibited, needed, exempt, refused, weighed = truths
    if prohibited or not needed or exempt:
        return {"prohibited" if prohibited else "exempt" if needed else "not_required"}
    return {"refusal_presumed" if refused else "case_by_case" if weighed else "ordinary"}


def answers(law: Law, evaluation: Evaluation, worlds: Part) -> dict[str, Any]:
    """The answer in each world."""
    met = {c["cite"]: evaluation.met(c) for own in law.deciding.values() for c in own}
    return {name: answer(law, met, standing) for name, standing in worlds.items()}


def turned_on(changes: Callable[[list[str]], bool], some: list[str]) -> list[str]:
    """Those of some readings that change an answer when left open; none, if all together do not."""
    if not some or not changes(some):
        return []
    half = len(some) // 2
    return [*turned_on(changes, some[:half]), *turned_on(changes, some[half:])] if half else some


def _recomputed(record: Part) -> tuple[list[str], list[int | str]]:
    """Faults of trace and result, and what had to be taken on the signer's word."""
    case, law, result = record["case"], Law(record["law"]), record["result"]
    shown = {place: value for place, (_, value) in record["disclosed"].items()}
    facts = {place[6:]: value for place, value in shown.items() if place.startswith("facts.")}
    options, worlds = case["readings"], law.worlds(case)
    evaluation = Evaluation(law, facts, options)
    evaluation.hidden = {place[6:] for place in record["hidden"] if place.startswith("facts.")}
    evaluation.trace = record["trace"]
    found, on_word, stands = answers(law, evaluation, worlds), evaluation.on_word, worlds["actual"]
    trace: dict[str, Any] = {
        "clauses": {c["cite"]: [stands[c["cite"]], evaluation.met(c)] for c in law.clauses},
        "statements": [evaluation.statement(number) for number in range(len(law.trees))],
    }
    on_word += ["readings"] if evaluation.hidden else []  # they may turn on what is hidden

    def changes(names: list[str]) -> bool:
        opened = Evaluation(law, facts, {**options, **dict.fromkeys(names)})
        return answers(law, opened, worlds) != found

    taken = [] if on_word else turned_on(changes, [n for n, o in options.items() if o is not None])
    said = {c["cite"]: trace["clauses"][c["cite"]] for c in law.clauses if c["then"] == "duty"}
    again = found["actual"] | {
        "duties": [cite for cite, held in said.items() if held == ["in_force", True]],
        "readings": result["readings"] if on_word else {name: options[name] for name in taken},
        "worlds": found,
    }
    faults = [*differences("trace", record["trace"], trace), *_wrong_sums(facts, shown)]
    return [*faults, *differences("result", result, again)], on_word


def differences(place: str, stated: Any, found: Any) -> Iterator[str]:  # noqa: ANN401
    """Where what is stated is not what was found."""
    if isinstance(stated, dict) and isinstance(found, dict):
        for name in {**found, **stated}:
            one, other = (side.get(name, "nothing") for side in (stated, found))
            yield from differences(f"{place}: {name}", one, other)
    elif canonical(stated) != canonical(found):
        yield f"{place}: {json.dumps(stated)} is stated, but {json.dumps(found)} follows"


def _wrong_sums(facts: Part, shown: Part) -> Iterator[str]:
    """Every number with workings is the sum of its parts, rounded outward."""
    for fact, value in facts.items():
        for at, turn in ((0, 1), (1, -1)) if f"workings.{fact}" in shown else ():
            parts = [ends(part)[at] for part in shown[f"workings.{fact}"]]
            known = [turn * PLACES * part for part in parts if part is not None]
            total = Fraction(turn * (sum(known) // 1), PLACES) if len(known) == len(parts) else None
            if total != ends(value)[at]:
                yield f"workings.{fact}: its parts add up to {total}, not to {ends(value)[at]}"


if __name__ == "__main__":
    try:
        beside = Path(sys.argv[3]).read_bytes() if sys.argv[3:] else None
        checked = verify(Path(sys.argv[1]).read_bytes(), (*sys.argv, None)[2], beside)
    except (NotSound, OSError, LookupError) as refused:
        sys.exit("\n".join(["refused:", *map(str, refused.args)]))
    print(json.dumps([checked.record["result"], checked.on_word], indent=1))  # noqa: T201
