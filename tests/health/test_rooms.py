"""Rooms are the nouns of the trade, and are entered by their doors."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.health.house import HOUSE, ROOMS, Source, names_in, source, sources

NOT_A_ROOM = frozenset(
    "base common core helpers lib managers misc models services shared tools util utils".split()
)


def shown(door: Source) -> set[str]:
    """The names in `__all__` of a door."""
    for node in door.tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def imports(given: Source) -> Iterator[tuple[int, str, str]]:
    """Line, module and name of each import; the name of a plain ``import`` is empty."""
    for node in ast.walk(given.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name, "") for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((node.lineno, node.module or "", each.name) for each in node.names)


def past_the_door(given: Source, doors: dict[str, set[str]]) -> list[str]:
    """Imports of this file that enter another room elsewhere than by its door."""
    found = []
    for line, module, name in imports(given):
        parts = module.split(".")
        if parts[0] != "licet" or len(parts) == 1 or parts[1] == given.room:
            continue
        if len(parts) > 2 or name not in doors.get(parts[1], set()):
            found.append(f"{given.path}:{line}: {module} {name}".rstrip())
    return found


def test_no_room_is_named_for_nothing_in_the_trade() -> None:
    assert NOT_A_ROOM.isdisjoint(names_in(ROOMS))
    files = {given.path.rsplit("/", 1)[1].removesuffix(".py") for given in sources()}
    assert NOT_A_ROOM.isdisjoint(files)


def test_every_room_has_a_door_and_the_law_has_no_python() -> None:
    assert [name for name in names_in(ROOMS) if not (ROOMS / name / "__init__.py").exists()] == []
    assert list((ROOMS / "law").rglob("*.py")) == []


def test_rooms_enter_each_other_only_by_the_door() -> None:
    doors = {
        given.room: shown(given)
        for given in sources()
        if given.path == f"src/licet/{given.room}/__init__.py"
    }
    assert doors
    assert [each for given in sources() for each in past_the_door(given, doors)] == []


def test_tests_mirror_the_rooms() -> None:
    others = {"benches", "documents", "health", "journeys", "laws", "parity"}
    ours = {path.parent.name for path in (HOUSE / "tests").glob("*/test_*.py")}
    assert ours - others <= set(names_in(ROOMS))


def test_the_door_check_bites() -> None:
    doors = {"bom": {"trace"}}

    def caught(line: str) -> bool:
        return past_the_door(source("src/licet/facts/a.py", line), doors) != []

    assert not caught("from licet.bom import trace")
    assert not caught("from licet.facts.b import c")
    assert caught("from licet.bom.tree import trace")
    assert caught("from licet.bom import tree")
    assert caught("import licet.bom.tree")
