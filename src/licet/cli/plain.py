"""Texts, paths and flags of the command line taken as they are.

Typer reads every value by way of Pydantic, whose import alone takes longer than a decision. A
text needs no reading, a flag is set or not, a path needs little; all else is left to Typer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

_PLAIN: dict[Any, Callable[[Any], Any]] = {str: str, Path: Path, bool: bool}
_READER = "_runtime_param"
"""Where Typer keeps what reads a parameter, once it has made it."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Reads one parameter: one value, or `several`."""

    read: Callable[[Any], Any]
    several: bool

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401, ARG002 - Typer's call
        """The value as the command takes it; nothing stays nothing."""
        if self.several:
            return [self.read(one) for one in value or ()]
        return None if value is None else self.read(value)


def plainly(command: Any) -> Any:  # noqa: ANN401 - a command of Click
    """The command, its texts, paths and flags read without Pydantic, and so those under it."""
    params = command.get_params

    def read_plainly(ctx: Any) -> list[Any]:  # noqa: ANN401 - Click's context
        return [_taught(param) for param in params(ctx)]

    command.get_params = read_plainly
    for one in getattr(command, "commands", {}).values():
        plainly(one)
    return command


def _taught(param: Any) -> Any:  # noqa: ANN401 - a parameter of Click
    reader = _reader(getattr(getattr(param, "type_descriptor", None), "annotation", None))
    if reader is not None and getattr(param, _READER, "") is None:
        setattr(param, _READER, reader)
    return param


def _reader(annotation: Any) -> Plain | None:  # noqa: ANN401 - any annotation of a parameter
    if annotation in _PLAIN:
        return Plain(_PLAIN[annotation], several=False)
    inner = get_args(annotation)
    if get_origin(annotation) is list and len(inner) == 1 and inner[0] in _PLAIN:
        return Plain(_PLAIN[inner[0]], several=True)
    return None
