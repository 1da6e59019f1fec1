"""What is asked of the parts list: on which day, what counts, which articles, which readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from licet.basics import Truth

OPTIONS = {
    "A-01": ("every_level", "magnet", "assembly"),
    "A-02": ("sum", "each"),
    "A-03": ("highest_over_lowest", "purchase", "market"),
    "A-04": ("count_transformed", "as_bought_only"),
    "A-05": ("not_counted", "by_metal_content"),
    "A-06": ("any_indication", "substantial_transformation", "mining"),
    "A-07": ("any_taints", "pro_rata", "fifo"),
    "A-34": ("no", "yes"),
    "A-35": ("direct", "downstream"),
}
"""The readings this room follows. Inner and outer articles are what A-01 calls magnet, assembly."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Which inputs count.

    Attributes:
        items: for each item, is it a counted input by name? What is absent is unknown.
        territory: where an input must come from to count.
        entries: is a declared entry a counted one? Every entry that is named, if not given.
        metals: the entry under which the metal of each element is counted and priced, to value
            what does not count by name by the metal in it (A-05): ``{"Dy": "…"}``.
        kinds: the kind of each counted item; inputs of one kind are one input under A-02 each.
    """

    items: Mapping[str, Truth] | Callable[[str], Truth]
    territory: str
    entries: Callable[[str], Truth] | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    metals: Mapping[str, str] = field(default_factory=dict)

    def item(self, item: str) -> Truth:
        """Is the item a counted input, wherever it comes from?"""
        return self.items(item) if callable(self.items) else self.items.get(item)

    def entry(self, entry: str) -> Truth:
        """Is the declared entry a counted one?"""
        return True if self.entries is None else self.entries(entry)


@dataclass(frozen=True, slots=True)
class Readings:
    """The option taken of each reading; ``None`` leaves it open, and every option possible."""

    taken: Mapping[str, str | None]

    def __post_init__(self) -> None:
        for name, option in self.taken.items():
            allowed = OPTIONS.get(name)
            if allowed is not None and option is not None and option not in allowed:
                raise ValueError(f"{name} has no option {option!r}; it has {', '.join(allowed)}")

    def options(self, name: str) -> tuple[str, ...]:
        """Every option of the reading that may be the right one."""
        option = self.taken.get(name)
        return OPTIONS[name] if option is None else (option,)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the parts list.

    Attributes:
        counted: which inputs count.
        articles: the items whose share is asked about, with their code; a code of ``None`` says
            that the item may be one.
        readings: the readings taken.
    """

    counted: Counted
    articles: Mapping[str, str | None]
    readings: Readings
