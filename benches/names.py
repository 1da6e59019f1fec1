"""Changed writings of the official names: what a benchmark of screening is made of.

Every kind of change is one function; the generator is seeded, so a run can be repeated.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import opencc

from licet.rulebook.lists import ListedParty

Change = Callable[[str, random.Random], str | None]

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LOOK_ALIKES = dict(zip("aeopcxyiAEOPCXTHMKBIS", "аеорсхуіАЕОРСХТНМКВІЅ", strict=True))
SCANS = (
    ("0", "O"), ("O", "0"), ("l", "1"), ("I", "l"), ("m", "rn"), ("rn", "m"), ("S", "5"),
    ("B", "8"), ("i", "l"), ("cl", "d"), ("o", "0"), ("s", "5"), ("g", "9"), ("Z", "2"),
    ("D", "0"), ("e", "c"),
)  # fmt: skip
MARKS = {
    "a": "áàâäãå", "e": "éèêë", "i": "íîï", "o": "óôöõ", "u": "úûü", "c": "çč", "n": "ñń",
    "s": "šś", "z": "žź", "y": "ý",
}  # fmt: skip
HIDDEN = "\u200b\u200c\u200d\ufeff\u00ad"
TAILS = (
    "Co., Ltd.", "Co.,Ltd", "Co., Ltd", "Corporation", "Corp.", "Inc.", "LLC", "Ltd.", "AG",
    "a.s.", "GmbH", "S.p.A.", "S.r.l.", "B.V.", "UAB", "S.A.", "Company, Limited", "Limited",
)  # fmt: skip
FORMS = (
    ("Co., Ltd.", "Company Limited"), ("Corporation", "Corp."), ("Inc.", "Incorporated"),
    ("Ltd.", "Limited"), ("LLC", "L.L.C."), ("AG", "Aktiengesellschaft"), ("GmbH", "G.m.b.H."),
    ("S.p.A.", "SpA"), ("Corp.", "Corporation"), ("株式会社", "(株)"), ("股份有限公司", "股份公司"),
)  # fmt: skip
HAN_TAILS = ("股份有限公司", "株式会社", "有限公司", "公司")
CITIES = ("Shanghai", "Singapore", "Tokyo", "Munich", "Dubai", "Hong Kong")
HAN_CITIES = ("上海", "深圳", "北京", "香港", "东京", "新加坡")
_TRADITIONAL = [opencc.OpenCC(table) for table in ("s2t", "s2tw", "s2hk")]
_JAPANESE = opencc.OpenCC("t2jp")
_FIELD = (0.65, 0.9)
_WORDS, _LONG = 3, 12


def case(name: str, r: random.Random) -> str:
    return r.choice((name.upper(), name.lower(), name.swapcase()))


def punctuation(name: str, r: random.Random) -> str:
    return r.choice(
        (
            name.replace(",", "").replace(".", ""), name.replace(" ", " - ", 1),
            name.replace("&", " and ").replace(" ", "  "), name.replace(" ", "_"),
        )
    )  # fmt: skip


def diacritics(name: str, r: random.Random) -> str:
    letters = list(name)
    able = [at for at, c in enumerate(letters) if c.lower() in MARKS]
    for at in r.sample(able, min(2, len(able))):
        letters[at] = r.choice(MARKS[letters[at].lower()])
    return "".join(letters)


def one_typo(name: str, r: random.Random) -> str:
    at = r.choice([at for at, c in enumerate(name) if c.isalpha() and c.isascii()])
    other = r.choice([c for c in LETTERS if c != name[at].lower()])
    kind = r.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + other + name[at:]
    following = name[at + 1 : at + 2]
    if kind == 2 and following.isalpha() and following.lower() != name[at].lower():
        return name[:at] + following + name[at] + name[at + 2 :]
    return name[:at] + other + name[at + 1 :]


def two_typos(name: str, r: random.Random) -> str:
    return one_typo(one_typo(name, r), r)


def swapped_words(name: str, r: random.Random) -> str | None:
    words = name.split()
    if len(words) < _WORDS:
        return None
    at = r.randrange(len(words) - 2) if len(words) > _WORDS else 0
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def dropped_form(name: str, _: random.Random) -> str | None:
    for tail in (*TAILS, *HAN_TAILS):
        if name.endswith((f" {tail}", f",{tail}")) or (tail in HAN_TAILS and name.endswith(tail)):
            return name[: -len(tail)].rstrip(" ,")
    return None


def other_form(name: str, _: random.Random) -> str | None:
    return next((name[: -len(a)] + b for a, b in FORMS if name.endswith(a)), None)


def look_alikes(name: str, r: random.Random) -> str:
    letters = list(name)
    able = [at for at, c in enumerate(letters) if c in LOOK_ALIKES]
    for at in r.sample(able, min(2, len(able))):
        letters[at] = LOOK_ALIKES[letters[at]]
    return "".join(letters)


def zero_width(name: str, r: random.Random) -> str:
    at = r.randrange(1, len(name)) if len(name) > 1 else 0
    return name[:at] + r.choice(HIDDEN) + name[at:]


def scanned(name: str, r: random.Random) -> str | None:
    able = [(at, a, b) for a, b in SCANS for at in range(len(name)) if name.startswith(a, at)]
    for at, a, b in sorted(
        r.sample(able, min(2 if len(name) > _LONG else 1, len(able))), reverse=True
    ):
        if name.startswith(a, at):
            name = name[:at] + b + name[at + len(a) :]
    return name


def cut_off(name: str, r: random.Random) -> str | None:
    return (
        name[: max(10, int(len(name) * r.uniform(*_FIELD)))].rstrip()
        if len(name) >= _LONG
        else None
    )


def full_width(name: str, _: random.Random) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)


def branch(name: str, r: random.Random) -> str:
    city = r.choice(CITIES)
    return r.choice(
        (
            f"{name} {city} Branch", f"{name} ({city} Branch)", f"{city} Branch of {name}",
            f"{name}, {city} Representative Office",
        )
    )  # fmt: skip


def han_branch(name: str, r: random.Random) -> str:
    city = r.choice(HAN_CITIES)
    return r.choice(
        (
            f"{name}{city}分公司",
            f"{name}（{city}）分公司",
            f"{name}{city}办事处",
            f"{name} {city}支店",
        )
    )


def traditional(name: str, r: random.Random) -> str:
    return str(r.choice(_TRADITIONAL).convert(name))


def japanese(name: str, _: random.Random) -> str:
    return str(_JAPANESE.convert(_TRADITIONAL[0].convert(name)))


def spaced(name: str, _: random.Random) -> str:
    return " ".join(name)


LATIN: dict[str, Change] = {
    "case": case, "punctuation": punctuation, "diacritics": diacritics, "one typo": one_typo,
    "two typos": two_typos, "swapped words": swapped_words, "dropped form": dropped_form,
    "other form": other_form, "look-alikes": look_alikes, "zero width": zero_width,
    "scan": scanned, "cut off": cut_off, "full width": full_width, "branch": branch,
}  # fmt: skip
HAN: dict[str, Change] = {
    "zh traditional": traditional, "zh Japanese": japanese, "zh branch": han_branch,
    "zh dropped form": dropped_form, "zh other form": other_form, "zh zero width": zero_width,
    "zh spaced": spaced,
}  # fmt: skip


def variants(parties: list[ListedParty], seed: int) -> Iterator[tuple[str, str, str]]:
    """Kind of change, changed name and id for every party; names a change leaves alone are out."""
    r = random.Random(seed)  # noqa: S311 - not for secrets
    for party in parties:
        for changes, name in ((LATIN, party.name_en), (HAN, party.name_zh)):
            for kind, change in changes.items() if name else ():
                changed = change(name, r)
                if changed and changed != name:
                    yield kind, changed, party.id
