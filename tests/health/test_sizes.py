"""Files, functions and doors stay small enough to be read at a sitting."""

from __future__ import annotations

import ast

from tests.health.house import Function, Source, source, sources

FILE, FUNCTION, DOOR = 300, 40, 15
LONGER = {
    # The checker of records is handed on as one file, to be read and run without the house.
    "src/licet/papers/verifier.py": 499,
}


def length(node: Function) -> int:
    """How many lines a function has, apart from docstring and signature.

    A docstring may be as long as it likes, and the signature of a command is a table of options.
    """
    said = node.body[0] if ast.get_docstring(node) else None
    begins = node.body[0].lineno
    return (node.end_lineno or begins) - begins + 2 - (0 if said is None else _lines(said))


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(given: Source) -> list[str]:
    """What in this file is longer than the house allows."""
    lines = given.text.count("\n")
    found = [f"{given.path}: {lines} lines"] if lines > LONGER.get(given.path, FILE) else []
    functions = (node for node in ast.walk(given.tree) if isinstance(node, Function))
    return found + [
        f"{given.path}:{node.lineno}: {node.name} has {length(node)} lines"
        for node in functions
        if length(node) > FUNCTION
    ]


def wide_door(given: Source) -> list[str]:
    """What in this `__init__.py` is more than a docstring, imports and `__all__`.

    A door may open by name: imports for the type checker, and `__getattr__` that carries them out.
    """
    body = given.tree.body[1:] if ast.get_docstring(given.tree) else given.tree.body
    found = [f"{given.path}: {len(body)} statements"] if len(body) > DOOR else []
    for node in body:
        names = [t.id for t in getattr(node, "targets", []) if isinstance(t, ast.Name)]
        by_name = isinstance(node, ast.FunctionDef) and node.name == "__getattr__"
        typed = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        imports = isinstance(node, ast.Import | ast.ImportFrom)
        if not (imports or by_name or typed or names == ["__all__"]):
            found.append(f"{given.path}:{node.lineno}: a door holds imports and __all__ only")
    return found


def test_no_file_is_over_300_lines_and_no_function_over_40() -> None:
    assert [each for given in sources() for each in too_long(given)] == []


def test_a_door_is_at_most_15_statements_and_holds_names_only() -> None:
    doors = [given for given in sources() if given.room and given.path.count("/") == 3]
    doors = [given for given in doors if given.path.endswith("/__init__.py")]
    assert doors
    assert [each for given in doors for each in wide_door(given)] == []


def test_these_checks_bite() -> None:
    assert too_long(source("src/licet/bom/a.py", "x = 1\n" * 301)) != []
    assert too_long(source("src/licet/bom/a.py", "def f():\n" + "    x = 1\n" * 40)) != []
    assert too_long(source("src/licet/bom/a.py", "def f():\n" + "    x = 1\n" * 39)) == []
    assert too_long(source("src/licet/bom/a.py", 'def f():\n    """a' + "\n" * 60 + '"""\n')) == []
    assert wide_door(source("src/licet/bom/__init__.py", "import a\n" * 16)) != []
    assert wide_door(source("src/licet/bom/__init__.py", "def f(): pass\n")) != []
