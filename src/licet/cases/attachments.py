"""The papers that an application comes with, and those that are there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from licet.basics import all_of
from licet.cases.application import Application
from licet.cases.journal import Entry
from licet.cases.table import Document, table


def wanted(application: Application) -> tuple[Document, ...]:
    """The papers that an application comes with.

    An exporter in China brings two more for a party on the watch list (792 Art. 26), and as long
    as it is not known that nobody is on it.
    """
    watched = all_of((application.domestic, application.watch_listed))
    return table().documents_of(application.form, watch_list=watched is not False)


def attached(journal: Iterable[Entry]) -> dict[str, dict[str, Any]]:
    """The papers that are there: by name, the file's name, its SHA-256 and who brought it when.

    `size` is `None` where only name and hash were noted, and the content is kept elsewhere.
    """
    return {
        entry.body["details"]["document"]: {
            "file": entry.body["details"]["file"],
            "sha256": entry.body["details"]["sha256"],
            "size": entry.body["details"].get("size"),
            "entry": entry.seq,
            "by": entry.body["by"],
            "on": entry.body["on"],
        }
        for entry in journal
        if entry.body["act"] == "document"
    }
