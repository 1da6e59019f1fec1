"""BODS, GLEIF and FollowTheMoney become holdings; a broken statement is refused by its id."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from licet.basics import Refused
from licet.ownership import Holdings, Imported, read_bods, read_ftm, read_gleif

DAY = date(2022, 6, 1)
REGISTERED = {"statementType": "entityStatement", "entityType": "registeredEntity"}
CHILD, PARENT = "529900LICETTEST00023", "213800KUD8LAJWSQ9D15"


def written(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def entity(key: str, stated: str = "registeredEntity") -> dict[str, object]:
    details = {"entityType": {"type": stated}, "name": f"{key} Ltd", "isComponent": False}
    return {
        "statementId": f"s-{key}",
        "recordId": key,
        "recordType": "entity",
        "recordDetails": details,
    }


def relation(
    key: str,
    owner: object,
    owned: object,
    *interests: dict[str, object],
    day: str = "2020-01-01",
    **more: object,
) -> dict[str, object]:
    details = {"subject": owned, "interestedParty": owner, "interests": list(interests)}
    return {
        "statementId": f"{key}-{day}", "recordId": key, "recordType": "relationship",
        "statementDate": day, "recordDetails": details, **more,
    }  # fmt: skip


def shares(**share: object) -> dict[str, object]:
    return {"type": "shareholding", "directOrIndirect": "direct", "share": share}


def held(got: Imported, party: str, owner: str, on: date = DAY) -> object:
    return Holdings.of(got.holdings, got.faults).held(party, {owner: True}, on).held


def test_bods_keeps_exact_shares_and_the_open_ends_of_ranges(tmp_path: Path) -> None:
    text = json.dumps(
        [
            entity("L"), entity("X"), entity("Y"), entity("Z"),
            relation("r1", "L", "X", shares(exact=50)),
            relation("r2", "L", "Y", shares(minimum=25, exclusiveMaximum=50)),
            relation("r3", "L", "Z", shares(exclusiveMinimum=25, maximum=50)),
        ]
    ).replace('"exact": 50', '"exact": 49.999999999999')  # fmt: skip
    got = read_bods(written(tmp_path, "a.json", text))
    assert got.faults == ()
    assert [(r["share_lo"], r["share_hi"]) for r in got.holdings] == [
        ("49.999999999999", "49.999999999999"), ("25", "<50"), (">25", "50"),
    ]  # fmt: skip
    assert [held(got, party, "L") for party in "XYZ"] == [False, False, None]
    assert {party["party"]: party["name"] for party in got.parties}["X"] == "X Ltd"


def test_bods_versions_hold_until_the_next_one(tmp_path: Path) -> None:
    first = {**shares(exact=60), "startDate": "2019-01-01"}
    second = {**shares(exact=40), "startDate": "2021-03-01"}
    raised = {**shares(exact=70), "startDate": "2021-03-01"}
    closed = {**raised, "endDate": "2023-01-31"}
    path = written(
        tmp_path,
        "history.json",
        [
            entity("L"), entity("X"), entity("Z"),
            relation("r", "L", "X", first, day="2019-02-01"),
            relation("r", "L", "X", second, day="2021-03-15", recordStatus="updated"),
            relation("r", "L", "X", raised, day="2022-01-10", recordStatus="updated"),
            relation("r", "L", "X", closed, day="2023-02-10", recordStatus="closed"),
            relation("z", "Z", "X", shares(exact=5)),
        ],
    )  # fmt: skip
    got = read_bods(path)
    days = {
        "2018-12-31": False, "2019-01-01": True, "2021-02-28": True, "2021-03-01": False,
        "2022-01-09": False, "2022-01-10": True, "2023-01-30": True, "2023-01-31": None,
        "2023-02-01": False,
    }  # fmt: skip
    assert {day: held(got, "X", "L", date.fromisoformat(day)) for day in days} == days


def test_bods_before_0_4_refers_to_statements_and_marks_open_ends_by_flags(tmp_path: Path) -> None:
    statements = [
        {"statementID": "e1", **REGISTERED, "name": "L"},
        {"statementID": "e2", **REGISTERED, "name": "X"},
        {"statementID": "e2b", **REGISTERED, "name": "X2", "replacesStatements": ["e2"]},
        {
            "statementID": "o1", "statementType": "ownershipOrControlStatement",
            "statementDate": "2019-01-01",
            "subject": {"describedByEntityStatement": "e2b"},
            "interestedParty": {"describedByEntityStatement": "e1"},
            "interests": [
                {"type": "shareholding", "interestLevel": "direct",
                 "share": {"minimum": 25, "maximum": 50, "exclusiveMaximum": True}},
                {"type": "voting-rights", "share": {"exact": 55}},
            ],
        },
    ]  # fmt: skip
    got = read_bods(written(tmp_path, "old.json", "\n".join(map(json.dumps, statements))))
    assert got.faults == ()
    assert [(r["owned"], r["kind"], r["share_hi"]) for r in got.holdings] == [
        ("e2", "equity", "<50"), ("e2", "votes", "55"),
    ]  # fmt: skip
    assert held(got, "e2", "e1") is True


def test_bods_trusts_nominees_and_unspecified_holders_are_unknown(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "veiled.json",
        [
            entity("T", "arrangement"), entity("W"), entity("X"), entity("Y"),
            entity("U", "unknownEntity"),
            relation("r1", "T", "X", shares(exact=100)),
            relation("r2", {"reason": "subjectExemptFromDisclosure"}, "Y"),
            relation("r3", "U", "W", shares(exact=100)),
        ],
    )  # fmt: skip
    got = read_bods(path)
    assert [held(got, party, "L") for party in "XYW"] == [None, None, None]


def test_an_indirect_statement_counts_for_the_product_and_is_no_direct_holding(
    tmp_path: Path,
) -> None:
    indirect = {**shares(exact=60), "directOrIndirect": "indirect"}
    got = read_bods(
        written(tmp_path, "i.json", [entity("L"), entity("X"), relation("r", "L", "X", indirect)])
    )
    answer = Holdings.of(got.holdings).held("X", {"L": True}, DAY)
    assert {name: share.held for name, share in answer.by_reading.items()} == {
        "direct": False, "chain": None, "product": True, "aggregate": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        (relation("r", "L", "X", shares(exact=101)), "from 0 to 100"),
        (relation("r", "L", "X", shares(exact="half")), "in numbers"),
        (relation("r", "L", "X", shares(minimum=60, maximum=50)), "not above its maximum"),
        (relation("r", "L", "X", {**shares(exact=50), "startDate": "1 May"}), "a date"),
        (relation("r", None, "X", shares(exact=50)), "interestedParty"),
        (relation("r", "nobody", "X", shares(exact=50)), "interested party that is stated"),
        ({**relation("r", "L", "X", shares(exact=50)), "statementId": "s-L"}, "used once"),
        ({**relation("r", "L", "X"), "recordType": "rumour"}, "not «rumour»"),
    ],
)
def test_a_broken_bods_statement_is_refused_by_id_and_the_rest_is_read(
    tmp_path: Path, statement: dict[str, object], rule: str
) -> None:
    rest = [entity("L"), entity("X"), entity("Y"), relation("y", "L", "Y", shares(exact=80))]
    rest.append(relation("x", "Y", "X", shares(exact=1)))
    got = read_bods(written(tmp_path, "b.json", [*rest, statement]))
    (fault,) = got.faults
    assert str(statement["statementId"]) in fault.place
    assert rule in fault.expected
    assert held(got, "Y", "L") is True
    assert held(got, "X", "Z") is None


def gleif(
    kind: str, child: str = CHILD, parent: str = PARENT, status: str = "PUBLISHED"
) -> dict[str, object]:
    return {
        "Relationship": {
            "StartNode": {"NodeID": child, "NodeIDType": "LEI"},
            "EndNode": {"NodeID": parent, "NodeIDType": "LEI"},
            "RelationshipType": kind, "RelationshipStatus": "ACTIVE",
            "RelationshipPeriods": [
                {"StartDate": "2020-01-01T00:00:00Z", "PeriodType": "RELATIONSHIP_PERIOD"}
            ],
        },
        "Registration": {"RegistrationStatus": status},
    }  # fmt: skip


def test_gleif_parents_are_for_review_and_branches_are_their_company(tmp_path: Path) -> None:
    direct = read_gleif(written(tmp_path, "rr.json", [gleif("IS_DIRECTLY_CONSOLIDATED_BY")]))
    assert held(direct, CHILD, PARENT) is None
    branch = read_gleif(written(tmp_path, "rr.json", [gleif("IS_INTERNATIONAL_BRANCH_OF")]))
    assert held(branch, CHILD, PARENT) is True
    fund = read_gleif(
        written(
            tmp_path,
            "rr.json",
            [gleif("IS_FUND-MANAGED_BY"), gleif("IS_DIRECTLY_CONSOLIDATED_BY", status="ANNULLED")],
        )
    )
    assert [row["kind"] for row in fund.holdings] == ["control"]


def test_gleif_is_read_as_xml_and_says_when_a_parent_is_not_named(tmp_path: Path) -> None:
    xml = f"""<rr:D xmlns:rr="urn:x"><rr:RelationshipRecord><rr:Relationship>
      <rr:StartNode><rr:NodeID>{CHILD}</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode>
      <rr:EndNode><rr:NodeID>{PARENT}</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:EndNode>
      <rr:RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY</rr:RelationshipType></rr:Relationship>
      <rr:Registration><rr:RegistrationStatus>LAPSED</rr:RegistrationStatus></rr:Registration>
      </rr:RelationshipRecord></rr:D>"""
    (row,) = read_gleif(written(tmp_path, "rr.xml", xml)).holdings
    assert (row["owner"], row["kind"], row["source"]) == (
        PARENT,
        "consolidation",
        "GLEIF Level 2, lapsed",
    )
    exceptions = [{"LEI": CHILD, "ExceptionReason": r} for r in ("NON_PUBLIC", "NATURAL_PERSONS")]
    got = read_gleif(written(tmp_path, "repex.json", exceptions))
    assert [row["kind"] for row in got.holdings] == ["unknown"]


def test_a_broken_gleif_record_is_refused_by_its_ends_and_rule(tmp_path: Path) -> None:
    records = [
        gleif("IS_DIRECTLY_CONSOLIDATED_BY", parent="213800KUD8LAJWSQ9D16"),
        gleif("IS_FRIEND_OF"),
        7,
    ]
    got = read_gleif(written(tmp_path, "rr.json", records))
    assert [fault.expected.split(",")[0] for fault in got.faults] == [
        "an LEI whose check digits are right", "a known RelationshipType", "an object",
    ]  # fmt: skip
    assert got.faults[0].key == CHILD


def test_ftm_percentages_are_read_and_free_text_is_refused(tmp_path: Path) -> None:
    def link(key: str, percentage: str | None, **more: object) -> dict[str, object]:
        values = {"owner": ["L"], "asset": [key], "percentage": [percentage] if percentage else []}
        return {"id": f"o-{key}", "schema": "Ownership", "properties": {**values, **more}}

    entities = [
        {"id": "L", "schema": "Company", "properties": {"name": ["Alpha"], "country": ["us"]}},
        link("A", "50"), link("B", "25-50"), link("C", ">50%"), link("D", None),
        link("E", "49,99 %"),
        link("F", "a lot"), link("G", "75", role=["nominee shareholder"]),
        {"id": "d", "schema": "Directorship",
         "properties": {"director": ["L"], "organization": ["E"]}},
    ]  # fmt: skip
    got = read_ftm(written(tmp_path, "e.ftm.json", "\n".join(map(json.dumps, entities))))
    assert {key: held(got, key, "L") for key in "ABCDEFG"} == {
        "A": True, "B": None, "C": True, "D": None, "E": False, "F": None, "G": None,
    }  # fmt: skip
    assert [(fault.place, fault.line) for fault in got.faults] == [("statement o-F", 7)]
    assert got.parties[0] == {"party": "L", "name": "Alpha", "country": "US"}


@pytest.mark.parametrize("reader", [read_bods, read_gleif, read_ftm])
def test_a_file_that_is_no_json_is_refused_whole(tmp_path: Path, reader: object) -> None:
    with pytest.raises(Refused):
        reader(written(tmp_path, "x.json", "not json"))  # type: ignore[operator]
