"""`licet mcp`: the same answers for assistants, by the Model Context Protocol."""

from __future__ import annotations


def command() -> None:
    """Answer an assistant on standard input and output (MCP); it can change nothing."""
    from licet.web import assist

    assist()
