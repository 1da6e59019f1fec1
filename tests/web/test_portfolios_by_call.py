"""Programs send a folder, put its columns right, have it decided and fetch every answer."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from licet.store import Store
from licet.web.portfolio import sent
from licet.web.portfolio.keeping import Portfolios
from licet.web.settings import Settings
from tests.web.conftest import Site
from tests.web.test_once import Program
from tests.web.visitors import quick, settings, store

__all__ = ["quick", "settings", "store"]

KITAKAMI = Path(__file__).parents[2] / "examples" / "kitakami-motors"
SOME = ("KM-1001,", "KM-1002,", "KM-1012,", "KM-1023,", "KM-1030,")


class Caller(Site):
    """A program that calls a server for one person."""

    def __init__(self, data: Path) -> None:
        super().__init__(str(data / "cases.sqlite"))
        self.portfolios: Portfolios = self.app.app.app.state.portfolios  # type: ignore[attr-defined]

    def call(self, method: str, place: str = "", **more: Any) -> httpx.Response:
        """The answer of a call about portfolios."""
        return self.ask(method, f"/api/v1/portfolios{place}", **more)

    def told(self, place: str, **wanted: str) -> Any:
        """What a GET answers."""
        answer = self.call("GET", place, params=wanted)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def done(self, answer: httpx.Response) -> str:
        """The place of a portfolio on which work was begun, once that is done."""
        assert answer.status_code == 202, answer.text
        name = answer.json()["id"]
        assert answer.headers["location"] == f"/api/v1/portfolios/{name}"
        self.portfolios.wait(name)
        return f"/{name}"


@pytest.fixture
def caller(tmp_path: Path) -> Iterator[Caller]:
    found = Caller(tmp_path)
    yield found
    found.portfolios.close()


def packed(files: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of a folder."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", kind) as archive:
        archive.writestr("kitakami/", b"")
        for name, text in files.items():
            archive.writestr(f"kitakami/{name}", text)
    return made.getvalue()


def kitakami() -> bytes:
    """Some shipments of the Japanese exporter, and one row whose value is no number."""
    files = {path.name: path.read_bytes() for path in sorted(KITAKAMI.iterdir())}
    head, *every = files["shipments.csv"].decode().splitlines()
    some = [row for row in every if row.startswith(SOME)]
    broken = some[0].replace("KM-1001,1,", "KM-9999,7,").replace("1560000", "1.25x")
    files["shipments.csv"] = "\n".join([head, *some, broken]).encode()
    return packed(files)


def test_a_folder_is_sent_decided_and_every_answer_of_its_pages_fetched(caller: Caller) -> None:
    given = {"files": ("kitakami.zip", kitakami())}
    once = {"idempotency-key": "order-7"}
    name = caller.done(caller.call("POST", files=given, headers=once))
    again = caller.call("POST", files=given, headers=once)  # packed anew, between other marks
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json()["id"] == name[1:]
    assert again.headers["location"] == f"/api/v1/portfolios{name}"
    other = caller.call("POST", files={"files": ("a.csv", b"x\n")}, headers=once)
    assert other.status_code == 422
    read = caller.told(name)
    assert (read["state"], read["name"], read["progress"]) == ("read", "kitakami", None)
    (left,) = caller.told(f"{name}/left-out")
    assert (left["file"], left["key"], left["value"]) == ("shipments.csv", "KM-9999/7", "1.25x")
    assert caller.call("GET", f"{name}/lines").status_code == 404

    choice = {"option": "actual", "reason": "opinion of 2 March", "by": "Lea"}
    chosen = caller.get("/en/portfolio")
    token = chosen.text.partition('name="token" value="')[2].partition('"')[0]
    cookie = {"cookie": chosen.headers["set-cookie"].partition(";")[0]}
    page = "/en/law/readings/A-39"
    said = caller.post(page, data={"token": token, **choice}, headers=cookie)
    assert said.status_code == 303
    wrong = caller.call("POST", f"{name}/assess", json={"on": "today"})
    assert wrong.json()["errors"][0]["pointer"] == "/on"
    begun = caller.call("POST", f"{name}/assess", json={}, params={"lang": "zh-Hans"})
    caller.done(begun)
    whole = caller.told(name)
    assert (whole["state"], whole["house"][0]["option"]) == ("ready", "actual")
    assert whole["calendar"]["turns"] is not None
    lines = _every_line(caller, name, whole)
    _one_line(caller, name, lines)
    _papers(caller, name)
    _parties(caller, name)
    assert caller.call("DELETE", name).status_code == 204
    assert caller.call("GET", name).status_code == 404


def _every_line(caller: Caller, name: str, whole: dict[str, Any]) -> list[dict[str, Any]]:
    found = caller.told(f"{name}/lines", limit="1000")
    counts = whole["answers"]["tallies"]["actual"]
    assert found["count"] == len(found["lines"]) == whole["answers"]["lines"]
    by, cursor = [], "?limit=2&order=-value"
    while cursor:
        answer = caller.call("GET", f"{name}/lines{cursor}")
        by += answer.json()["lines"]
        link = answer.headers.get("link", "")
        cursor = link.partition("?")[2].partition(">")[0] and f"?{link.split('?')[1].split('>')[0]}"
    values = [Decimal(one["value"]) for one in by if one["value"] is not None]
    assert (len(by), values) == (found["count"], sorted(values, reverse=True))
    for outcome, tally in counts.items():
        some = caller.told(f"{name}/lines", outcome=outcome)
        assert some["count"] == tally["lines"], outcome
    for query in ("order=size", "world=x", "outcome=maybe", "cursor=MTI="):
        refused = caller.call("GET", f"{name}/lines?{query}")
        assert refused.status_code == 422, query
        pointer = refused.json()["errors"][0]["pointer"]
        assert pointer.endswith(query.partition("=")[0]), pointer
    return by


def _one_line(caller: Caller, name: str, lines: list[dict[str, Any]]) -> None:
    one = lines[0]
    wanted = {"shipment": one["shipment"], "line": one["line"]}
    found = caller.told(f"{name}/line", **wanted)
    answer = found["answers"]["actual"]
    assert (answer["outcome"], answer["review"]) == (one["outcome"], one["review"])
    graver = found["articles"][0]
    assert graver["verdict"]["outcome"] == one["outcome"]
    assert any(".csv:" in fact["evidence"] for fact in graver["facts"].values())
    left = caller.told(f"{name}/line", shipment="KM-9999", line="7")
    assert "1.25x" in str(left["left_out"][0])
    none = caller.call("GET", f"{name}/line", params={"shipment": "X", "line": "1"})
    assert none.status_code == 404


def _papers(caller: Caller, name: str) -> None:
    table = caller.call("GET", f"{name}/papers/csv")
    assert "kitakami-determinations.csv" in table.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(table.text.lstrip("\ufeff"))))
    assert len(rows) == caller.told(f"{name}/lines")["count"]
    assert caller.call("GET", f"{name}/papers/xlsx").content.startswith(b"PK")
    assert caller.call("GET", f"{name}/papers/parquet").content.startswith(b"PAR1")
    assert caller.call("GET", f"{name}/papers/odt").status_code == 404


def _parties(caller: Caller, name: str) -> None:
    pairs = caller.told(f"{name}/parties")
    party, candidate = pairs[0]["party"], pairs[0]["candidate"]
    said = {"party": party["version"], "candidate": candidate["version"], "finding": "different"}
    without = caller.call("POST", f"{name}/parties", json=said)
    assert without.json()["errors"][0]["pointer"] == "/why"
    found = caller.call("POST", f"{name}/parties", json=said | {"why": "another town", "by": "Ida"})
    assert (found.json()["settled"], found.json()["review"]["by"]) == (True, "Ida")
    held = caller.told(f"{name}/holders", party=party["party"])
    assert "lists" in held
    none = caller.call("GET", f"{name}/holders", params={"party": "nobody"})
    assert none.status_code == 404


def test_columns_and_values_are_put_right_by_a_call(caller: Caller) -> None:
    extract = "Oberteil;Komponente;Menge;Preis;Zusatz\nM1;R1;2;7,5;x\n"
    items = "item,embedded,made_in\nM1,KOMP,Nippon\nM2,KOMP,JP\n"
    lines = "shipment,line,item,on\nS1,1,M1,2026-01-05\n"
    files = {"stück/liste.csv": extract, "items.csv": items, "shipments.csv": lines}
    given = [("files", (name, text.encode())) for name, text in files.items()]
    name = caller.done(caller.call("POST", files=given, data={"name": "Mine"}))
    read = caller.told(f"{name}/files")
    assert read["name"] == "Mine"
    (key,) = [key for key, one in read["files"].items() if one["name"] == "liste.csv"]
    assert {(one["column"], one["value"]) for one in read["values"]} == {
        ("items.embedded", "KOMP"), ("items.made_in", "Nippon"),
    }  # fmt: skip
    columns = {"Oberteil": "bom.parent", "Komponente": "bom.component", "Menge": "bom.quantity"}
    said: dict[str, Any] = {"use": "mapped", "decimal": ",", "currency": "EUR"}
    twice = {"files": {key: said | {"columns": columns | {"Preis": "bom.parent"}}}}
    answer = caller.call("PUT", f"{name}/files", json=twice)
    pointers = [one["pointer"] for one in answer.json()["errors"]]
    assert (answer.status_code, pointers) == (422, [f"/files/{key}/columns/preis"])
    nowhere = {"files": {key: {"columns": {"a/b": "bom.parent"}}}, "values": {}}
    answer = caller.call("PUT", f"{name}/files", json=nowhere)
    assert answer.json()["errors"][0]["pointer"] == f"/files/{key}/columns/a~1b"
    values = {"items.made_in": {"Nippon": "Japan"}}
    answer = caller.call(
        "PUT", f"{name}/files", json={"values": values}, headers={"accept-language": "zh-CN"}
    )
    (fault,) = answer.json()["errors"]
    assert fault["pointer"] == "/values/items.made_in/Nippon"
    assert "两位字母代码" in fault["detail"]
    right = {
        "files": {key: said | {"columns": columns | {"Preis": "sources.price", "Zusatz": None}}},
        "values": {"items.made_in": {"Nippon": "JP"}, "items.embedded": {"KOMP": "component"}},
    }
    caller.done(caller.call("PUT", f"{name}/files", json=right))
    read = caller.told(f"{name}/files")
    assert (read["faults"], read["left_out"]) == ([], 0)
    assert read["files"][key]["columns"]["preis"] == "sources.price"
    rows = {table: one["rows"] for table, one in read["tables"].items()}
    assert (rows["bom"], rows["sources"], rows["items"]) == (1, 1, 3)


def test_what_is_no_archive_or_too_much_is_refused_and_nothing_is_kept(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent, "MOST_BYTES", 1_000_000)
    good = packed({"items.csv": b"item\nA\n"}, zipfile.ZIP_STORED)
    endless = packed({f"{number}.csv": b"" for number in range(300)})
    many = packed({f"{number}.txt": b"" for number in range(10_001)}, zipfile.ZIP_STORED)
    large = packed({"a.csv": bytes(sent.MOST_BYTES + 1)})
    torn = good.replace(b"item\nA\n", b"item\nB\n")
    tries = {"locked.zip": b"no archive", "torn.zip": torn, "a.zip": endless, "b.zip": many}
    for name, content in (tries | {"c.zip": large, "plain.doc": b"x"}).items():
        answer = caller.call("POST", files={"files": (name, content)})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/files"), name
    nothing = caller.call("POST", json={})
    assert nothing.status_code == 422
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert caller.call("POST", content=b"--y\r\n", headers=broken).status_code == 422
    assert caller.told("") == []


def test_who_may_only_read_sends_nothing(settings: Settings, store: Store) -> None:
    from licet.people import make_token

    reader = Program(settings, make_token(store, "ana", by="test", scope="read")[1])
    headers = {"authorization": f"Bearer {reader.token}"}
    files = {"files": ("items.csv", b"item\nA\n")}
    answer = reader.site.ask("POST", "/api/v1/portfolios", files=files, headers=headers)
    assert answer.status_code == 403
    assert json.loads(answer.text)["title"] == "Forbidden"
    assert reader.get("portfolios").json() == []


def test_what_values_mean_and_what_they_are_worth_is_the_same_as_of_a_folder(
    caller: Caller,
) -> None:
    shipments = "shipment,line,item,on,value,currency,ship_from,ship_to,act,thing\n"
    files = {
        "shipments.csv": f"{shipments}1,1,M,2025-10-20,226.50,EUR,Deutschland,US,export,goods\n",
        "items.csv": "item,made_in\nM,Deutschland\n",
        "values.yaml": "items.made_in: {Deutschland: DE}\nshipments.ship_from: {Deutschland: DE}\n",
    }
    folder = {name: text.encode() for name, text in files.items()}
    name = caller.done(caller.call("POST", files={"files": ("isar.zip", packed(folder))}))
    assert caller.told(f"{name}/left-out") == []
    assert caller.told(f"{name}/files")["aside"] == []
    caller.done(caller.call("POST", f"{name}/assess", json={}))
    whole = caller.told(name)["answers"]
    (line,) = caller.told(f"{name}/lines")["lines"]
    one = caller.told(f"{name}/line", shipment="1", line="1")
    values = [whole["total"]["value"], line["value"], one["value"]]
    assert (values, line["ship_from"]) == (["226.5"] * 3, "DE")
    for wrong in ("items.nix: {a: b}", "a: &a [1]\nb: *a", "[" * 3000, "1"):
        given = packed(folder | {"values.yaml": wrong.encode()})
        refused = caller.call("POST", files={"files": ("isar.zip", given)})
        assert refused.status_code == 422, wrong[:20]
        assert "values.yaml" in refused.json()["detail"]
