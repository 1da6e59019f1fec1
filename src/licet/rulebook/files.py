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
        Refused: it is not YAML, or a key stands twice.
    """
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = None if mark is None else mark.line + first_line
        raise Refused(Fault(file, "not YAML", error.problem or "could not be read", line)) from None
    except yaml.YAMLError as error:
        raise Refused(Fault(file, "not YAML", str(error).splitlines()[0])) from None
    return None if node is None else _value(node, file, first_line)


def _value(node: yaml.Node, file: str, first_line: int) -> Any:  # noqa: ANN401
    if isinstance(node, yaml.MappingNode):
        return _block(node, file, first_line)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, file, first_line) for item in node.value]
    style = getattr(node, "style", None)
    return _scalar(node.value, quoted=bool(style and style in "'\"|>"))


def _block(node: yaml.MappingNode, file: str, first_line: int) -> Block:
    block = Block()
    block.line = node.start_mark.line + first_line
    block.lines = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + first_line
        if key in block:
            raise Refused(Fault(file, key, "this key stands twice", line))
        block[key] = _value(value_node, file, first_line)
        block.lines[key] = line
    return block


def _scalar(text: str, *, quoted: bool) -> Any:  # noqa: ANN401
    if quoted:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return Decimal(text)
    if _DAY.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
