"""Licet: is a Chinese rare-earth export licence needed, why, and which fact would settle it?"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.basics import Fault, Range, Refused
    from licet.rulebook import rulebook
    from licet.verdict import Verdict, decide, in_language

__all__ = ["Fault", "Range", "Refused", "Verdict", "decide", "in_language", "rulebook"]
_ROOMS = ("licet.basics", "licet.rulebook", "licet.verdict")


def __getattr__(name: str) -> object:
    """A public name, from its room; rooms are entered when something of theirs is wanted."""
    if name in __all__:
        for room in map(import_module, _ROOMS):
            if name in room.__all__:
                globals()[name] = getattr(room, name)
                return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
