"""Advice on a case: what a reviewer would do and why, before anybody decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from licet.cases.desk import Done, Hand, check_version
from licet.cases.files import load, write
from licet.cases.table import table
from licet.store import Store

ADVICE: Mapping[str, Mapping[str, str]] = {
    "grant": {"en": "grant", "zh": "建议准予许可"},
    "grant_with_conditions": {"en": "grant with conditions", "zh": "建议附条件准予许可"},
    "refuse": {"en": "refuse", "zh": "建议不予许可"},
    "ask": {"en": "ask for more", "zh": "建议要求补充材料"},
}


def advise(store: Store, name: str, advice: str, hand: Hand) -> Done:
    """Note what somebody advises, and why. Approvals given before it are void.

    Raises:
        Refused: the case is closed, there is no such advice, or no reason is given.
    """
    hand.checked()
    with store.writing() as connection:
        case = load(connection, name, to_write=True)
        check_version(case, hand)
        state = case.state_on(hand.on)
        if table().states[state].closed:
            raise case.refuse("the case is closed; no advice is added to it", hand.on)
        if advice not in ADVICE:
            raise case.refuse(f"one of {', '.join(ADVICE)} was expected, not «{advice}»", hand.on)
        if not hand.reason.strip():
            raise case.refuse("advice comes with its reasons (--reason)", hand.on)
        details: dict[str, Any] = {"advice": advice, "reason": hand.reason.strip()}
        _, version = write(
            connection, case, "advise", by=hand.by.strip(), on=hand.on, details=details
        )
    return Done(case.id, state, version, details)
