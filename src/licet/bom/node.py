"""What a tree is made of."""

from __future__ import annotations

from typing import NamedTuple


class Node(NamedTuple):
    """An item, or one lot of it. A `lot` of ``None`` is any lot, ``""`` one that is not listed."""

    item: str
    lot: str | None = None
