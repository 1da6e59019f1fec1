from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from licet.intake import FactKind, Folder, read_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FACTS = {
    "act": FactKind("code", ("export", "domestic_transfer", "provision")),
    "annex1": FactKind("code", ("P1-02", "P1-12", "P2-I-3", "P2-I-4", "none")),
    "made_in": FactKind("territory"),
    "tech_field": FactKind("code", ("mining", "magnet_making", "none")),
    "use_humanitarian": FactKind("yes_no"),
    "cn_part1_value": FactKind("number"),
    "annex1_part": FactKind("whole", ("0", "1", "2")),
}


@pytest.fixture
def facts() -> dict[str, FactKind]:
    return FACTS


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Folder]:
    """Read a folder with the given tables, each the text or the bytes of its CSV file."""

    def read(**tables: str | bytes) -> Folder:
        for name, content in tables.items():
            data = content.encode() if isinstance(content, str) else content
            (tmp_path / f"{name}.csv").write_bytes(data)
        return read_folder(tmp_path, FACTS)

    return read
