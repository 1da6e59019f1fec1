"""The papers that an application comes with, and those that are there."""

from __future__ import annotations

from licet.cases.files import CaseFile
from licet.cases.table import Document, table


def wanted(case: CaseFile) -> tuple[Document, ...]:
    """The papers that the application comes with."""
    application = case.application
    watch_list = application.watch_listed is not False
    return table().documents_of(application.form, watch_list=watch_list)


def attached(case: CaseFile) -> dict[str, dict[str, str]]:
    """The papers that are there: by name, the file's name, its SHA-256 and who brought it when."""
    return {
        entry.body["details"]["document"]: {
            "file": entry.body["details"]["file"],
            "sha256": entry.body["details"]["sha256"],
            "by": entry.body["by"],
            "on": entry.body["on"],
        }
        for entry in case.journal
        if entry.body["act"] == "document"
    }
