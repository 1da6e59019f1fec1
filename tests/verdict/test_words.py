"""Traditional Chinese says the same in the characters its readers use."""

from __future__ import annotations

import pytest

from licet.rulebook import rulebook
from licet.verdict import say


def _in_traditional(text: str) -> str:
    return say({"en": "", "zh": text}, "zh-Hant")


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("是否为军事用户", "是否為軍事用戶"),
        ("里面的众多群体", "裡面的眾多群體"),
        ("最终用户", "最終用戶"),
        ("商务部发布的文件", "商務部發布的文件"),
        ("信息不全的项目", "信息不全的項目"),
        ("钕铁硼、镝、铽、镥", "釹鐵硼、鏑、鋱、鑥"),
        ("标称的制程", "標稱的製程"),
        ("仅影响占比", "僅影響佔比"),
    ],
)
def test_characters_are_the_usual_ones_and_terms_stay_those_of_the_law(
    simplified: str, traditional: str
) -> None:
    assert _in_traditional(simplified) == traditional


def test_no_text_of_the_law_has_a_character_that_only_dictionaries_write() -> None:
    book = rulebook()
    texts = [clause.title for clause in book.clauses] + [fact.ask for fact in book.facts.values()]
    written = "".join(say(words, "zh-Hant") for words in texts)
    assert not set(written) & set("爲裏衆羣峯啓着")
