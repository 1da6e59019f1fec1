"""What is applied for: the form of licence, and the elements that a licence is bound to.

Four elements are key (792 Art. 18): the item, the destination, the end user and the end use. What
is not stated is read from the facts of the case where they say it, and else stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from licet.basics import Fault, Refused, Truth, all_of, any_of
from licet.cases.table import table
from licet.rulebook import Block, nearest
from licet.verdict import Case

KEY_ELEMENTS = ("item", "destination", "end_user", "end_use")
_TEXTS = ("item", "destination", "end_use", "applicant")
_KEYS = ("form", *_TEXTS, "end_users", "end_user", "ground", "says")


@dataclass(frozen=True, slots=True)
class Application:
    """An application; `None` where an element is not known."""

    form: str = "single"
    item: str | None = None
    destination: str | None = None
    end_users: tuple[str, ...] = ()
    end_use: str | None = None
    applicant: str | None = None
    domestic: Truth = None
    """Does the exporter stand in China?"""
    watch_listed: Truth = None
    """Is the importer or an end user on the watch list?"""
    general_open: bool = False
    """Is reading A-38 taken so that an overseas exporter may have a general licence?"""
    ground: str | None = None
    """What a registration is for (792 Art. 19)."""
    says: Mapping[str, bool] = field(default_factory=dict)
    """What the applicant says of itself (792 Art. 16, 20); what it is silent on is not there."""

    @property
    def unlimited(self) -> bool:
        """Does no limit of review run (792 Art. 26)?"""
        return all_of((self.domestic, self.watch_listed)) is True

    def as_json(self) -> dict[str, Any]:
        """The application as the store keeps it."""
        return asdict(self) | {"end_users": list(self.end_users), "says": dict(self.says)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Application:
        """The application that the store kept."""
        return cls(**{**kept, "end_users": tuple(kept["end_users"])})


def split(raw: object, file: str) -> tuple[object, Application]:
    """A case as written, without its key ``application``; and what stands under that key.

    Raises:
        Refused: there is something in it that an application does not hold.
    """
    if not isinstance(raw, Mapping) or "application" not in raw:
        return raw, Application()
    stated = raw["application"]
    rest = {key: value for key, value in raw.items() if key != "application"}
    if isinstance(raw, Block):
        rest = Block(rest)
        rest.lines = raw.lines
    if not isinstance(stated, Mapping):
        expected = f"a mapping of {', '.join(_KEYS)} was expected"
        raise Refused(Fault(file, "application", expected))
    return rest, read_application(stated, file)


def read_application(stated: Mapping[str, Any], file: str) -> Application:
    """The application that a mapping states.

    Raises:
        Refused: with every fault found.
    """
    wrong = ((key, _wrong(str(key), value)) for key, value in stated.items())
    faults = [Fault(file, f"application.{key}", text) for key, text in wrong if text is not None]
    if faults:
        raise Refused(*faults)
    one = stated.get("end_user")
    users = [*([one] if one else []), *(stated.get("end_users") or [])]
    texts = {key: stated[key].strip() for key in _TEXTS if stated.get(key)}
    return Application(
        form=stated.get("form") or "single",
        end_users=tuple(dict.fromkeys(user.strip() for user in users)),
        ground=stated.get("ground"),
        says=dict(stated.get("says") or {}),
        **texts,
    )


def _wrong(key: str, value: object) -> str | None:
    """What was expected under a key of an application, if something else stands there."""
    choices = {"form": table().forms, "ground": table().grounds}.get(key)
    if key not in _KEYS:
        return f"no key is called that{nearest(key, _KEYS)}"
    if value is None:
        return None
    if choices is not None:
        ok = isinstance(value, str) and value in choices
        return None if ok else f"one of {', '.join(choices)} was expected, not «{value}»"
    if key == "end_users":
        names = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return None if names else "a list of names was expected"
    if key == "says":
        known = {one.name for one in table().statements}
        ok = isinstance(value, Mapping) and all(
            name in known and isinstance(said, bool) for name, said in value.items()
        )
        return None if ok else f"true or false under {', '.join(sorted(known))} was expected"
    ok = isinstance(value, str) and bool(value.strip())
    return None if ok else f"a text was expected, not «{value}»"


def filled(application: Application, case: Case) -> Application:
    """The application with what the facts and readings of the case say."""
    facts = case.facts
    domestic = None if (where := facts.get("exporter_in")) is None else where == "CN"
    names = ("importer_on_watch_list", "end_user_on_watch_list")
    listed = any_of(_truth(facts.get(name)) for name in names)
    codes = (facts.get(name) for name in ("annex1", "dual_use_code"))
    item = next((str(code) for code in codes if code not in {None, "none"}), None)
    destination = facts.get("ship_to")
    return replace(
        application,
        item=application.item or item,
        destination=application.destination or (destination and str(destination)) or None,
        domestic=domestic,
        watch_listed=listed,
        general_open=case.readings.get("A-38") == "general_open",
    )


def _truth(value: object) -> Truth:
    return value if isinstance(value, bool) else None
