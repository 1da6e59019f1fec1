"""How a Chinese name sounds: a key that pinyin and Wade-Giles spellings of it share.

Spelling by sound is many names to one; such a key makes a candidate and never a match. Sounds
that the two systems write with the same letter, or that scribes mix up, fall together: ``hs`` and
``x``, ``ch`` and ``j``, ``t`` and ``d`` (Wade-Giles leaves out the apostrophe more often than not).
"""

from __future__ import annotations

import re
from functools import lru_cache

from licet.screening.script import HAN

LEAST = 7
"""A sound shorter than this many letters says too little to compare."""

# Longest first. Wade-Giles and pinyin initials and finals that stand for one sound.
_SAME_SOUND = (
    ("shih", "S"), ("chih", "J"), ("jih", "R"), ("ssu", "s"), ("szu", "s"), ("tzu", "z"),
    ("shi", "S"), ("zhi", "J"), ("chi", "J"), ("ri", "R"), ("tse", "ze"),
    ("sh", "S"), ("zh", "J"), ("ch", "J"), ("hs", "X"), ("ts", "z"), ("tz", "z"),
    ("j", "J"), ("q", "J"), ("x", "X"), ("c", "z"),
    ("k", "g"), ("t", "d"), ("p", "b"), ("r", "R"),
    ("iung", "iong"), ("ung", "ong"), ("ien", "ian"), ("yen", "ian"), ("yan", "ian"),
    ("yi", "i"), ("y", "i"), ("wu", "u"), ("w", "u"), ("uei", "ui"), ("iou", "iu"),
    ("uo", "o"), ("eh", "e"), ("ih", ""), ("v", "u"), ("h", "h"),
)  # fmt: skip
_UNITS = re.compile("|".join(old for old, _ in _SAME_SOUND))
_TABLE = dict(_SAME_SOUND)
_PINYIN_FORMS = re.compile(
    r"(jituan)?((gufen)?(youxian)(zeren)?|gufen|jituan)?gongsi$|zhushihuishe$|(yuhsien)?kungssu$"
    r"|(kufen)?yuhsienkungssu$"
)

_SPEAKABLE = re.compile(
    "(?:(?:zh|ch|sh|hs|ts|tz|ss|sz|[bpmfdtnlgkhjqxzcsrwy])?[aeiouv]{1,3}(?:ng|n|h|r)?)+"
)
"""Letters that may be Chinese syllables; what may not be is not worth listening to."""
_ENDS = frozenset("aeiouvngrh")


def spoken(core: str) -> str:
    """The sound of a core in Han characters (other characters stay as they are)."""
    from pypinyin import lazy_pinyin

    return coarse("".join(lazy_pinyin(core)))


@lru_cache(maxsize=65536)
def coarse(letters: str) -> str:
    """Letters reduced to the sounds that romanisations share."""
    return _UNITS.sub(lambda found: _TABLE[found[0]], letters)


def of_letters(core: str) -> str:
    """The sound of a core in Latin letters, read as Chinese without its legal form."""
    return coarse(_PINYIN_FORMS.sub("", core) or core)


def sound(core: str) -> str | None:
    """The sound key of a core, if it is long enough to mean anything."""
    if HAN.search(core):
        heard = spoken(core)
    elif len(core) >= LEAST and core[-1] in _ENDS and _SPEAKABLE.fullmatch(core):
        heard = of_letters(core)
    else:
        return None
    return heard if len(heard) >= LEAST else None
