"""Cases that wait together: decided in one batch, answered as if each had been alone."""

from __future__ import annotations

import asyncio
import json
import random
from typing import Any

import httpx
import pytest

from licet.basics import json_text
from licet.rulebook import Rulebook
from licet.verdict import (
    LANGUAGES,
    decide_cases,
    in_language,
    read_case,
    verdict_texts,
)
from licet.web import together
from licet.web.together import Together
from tests.web.conftest import Site
from tests.web.test_api import random_cases

SITE = Site()


def alone(case: dict[str, Any], lang: str, book: Rulebook) -> str:
    """The answer to one case by itself, by way of the verdict as a mapping."""
    return json_text(in_language(decide_cases([read_case(case, book)], book)[0], lang))


def test_random_cases_in_random_batches_are_answered_to_the_letter_as_alone(
    book: Rulebook,
) -> None:
    chance = random.Random(2026)  # noqa: S311 - the same batches every time
    cases = list(random_cases(book, 60))
    chance.shuffle(cases)
    while cases:
        size = chance.randint(1, 17)
        some, cases = cases[:size], cases[size:]
        langs = [chance.choice(LANGUAGES) for _ in some]
        found = verdict_texts([read_case(one, book) for one in some], book, langs)
        assert found == [alone(case, lang, book) for case, lang in zip(some, langs, strict=True)]


async def at_once(sent: list[tuple[str, bytes]]) -> list[httpx.Response]:
    """The answers to requests that are all on their way at the same moment."""
    transport = httpx.ASGITransport(SITE.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
        asked = (
            client.post(f"/api/v1/decide?lang={lang}", content=body, timeout=60)
            for lang, body in sent
        )
        return await asyncio.gather(*asked)


def test_who_asks_at_once_gets_the_own_answer_and_a_bad_case_harms_nobody(
    book: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    def counted(asked: Any) -> None:
        sizes.append(len(asked))
        real(asked)

    real = together.decide_some
    monkeypatch.setattr(together, "decide_some", counted)
    cases = list(random_cases(book, 20))
    sent = [(LANGUAGES[n % 3], json.dumps(case).encode()) for n, case in enumerate(cases)]
    bad = [("en", b"nope"), ("en", b'{"facts": {"ship_to": "XX"}}'), ("xx", b"{}")]
    mixed = [*sent[:7], bad[0], *sent[7:12], *bad[1:], *sent[12:]]
    answers = asyncio.run(at_once(mixed))
    assert max(sizes) > 1
    assert max(sizes) <= together.MOST
    refused = [one for one in answers if one.status_code == 422]
    assert [one.json()["errors"][0]["pointer"] for one in refused] == [
        "",
        "/facts/ship_to",
        "/lang",
    ]
    said = [one.text for one in answers if one.status_code == 200]
    expected = [alone(case, LANGUAGES[n % 3], book) for n, case in enumerate(cases)]
    assert said == expected


def test_a_fault_of_ours_reaches_everybody_who_waits_and_the_next_are_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    async def asked(by: Together) -> list[Any]:
        several = (by.decided(b'{"facts": {}}', "en") for _ in range(3))
        return await asyncio.gather(*several, return_exceptions=True)

    by = Together()
    with monkeypatch.context() as broke:
        broke.setattr(together, "verdict_texts", broken)
        assert {type(one) for one in asyncio.run(asked(by))} == {ZeroDivisionError}
    assert len(set(asyncio.run(asked(by)))) == 1
