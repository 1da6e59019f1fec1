"""What a tree is made of."""

from __future__ import annotations

from typing import NamedTuple


class Node(NamedTuple):
    """An item, or one lot of it, or as made by one of its bills.

    A `lot` of ``None`` is any lot, ``""`` one that is not listed. A `bill` of ``None`` is any.
    """

    item: str
    lot: str | None = None
    bill: str | None = None

    @property
    def plain(self) -> bool:
        """Is it the item, whatever its lot and bill?"""
        return self.lot is None and self.bill is None
