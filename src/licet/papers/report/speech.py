"""The report's own words, and those of the law, in the language of its reader."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from licet.rulebook import Words
from licet.verdict import LANGUAGES, say, say_note

_FILE = Path(__file__).with_name("words.yaml")


@cache
def own_words() -> Mapping[str, Words]:
    """Every text of the report that is not law, by name."""
    found: Mapping[str, Words] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


class Speech:
    """Says things in one language.

    Raises:
        ValueError: there are no words in that language.
    """

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"one of {', '.join(LANGUAGES)} was expected, not «{lang}»")
        self.lang = lang
        self.colon = ": " if lang == "en" else "："
        self._said: dict[tuple[str, str], str] = {}

    def __call__(self, name: str, **values: object) -> str:
        """The report's own text of that name, with `values` put in."""
        text = self.of(own_words()[name])
        return text.format(**values) if values else text

    def of(self, words: Any) -> str:  # noqa: ANN401 - law words, a house word's name, or nothing
        """A text of the law, or the verdict's word of that name; nothing says nothing."""
        if words is None:
            return ""
        if isinstance(words, str):
            return say(words, self.lang)
        key = words["en"], words.get("zh", "")
        if key not in self._said:
            self._said[key] = say(words, self.lang)
        return self._said[key]

    def told(self, text: str) -> str:
        """What another room noted, as far as its phrases are known."""
        return say_note(text, self.lang)

    def count(self, name: str, number: int) -> str:
        """A number of things: the text `name_one` for one of them, else `name_many`."""
        return self(f"{name}_one" if number == 1 else f"{name}_many", count=f"{number:,}")

    def supposing(self, title: str) -> str:
        """A scenario's title as a condition: ``If the suspension lapsed``."""
        if self.lang == "en" and title.startswith("The "):
            title = title[0].lower() + title[1:]
        return self("if_world", title=title)

    def join(self, texts: list[str]) -> str:
        """Several things in a row."""
        return (", " if self.lang == "en" else "、").join(texts)
