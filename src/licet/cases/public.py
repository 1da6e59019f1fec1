"""What a stranger may learn of a case who has its number and its code: nothing confidential.

Forwarders, brokers, banks and platforms must ask whether an item is controlled and whether a
licence is applied for or held (62 §5). The code stands on the papers of the case; it is made of
the hash of the case's first entry, which nobody outside can know.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from licet.cases.files import CaseFile, file_of, number_in
from licet.cases.journal import entries
from licet.cases.schema import CASES, REMOVALS
from licet.store import Store

_PURPOSE = b"licet verification code 1"
_SIGNS, _GROUP = 16, 4
CONTROLLED: Mapping[str, bool | None] = {
    "licence_required": True,
    "prohibited": True,
    "exempt": True,
    "not_required": False,
    "undetermined": None,
}
"""Is the export a controlled one, by the engine's outcome?"""
_STATUS = {
    "submitted": "applied",
    "supplement_requested": "applied",
    "accepted": "applied",
    "under_review": "applied",
    "identification": "applied",
    "expert_opinion": "applied",
    "site_visit": "applied",
    "state_council": "applied",
    "reconsideration": "applied",
    "granted": "granted",
    "valid": "licensed",
    "suspended": "licensed",
    "amendment_requested": "licensed",
    "amendment_accepted": "licensed",
    "exhausted": "used",
    "expired": "ended",
    "returned": "ended",
    "revoked": "ended",
    "exported": "reported",
    "reported": "reported",
}


def code_of(case: CaseFile) -> str:
    """The code that stands on the papers of a case: sixteen letters and digits in groups."""
    secret = bytes.fromhex(case.journal[0].hash)
    made = hmac.new(secret, _PURPOSE, hashlib.sha256).digest()
    text = base64.b32encode(made).decode()[:_SIGNS]
    return "-".join(text[at : at + _GROUP] for at in range(0, _SIGNS, _GROUP))


def verified(store: Store, number: str, code: str, day: date) -> dict[str, Any] | None:
    """What may be told of the case or licence of that number; `None` if number or code is wrong.

    Args:
        store: where the cases are.
        number: a case's (C-0001) or a licence's.
        code: as on the papers; blanks, hyphens and case do not matter.
        day: the day that is asked about.
    """
    case = _found(store, number)
    right = _plain("" if case is None else code_of(case))
    same = hmac.compare_digest(right.ljust(_SIGNS, "-"), _plain(code)[:64].ljust(_SIGNS, "-"))
    if case is None or not same:
        return None
    state, licence = case.state_on(day), case.licence
    valid = state == "valid" and licence is not None and licence.start <= day
    left = valid and (licence is None or licence.left is None or licence.left > 0)
    return {
        "number": number.strip(),
        "on": day.isoformat(),
        "controlled": CONTROLLED.get(case.verdict["outcome"]),
        "status": _STATUS.get(state, "none"),
        "valid": valid,
        "remaining": left,
        "until": licence.until.isoformat() if valid and licence is not None else None,
    }


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum())


def _gone(number: int) -> Select[tuple[int]]:
    return select(REMOVALS.c.seq).where(REMOVALS.c.case_number == number)


def _found(store: Store, number: str) -> CaseFile | None:
    """The case of that number, or the one that holds the licence of that number."""
    own = number_in(number)
    same = CASES.c.licence == number.strip() if own is None else CASES.c.number == own
    with store.reading() as connection:
        row = connection.execute(select(CASES).where(same)).mappings().first()
        if row is None and own is not None:
            same = CASES.c.licence == number.strip()
            row = connection.execute(select(CASES).where(same)).mappings().first()
        if row is None or connection.execute(_gone(row["number"])).first() is not None:
            return None
        return file_of(row, tuple(entries(connection, row["number"])))
