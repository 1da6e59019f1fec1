"""Signed records of a whole portfolio, checked again from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from licet.papers import NotSound, new_key, read_key, verify, write_portfolio_records
from tests.verdict.test_examples_folders import portfolio


def test_every_article_has_a_sound_record_and_a_changed_one_is_refused(tmp_path: Path) -> None:
    decided = portfolio("perak-oxides")
    new_key(tmp_path / "key.pem")
    folder = tmp_path / "records"
    count = write_portfolio_records(decided, folder, read_key(tmp_path / "key.pem"))
    records = sorted(folder.glob("[0-9]*.json"))
    assert count == len(records) == sum(len(d.determinations) for d in decided.decisions)
    law = [path for path in folder.iterdir() if path not in records]
    assert len(law) == 1
    data = records[0].read_bytes()
    assert verify(data, law=law[0].read_bytes()).record["result"]["outcome"]
    changed = bytearray(data)
    changed[len(changed) // 2] ^= 1
    with pytest.raises(NotSound):
        verify(bytes(changed), law=law[0].read_bytes())
