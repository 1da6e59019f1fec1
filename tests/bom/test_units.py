"""Units convert exactly, whoever's names they have."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pint

from licet.bom.units import _TENS, factor


def test_metric_units_convert_as_pint_converts_them() -> None:
    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(non_int_type=Fraction)
    for given, wanted in product(_TENS, repeat=2):
        one, other = registry.Quantity(Fraction(1), given), registry.Unit(wanted)
        expected = one.to(other).magnitude if one.is_compatible_with(other) else None
        assert factor(given, wanted) == expected, (given, wanted)


def test_names_of_trade_are_the_units_they_mean() -> None:
    assert factor("KGM", "公克") == 1000
    assert factor("LTR", "CM3") == 1000
    assert factor("MT", "kg.") == 1000
    assert factor("LB", "G") == Fraction("453.59237")
    assert factor("M2", "M") is None
    assert factor("KG", "carton") is None
