"""What a laboratory's result says of the true value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.bom.bounds import ANY, Bounds, amount

if TYPE_CHECKING:
    from decimal import Decimal


def measured(
    result: Decimal | None, uncertainty: Decimal | None, limit: Decimal | None
) -> Bounds | None:
    """The range of a result with its expanded uncertainty, or of one below the detection limit.

    All three are in the same unit. No result, or one below the limit, lies in ``[0, limit]``. A
    result without an uncertainty is taken as it stands. ``None`` if nothing was measured;
    a negative number says nothing.
    """
    given = [number for number in (result, uncertainty, limit) if number is not None]
    if any(number < 0 for number in given):
        return ANY
    if limit is not None and (result is None or result < limit):
        return Bounds(0, amount(limit))
    if result is None:
        return None
    spread = amount(uncertainty) if uncertainty is not None else 0
    middle = amount(result)
    return Bounds(max(0, middle - spread), middle + spread)
