"""What is noted on a case without moving it: papers, advice, legal hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from licet.cli.case_options import By, Id, Reason, StoreName, Version, When, answer, hand, opened
from licet.cli.options import Json


def attach(
    case: Id,
    document: Annotated[str, typer.Argument(help="Which paper; `case show` names them.")],
    file: Annotated[Path, typer.Argument(help="The file; it is kept with the case.")],
    by: By,
    on: When = None,
    version: Version = None,
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Attach a paper of the application; it is kept with the case."""
    from licet.cases import attach as attached

    with opened(store) as place:
        done = attached(place, case, document, file, hand(by, on, "", version))
    answer(done, json=json, text=f"; {document} is there")


def advise(
    case: Id,
    advice: Annotated[str, typer.Argument(help="grant, grant_with_conditions, refuse or ask.")],
    by: By,
    reason: Reason = "",
    on: When = None,
    version: Version = None,
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Note what a reviewer advises, and why; approvals given before are void."""
    from licet.cases import advise as advised

    with opened(store) as place:
        done = advised(place, case, advice, hand(by, on, reason, version))
    answer(done, json=json, text=f"; {by.strip()} advises: {advice}")


def hold(
    case: Id,
    by: By,
    reason: Reason = "",
    lift: Annotated[bool, typer.Option("--lift", help="Lift the hold.")] = False,  # noqa: FBT002
    on: When = None,
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Put a case under legal hold: its papers are kept until the hold is lifted."""
    from licet.cases import hold as held

    with opened(store) as place:
        done = held(place, case, hand(by, on, reason), on_hold=not lift)
    answer(done, json=json, text=f"; legal hold {'lifted' if lift else 'placed'}")


def remove(
    case: Id,
    by: By,
    reason: Reason = "",
    on: When = None,
    version: Version = None,
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Remove a closed case after its five years; its tombstone stays in the journal."""
    from licet.cases import remove as removed

    with opened(store) as place:
        done = removed(place, case, hand(by, on, reason, version))
    answer(done, json=json, text=f"; removed, entry {done.more['tombstone']} is its tombstone")
