"""Who holds 50 % or more of whom: stakes as ranges, four ways of counting, deciding links."""

from licet.ownership.bods import read_bods
from licet.ownership.cautions import Caution, cautions
from licet.ownership.files import read_holdings
from licet.ownership.frames import Closed, closure
from licet.ownership.ftm import read_ftm
from licet.ownership.gleif import read_gleif
from licet.ownership.held import Ask, Held, Readings, Share
from licet.ownership.holdings import Holdings
from licet.ownership.imported import Imported
from licet.ownership.links import Link
from licet.ownership.stake import KINDS, Stake

__all__ = [
    "KINDS", "Ask", "Caution", "Closed", "Held", "Holdings", "Imported", "Link", "Readings",
    "Share", "Stake", "cautions", "closure", "read_bods", "read_ftm", "read_gleif", "read_holdings",
]  # fmt: skip
