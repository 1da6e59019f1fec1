"""Every public thing says what it answers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.health.house import Function, Source, source, sources


def silent(given: Source) -> list[str]:
    """The public classes and functions of this file that have no docstring, and the file itself."""
    found = [] if ast.get_docstring(given.tree) else [given.path]
    return found + [
        f"{given.path}:{node.lineno}: {node.name}"
        for node in _public(given.tree)
        if not ast.get_docstring(node)
    ]


def _public(within: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    for node in within.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            if "overload" not in {ast.unparse(each) for each in node.decorator_list}:
                yield node
            # What a protocol asks for is said by the classes that keep it.
            if isinstance(node, ast.ClassDef) and "Protocol" not in map(ast.unparse, node.bases):
                yield from _public(node)


def test_every_public_thing_has_a_docstring() -> None:
    assert [each for given in sources() for each in silent(given)] == []


def test_this_check_bites() -> None:
    assert (
        len(silent(source("a.py", "class A:\n    def f(self): ...\n    def _g(self): ...\n"))) == 3
    )
