"""The papers of a case have every word in both languages, and nothing else."""

from __future__ import annotations

from licet.papers.case_papers import _words


def test_every_word_of_the_papers_is_said_in_chinese_and_english() -> None:
    assert {name for name, said in _words().items() if set(said) != {"zh", "en"}} == set()
    assert all(all(said.values()) for said in _words().values())
