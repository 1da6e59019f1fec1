"""A composition as people write it, cut into substances, amounts and what stands between."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from licet.facts.amount import Amount, read_amount
from licet.facts.elements import HEAVY, RARE_EARTHS, names, weights
from licet.facts.formula import Portion, Substance, mixed, read_formula

Group = Literal["metals", "oxides", "heavy"]
"""A word for all rare earths, for all their oxides, or for the heavy ones."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: where it stands, and what it is.

    `mark` is ``;`` between statements, ``+`` between the members of a sum, ``-`` inside a name,
    ``/`` between a substance and what it is a share of, ``x`` for what nobody here understands.
    """

    start: int
    end: int
    mark: str = ""
    substance: Substance | None = None
    amount: Amount | None = None
    group: Group | None = None


_DASHES = str.maketrans(dict.fromkeys("–—−‐‑﹣", "-") | {"﹐": ",", "∼": "~", "〜": "~"})
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(?:0,(?=\d)|\d+,(?=\d{1,2}(?!\d)|\d{4}))")
_GRADE = re.compile(
    r"(?:N\s?\d{2}(?:SH|UH|EH|AH|VH|TH|M|H|Z)?|\d{2}\s?(?:SH|UH|EH|AH|VH|TH|M|H)|(?<!\w)Y\d{2}[A-Z]+)"
    r"(?![A-Za-z0-9])"
)
_HARD = re.compile(
    r"[,;、|\n•]+|\.(?=\s|$)|\b(?:with|containing|incl(?:uding|\.)?)\b", re.IGNORECASE
)
_AND = re.compile(r"\band\b|&|及|和|与|與", re.IGNORECASE)
_SIGNS = {"+": "+", "/": "/", "-": "-"}
_EMPTY = re.compile(r"(?:(?<=\s)|(?<=:))-+(?=\s|$|[,;、|])")
"""A dash that stands for nothing stated."""
_IDLE = re.compile(
    r"[\s:=()\[\]\"'*]+|(?:chemical\s)?composition|化学成分|成分|組成|组成|含量|纯度|純度|purity|content"
    r"|assay|(?:by|in)\s(?:weight|mass)|wt\b\.?(?!\s?%)|%|metals?\b|alloys?\b|magnets?\b|powders?\b"
    r"|ingots?\b|sintered|bonded|targets?\b|sputtering|合金|金属|金屬|磁体|磁體|磁铁|磁鐵|磁钢|永磁|材料"
    r"|粉末?|锭|烧结|粘结|靶材?|(?:of|is)\b|的|为|是|含有?|contains?\b|包含"
    r"|(?:total|sum|合计|总计|共计)\s?[:=]?\s?100(?:\.0+)?\s?%?",
    re.IGNORECASE,
)
_GROUPS: tuple[tuple[re.Pattern[str], Group], ...] = (
    (re.compile(r"(?-i:T?REO|ΣREO)\b|(?:total\s)?rare[\s-]earth\soxides?|总?稀土氧化物(?:总量)?"
                r"|氧化稀土", re.IGNORECASE), "oxides"),
    (re.compile(r"(?-i:HREE?)\b|heavy\srare[\s-]earths?|重稀土", re.IGNORECASE), "heavy"),
    (re.compile(r"(?-i:ΣRE|T?REM?|REEs?)(?![a-z\d])|(?:total\s)?rare[\s-]earths?|总?稀土(?:总量)?"
                r"|mischmetal", re.IGNORECASE), "metals"),
)  # fmt: skip
_SALTS = {
    "oxide": "O", "hydroxide": "OH", "fluoride": "F", "chloride": "Cl", "carbonate": "CO",
    "nitrate": "NO", "oxalate": "COH", "sulfate": "SO", "sulphate": "SO", "acetate": "CHO",
    "nitride": "N",
}  # fmt: skip
_ZH_SALTS = {
    "氢氧化": "OH", "氧化": "O", "氟化": "F", "氯化": "Cl", "碳酸": "CO", "硝酸": "NO",
    "草酸": "COH", "硫酸": "SO", "醋酸": "CHO", "氮化": "N",
}  # fmt: skip
_SALT_BEHIND = re.compile(rf"\s?(?:\([IV]+\)\s?)?({'|'.join(_SALTS)})s?\b", re.IGNORECASE)
_SALT_BEFORE = re.compile(rf"[一二三四五六七]?({'|'.join(_ZH_SALTS)})[一二三四五六七]?")
_CAPITALS = re.compile(r"(?:[A-Z]{1,2}\d*(?:\.\d+)?)+(?![A-Za-z])")
_IN_CAPITALS = ("SC", "LA", "CE", "PR", "ND", "SM", "EU", "GD", "TB", "DY", "HO", "ER", "TM", "YB",
                "LU", "FE", "CO", "NI", "AL", "MG", "CU", "ZR", "GA", "NB", "TI")  # fmt: skip
_PIECE = re.compile(rf"(?:{'|'.join(_IN_CAPITALS)}|[BCNOFY])\d*(?:\.\d+)?")
_SMALL = re.compile(r"[a-z]")
_WORD = re.compile(r"[A-Za-z]+|\d[\d.,]*|.", re.DOTALL)


def tidy(text: str) -> str:
    """The text with ordinary digits, signs and decimal points."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return _DECIMAL_COMMA.sub(lambda found: found[0][:-1] + ".", plain).strip()


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a tidied text, in order; idle words are passed over."""
    at = 0
    last: Token | None = None
    while at < len(text):
        if shared := (read_formula(text, at) if text[at] in "([" else None):
            last = Token(at, shared[1], substance=shared[0])
            yield last
            at = last.end
            continue
        if idle := _IDLE.match(text, at) or _GRADE.match(text, at):
            at = idle.end()
            continue
        last = _token(text, at, last)
        yield last
        at = last.end


def _token(text: str, at: int, last: Token | None) -> Token:
    named = last is not None and (last.substance is not None or last.group is not None)
    if dash := _EMPTY.match(text, at):
        return Token(at, dash.end(), amount=Amount(kind="open"))
    if found := read_amount(text, at, after_substance=named):
        return Token(at, found[1], amount=found[0])
    if hard := _HARD.match(text, at):
        return Token(at, hard.end(), ";")
    if joint := _AND.match(text, at):
        return Token(at, joint.end(), "+" if named else ";")
    for pattern, group in _GROUPS:
        if word := pattern.match(text, at):
            return Token(at, word.end(), group=group)
    if substance := _named(text, at) or _in_capitals(text, at) or read_formula(text, at):
        return Token(at, substance[1], substance=substance[0])
    if text[at] in _SIGNS:
        return Token(at, at + 1, _SIGNS[text[at]])
    unread = _WORD.match(text, at)
    return Token(at, at + 1 if unread is None else unread.end(), "x")


@cache
def _names() -> re.Pattern[str]:
    """Names of elements, the longest first; a Latin one stands as a word of its own."""
    known = sorted(names(), key=len, reverse=True)
    latin = "|".join(rf"{name}\b" for name in known if name.isascii())
    others = "|".join(name for name in known if not name.isascii())
    return re.compile(f"{latin}|{others}", re.IGNORECASE)


def _named(text: str, at: int) -> tuple[Substance, int] | None:
    """Elements by name, and their salts: dysprosium oxide, 氧化镝, 钕铁硼."""
    before = _SALT_BEFORE.match(text, at)
    end = before.end() if before else at
    found: list[str] = []
    while word := _names().match(text, end):
        found.append(names()[word[0].lower()])
        end = word.end()
        if word[0].isascii():
            break
    if not found:
        return None
    behind = None if before else _SALT_BEHIND.match(text, end)
    if before:
        return _salt(found, _ZH_SALTS[before[1]]), end
    if behind:
        return _salt(found, _SALTS[behind[1].lower()]), behind.end()
    return mixed(found), end


def _salt(metals: list[str], rest: str) -> Substance:
    """A salt of these metals; of a rare-earth oxide it is known how much is oxygen at least."""
    if rest == "O" and len(metals) == 1 and metals[0] in RARE_EARTHS:
        metal, oxygen = weights()[metals[0]], weights()["O"]
        least, most = metal / (metal + 2 * oxygen), 2 * metal / (2 * metal + 3 * oxygen)
        return {metals[0]: Portion(least, most), "O": Portion(1 - most, 1 - least)}
    anions = ["Cl"] if rest == "Cl" else list(rest)
    water = {symbol: Portion(certain=False) for symbol in "HO"}
    return water | dict(mixed([*metals, *anions]))


def _in_capitals(text: str, at: int) -> tuple[Substance, int] | None:
    """Symbols in a text all in capitals, as some systems write: DY, FE, SMCO5, DY2O3."""
    found = _CAPITALS.match(text, at)
    if found is None or (at and text[at - 1].isalpha()) or _SMALL.search(text):
        return None
    pieces = _PIECE.findall(found[0])
    if "".join(pieces) != found[0] or not any(one[:2] in _IN_CAPITALS for one in pieces):
        return None
    if found[0] == "CO2":
        return None
    formula = "".join(one[:2].capitalize() + one[2:] for one in pieces)
    read = read_formula(formula)
    return None if read is None else (read[0], at + read[1])


def all_of(group: Group) -> Substance:
    """The elements that a word for many may mean; none of them is surely there."""
    rare = HEAVY if group == "heavy" else RARE_EARTHS
    return mixed([*rare, *(["O"] if group == "oxides" else [])], certain=False)
