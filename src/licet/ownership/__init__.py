"""Who holds 50 % or more of whom: stakes as ranges, four ways of counting, deciding links."""

from licet.ownership.bods import read_bods
from licet.ownership.files import read_holdings
from licet.ownership.ftm import read_ftm
from licet.ownership.gleif import read_gleif
from licet.ownership.held import Ask, Held, Readings, Share
from licet.ownership.holdings import Holdings
from licet.ownership.imported import Imported
from licet.ownership.links import Link
from licet.ownership.stake import KINDS, Stake

__all__ = [
    "KINDS", "Ask", "Held", "Holdings", "Imported", "Link", "Readings", "Share", "Stake",
    "read_bods", "read_ftm", "read_gleif", "read_holdings",
]  # fmt: skip
