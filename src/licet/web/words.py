"""What the pages say, and the law's own words, in the language of their reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from licet.rulebook import Rulebook, Words
from licet.verdict import LANGUAGES, say, say_duty, say_expected, territory_words

_HERE = Path(__file__).parent
NAMES: Mapping[str, str] = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
"""Each language in its own words."""
SEPARATORS = {"en": ", "}


@cache
def own_words() -> Mapping[str, Words]:
    """Every text of the pages that is not law, by name: `words.yaml` and `*.words.yaml` beside it.

    Raises:
        ValueError: two files say the same name.
    """
    found: dict[str, Words] = {}
    for path in (_HERE / "words.yaml", *sorted(_HERE.glob("*.words.yaml"))):
        texts: Mapping[str, Words] = yaml.safe_load(path.read_text(encoding="utf-8"))
        if twice := found.keys() & texts.keys():
            raise ValueError(f"{path.name} says again: {', '.join(sorted(twice))}")
        found |= texts
    return found


@cache
def entry_titles(book: Rulebook) -> Mapping[tuple[str, str], Words]:
    """What each code of a list is called: fact and code → the title of its entry."""
    return {clause.entry: clause.title for clause in book.clauses if clause.entry is not None}


class Speech:
    """Says things in one language.

    Raises:
        ValueError: there are no words in that language.
    """

    def __init__(self, lang: str, book: Rulebook) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"one of {', '.join(LANGUAGES)} was expected, not «{lang}»")
        self.lang, self.book = lang, book

    def __call__(self, name: str, /, **values: object) -> str:
        """The pages' own text of that name, with `values` put in."""
        text = say(own_words()[name], self.lang)
        return text.format(**values) if values else text

    def of(self, words: Any) -> str:  # noqa: ANN401 - law words, a house word's name, or nothing
        """A text of the law, or the verdict's word of that name; nothing says nothing."""
        return "" if words is None else say(words, self.lang)

    def expected(self, text: str) -> str:
        """What was expected of something that cannot be right."""
        return say_expected(text, self.lang)

    def duty(self, name: str) -> str:
        """A duty in words."""
        return say_duty(name, self.lang)

    def join(self, texts: Iterable[str]) -> str:
        """Several things in a row."""
        return SEPARATORS.get(self.lang, "、").join(texts)

    def answer(self, outcome: str, review: str | None) -> str:
        """An outcome, and the policy where there is one."""
        return " · ".join(self.of(one) for one in (outcome, review) if one is not None)

    def territory(self, code: str) -> str:
        """The name of a territory."""
        return say(territory_words()[code], self.lang)

    def title(self, name: str) -> str:
        """What a fact, a reading or an instrument is called."""
        if name in self.book.readings:
            return self.of(self.book.readings[name].title)
        if name in self.book.facts:
            return self.of(self.book.facts[name].title)
        return next(
            (self.of(one.title) for one in self.book.instruments if one.short == name), name
        )

    def laws(self, shorts: Iterable[str]) -> str:
        """Instruments in a row, each by its number and what it is called."""
        return self.join(self("law_named", short=one, title=self.title(one)) for one in shorts)

    def code(self, name: str, code: str | int) -> str:
        """What a fact means by a code."""
        fact = self.book.facts[name]
        if fact.kind == "territory":
            return self.territory(str(code))
        label = fact.labels.get(code) or entry_titles(self.book).get((name, str(code)))
        if label is not None:
            return self.of(label)
        return self.of("none") if code == "none" else str(code)

    def value(self, name: str, value: Any) -> str:  # noqa: ANN401 - any fact's value, as JSON
        """A fact's value in words; what is not known is said to be so."""
        if value is None or value == {"lo": None, "hi": None}:
            return self.of("not_known")
        if isinstance(value, Mapping):
            lo, hi = value["lo"], value["hi"]
            if lo is None or hi is None:
                return self("at_most", hi=hi) if lo is None else self("at_least", lo=lo)
            return self("between", lo=lo, hi=hi)
        if isinstance(value, bool):
            return self.of("yes" if value else "no")
        fact = self.book.facts[name]
        if fact.kind == "number" or not fact.codes:
            return str(value)
        text = self.code(name, value)
        coded = fact.from_entries and value != "none"
        return f"{value} · {text}" if coded else text

    def tried(self, name: str, label: str) -> str:
        """An answer that was tried for a fact or a reading, as people read it."""
        if name in self.book.readings:
            return self.of(self.book.readings[name].options[label])
        if label in {"yes", "no", "other", "none"}:
            return self.of(label)
        fact = self.book.facts.get(name)
        if fact is None or fact.kind == "number":
            return label
        code = next((code for code in fact.codes if str(code) == label), None)
        return label if code is None else self.value(name, code)
