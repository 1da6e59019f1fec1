"""Random lives: whatever people try, no licence is overdrawn, reused or got past four eyes."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from licet.basics import Refused, plain
from licet.cases import Grounds, advise, approve, audit, move, open_store, show, table
from licet.cases.guards import person
from tests.cases.acts import DAY, GROUNDS, TERMS, hand, opened, promise, ship

PEOPLE = st.sampled_from(["ana", "ben", "cem", "BEN ", "opa"])
STATES = st.sampled_from(sorted(table().states))
FORMS = st.sampled_from(["single", "general", "general", "registration"])


class Life(RuleBasedStateMachine):
    """One case, pushed about by several people."""

    @initialize(
        form=FORMS,
        listed=st.sampled_from([False, False, True, None]),
        far=st.sampled_from([0, 3, 8, 8]),
        most=st.sampled_from([None, "60"]),
    )
    def begin(self, form: str, far: int, most: str | None, *, listed: bool | None) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store(str(Path(self.folder.name) / "cases.sqlite"))
        self.form, self.listed, self.most = form, listed, most
        self.name = opened(self.store, form, end_user_on_watch_list=listed)
        for _ in range(far):
            self.hurry()

    def teardown(self) -> None:
        if hasattr(self, "store"):
            assert audit(self.store).faults == ()
            self.store.close()
            self.folder.cleanup()

    def attempt(self, act: Any) -> None:
        """Do it; if it was refused nothing changed, and a closed case never changes."""
        before = show(self.store, self.name, DAY)
        try:
            act()
        except Refused as refused:
            said = str(refused)
        else:
            said = ""
        if said:
            assert f"state {before['state']}" in said
            assert show(self.store, self.name, DAY) == before
        else:
            assert not table().states[before["state"]].closed
            assert show(self.store, self.name, DAY)["version"] == before["version"] + 1

    @rule(to=STATES, by=PEOPLE)
    def jump(self, to: str, by: str) -> None:
        self.attempt(lambda: self.take(to, by))

    @rule(by=PEOPLE, pick=st.integers(0, 20))
    def step(self, by: str, pick: int) -> None:
        onward = show(self.store, self.name, DAY)["moves"]
        if onward:
            to = onward[pick % len(onward)]["to"]
            self.attempt(lambda: self.take(to, by))

    @rule(by=PEOPLE)
    def advise_it(self, by: str) -> None:
        self.attempt(lambda: advise(self.store, self.name, "grant", hand(by)))

    @rule(by=PEOPLE)
    def agree(self, by: str) -> None:
        self.attempt(lambda: approve(self.store, self.name, hand(by)))

    @rule(by=PEOPLE, pick=st.integers(0, 20))
    def push_through_alone(self, by: str, pick: int) -> None:
        self.agree(by)
        self.step(by, pick)
        self.agree(by)

    @rule(quantity=st.sampled_from(["0.01", "33.5", "50", "50.01", "70", "100.01"]))
    def draw_twice(self, quantity: str) -> None:
        self.draw(quantity)
        self.draw(quantity)

    def draw(self, quantity: str) -> None:
        """Ship so much."""
        self.attempt(lambda: ship(self.store, self.name, quantity))

    @rule()
    def hurry(self) -> None:
        """Take the shortest lawful way to the next licence."""
        way = {"draft": "ready", "submitted": "accepted", "accepted": "under_review"}
        way |= {"granted": "valid", "under_review": "granted"}
        way["ready"] = "valid" if self.form == "registration" else "submitted"
        to = way.get(show(self.store, self.name, DAY)["state"])
        if to is None:
            return
        if to == "submitted" and self.form == "single" and self.listed is not False:
            promise(self.store, self.name)
        if to in {"submitted", "granted"} or (to == "valid" and self.form == "registration"):
            self.attempt(lambda: approve(self.store, self.name, hand("ben")))
        self.attempt(lambda: self.take(to, "ana"))

    def take(self, to: str, by: str) -> None:
        """Move the case; the first licence comes with its particulars and conditions."""
        terms = self.terms(to)
        conditions = (f"most={self.most}",) if terms is not None and self.most else ()
        grounds = GROUNDS if to == "refused" else Grounds()
        move(self.store, self.name, to, hand(by), terms, conditions, grounds)

    def terms(self, to: str) -> dict[str, str] | None:
        """What a licence says, where a move enters the first one."""
        first = to == "valid" and show(self.store, self.name, DAY)["licence"] is None
        return TERMS if first else None

    @invariant()
    def nothing_is_drawn_beyond_the_licence(self) -> None:
        if not hasattr(self, "store"):
            return
        shown = show(self.store, self.name, DAY)
        releases = [one for one in shown["journal"] if one["act"] == "release"]
        each = (Decimal(one["details"]["shipment"]["quantity"]) for one in releases)
        quantities = list(each)
        drawn = sum(quantities, Decimal(0))
        assert self.most is None or all(one <= Decimal(self.most) for one in quantities)
        assert drawn <= Decimal(TERMS["quantity"])
        assert self.form == "general" or len(releases) <= 1
        if releases:
            assert shown["licence"]["drawn"] == plain(drawn)

    @invariant()
    def no_listed_party_is_applied_for_without_its_papers(self) -> None:
        if not hasattr(self, "store") or self.listed is False:
            return
        journal = show(self.store, self.name, DAY)["journal"]
        if any(one["details"].get("to") == "submitted" for one in journal):
            there = {one["details"].get("document") for one in journal}
            assert {"risk_assessment", "undertaking"} <= there

    @invariant()
    def every_step_that_needs_it_was_seen_by_two(self) -> None:
        if not hasattr(self, "store"):
            return
        journal = show(self.store, self.name, DAY)["journal"]
        for place, entry in enumerate(journal):
            if entry["act"] != "move":
                continue
            taken = table().move(entry["details"]["from"], entry["details"]["to"], self.form)
            assert taken is not None
            if "approval" in taken.needs:
                before = journal[place - 1]
                assert before["act"] == "approve"
                own = [e for e in journal[:place] if e["act"] not in {"approve", "advise"}][-1]
                doers = {person(entry["by"]), person(own["by"]), "opa"}
                assert person(before["by"]) not in doers

    @invariant()
    def a_party_that_may_be_listed_has_a_single_licence_only(self) -> None:
        if hasattr(self, "store") and self.listed is not False and self.form != "single":
            assert show(self.store, self.name, DAY)["licence"] is None


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=25, stateful_step_count=30)
