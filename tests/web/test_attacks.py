"""What an outsider would try: every file is taken, or refused by name, and nothing else happens."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from starlette.datastructures import UploadFile as Starlette

from licet.basics import Refused
from licet.intake import guess_all
from licet.web.portfolio.looked import MOST_COLUMNS
from licet.web.portfolio.sent import called
from tests.web.conftest import plain_text
from tests.web.test_portfolio import Server

LINE = b"shipment,line,item\nS1,1,M1\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    return Server(tmp_path_factory.mktemp("kept"))


def archive(parts: dict[str, bytes]) -> bytes:
    """A packed archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return made.getvalue()


def test_hostile_files_among_good_ones_are_named_and_the_good_ones_are_read(
    server: Server,
) -> None:
    hostile = {
        "deep.json": b"[" * 100_000,
        "exponent.json": b"[1e9999999999999999999]",
        "wide.csv": ",".join(f"c{n}" for n in range(MOST_COLUMNS + 1)).encode(),
        "binary.csv": b"\x00\xff\xfe\x80" * 1000,
        "odd.xlsx": archive({"xl/workbook.xml": b"<a/>", "../../evil.txt": b"x"}),
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000,
        "junk.parquet": b"PAR1" + b"\xff" * 100 + b"PAR1",
        "<img src=x onerror=alert(1)>.csv": b"a,b\n=1+1,2\n",
        "../../../etc/items.csv": b"item\nM1\n",
    }
    key = server.received(*hostile.items(), ("shipments.csv", LINE))
    record = server.portfolios.get(key)
    assert record.faults == (), server.portfolios.log(key)
    assert record.tables
    page = server.get(f"/zh-Hans/portfolio/{key}/files")
    assert page.status_code == 200
    assert "<img src=x" not in page.text
    assert f"至多{MOST_COLUMNS}列" in plain_text(page.text)
    outside = list(server.portfolios.place.parents[0].rglob("*evil*"))
    assert outside == []


def test_a_portfolio_of_nothing_but_junk_says_so_and_not_where_it_is_kept(server: Server) -> None:
    key = server.received(("shipments.csv", b"\x00\xff" * 100), ("a.json", b"[" * 100_000))
    page = server.get(f"/en/portfolio/{key}").text
    assert "expected one of shipments" in plain_text(page)
    chinese = plain_text(server.get(f"/zh-Hans/portfolio/{key}").text)
    assert "以下表格之一：shipments" in chinese
    assert "expected" not in chinese
    assert str(server.portfolios.place) not in page


def test_a_form_of_another_site_or_without_our_mark_changes_nothing(server: Server) -> None:
    key = server.received(("shipments.csv", LINE))
    there, cookie = f"/en/portfolio/{key}/delete", {"cookie": server.cookie}
    for headers, token in (
        ({"origin": "http://evil.example"}, server.token),
        ({"sec-fetch-site": "same-site"}, server.token),
        ({}, "wrong"),
        ({}, ""),
    ):
        answer = server.ask("POST", there, headers=cookie | headers, data={"token": token})
        assert answer.status_code == 403
    many = b"&".join(b"a%d=1" % n for n in range(50_000))
    form = {"content-type": "application/x-www-form-urlencoded"}
    answer = server.ask("POST", "/en/portfolio", headers=cookie | form, content=many)
    assert answer.status_code == 413
    assert server.get(f"/en/portfolio/{key}").status_code == 303
    assert server.portfolios.get(key).tables


@pytest.mark.parametrize(
    "path", ["/static/..%2f..%2fapp.py", "/static/%2e%2e/app.py", "/en/portfolio/..%2f..%2fetc"]
)
def test_no_address_leads_out_of_what_is_served(path: str, server: Server) -> None:
    assert server.get(path).status_code in {404, 307}


@pytest.mark.parametrize("text", [b"[" * 100_000, b'{"a":' * 100_000, b"[1e99999999999999999999]"])
def test_json_that_no_reader_can_hold_is_refused_by_name(text: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(text)
    with pytest.raises(Refused, match=r"a\.json"):
        guess_all([path])


@pytest.mark.parametrize(
    ("names", "name"),
    [
        (["Kitakami 2026/bom.csv", "Kitakami 2026/a/items.csv"], "Kitakami 2026"),
        (["Nordwind Q3.xlsx"], "Nordwind Q3"),
        (["bom.csv", "items.csv"], None),
        (["..\\x/bom.csv"], ".."),
    ],
)
def test_a_portfolio_is_called_by_its_folder_or_its_only_file(
    names: list[str], name: str | None
) -> None:
    assert called([Starlette(io.BytesIO(b""), filename=one) for one in names]) == name


def test_files_without_a_name_in_common_are_called_by_the_day(server: Server) -> None:
    files = (("files", ("bom.csv", b"parent,component\n")), ("files", ("shipments.csv", LINE)))
    for lang, begins in (("en", "Portfolio of "), ("zh-Hans", "20")):
        answer = server.ask(
            "POST", f"/{lang}/portfolio", headers={"cookie": server.cookie}, files=files,
            data={"token": server.token, "name": " "},
        )  # fmt: skip
        key = answer.headers["location"].rpartition("/")[2]
        server.portfolios.wait(key)
        assert server.portfolios.get(key).name.startswith(begins)
