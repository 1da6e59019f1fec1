"""Assistants: the tools of `licet mcp`, asked over standard input and output by a real client."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.types import CallToolResult, ListToolsResult, TextContent

from licet import decide, in_language
from licet.web.assistants import called
from tests.web.conftest import Site

SITE = Site()
CASE = {"on": "2026-11-11", "facts": {"ship_from": "JP", "ship_to": "US", "act": "export"}}
HOLDINGS = [
    {"owner": "TOP", "owned": "MID", "share_lo": "60", "share_hi": "60"},
    {"owner": "MID", "owned": "SHIPPER", "share_lo": "50"},
]
OWN = {
    "party": "SHIPPER",
    "on": "2026-11-11",
    "known": "2026-11-11",
    "parties": [{"party": "TOP", "name": "Huawei Technologies Co., Ltd."}],
    "holdings": HOLDINGS,
}


def said(result: CallToolResult) -> Any:
    """The JSON of an answer."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return json.loads(content.text)


async def _session() -> tuple[ListToolsResult, list[CallToolResult]]:
    words = ["-c", "from licet.cli import main; main()", "mcp"]
    server = StdioServerParameters(command=sys.executable, args=words, env={"PYTHONPATH": "src"})
    async with Client(stdio_client(server)) as client:
        tools = await client.list_tools()
        asked: list[tuple[str, dict[str, Any]]] = [
            ("decide", CASE),
            ("law_clauses", {"cite": "61 §1(1)"}),
            ("decide", {"facts": {"ship_to": "XX"}}),
        ]
        return tools, [await client.call_tool(name, sent) for name, sent in asked]


def test_a_client_finds_the_tools_and_gets_the_answers_of_the_api() -> None:
    tools, (verdict, clauses, wrong) = asyncio.run(_session())
    names = {one.name for one in tools.tools}
    assert {"decide", "explain", "ask", "screen", "own", "lists", "law_search"} <= names
    assert all(one.annotations and one.annotations.read_only_hint for one in tools.tools)
    assert said(verdict) == SITE.post("/api/v1/decide", json=CASE).json()
    assert said(clauses) == SITE.get("/api/v1/law/clauses", params={"cite": "61 §1(1)"}).json()
    assert wrong.is_error
    assert said(wrong)["errors"][0]["pointer"] == "/facts/ship_to"


def test_every_tool_answers_as_the_api_does() -> None:
    pairs = [
        (called("ask", CASE), SITE.post("/api/v1/ask", json=CASE)),
        (called("own", OWN), SITE.post("/api/v1/own", json=OWN)),
        (
            called("screen", {"name": "Huawei", "on": "2026-11-11", "known": "2026-11-11"}),
            SITE.post("/api/v1/screen?on=2026-11-11&known=2026-11-11", json={"name": "Huawei"}),
        ),
        (called("lists", {}), SITE.get("/api/v1/lists")),
        (called("law_status", {}), SITE.get("/api/v1/law/status")),
        (
            called("law_search", {"text": "magnet"}),
            SITE.get("/api/v1/law/search", params={"q": "magnet"}),
        ),
    ]
    for tool, api in pairs:
        assert api.status_code == 200, api.text
        assert said(tool) == api.json()
    explained, whole = said(called("explain", CASE)), in_language(decide(**CASE), "en")  # type: ignore[arg-type]
    assert explained["outcome"] == whole["outcome"]
    assert 0 < len(explained["clauses"]) < len(whole["clauses"])


def test_a_call_that_cannot_be_is_told_what_was_expected() -> None:
    for name, sent, pointer in (
        ("own", {"party": "A"}, "/holdings"),
        ("decide", {"wishes": 1}, "/wishes"),
        ("fly", {}, "/name"),
        ("screen", {"name": ""}, "/name"),
        ("law_status", {"on": 5}, "/on"),
        ("own", OWN | {"holdings": [{"owner": "A"}]}, "/holdings/0"),
    ):
        result = called(name, sent)
        assert result.is_error
        assert pointer in [one["pointer"] for one in said(result)["errors"]]
