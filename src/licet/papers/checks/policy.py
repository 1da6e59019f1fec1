"""Checks of what is applied for: form, end users, destination, end use, signatures, the chain."""

from __future__ import annotations

from collections.abc import Iterator

from licet.papers.checks.view import Finding, View, called, finding, plainly, same_name
from licet.papers.dossier import model
from licet.papers.sheets import chain_of

_NEEDED = {
    "application": "date form applicant importer end_users end_use destination lines currency total"
    " contract_number ship_on",
    "contract": "number date seller buyer lines currency total",
    "statement": "date end_user end_use destination lines",
    "technical": "description composition performance main_uses",
    "technology": "mode control_code provider recipient description purpose end_use from until",
    "report": "exporter end_user kind event end_use destination exported_on lines",
    "notice": "number date giver receiver lines",
    "declaration": "date supplier customer parts",
    "enquiry": "enquirer description performance main_uses doubt",
}
_VAGUE = frozenset(
    plainly(text)
    for text in "industrial use;general use;general industrial use;commercial use;civil use;resale;"
    "trading;other;production;manufacturing;n/a;tbd;工业用途;一般用途;工业生产;民用;民用用途;商业用途;转售;贸易;"
    "其他;生产;自用;待定".split(";")
)
_SHORTEST = 4


def fields(view: View) -> Iterator[Finding]:
    """What every document must say."""
    for block, needed in _NEEDED.items():
        one = view.at(block)
        if one is None:
            continue
        paths = [at for at, _ in view.dossier.all(block)] if isinstance(one, list) else [block]
        for path in paths:
            for name in needed.split():
                if not view.has(f"{path}.{name}"):
                    words = model()[block][name].words
                    told = {"field": words["en"], "zh": words["zh"]}
                    yield finding("field_missing", f"{path}.{name}", **told)


def form(view: View) -> Iterator[Finding]:
    """The form of licence against the number of end users and the watch list."""
    asked, users = view.at("application.form"), view.at("application.end_users") or []
    listed = view.at("application.watch_listed")
    if asked == "single" and len(users) > 1:
        yield finding("single_many_end_users", "application.end_users", count=len(users))
    if asked in {"general", "registration"}:
        if listed is True:
            yield finding("watch_list_general", "application.form")
        elif listed is None:
            yield finding("watch_list_unknown", "application.watch_listed")
    if asked == "general" and view.at("application.settled_channels") is not True:
        yield finding("channels_unsettled", "application.settled_channels")


def way(view: View) -> Iterator[Finding]:
    """Importer, end user, destination, and the places on the way."""
    importer, users = view.at("application.importer"), view.at("application.end_users") or []
    apart = importer and users and not any(_same(importer, user) for user in users)
    if apart and not view.has("application.recipient_reason"):
        told = {"one": called(importer), "other": called(users[0])}
        yield finding("recipient_unexplained", "application.importer", **told)
    places = view.at("application.transit") or []
    if places and not view.has("application.transit_reason"):
        yield finding("transit_unexplained", "application.transit", places=", ".join(places))
    goal = view.at("application.destination")
    for path, one in view.documents():
        other = one.get("destination")
        if goal is not None and other is not None and other != goal:
            yield finding("destination_differs", f"{path}.destination", one=other, other=goal)
    homes = [user.get("country") for user in users]
    if goal is not None and homes and None not in homes and goal not in homes:
        yield finding("destination_not_of_end_user", "application.destination", one=goal)


def use(view: View) -> Iterator[Finding]:
    """The end use: the same everywhere, and said so that somebody can judge it."""
    stated = view.at("application.end_use")
    for path, one in view.documents():
        said = one.get("end_use")
        if said is None:
            continue
        if path != "application" and stated is not None and not same_name(stated, said):
            yield finding("end_use_differs", f"{path}.end_use", "application.end_use")
        for text in said.values():
            if plainly(text) in _VAGUE or len(plainly(text)) < _SHORTEST:
                yield finding("end_use_vague", f"{path}.end_use", text=text)


def signatures(view: View) -> Iterator[Finding]:
    """Who must have signed and sealed, and not before the document was written."""
    for block in ("application", "statement", "technical", "report", "notice", "declaration"):
        one = view.at(block)
        paths = [at for at, _ in view.dossier.all(block)] if isinstance(one, list) else [block]
        for path in paths if one is not None else ():
            signed = view.at(f"{path}.signature") or {}
            if "name" not in signed or "on" not in signed:
                yield finding("signature_missing", f"{path}.signature")
            elif signed.get("seal") is not True:
                yield finding("seal_missing", f"{path}.signature.seal")
            yield from _early(view, path, signed.get("on"))
    signed = [one for _, one in view.dossier.all("contract.signatures") if "name" in one]
    if view.has("contract") and len(signed) < 2:  # noqa: PLR2004 - both parties
        yield finding("party_not_signed", "contract.signatures", count=len(signed))
    for path, _ in view.dossier.all("statement"):
        if view.at(f"{path}.promises") is not True:
            yield finding("promises_missing", f"{path}.promises")


def handed_on(view: View) -> Iterator[Finding]:
    """Notices tied to lots, deliveries with their notice, ranges of declarations."""
    for path, _ in view.dossier.all("notice"):
        for place, line in view.dossier.all(f"{path}.lines"):
            if "lot" not in line:
                yield finding("notice_lot_missing", f"{place}.lot", item=line.get("item", "?"))
    for hop in chain_of(view.dossier):
        told = {"item": hop.item, "lot": hop.lot, "giver": hop.giver, "receiver": hop.receiver}
        if hop.gap:
            yield finding("chain_broken", "chain", **told)
        elif hop.notice is None:
            yield finding("notice_missing", "chain", **told)
    for path, part in view.fields("part"):
        lo, hi = part.get("value_lo"), part.get("value_hi")
        if lo is not None and hi is not None and lo > hi:
            told = {"item": part.get("item", "?"), "one": lo, "other": hi}
            yield finding("range_wrong", f"{path}.value_lo", **told)


def _early(view: View, path: str, signed: object) -> Iterator[Finding]:
    written = view.at(f"{path}.date")
    if written is not None and signed is not None and str(signed) < str(written):
        yield finding("signed_too_early", f"{path}.signature.on", signed=signed, day=written)


def _same(one: dict[str, object], other: dict[str, object]) -> bool:
    names = [each.get("name") for each in (one, other)]
    first, second = (name if isinstance(name, dict) else {} for name in names)
    return bool(first.keys() & second.keys()) and same_name(first, second)
