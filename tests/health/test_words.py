"""No file of words or of the law says the same key twice: the second would hide the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import yaml

from tests.health.house import HOUSE, ROOMS


def _twice(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        count = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        yield from (name for name, often in count.items() if often > 1)
        for _, value in node.value:
            yield from _twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _twice(one)


def test_no_key_stands_twice_in_a_mapping() -> None:
    found = {
        path.relative_to(HOUSE).as_posix(): names
        for path in sorted(ROOMS.rglob("*.yaml"))
        for node in yaml.compose_all(path.read_bytes(), yaml.CSafeLoader)
        if (names := list(_twice(node)))
    }
    assert not found
