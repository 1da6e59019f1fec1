"""Who holds 50 % or more of whom: stakes as ranges, four ways of counting, deciding links."""

from licet.ownership.held import Ask, Held, Readings, Share
from licet.ownership.holdings import Holdings
from licet.ownership.links import Link
from licet.ownership.stake import KINDS, Stake

__all__ = ["KINDS", "Ask", "Held", "Holdings", "Link", "Readings", "Share", "Stake"]
