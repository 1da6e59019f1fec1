"""Which entries are worth comparing with a name: every one that a feature may speak for.

Equal cores, orders, scans and sounds are looked up; beginnings are found by bisection. For wrong
letters every listed name is compared by the bag of its letters (a few bits each, so thousands
cost little) and by letter where the bags are close; unlike an index of letter groups this misses
nothing that few wrong letters set apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from licet.screening.cantonese import sketches
from licet.screening.features import MOST, scanned
from licet.screening.sound import sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from licet.screening.name import Key

_LEAST_PREFIX = 5
_LETTERS = 32
"""Kinds of letters that are told apart: by the last bits of their code points."""
_BLOCK = 2048
Bits = npt.NDArray[np.uint64]
Sizes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Nearby:
    """The keys of an index, ready to be looked up; answers are places in `listed`."""

    listed: tuple[Key, ...]
    tables: Mapping[str, Mapping[str, Sequence[int]]]
    texts: Sequence[str]
    places: Mapping[str, Sequence[int]]
    bags: tuple[Bits, Sizes]

    @classmethod
    def of(cls, listed: Iterable[Key]) -> Nearby:
        """Ready to find any of `listed`."""
        every = tuple(listed)
        tables: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, key in enumerate(every):
            for name, value in _looks(key):
                tables[name][value].append(place)
        places: dict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(every):
            for text in dict.fromkeys((key.core, key.whole)):
                places[text].append(place)
        plain = {name: dict(table) for name, table in tables.items()}
        texts = sorted(places)
        return cls(every, plain, texts, dict(places), _bags(texts))

    def of_one(self, key: Key) -> set[int]:
        """The places of the keys near this one."""
        return self.of_many((key,)).get(0, set())

    def of_many(self, keys: Sequence[Key]) -> dict[int, set[int]]:
        """For the place of every key in `keys` that has any: the places of those near it."""
        found = {at: near for at, key in enumerate(keys) if (near := self._looked_up(key))}
        asked: dict[str, list[int]] = defaultdict(list)
        for at, key in enumerate(keys):
            asked[key.core].append(at)
            # A legal form that was understood need not be compared letter by letter.
            if not key.families and key.whole != key.core:
                asked[key.whole].append(at)
        for mine, its in self._apart(list(asked)):
            for at in asked[mine]:
                found.setdefault(at, set()).update(self.places[its])
        return found

    def _apart(self, asked: Sequence[str]) -> Iterable[tuple[str, str]]:
        """The pairs of texts, asked and listed, that few wrong letters set apart."""
        if not asked or not self.texts:
            return
        mine, sizes = _bags(asked)
        its, lengths = self.bags
        for start in range(0, len(asked), _BLOCK):
            block = slice(start, start + _BLOCK)
            close = np.bitwise_count(mine[block, None] ^ its[None, :]) <= 2 * MOST
            close &= np.abs(sizes[block, None] - lengths[None, :]) <= MOST
            for at, place in np.argwhere(close).tolist():
                one, other = asked[start + at], self.texts[place]
                if OSA.distance(one, other, score_cutoff=MOST) <= MOST:
                    yield one, other

    def _looked_up(self, key: Key) -> set[int]:
        near: set[int] = set()
        for name, value in _looks(key):
            near.update(self.tables.get(name, {}).get(value, ()))
        whole = key.whole
        if len(whole) >= _LEAST_PREFIX:
            at = bisect_left(self.texts, whole)
            while at < len(self.texts) and self.texts[at].startswith(whole):
                near.update(self.places[self.texts[at]])
                at += 1
        return near


def _bags(texts: Sequence[str]) -> tuple[Bits, Sizes]:
    """Which letters each text has, and whether more than once, as bits; and its length.

    A wrong letter turns at most two of the bits, so texts that differ in more than twice as many
    bits as letters may be wrong need not be compared.
    """
    sizes = np.fromiter(map(len, texts), np.int32, len(texts))
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32) & (_LETTERS - 1)
    places = np.repeat(np.arange(len(texts)), sizes) * _LETTERS + codes
    times = np.bincount(places, minlength=len(texts) * _LETTERS).reshape(-1, _LETTERS)
    bits = np.uint64(1) << np.arange(_LETTERS, dtype=np.uint64)
    once, twice = ((times > least).astype(np.uint64) @ bits for least in (0, 1))
    return once | (twice << np.uint64(_LETTERS)), sizes


def _looks(key: Key) -> Iterable[tuple[str, str]]:
    yield "core", key.core
    yield "scan", scanned(key.core)
    if len(key.every) > 1:
        bald, every = key.orders
        yield "order", bald
        yield "every_order", every
    heard = sound(key.core)
    if heard is not None:
        yield "sound", heard
    for sketch in sketches(key.core, key.words):
        yield "cantonese", sketch
