"""Every kind of page there is; a new page is added here and is then held to all that pages are.

Addresses follow the language: `law` is `/en/law`. They need no sign-in and nothing stored.
"""

from __future__ import annotations

from tests.web.conftest import JAPAN_TO_US, LAPSED, MOTOR

PAGES = (
    "",
    f"?{JAPAN_TO_US}",
    f"ask?{JAPAN_TO_US}&trail=ship_to+annex1",
    f"ask?{JAPAN_TO_US}&fact=item_value",
    f"ask?{JAPAN_TO_US}&fact=annex1&then=check",
    f"ask?{JAPAN_TO_US}&fact=made_in",
    f"ask?{JAPAN_TO_US}&fact=A-09",
    f"check?{MOTOR}&unknown=use_wmd&A-09=open",
    f"verdict?{MOTOR}",
    f"verdict?{MOTOR}&{LAPSED}&was=scenario%3D&print=yes",
    "licences",
    f"licences/open?{MOTOR}&{LAPSED}",
    "verify",
    "law",
    "law/search?q=1C",
    "law/search?q=nothing-of-this-kind",
    "law/instrument/61",
    "law/instrument/46/2024",
    "law/clause/61 §1(1)",
    "law/clause/61 §3(1)",
    "law/clause/18 1C905.a.4",
    "law/clause/62 §5 inquiry",
    "law/readings",
    "law/facts",
    "law/changes?from=2025-11-01&to=2025-12-05",
    "portfolio",
    "parties",
)
"""Pages as they should be."""
WRONG = (
    "start?on=tomorrow&ship_to=US",
    f"answer?{JAPAN_TO_US}&fact=item_value&value=exact&exact=1,890",
    f"answer?{JAPAN_TO_US}&fact=item_value&value=range&lo=3&hi=2",
    f"answer?{JAPAN_TO_US}&fact=embedded",
    f"verdict?{MOTOR}&day=tomorrow",
    "law?on=x&known=y",
    "law/changes?from=x",
    "check?ship_to=XX&item_value=-1",
    "verify?number=C-0001&code=X",
    "nowhere",
)
"""Pages that tell of something wrong."""
