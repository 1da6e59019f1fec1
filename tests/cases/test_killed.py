"""A killed process leaves a case as before or as after: what was confirmed is there for good."""

from __future__ import annotations

import logging
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
AUDITS = 8
"""After so many kills the whole journal is verified, and at the end."""

TOLD = logging.getLogger(__name__)


def write_on(url: str, name: str, confirmed: Connection) -> None:
    """Write again and again, and say each version once it is confirmed."""
    store = open_store(url)
    for turn in range(WRITES):
        to = ("ready", "draft")[turn % 2]
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
    dice = random.Random(20261122)  # noqa: S311 - when to kill is no secret
    total = 0
    for turn in range(1, ROUNDS + 1):
        name = opened(store)  # a new one each time: the last round is as quick as the first
        confirmed = killed_after(url, name, dice.randrange(1, 12), dice.random() / 50)
        again = open_store(url)
        journal = show(again, name, DAY)["journal"]
        kept = [entry["after"]["version"] for entry in journal]
        assert kept == list(range(1, len(kept) + 1))
        assert confirmed == kept[1 : len(confirmed) + 1]
        assert len(kept) - 1 - len(confirmed) in {0, 1}  # at most the one it could not confirm
        total += len(confirmed)
        if turn % AUDITS == 0:  # a fault in a journal that only grows does not go away
            assert audit(again).faults == ()
        assert move(again, name, "withdrawn", hand()).state == "withdrawn"
        again.close()
    found = audit(store)
    assert found.faults == ()
    TOLD.info("%s kills, %s confirmed writes, %s entries", ROUNDS, total, found.entries)
