"""An exporter's files are sent to the pages, read, decided and shown; and what is not taken."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import Workbook, load_workbook
from starlette.datastructures import UploadFile as Starlette

from licet.basics import Refused
from licet.intake import fact_kinds, read_folder, read_values
from licet.rulebook import rulebook
from licet.screening import read_reviews
from licet.web import make_app
from licet.web.portfolio.keeping import Portfolios, looked_of
from licet.web.portfolio.packed import NotTaken
from licet.web.portfolio.record import ASSESS, READ, state_of, write_record
from licet.web.portfolio.sent import MOST_UNPACKED, REVIEWS, check_packed, take
from licet.web.portfolio.worker import FOLDER
from licet.web.settings import Settings
from tests.web.conftest import Site, plain_text

KITAKAMI = Path(__file__).parents[2] / "examples" / "kitakami-motors"
SOME = ("KM-1001,", "KM-1002,", "KM-1012,", "KM-1023,", "KM-1030,")
"""Shipments that are sent: some of each outcome."""


class Server(Site):
    """A site that keeps its portfolios in a folder of its own, asked with a browser's cookie."""

    def __init__(self, data: Path) -> None:
        self.app = make_app(("site",), Settings(data=str(data), store=str(data / "cases.sqlite")))
        self.portfolios: Portfolios = self.app.app.app.state.portfolios  # type: ignore[attr-defined]
        page = self.get("/en/portfolio")
        self.cookie = page.headers["set-cookie"].partition(";")[0]
        self.token = re.findall(r'name="token" value="([^"]+)"', page.text)[0]

    def get(self, url: str, **more: Any) -> httpx.Response:
        """The answer to a GET."""
        headers = {"cookie": self.cookie} if hasattr(self, "cookie") else {}
        return self.ask("GET", url, headers=headers, **more)

    def send(self, place: str, **fields: str) -> httpx.Response:
        """The answer to a form."""
        return self.ask(
            "POST", f"/en/{place}", headers={"cookie": self.cookie},
            data={"token": self.token, **fields},
        )  # fmt: skip

    def upload(self, *files: tuple[str, bytes], name: str = "") -> httpx.Response:
        """The answer to files that are sent."""
        sent = [("files", (file, text)) for file, text in files]
        return self.ask(
            "POST", "/en/portfolio", headers={"cookie": self.cookie}, files=sent or None,
            data={"token": self.token, "name": name},
        )  # fmt: skip

    def received(self, *files: tuple[str, bytes], name: str = "") -> str:
        """The portfolio of files that were sent, once they are read."""
        answer = self.upload(*files, name=name)
        assert answer.status_code == 303, plain_text(answer.text)
        key = answer.headers["location"].rpartition("/")[2]
        self.portfolios.wait(key)
        return key


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(tmp_path)
    yield found
    found.portfolios.close()


@dataclass(frozen=True)
class Decided:
    """A portfolio that was sent and decided, and how many lines it was sent with."""

    server: Server
    key: str
    lines: int

    def page(self, place: str, lang: str = "en") -> httpx.Response:
        """A page of it."""
        return self.server.get(f"/{lang}/portfolio/{self.key}/{place}")


@pytest.fixture(scope="module")
def kitakami(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Decided]:
    """The Japanese exporter with one row more, whose value is no number."""
    server = Server(tmp_path_factory.mktemp("kept"))
    files = {path.name: path.read_bytes() for path in sorted(KITAKAMI.iterdir())}
    head, *every = files["shipments.csv"].decode().splitlines()
    lines = [head, *(row for row in every if row.startswith(SOME))]
    broken = lines[1].replace("KM-1001,1,", "KM-9999,7,").replace("1560000", "1.25x")
    files["shipments.csv"] = "\n".join([*lines, broken]).encode()
    key = server.received(*files.items(), name="Kitakami <b>2026</b>")
    said = {"option": "actual", "reason": "opinion of 2 March", "by": "Lea"}
    assert server.send("law/readings/A-39", **said).status_code == 303
    assert server.send(f"portfolio/{key}/assess", on="").status_code == 303
    server.portfolios.wait(key)
    assert state_of(server.portfolios.get(key)) == "ready", server.portfolios.log(key)
    yield Decided(server, key, len(lines))
    assert server.send(f"portfolio/{key}/delete").status_code == 303
    assert server.get(f"/en/portfolio/{key}").status_code == 404
    assert not (server.portfolios.place / key).exists()
    server.portfolios.close()


def test_what_was_read_is_shown_with_the_rows_that_cannot_be(kitakami: Decided) -> None:
    page = kitakami.page("files").text
    assert "Kitakami &lt;b&gt;2026&lt;/b&gt;" in page
    told = plain_text(page)
    assert "README.md" in told
    assert f"shipments.csv {kitakami.lines + 1} value 1.25x expected a plain decimal" in told


def test_the_dashboard_counts_and_asks_in_three_languages(kitakami: Decided) -> None:
    page = kitakami.page("answers").text
    assert f'/{kitakami.key}/lines?outcome=licence_required&amp;world=actual">2<' in page
    assert f"See the {kitakami.lines} lines" in page
    assert "no value stated" in page
    assert "61 §1(1)" in plain_text(page)
    for lang in ("zh-Hans", "zh-Hant"):
        shown = kitakami.page("answers", lang)
        assert shown.status_code == 200
        assert "At stake" not in shown.text


def test_a_portfolio_is_decided_as_the_house_reads_the_law_and_says_who_chose_so(
    kitakami: Decided,
) -> None:
    told = plain_text(kitakami.page("answers").text)
    assert re.search(r"Decided as the house reads these questions: A-39 .* chosen by Lea on", told)
    assert "A-39=actual" in kitakami.page("line?shipment=KM-1001&line=1").text
    assert "Counsel has chosen readings since" not in told
    said = {"option": "usual", "reason": "withdrawn", "by": "Lea"}
    kitakami.server.send("law/readings/A-39", **said)
    told = plain_text(kitakami.page("answers").text)
    assert "Counsel has chosen readings since" in told
    assert "chosen by Lea on" in told  # what was decided stays as it was


def test_no_page_holds_style_or_script_of_its_own(kitakami: Decided) -> None:
    places = ("files", "answers", "lines", "left-out", "parties", "party?party=MHIET", "delete")
    for place in (*places, "line?shipment=KM-1001&line=1"):
        page = kitakami.page(place)
        assert page.status_code == 200, place
        assert " style=" not in page.text
        assert not re.search(r"<script(?! src)| on\w+=", page.text)


def test_lines_are_filtered_and_lead_to_their_proof_and_to_the_questions(
    kitakami: Decided,
) -> None:
    found = kitakami.page("lines?outcome=licence_required&order=-value").text
    assert f"2 of {kitakami.lines} lines" in plain_text(found)
    assert re.findall(r"shipment=(KM-\d+)&amp;line=(\d+)", found)[0] == ("KM-1001", "1")
    line = kitakami.page("line?shipment=KM-1001&line=1").text
    told = plain_text(line)
    assert "licence required" in told
    assert "61 §1(3)" in told
    assert "shipments.csv:2" in told
    asks = re.findall(r'href="(/en/verdict\?[^"]+)"', line)[0].replace("&amp;", "&")
    assert "licence required" in plain_text(kitakami.server.get(asks).text)
    opens = re.findall(r'href="(/en/licences/open\?[^"]+)"', line)[0].replace("&amp;", "&")
    form = kitakami.server.get(opens).text
    assert "KM-1001 / 1" in form
    assert 'value="Kitakami' in form
    left = kitakami.page("line?shipment=KM-9999&line=7")
    assert "was left out" in plain_text(left.text)
    assert kitakami.page("line?shipment=no&line=1").status_code == 404


def test_every_table_is_taken_away(kitakami: Decided) -> None:
    taken = kitakami.page("papers/csv")
    assert taken.headers["content-disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(taken.content.decode("utf-8-sig"))))
    assert len(rows) == kitakami.lines
    book = load_workbook(io.BytesIO(kitakami.page("papers/xlsx").content))
    assert book.sheetnames == ["determinations", "articles"]
    assert kitakami.page("papers/report").content.startswith(b"<!DOCTYPE html>")
    assert kitakami.page("papers/portfolio.json").status_code == 404


def test_who_holds_a_party_is_drawn_with_the_chain(kitakami: Decided) -> None:
    page = kitakami.page("party?party=HAIPHONG&on=2026-11-22")
    assert '<svg class="holders"' in page.text
    assert kitakami.page("party?party=nobody").status_code == 404


def test_a_name_is_settled_and_the_portfolio_asks_to_be_decided_again(kitakami: Decided) -> None:
    server, place = kitakami.server, f"portfolio/{kitakami.key}/parties"
    queue = kitakami.page("parties?only=all").text
    party, listing = (
        re.findall(rf'name="{name}" value="([0-9a-f]+)"', queue)[0] for name in ("party", "listing")
    )
    nothing = server.send(place, party=party, listing=listing, why="", by="A. Sato")
    assert nothing.status_code == 422
    assert "Say what it rests on" in plain_text(nothing.text)
    assert 'value="A. Sato"' in nothing.text
    assert "Parties were reviewed" not in queue
    done = server.send(
        place, party=party, listing=listing, finding="different", why="register", by="A. Sato"
    )
    assert done.status_code == 303
    shown = kitakami.page("parties?only=all").text
    assert "Parties were reviewed since" in shown
    assert "A. Sato on" in plain_text(shown)
    (kept,) = read_reviews(
        server.portfolios.folder(kitakami.key) / FOLDER / REVIEWS
    ).latest.values()
    assert (kept.finding, kept.by, kept.why) == ("different", "A. Sato", "register")
    assert server.send(place, party="0", listing="0", finding="same", why="x").status_code == 404


def test_it_is_found_again_by_another_server(kitakami: Decided) -> None:
    again = Server(kitakami.server.portfolios.place.parent)
    found = again.get(f"/en/portfolio/{kitakami.key}")
    assert found.headers["location"].endswith("/answers")
    assert "Kitakami" in again.get("/en/portfolio").text
    again.portfolios.close()


def test_an_extract_is_guessed_put_right_and_read_anew(server: Server) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Stückliste"
    for row in (["Oberteil", "Komponente", "Menge", "Preis", "Zusatz"], ["M1", "R1", 2, 7.5, "x"]):
        sheet.append(row)
    page = book.create_sheet("shipments")
    for row in (
        [],
        ["shipment", "line", "item", "on", "value"],
        ["S1", "1", "M1", "2026-01-05", "9"],
    ):
        page.append(row)
    text = io.BytesIO()
    book.save(text)
    key = server.received(("alles.xlsx", text.getvalue()))
    shown = server.get(f"/en/portfolio/{key}/files").text
    assert "alles.xlsx" in shown
    assert "page «Stückliste»" in shown
    looked = looked_of(server.portfolios.folder(key))
    assert [one["use"] for one in looked] == ["mapped", "shipments"]
    assert 'id="column-0-2"' in shown

    first = looked[0]["key"]
    said = {f"use-{first}": "mapped", f"currency-{first}": "eur", f"decimal-{first}": "."}
    columns = dict(enumerate(("bom.parent", "bom.component", "bom.quantity", "bom.parent", "")))
    fields = {f"column-0-{at}": means for at, means in columns.items()}
    wrong = server.send(f"portfolio/{key}/files", **said, **fields)
    assert wrong.status_code == 422
    assert "Another column means the same" in plain_text(wrong.text)
    fields["column-0-3"] = "sources.price"
    assert server.send(f"portfolio/{key}/files", **said, **fields).status_code == 303
    server.portfolios.wait(key)
    assert server.portfolios.get(key).faults == ()
    folder = server.portfolios.folder(key) / FOLDER
    text_made = (folder / "sources.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text_made)))
    assert [(one["item"], one["price"], one["currency"]) for one in rows] == [("R1", "7.5", "EUR")]
    assert (folder / "shipments.csv").read_text(encoding="utf-8").splitlines()[
        2
    ] == "S1,1,M1,2026-01-05,9"

    twice = {f"use-{one['key']}": "shipments" for one in looked}
    answer = server.send(f"portfolio/{key}/files", **twice)
    assert "is that table already" in plain_text(answer.text)


def test_values_of_their_own_are_given_a_meaning_and_the_rows_come_back(server: Server) -> None:
    items = "item,embedded,unit,made_in\nM1,KOMP,STCK,JP\nM2,FERT,PCE,Nippon\nM3,KOMP,PCE,JP\n"
    lines = "shipment,line,item,on\nS1,1,M1,2026-01-05\n"
    key = server.received(("items.csv", items.encode()), ("shipments.csv", lines.encode()))
    page = server.get(f"/en/portfolio/{key}/files").text
    told = plain_text(page)
    assert "item and article: embedding KOMP 2 M1, M3" in told or "KOMP 2 M1, M3" in told
    fields = dict(re.findall(r'id="(value-items\.(?:\w+)-([0-9a-f]+))"', page))
    by_value = {bytes.fromhex(code).decode(): field for field, code in fields.items()}
    assert by_value.keys() == {"KOMP", "FERT", "Nippon"}  # a row left out has no unit to show
    wrong = server.send(f"portfolio/{key}/values", **{by_value["Nippon"]: "Japan"})
    assert (wrong.status_code, "ISO 3166-1" in wrong.text) == (422, True)
    said = {by_value["KOMP"]: "component", by_value["Nippon"]: "JP"}
    assert server.send(f"portfolio/{key}/values", **said).status_code == 303
    server.portfolios.wait(key)
    folder = server.portfolios.folder(key) / FOLDER
    kept = read_values(folder, fact_kinds(rulebook().business_facts()))
    assert kept == {"items.embedded": {"KOMP": "component"}, "items.made_in": {"Nippon": "JP"}}
    page = server.get(f"/zh-Hans/portfolio/{key}/files").text
    units = re.findall(r'id="(value-items\.unit-[0-9a-f]+)"', page)
    assert len(units) == 1  # M1 is back, with a unit that is their own
    assert 'value="component" selected' in page
    assert "贵方自有的取值" in page
    whole = read_folder(folder, fact_kinds(rulebook().business_facts()))
    assert [fault.value for fault in whole.quarantine] == ["FERT"]
    (folder / "values.yaml").write_text("items.item: {A: B}\nitems.so: {A: B}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_folder(folder, fact_kinds(rulebook().business_facts()))
    assert "read as they stand" in str(refused.value)
    assert "there is no column «items.so»" in str(refused.value)


def test_names_of_files_are_shown_and_never_made_paths(tmp_path: Path) -> None:
    names = ("../../evil/shipments.csv", "C:\\x\\a\x07.csv", ".hidden.csv", "~$a.xlsx", "b.docx")
    sent = [Starlette(io.BytesIO(b"a,b\n"), filename=name, size=4) for name in names]
    place = tmp_path / "sent"
    place.mkdir()
    kept, aside = take(sent, place)
    assert sorted(one.name for one in place.iterdir()) == ["f001.csv", "f002.csv"]
    assert [one.name for one in kept] == ["shipments.csv", "a.csv"]
    assert aside == (".hidden.csv", "~$a.xlsx", "b.docx")
    assert [one.name for one in tmp_path.iterdir()] == ["sent"]


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ([], "Choose at least one file"),
        ([("letter.docx", b"x")], "None of these files can be read"),
        ([("shipments.xlsx", b"no archive")], "no workbook that can be opened"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_top_and_the_name_is_kept(
    files: list[tuple[str, bytes]], word: str, server: Server
) -> None:
    answer = server.upload(*files, name="Mine")
    assert answer.status_code == 422
    assert word in plain_text(answer.text)
    assert 'href="#files"' in answer.text
    assert 'value="Mine"' in answer.text
    assert server.portfolios.every() == []


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path) -> None:
    for number, text in enumerate(('<!DOCTYPE x [<!ENTITY a "b">]>', "<?xml?><!DOCTYPE x>")):
        for encoding in ("utf-8", "utf-16"):
            path = packed(
                tmp_path / f"{number}{encoding}.xlsx", {"xl/a.xml": text.encode(encoding)}
            )
            with pytest.raises(NotTaken) as refused:
                check_packed(path, "a.xlsx")
            assert refused.value.word == "pf_declares_entities"


def test_a_workbook_that_unpacks_endlessly_is_refused_whatever_it_says_of_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_UNPACKED == 2**30
    monkeypatch.setattr("licet.web.portfolio.sent.MOST_UNPACKED", 2**20)
    path = packed(tmp_path / "a.xlsx", {"xl/a.xml": b" " * 2**21})
    whole = bytearray(path.read_bytes())
    true = (2**21).to_bytes(4, "little")
    while true in whole:  # it states eight bytes, in both of its heads
        at = whole.index(true)
        whole[at : at + 4] = (8).to_bytes(4, "little")
    path.write_bytes(whole)
    with pytest.raises(NotTaken) as refused:
        check_packed(path, "a.xlsx")
    assert refused.value.word == "pf_unpacks_too_large"


def test_more_than_is_taken_is_a_page_and_not_a_crash(server: Server) -> None:
    headers = {"cookie": server.cookie, "content-length": str(2**33)}
    headers["content-type"] = "multipart/form-data; boundary=x"
    answer = server.ask("POST", "/zh-Hans/portfolio", headers=headers, content=b"x")
    assert answer.status_code == 413
    assert "超出一次可接收的数量" in answer.text


def test_work_that_was_cut_off_is_begun_again_and_given_up_after_three_times(
    server: Server, tmp_path: Path
) -> None:
    key = server.received(("prices.csv", b"a,b\n1,2\n"))
    page = plain_text(server.get(f"/en/portfolio/{key}").text)
    assert "It could not be done" in page
    assert "expected one of shipments" in page
    place, record = server.portfolios.folder(key), server.portfolios.get(key)
    server.portfolios.close()
    write_record(place, record.but(doing=READ, faults=()))
    other = Portfolios(tmp_path)
    other.resume()
    other.wait(key)
    found = other.get(key)
    assert (found.doing, found.tries, found.turns) == ("", 1, record.turns + 1)
    assert found.faults == record.faults
    other.close()
    write_record(place, found.but(doing=ASSESS, tries=3))
    third = Portfolios(tmp_path)
    third.resume()
    assert (third.get(key).doing, third.get(key).faults) == ("", ("cut_off",))
    third.close()


def test_a_form_of_another_page_changes_nothing(server: Server) -> None:
    answer = server.ask(
        "POST", "/en/portfolio", data={"token": "x"}, headers={"cookie": server.cookie}
    )
    assert answer.status_code == 403
    assert server.get("/en/portfolio/%2e%2e/answers").status_code == 404
    assert server.get("/en/portfolio/0123456789abcdef/answers").status_code == 404
