"""A case is removed once nobody has to keep it any longer; its tombstone stays in the journal.

What goes is every text: the application, the facts and the verdict, the bodies of its entries, what
its shipments stated, the papers attached to it. What stays is that there was a case of that number,
in which state it ended, and each entry's place and hash, which the tombstone names: the journal is
still found whole, and an entry that was emptied without a tombstone is still found out.
"""

from __future__ import annotations

import json

from sqlalchemy import select, update

from licet.cases.application import Application
from licet.cases.contents import let_go
from licet.cases.desk import Done, Hand, check_version
from licet.cases.files import load, write
from licet.cases.records import KEEP_YEARS, keep_until
from licet.cases.schema import JOURNAL, RELEASES, REMOVALS
from licet.cases.table import table
from licet.store import Store

_NOTHING = {"outcome": "undetermined", "review": None}


def remove(store: Store, name: str, hand: Hand) -> Done:
    """Remove a closed case whose five years are over (792 Art. 27); a reason is needed.

    Raises:
        Refused: it is open, under legal hold, or still to be kept; or no reason is given.
    """
    hand.checked()
    with store.writing() as connection:
        case = load(connection, name, to_write=True)
        check_version(case, hand)
        until, state = keep_until(case, hand.on), case.state_on(hand.on)
        if case.hold:
            raise case.refuse("the case is under legal hold; nothing of it is removed", hand.on)
        if until is None or not table().states[state].closed:
            raise case.refuse("only a closed case is removed", hand.on)
        if hand.on <= until:
            rule = f"792 Art. 27: it is kept {KEEP_YEARS} years, to {until} at least"
            raise case.refuse(rule, hand.on)
        if not hand.reason.strip():
            raise case.refuse("a reason is needed (--reason)", hand.on)
        erased = {str(entry.seq): entry.hash for entry in case.journal}
        details = {"erased": erased, "reason": hand.reason.strip(), "rule": "792 Art. 27"}
        blank = Application(form=case.application.form)
        texts = {
            "application": json.dumps(blank.as_json()),
            "stated": "{}",
            "verdict": json.dumps(_NOTHING),
        }
        seq, version = write(
            connection, case, "remove", by=hand.by.strip(), on=hand.on, details=details, **texts
        )
        connection.execute(REMOVALS.insert().values(case_number=case.number, seq=seq))
        under = (JOURNAL.c.case_number == case.number) & (JOURNAL.c.seq < seq)
        connection.execute(update(JOURNAL).where(under).values(body=""))
        let_go(connection, case.number)
        shipped = select(RELEASES.c.seq).where(RELEASES.c.case_number == case.number)
        if connection.execute(shipped).first() is not None:
            own = RELEASES.c.case_number == case.number
            connection.execute(update(RELEASES).where(own).values(asked="", answer=""))
    return Done(case.id, state, version, {"tombstone": seq, "erased": len(erased)})
