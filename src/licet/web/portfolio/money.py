"""Values of a portfolio as the pages write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from licet.basics import plain

_PLACES = 12


@dataclass(frozen=True, slots=True)
class Money:
    """Writes values of one currency, all with the same number of places."""

    currency: str
    places: int

    @classmethod
    def of(cls, board: Mapping[str, Any]) -> Money:
        """The places that the values of a portfolio need: none if all are whole, else two."""
        whole = Fraction(board["total"]["value"]).denominator == 1
        return cls(board["currency"] or "", 0 if whole else 2)

    def __call__(self, value: Fraction | Decimal | str | None) -> str:
        """A value with thousands apart; rounded half to even, since it is shown, never tested."""
        if value is None:
            return ""
        scaled = Decimal(round(Fraction(value) * 10**self.places)).scaleb(-self.places)
        return f"{scaled:,.{self.places}f}"


def in_decimals(told: Any) -> Any:  # noqa: ANN401 - what JSON holds
    """What is kept of a portfolio with values as decimals; cells left out stay as they are."""
    if isinstance(told, list):
        return [in_decimals(one) for one in told]
    if not isinstance(told, dict):
        return told
    return {
        name: decimal(one) if name == "value" else one if name == "left_out" else in_decimals(one)
        for name, one in told.items()
    }


def decimal(value: Fraction | Decimal | str | None) -> str | None:
    """A value as a decimal, without noughts behind it: exact, or to twelve places."""
    if value is None:
        return None
    return plain(Decimal(f"{round(Fraction(value) * 10**_PLACES)}E-{_PLACES}"))


def share_of(part: int, whole: int) -> str:
    """A part in per cent of the whole, for the width of a bar."""
    return f"{Decimal(part) * 100 / Decimal(whole):.1f}" if whole else "0"
