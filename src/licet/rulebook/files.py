"""YAML (and so JSON) files read strictly, with the line of every key kept for the reader.

Only ``true`` and ``false`` are yes/no (YAML 1.2), so Norway stays ``NO``; numbers stay exact
decimals; a key that stands twice is refused instead of winning silently.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from licet.basics import Fault, Refused

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)$")
_DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)([eE][-+]?[0-9]+)?$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_DEEPEST = 100
"""Levels of nesting that are read; law and cases need six."""
_LONGEST = 1000
"""Digits of a whole number; a longer one stays a decimal, and no fact can be it."""
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


class Block(dict[str, Any]):
    """A mapping that remembers its own line and the line of each key (the first line is 1)."""

    line: int
    lines: dict[str, int]


def read(text: str, file: str, first_line: int = 1) -> Any:  # noqa: ANN401 - whatever it holds
    """What `text` holds: `Block`, list, str, int, Decimal, date, bool or None.

    Args:
        text: YAML or JSON.
        file: what to call it in a fault.
        first_line: the line of the file at which `text` begins.

    Raises:
        Refused: it is not YAML, a key stands twice, or a value is an alias of another.
    """
    try:
        if _depth(text) > _DEEPEST:
            raise Refused(Fault(file, "not YAML", f"it is nested deeper than {_DEEPEST} levels"))
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        last = max(len(text.splitlines()) - 1, 0)
        line = None if mark is None else min(mark.line, last) + first_line
        expected = error.problem or "could not be read"
        if mark is not None and any("\t" in ln for ln in text.split("\n")[mark.line :][:1]):
            expected += "; a tab cannot indent, use blanks"
        raise Refused(Fault(file, "not YAML", expected, line)) from None
    except yaml.YAMLError as error:
        raise Refused(Fault(file, "not YAML", str(error).splitlines()[0])) from None
    return None if node is None else _Reader(file, first_line).value(node)


def _depth(text: str) -> int:
    """How deep it is nested; composing what is very deep would end the process."""
    if sum(text.count(opening) for opening in ("[", "{", "- ", "? ")) <= _DEEPEST:
        return 0
    depth = deepest = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            break
    return deepest


class _Reader:
    """Turns nodes into values; a node met twice is an alias, which is refused."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file, self.first_line = file, first_line
        self._seen: set[int] = set()

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first_line

    def value(self, node: yaml.Node) -> Any:  # noqa: ANN401
        if id(node) in self._seen:
            expected = "a value written out was expected, not an alias (*)"
            raise Refused(Fault(self.file, "alias", expected, self._line(node)))
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._block(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item) for item in node.value]
        style = getattr(node, "style", None)
        return _scalar(node.value, quoted=bool(style and style in "'\"|>"))

    def _block(self, node: yaml.MappingNode) -> Block:
        block = Block()
        block.line = self._line(node)
        block.lines = {}
        for key_node, value_node in node.value:
            line = self._line(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                raise Refused(Fault(self.file, "key", "a plain text was expected", line))
            key = str(key_node.value)
            if key in block:
                raise Refused(Fault(self.file, key, "this key stands twice", line))
            block[key] = self.value(value_node)
            block.lines[key] = line
        return block


def _scalar(text: str, *, quoted: bool) -> Any:  # noqa: ANN401
    if quoted:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text) and len(text) <= _LONGEST:
        return int(text)
    if _DECIMAL.match(text):
        return Decimal(text)
    if _DAY.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
