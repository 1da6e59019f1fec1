"""Papers of a case, and how long they are kept."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from licet.cases.attachments import wanted
from licet.cases.contents import keep, objection_to, read_paper
from licet.cases.desk import Done, Hand, check_version
from licet.cases.files import CaseFile, load, write
from licet.cases.table import table
from licet.store import Store

KEEP_YEARS = 5
"""792 Art. 27."""


def attach(store: Store, name: str, document: str, path: Path, hand: Hand) -> Done:
    """Attach a paper: its content is kept with the case, its name and hash in the journal.

    Raises:
        Refused: no such paper belongs to the application, or the file cannot be read or kept.
    """
    return attach_content(store, name, document, path.name, read_paper(path), hand)


def attach_content(
    store: Store, name: str, document: str, file: str, content: bytes, hand: Hand
) -> Done:
    """Attach a paper that is there as bytes, with the name of the file they came in.

    Raises:
        Refused: no such paper belongs to the application, no file is named, it is empty or too
            large.
    """
    hand.checked()
    with store.writing() as connection:
        case = load(connection, name, to_write=True)
        check_version(case, hand)
        if table().states[case.state_on(hand.on)].closed:
            raise case.refuse("the case is closed; no paper is added to it", hand.on)
        names = [one.name for one in wanted(case.application)]
        if document not in names:
            expected = f"one of {', '.join(names) or 'none'} was expected, not «{document}»"
            raise case.refuse(expected, hand.on)
        if not file:
            raise case.refuse("a file was expected", hand.on)
        if (why_not := objection_to(content)) is not None:
            raise case.refuse(why_not, hand.on)
        digest = hashlib.sha256(content).hexdigest()
        details = {"document": document, "file": file, "sha256": digest, "size": len(content)}
        seq, version = write(
            connection, case, "document", by=hand.by.strip(), on=hand.on, details=details
        )
        keep(connection, case.number, seq, content)
    return Done(case.id, case.state_on(hand.on), version, details)


def hold(store: Store, name: str, hand: Hand, *, on_hold: bool) -> Done:
    """Put a case under legal hold, or lift it; a reason is needed.

    Raises:
        Refused: there is no reason, or nothing would change.
    """
    hand.checked()
    with store.writing() as connection:
        case = load(connection, name, to_write=True)
        check_version(case, hand)
        if not hand.reason.strip():
            raise case.refuse("a reason is needed (--reason)", hand.on)
        if case.hold == on_hold:
            word = "is under legal hold already" if on_hold else "is not under legal hold"
            raise case.refuse(f"the case {word}", hand.on)
        details = {"hold": on_hold, "reason": hand.reason.strip()}
        _, version = write(
            connection, case, "hold", by=hand.by.strip(), on=hand.on, details=details, hold=on_hold
        )
    return Done(case.id, case.state_on(hand.on), version, {"hold": on_hold})


def keep_until(case: CaseFile, day: date) -> date | None:
    """Until when its papers are kept at least; `None` while it is open or under legal hold.

    Five years (792 Art. 27) from the last thing that happened: the article does not say from
    when, and that is the latest day it can mean.
    """
    state = case.state_on(day)
    if case.hold or not table().states[state].closed:
        return None
    last = case.last_day
    if state == "expired" and case.licence is not None:
        last = max(last, case.licence.until)
    try:
        return last.replace(year=last.year + KEEP_YEARS)
    except ValueError:  # 29 February
        return last.replace(year=last.year + KEEP_YEARS, month=3, day=1)
