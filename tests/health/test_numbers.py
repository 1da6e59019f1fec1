"""Money and law are exact: binary floating point stands only where a reason allows it."""

from __future__ import annotations

import ast

from tests.health.house import Source, source, sources

# Path (or folder, ending in a slash) from src/licet: why a float does no harm there.
ALLOWED = {
    "intake/binary.py": "what was stored in binary is rounded to the digits a spreadsheet keeps",
    "papers/holders/": "places in a picture; every share in it is written from exact numbers",
    "papers/impact.py": "places in a picture; every figure in it is written from whole numbers",
    "papers/questionnaire_docx.py": "the width of a column on paper",
    "papers/sheets/": "places on a page; every figure on it is written from exact numbers",
    "ownership/solve.py": "a guess at which parties are held whole; the answer is solved exactly",
    "rulebook/vocabulary.py": "how near a name is to the one that may be meant",
    "screening/": "how alike two names are; the answer is same, unknown or clear",
}
TYPES = frozenset(("float", "float16", "float32", "float64", "double"))


def floats(given: Source) -> list[str]:
    """Each place of this file that makes or names a float, but to ask whether it was given one."""
    found = []
    asked = {
        id(part)
        for node in ast.walk(given.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance"
        for part in ast.walk(node.args[1])
    }
    for node in ast.walk(given.tree):
        if id(node) in asked:
            continue
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        name = getattr(node, "id", getattr(node, "attr", ""))
        if literal or (isinstance(node, ast.Name | ast.Attribute) and name.lower() in TYPES):
            found.append(f"{given.path}:{getattr(node, 'lineno', 0)}")
    return found


def allowance(given: Source) -> str | None:
    """The entry of `ALLOWED` that covers this file."""
    place = given.path.removeprefix("src/licet/")
    return next((each for each in ALLOWED if place == each or place.startswith(each)), None)


def test_no_float_where_no_reason_allows_it() -> None:
    assert [spot for each in sources() if allowance(each) is None for spot in floats(each)] == []


def test_every_allowance_is_used() -> None:
    assert {allowance(each) for each in sources() if floats(each)} - {None} == set(ALLOWED)


def test_this_check_bites() -> None:
    assert floats(source("a.py", "x = float(y)")) != []
    assert floats(source("a.py", "x = 0.1")) != []
    assert floats(source("a.py", "isinstance(x, int | float)")) == []
    assert floats(source("a.py", "x = pl.Float64")) != []
    assert floats(source("a.py", "x = Decimal('0.1') + 1")) == []
