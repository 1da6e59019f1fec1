"""The compliance notices of an exporter's folder: who is told what of which lot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from licet.papers import notices_of, read_dossier, write_dossier, write_papers
from tests.verdict.test_examples_folders import portfolio

DAY = date(2026, 11, 22)


def test_a_shipment_of_a_folder_gives_one_notice_to_its_next_recipient(tmp_path: Path) -> None:
    found = notices_of(portfolio("kitakami-motors"), "KM-1001")
    (notice,) = found.data["notice"]
    assert notice["giver"]["name"] == {"zh": "北上モータース株式会社", "en": "Kitakami Motors K.K."}
    assert (notice["receiver"]["country"], notice["receiver_is"]) == ("TW", "next_recipient")
    assert notice["verdict"]["en"].startswith("This notice is due under Announcement 61")
    magnet = next(one for one in notice["lines"] if one["item"] == "MAG-CN-38SH")
    assert (magnet["annex1"], magnet["origin"]) == ("P2-I-3", "CN")
    written = write_papers(found, ("notice",), tmp_path, DAY, ("docx",))
    assert [path.name for path in written.files] == ["compliance-notice.docx"]
    (tmp_path / "dossier.json").write_text(write_dossier(found), encoding="utf-8")
    assert read_dossier(tmp_path).data == found.data


def test_a_shipment_without_the_duty_gives_none() -> None:
    assert notices_of(portfolio("kitakami-motors"), "no such shipment").data == {"notice": []}
