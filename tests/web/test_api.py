"""The API: the same JSON as library and commands, and a problem for everything else."""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mcp.types import TextContent

from licet import decide, in_language
from licet.rulebook import Rulebook, rulebook
from licet.verdict import decide_cases, read_case
from licet.web.assistants import called
from tests.cli.run import Terminal
from tests.foresee.conftest import ALL_KNOWN
from tests.web.conftest import Site

SITE = Site()
PROVING = os.environ.get("LICET_PROVE") == "yes"
"""In `make prove` five hundred cases are decided four times over."""


@pytest.fixture
def licet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """`licet WORD …`."""
    return Terminal(monkeypatch, capsys)


def random_cases(book: Rulebook, count: int) -> Iterator[dict[str, Any]]:
    """Cases that state about a third of everything, every other one beside a case all known."""
    chance = random.Random(61)  # noqa: S311 - the same cases every time
    for number in range(count):
        facts: dict[str, Any] = dict(ALL_KNOWN) if number % 2 else {}
        share = 0.03 if number % 2 else 0.35
        for name, fact in book.business_facts().items():
            if fact.follows or chance.random() > share:
                continue
            if fact.kind == "yes_no":
                facts[name] = chance.random() < 0.3
            elif fact.kind == "number":
                lo = chance.randint(1, 2000)
                facts[name] = chance.choice([str(lo), {"lo": str(lo), "hi": str(lo + 7)}])
            else:
                facts[name] = chance.choice(fact.codes)
        yield {
            "on": chance.choice(["2025-10-20", "2025-12-05", "2026-11-11", "2026-11-22"]),
            "known": "2026-11-22",
            "scenario": chance.choice([None, "suspension-lapsed"]),
            "readings": {"A-09": chance.choice(["embedded_caught", "not_caught", None])},
            "facts": facts,
        }


def test_cases_are_the_same_by_library_by_command_by_api_and_for_an_assistant(
    book: Rulebook, licet: Terminal, tmp_path: Path
) -> None:
    cases = list(random_cases(book, 500 if PROVING else 100))
    read = [read_case(one, book) for one in cases]
    library = json.loads(json.dumps(in_language(decide_cases(read, book), "zh-Hans")))
    assert len({one["outcome"] for one in library}) > 2
    for at in (0, 1, 77):
        assert json.loads(json.dumps(in_language(decide(**cases[at]), "zh-Hans"))) == library[at]
        assert SITE.post("/api/v1/decide?lang=zh-Hans", json=cases[at]).json() == library[at]
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(cases))
    assert json.loads(licet("decide", str(path), "--json", "--lang", "zh-Hans").out) == library
    assert SITE.post("/api/v1/decide?lang=zh-Hans", json=cases).json() == library
    said = called("decide", {"cases": cases, "lang": "zh-Hans"}).content[0]
    assert isinstance(said, TextContent)
    assert json.loads(said.text) == library
    lines = "\n".join(json.dumps(one) for one in cases[:50])
    batch = SITE.post("/api/v1/decide/batch?lang=zh-Hans", content=lines).text.splitlines()
    assert [json.loads(line) for line in batch] == library[:50]


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        (b'{"facts": {"ship_to": "XX", "use_wmd": 1}}', ["/facts/ship_to", "/facts/use_wmd"]),
        (b'[{"facts": {}}, {"on": "soon"}]', ["/1/on"]),
        (b'{"readings": {"A-09": "so"}}', ["/readings/A-09"]),
        (b'{"readings": {"A-09": ["so"]}}', ["/readings/A-09"]),
        (b'{"scenario": "facts.yaml"}', ["/scenario"]),
        (b'{"facts": {"ship_to": "US", "ship_to": "DE"}}', [""]),
        (b'{"facts": {"item_value": 1e999999}}', ["/facts/item_value"]),
        (b'{"facts": {"ship_to": "\\ud800"}}', ["/facts/ship_to"]),
        (b"[" * 100_000, [""]),
        (b"", [""]),
        (b"[]", [""]),
    ],
)
def test_what_cannot_be_decided_is_pointed_at(body: bytes, pointers: list[str]) -> None:
    answer = SITE.post("/api/v1/decide", content=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [one["pointer"] for one in answer.json()["errors"]] == pointers


def test_what_is_wrong_is_said_in_the_language_of_whoever_asks() -> None:
    def details(told: dict[str, Any]) -> list[str]:
        return [told["detail"], *(one["detail"] for one in told.get("errors", ()))]

    def tool(name: str, said: dict[str, Any]) -> dict[str, Any]:
        return dict(json.loads(str(getattr(called(name, said).content[0], "text", ""))))

    bad = {"facts": {"ship_from": "XX", "ship_too": "US"}, "on": "soon"}
    english = SITE.post("/api/v1/decide", json=bad).json()
    assert english["detail"] == "What was sent cannot be decided."
    chinese = SITE.post("/api/v1/decide?lang=zh-Hans", json=bad).json()
    assert details(chinese)[0] == "所发送的内容无法判定。"
    asked = [
        chinese,
        SITE.post("/api/v1/decide", json=bad, headers={"accept-language": "zh-TW,en"}).json(),
        json.loads(SITE.post("/api/v1/decide/batch?lang=zh-Hans", content=b"nope").text),
        SITE.get("/api/v1/nothing", headers={"accept-language": "zh"}).json(),
        SITE.get("/api/v1/law/facts?limit=0", headers={"accept-language": "zh"}).json(),
        SITE.get("/api/v1/lists?limit=x", headers={"accept-language": "zh"}).json(),
        SITE.get("/api/v1/decide", headers={"accept-language": "zh"}).json(),
        SITE.post("/api/v1/decide?lang=zh-Hans", content=b" " * 1_048_577).json(),
        SITE.get("/api/v1/law/facts", headers={"accept-language": "zh", "host": "evil"}).json(),
        tool("decide", bad | {"lang": "zh-Hans"}),
    ]
    for told in asked:
        for text in details(told):
            assert re.search(r"[一-鿿]", text), text
            assert not re.search(r"[A-Za-z]{3} [a-z]{2}", re.sub("[“（].*?[”）]", "", text)), text


def test_nan_is_unknown_and_no_number() -> None:
    nan = SITE.post("/api/v1/decide", content=b'{"facts": {"item_value": NaN}}')
    assert nan.json() == SITE.post("/api/v1/decide", content=b'{"facts": {}}').json()


def test_a_bad_line_of_a_batch_is_a_problem_and_the_others_go_on() -> None:
    lines = b'{"facts": {}}\n\nnope\n{"facts": {"ship_to": "US"}}'
    found = [
        json.loads(one) for one in SITE.post("/api/v1/decide/batch", content=lines).iter_lines()
    ]
    assert [one.get("status") for one in found] == [None, 422, None]
    assert found[1]["line"] == 3


def test_more_than_is_taken_at_once_is_refused() -> None:
    answer = SITE.post("/api/v1/decide", content=b" " * 1_048_577)
    assert answer.status_code == 413
    assert answer.json()["title"]


def test_the_law_by_api_is_that_of_the_commands(licet: Terminal) -> None:
    days = ("2025-10-20", "2026-11-22")
    told = licet("law", "status", "--on", days[0], "--known", days[1], "--json").out
    url = f"/api/v1/law/status?on={days[0]}&known={days[1]}"
    assert SITE.get(url).json() == json.loads(told)
    told = licet("law", "show", "61 §1(1)", "--json").out
    assert SITE.get("/api/v1/law/clauses", params={"cite": "61 §1(1)"}).json() == json.loads(told)
    assert SITE.get("/api/v1/law/facts").json() == json.loads(licet("law", "facts", "--json").out)
    assert SITE.get("/api/v1/law/clauses?cite=99").status_code == 404
    assert SITE.get("/api/v1/law/status?on=soon").json()["errors"][0]["pointer"] == "/on"


def test_a_name_is_screened_as_by_the_command(licet: Terminal) -> None:
    days = "--on 2026-11-22 --known 2026-11-22".split()
    told = json.loads(licet("screen", "General Dynamics", "--country", "US", *days, "--json").out)
    url = "/api/v1/screen?on=2026-11-22&known=2026-11-22"
    asked = {"name": "General Dynamics", "country": "US"}
    assert SITE.post(url, json=asked).json() == told
    assert SITE.post(url, json=[asked, asked]).json() == [told, told]
    assert SITE.post(url, json={"nom": "x"}).status_code == 422


def test_the_api_describes_itself() -> None:
    told = SITE.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert all(place.startswith("/api/v1/") for place in told["paths"])
    body = told["paths"]["/api/v1/decide"]["post"]["requestBody"]["content"]["application/json"]
    case = body["schema"]["oneOf"][0]["properties"]
    assert "ship_to" in case["facts"]["properties"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *rulebook().business_facts(),
                    "facts",
                    "on",
                    "known",
                    "readings",
                    "A-09",
                    "lo",
                    "x~/",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(anything, st.sampled_from(["decide", "decide/batch", "screen"]))
def test_whatever_is_sent_is_answered_or_refused_and_never_our_fault(sent: Any, where: str) -> None:
    answer = SITE.post(f"/api/v1/{where}", content=json.dumps(sent).encode())
    assert answer.status_code in {200, 422}
    assert answer.headers["content-type"] in {
        "application/json",
        "application/problem+json",
        "application/x-ndjson",
    }
