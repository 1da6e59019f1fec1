"""A killed process leaves a case as before or as after: what was confirmed is there for good."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from multiprocessing.connection import Connection

from licet.cases import Store, audit, move, open_store, show
from tests.cases.acts import DAY, hand, opened

WRITES = 200
ROUNDS = int(os.environ.get("LICET_KILLS", "8"))
"""How often a writer is killed; `make prove` says 200."""


def write_on(url: str, name: str, confirmed: Connection) -> None:
    """Write again and again, and say each version once it is confirmed."""
    store = open_store(url)
    for _ in range(WRITES):
        to = "ready" if show(store, name, DAY)["state"] == "draft" else "draft"
        confirmed.send(move(store, name, to, hand()).version)


def killed_after(url: str, name: str, enough: int, pause: float) -> list[int]:
    """The versions that a writer confirmed before it was killed in mid-work."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    writer = context.Process(target=write_on, args=(url, name, theirs))
    writer.start()
    theirs.close()
    versions: list[int] = []
    while len(versions) < enough:
        versions.append(ours.recv())
    signal.sigtimedwait([], pause)
    os.kill(writer.pid or 0, signal.SIGKILL)
    while True:  # what it still confirmed
        try:
            versions.append(ours.recv())
        except EOFError:
            break
    writer.join()
    ours.close()
    return versions


def test_no_confirmed_entry_is_lost_however_often_the_writer_is_killed(
    store: Store, url: str
) -> None:
    name = opened(store)
    dice = random.Random(20261122)  # noqa: S311 - when to kill is no secret
    confirmed: list[int] = []
    for _ in range(ROUNDS):
        confirmed += killed_after(url, name, dice.randrange(1, 20), dice.random() / 50)
        again = open_store(url)
        journal = show(again, name, DAY)["journal"]
        assert set(confirmed) <= {entry["after"]["version"] for entry in journal}
        assert audit(again).faults == ()
        again.close()
    assert len(confirmed) == len(set(confirmed))
    assert move(store, name, "withdrawn", hand()).state == "withdrawn"
