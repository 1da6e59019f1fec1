"""What the picture of a party's holders says, in the language of its reader."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from pathlib import Path

import yaml

from licet.basics import Range, Truth, plain
from licet.facts import Holder
from licet.intake import FINEST
from licet.ownership import Ask, Caution, Held, Link
from licet.rulebook import Words
from licet.verdict import say

_FILE = Path(__file__).with_name("words.yaml")
_NONE, _ALL = Decimal(0), Decimal(100)
_FINE, _SHOWN, _HALF = Decimal("0.000001"), Decimal("0.001"), Decimal(50)
_ANSWERS = {True: "answer_yes", False: "answer_no", None: "answer_open"}
_TRUTHS = {True: "yes", False: "no", None: "not_known"}


@cache
def _words() -> Mapping[str, Words]:
    found: Mapping[str, Words] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


class Telling:
    """Says what holdings come to, in one language, by the names of the parties."""

    def __init__(self, lang: str, parties: Mapping[str, Holder]) -> None:
        self.lang, self.parties = lang, parties

    def __call__(self, word: str, **values: object) -> str:
        """The text of that name with `values` put in."""
        text = say(_words()[word], self.lang)
        return text.format(**values) if values else text

    def name(self, party: str | None) -> str:
        """A party by its name, in its own script for a Chinese reader."""
        if party is None:
            return self("somebody")
        return self.names(self.parties.get(party, Holder(party)))[0]

    def names(self, held: Holder) -> list[str]:
        """The names of a party, first the one that the reader can read."""
        names = list(dict.fromkeys(name for name in (held.name, held.name_local) if name))
        latin = self.lang == "en"
        return sorted(names, key=lambda name: name.isascii() != latin)

    def answer(self, held: Truth) -> str:
        """The answer to the question of the page."""
        return self(_ANSWERS[held])

    def truth(self, held: Truth) -> str:
        """Yes, no, or not known."""
        return say(_TRUTHS[held], self.lang)

    def share(self, share: Range) -> str:
        """A share in words: its ends, and whether they are included."""
        lo = _NONE if share.lo is None else share.lo
        hi = _ALL if share.hi is None else share.hi
        if (lo, hi) == (_NONE, _ALL):
            return self("share_unknown")
        if lo == hi or hi - lo < _FINE:
            return self("exactly", lo=_end(lo, FINEST)[0])
        low, over = _end(lo, FINEST)
        high, under = _end(hi, -FINEST)
        if hi == _ALL:
            return self("over" if over else "at_least", lo=low)
        if lo == 0:
            return self("under" if under else "at_most", hi=high)
        words = {(True, True): "over_under", (True, False): "over_to", (False, True): "from_under"}
        return self(words.get((over, under), "from_to"), lo=low, hi=high)

    def held(self, link: Link) -> list[str]:
        """What the owner of a link holds, a line for each measure."""
        kinds = {stake.kind for stake in link.stakes}
        if "branch" in kinds:
            return [self("branch")]
        if kinds == {"consolidation"}:
            return [self("consolidated")]
        if kinds == {"other"}:
            return [self("right")]
        most = self.share(Range(*link.most()))
        if link.indirect:
            return [self("indirect", share=most)]
        told = [
            self(kind, share=self.share(Range(*ends)))
            for kind, ends in (("equity", link.equity), ("votes", link.votes))
            if kind in kinds
        ]
        return told or [most]

    def days(self, link: Link) -> list[str]:
        """Since when and until when the rows behind a link hold."""
        starts = [stake.start for stake in link.stakes if stake.start is not None]
        ends = [stake.last for stake in link.stakes if stake.last is not None]
        since = [self("since", day=max(starts).isoformat())] if starts else []
        return since + ([self("until", day=min(ends).isoformat())] if ends else [])

    def sentence(self, link: Link) -> str:
        """A link as a sentence."""
        owned, owner = self.name(link.owned), self.name(link.owner)
        share = ", ".join(self.held(link)) if self.lang == "en" else "，".join(self.held(link))
        if any(stake.kind == "branch" for stake in link.stakes):
            return self("link_branch", owner=owner, owned=owned)
        word = "link"
        if link.opaque:
            word = "link_unknown" if link.owner is None else "link_opaque"
        return self(word, owner=owner, owned=owned, share=share)

    def questions(self, held: Held) -> list[str]:
        """What to ask; where nothing is missing but a reading of the law, that."""
        asks = list(map(self.question, held.ask))
        if held.held is None and held.recorded and not any(ask.settles for ask in held.ask):
            added = held.by_reading["aggregate"].held is not False
            asks.append(self("ask_added" if added else "ask_reading"))
        return asks

    def question(self, ask: Ask) -> str:
        """What to ask, with what is on record of it."""
        owner, owned = self.name(ask.owner), self.name(ask.owned)
        share = self.share(ask.per_cent)
        if ask.kind == "holder" and ask.owner is None:
            return self("ask_somebody", owned=owned, share=share)
        text = self(f"ask_{ask.kind}", owner=owner, owned=owned)
        return f"{text} ({self('recorded', share=share)})" if ask.kind == "stake" else text

    def listing(self, held: Holder) -> str:
        """Which list a party is on, or may be on, by which notice."""
        if held.listed is False and not held.listing:
            return ""
        which, _, notice = held.listing.partition(" ")
        named = self(f"{which}_list") if which else self("listed_so")
        if held.listed is None:
            named = self("may_be", list=named)
        effect = f"effect_{held.effect}"
        parts = [named, notice, self(effect) if effect in _words() else ""]
        return " · ".join(part for part in parts if part)

    def caution(self, flag: Caution) -> str:
        """A flag about the party as a sentence."""
        word: str = flag.kind
        if word == "control" and flag.listed is not False:
            word = "control_listed" if flag.listed else "control_perhaps"
        return self(
            word,
            owner=self.name(flag.owner), owned=self.name(flag.owned), party=self.name(flag.party),
            share=self.share(flag.share),
        )  # fmt: skip


def _end(number: Decimal, step: Decimal) -> tuple[str, bool]:
    """An end as it was written, and whether it is left out; one with many digits in fewer.

    A lowest share is rounded down and a highest up, but never across the half.
    """
    written = number - step
    fine = number != number.quantize(_FINE)
    if fine and written == written.quantize(_FINE):
        return plain(written), True
    near = number.quantize(_SHOWN, ROUND_FLOOR if step > 0 else ROUND_CEILING)
    return plain(near if (near >= _HALF) == (number >= _HALF) else number), False
