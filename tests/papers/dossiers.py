"""Dossiers for the checks: clean ones, each made anew, and every way to spoil one."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from stdnum.cn import uscc
from stdnum.jp import cn

from licet.cases import table
from licet.papers.dossier import Dossier, read_dossier

DAY = date(2026, 11, 20)
Raw = dict[str, Any]
CITIES = {
    "CN": (
        ("包头市稀土路{n}号", "{n} Xitu Road, Baotou"),
        ("宁波市高新区{n}号", "{n} Gaoxin District, Ningbo"),
    ),
    "JP": (
        ("岩手县北上市{n}番地", "{n} Kitakami, Iwate"),
        ("大阪市北区{n}番", "{n} Kita-ku, Osaka"),
    ),
    "DE": (("亚琛市轮胎街{n}号", "Reifenstrasse {n}, Aachen"),),
    "US": (("俄亥俄州代顿市主街{n}号", "{n} Main Street, Dayton, Ohio"),),
    "KR": (("首尔市江南区{n}号", "{n} Gangnam-gu, Seoul"),),
    "MY": (("槟城工业园{n}号", "{n} Industrial Park, Penang"),),
}
FIRMS = (
    ("宏达磁材", "Hongda Magnetics"),
    ("北方电机", "Northern Motors"),
    ("天工精密", "Tiangong Precision"),
    ("海川材料", "Haichuan Materials"),
    ("阿贝尔半导体", "Abel Semiconductor"),
    ("莱恩传动", "Rhein Antriebe"),
    ("明石工业", "Akashi Industries"),
    ("韩进电子", "Hanjin Electronics"),
    ("槟城靶材", "Penang Targets"),
)
FORMS = {
    "CN": ("有限公司", "Co., Ltd."),
    "JP": ("株式会社", "K.K."),
    "DE": ("有限责任公司", "GmbH"),
}
ITEMS = (
    (
        "1C905.a.4",
        "8505111000",
        "含镝钕铁硼磁体N42SH",
        "NdFeB magnet N42SH with dysprosium",
        "kg",
        "千克",
    ),
    ("1C902.a.4", "8505119000", "钐钴磁体YXG-28", "Samarium-cobalt magnet YXG-28", "kg", "公斤"),
    ("1C904.a.3", "8486909110", "铽靶，直径150 mm", "Terbium target, diameter 150 mm", "pcs", "片"),
    ("1C907.a.1", "2805301800", "金属钪，纯度99.9 %", "Scandium metal, purity 99.9 %", "kg", "KGM"),
    ("1C908.b", "2846901100", "氧化钇", "Yttrium oxide", "kg", "kg"),
)
USES = (
    (
        "用于风力发电机组的永磁直驱电机转子",
        "Rotors of permanent-magnet direct-drive wind generators",
    ),
    ("用于{n}台工业机器人关节伺服电机", "Joint servo motors of {n} industrial robots"),
    ("用于医用磁共振设备的梯度组件", "Gradient assemblies of medical magnetic-resonance scanners"),
    ("用于镀膜机的溅射工序，膜厚{n} nm", "Sputtering step of a coating plant, film of {n} nm"),
)
PEOPLE = (
    ("王芳", "Wang Fang"),
    ("髙桥零", "Takahashi Rei"),
    ("李雷", "Li Lei"),
    ("安娜", "Anna Weber"),
)


def clean(folder: Path, seed: int) -> Raw:
    """A dossier without a fault, as it is written; its attachments lie in the folder."""
    dice = random.Random(seed)  # noqa: S311 - the same dossiers every time
    form = dice.choice(("single", "single", "general"))
    home = dice.choice(("CN", "CN", "JP", "MY"))
    goal = dice.choice([code for code in CITIES if code not in {"CN", home}])
    firms = dice.sample(FIRMS, 5)
    applied = DAY - timedelta(days=dice.randint(0, 9))
    signed = applied - timedelta(days=dice.randint(0, 30))
    exporter = party(dice, firms[0], home, full=True)
    users = [
        party(dice, firms[2 + n], goal)
        for n in range(1 if form == "single" else dice.randint(1, 3))
    ]
    direct = dice.random() < 0.5
    importer = users[0] if direct else party(dice, firms[1], goal)
    lines = [line(dice, one) for one in dice.sample(ITEMS, dice.randint(1, 4))]
    total = sum(int(one["value"]) for one in lines)
    number, use = f"HT-{dice.randint(100, 999)}/26", used(dice)
    made = DAY - timedelta(days=dice.randint(40, 200))
    basic = {"contract_number": number, "destination": goal, "end_use": use}
    currency = dice.choice(("USD", "EUR", "CNY", "JPY"))
    application = {
        **basic,
        "number": f"A-{seed}",
        "date": str(applied),
        "form": form,
        "applicant": exporter,
        "importer": importer,
        "end_users": users,
        "lines": lines,
        "currency": currency,
        "total": total,
        "contract_date": str(made),
        "ship_from": home,
        "ship_on": str(DAY + timedelta(days=dice.randint(60, 120))),
        "watch_listed": False,
        "signature": signature(dice, applied),
    }
    if not direct:
        application["recipient_reason"] = {
            "zh": "进口商为最终用户的采购代理",
            "en": "The importer buys for the end user",
        }
    if form == "general":
        application["settled_channels"] = True
    if dice.random() < 0.3:
        application["transit"] = [dice.choice(("SG", "HK"))]
        application["transit_reason"] = {"zh": "无直达航线", "en": "No direct line"}
    contract = {
        "number": number,
        "date": str(made),
        "seller": named(exporter),
        "buyer": named(importer),
        "destination": goal,
        "ship_by": str(DAY + timedelta(days=150)),
        "valid_until": str(DAY + timedelta(days=400)),
        "lines": [respelled(dice, one) for one in lines],
        "currency": currency,
        "total": total,
        "signatures": [signature(dice, made), signature(dice, made)],
    }
    statements = [
        {
            **basic,
            "date": str(signed),
            "valid_until": str(DAY + timedelta(days=dice.randint(30, 300))),
            "end_user": named(user),
            "importer": named(importer),
            "lines": parted(lines, n, len(users)),
            "promises": True,
            "signature": signature(dice, signed),
        }
        for n, user in enumerate(users)
    ]
    technical = [
        {
            "date": str(signed),
            "item": one["item"],
            "description": one["description"],
            "control_code": one["control_code"],
            "hs": one["hs"][:8],
            "composition": measured(dice, "主要成分占{n} %", "Main component {n} %"),
            "performance": measured(
                dice, "工作温度不超过{n} °C", "Working temperature up to {n} °C"
            ),
            "main_uses": use,
            "test_report": f"T-{dice.randint(1, 99)}",
            "tested_on": str(signed),
            "signature": signature(dice, signed),
        }
        for one in lines
    ]
    raw: Raw = {"day": str(DAY), "application": application, "contract": contract}
    raw |= {"statement": statements, "technical": technical}
    raw["attachments"] = attached(folder, dice, form)
    whole: Raw = json.loads(json.dumps(raw))  # no part is shared
    return whole


def party(dice: random.Random, firm: tuple[str, str], country: str, *, full: bool = False) -> Raw:
    """A party of that country."""
    legal = FORMS.get(country, ("公司", "Inc."))
    place, n = dice.choice(CITIES[country]), dice.randint(1, 300)
    told: Raw = {
        "name": {"zh": firm[0] + legal[0], "en": f"{firm[1]} {legal[1]}"},
        "address": {"zh": place[0].format(n=n), "en": place[1].format(n=n)},
        "country": country,
    }
    if country == "CN":
        body = f"91150200MA0{dice.randint(10**5, 10**6 - 1)}"
        told["uscc"] = body + uscc.calc_check_digit(body)
    if country == "JP":
        body = str(dice.randint(10**11, 10**12 - 1))
        told["registration"] = f"JP-CN {cn.calc_check_digit(body)}{body}"
    if full:
        told["email"] = f"export{n}@example.com"
        told["contact"] = dict(zip(("zh", "en"), dice.choice(PEOPLE), strict=True))
    return told


def named(whole: Raw) -> Raw:
    """A party as another document names it: without its address."""
    return {name: whole[name] for name in ("name", "country", "uscc") if name in whole}


def line(dice: random.Random, one: tuple[str, ...]) -> Raw:
    """An item of the application."""
    code, customs, chinese, english, unit, _ = one
    amount, price = dice.randint(2, 900) * 6, dice.randint(3, 400)
    return {
        "item": f"P-{code.replace('.', '')}",
        "description": {"zh": chinese, "en": english},
        "control_code": code,
        "hs": customs,
        "quantity": amount,
        "unit": unit,
        "price": price,
        "value": amount * price,
    }


def respelled(dice: random.Random, one: Raw) -> Raw:
    """The same item as a contract writes it: another spelling of the unit, no control code."""
    unit = next(item[5] for item in ITEMS if item[0] == one["control_code"])
    kept = ("item", "description", "quantity", "price", "value")
    return {name: one[name] for name in kept} | {"unit": dice.choice((unit, one["unit"]))}


def parted(lines: list[Raw], number: int, count: int) -> list[Raw]:
    """The part of each item that one of several end users gets."""
    kept = ("item", "control_code", "unit")
    return [
        {name: one[name] for name in kept} | {"quantity": part(one["quantity"], number, count)}
        for one in lines
    ]


def part(amount: int, number: int, count: int) -> int:
    """A share of a quantity; the first takes the rest."""
    return amount // count + (amount % count if number == 0 else 0)


def used(dice: random.Random) -> Raw:
    """An end use in both languages."""
    return measured(dice, *dice.choice(USES))


def measured(dice: random.Random, chinese: str, english: str) -> Raw:
    """A text with a number in both languages."""
    n = dice.randint(12, 99)
    return {"zh": chinese.format(n=n), "en": english.format(n=n)}


def signature(dice: random.Random, on: date) -> Raw:
    """A signature with its seal."""
    return {"name": dice.choice(PEOPLE)[1], "on": str(on), "seal": True}


def attached(folder: Path, dice: random.Random, form: str) -> list[Raw]:
    """The papers of the form as files; one of them in English, with its translation."""
    found = []
    for one in table().documents_of(form, watch_list=False):
        content = f"{one.name} {dice.random()}".encode()
        (folder / f"{one.name}.pdf").write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        found.append({"document": one.name, "file": f"{one.name}.pdf", "sha256": digest})
    found[1]["language"] = "en"
    (folder / "translation.pdf").write_bytes(b"zh")
    found.append({"document": "translation", "file": "translation.pdf", "language": "zh"})
    found[-1]["translation_of"] = found[1]["file"]
    return found


def read(folder: Path, raw: Raw) -> Dossier:
    """The dossier written into its folder and read from there."""
    (folder / "dossier.json").write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    return read_dossier(folder)


Spoil = Callable[[Raw, Path], None]


def put(path: str, value: Any) -> Spoil:
    """A way to spoil: another value at a path; `None` takes it away."""

    def spoil(raw: Raw, _folder: Path) -> None:
        *way, last = path.split(".")
        at: Any = raw
        for name in way:
            at = at[int(name)] if name.isdigit() else at[name]
        was = at.get(last)
        new = value(was) if callable(value) else value
        if new is None:
            at.pop(last, None)
        else:
            at[last] = new

    return spoil


def _later(days: int) -> str:
    return str(DAY + timedelta(days=days))


def _wrong_digit(code: str | None) -> str:
    body = (code or "91150200MA012345678")[:17]
    right = uscc.calc_check_digit(body)
    return body + ("A" if right != "A" else "B")


def _file_gone(raw: Raw, folder: Path) -> None:
    (folder / raw["attachments"][0]["file"]).unlink()


def _file_changed(raw: Raw, folder: Path) -> None:
    (folder / raw["attachments"][0]["file"]).write_bytes(b"another")


def _same_file(raw: Raw, _folder: Path) -> None:
    raw["attachments"][0] |= {name: raw["attachments"][2][name] for name in ("file", "sha256")}


def _two_users(raw: Raw, _folder: Path) -> None:
    raw["application"]["form"] = "single"
    extra = {
        "name": {"zh": "另一家公司", "en": "Another Inc."},
        "country": raw["application"]["destination"],
    }
    raw["application"]["end_users"].append(extra)


def _general_to_watch_list(raw: Raw, _folder: Path) -> None:
    raw["application"] |= {"form": "general", "watch_listed": True, "settled_channels": True}


def _buys_for_nobody(raw: Raw, _folder: Path) -> None:
    raw["application"]["importer"] = {
        "name": {"zh": "中间商行", "en": "Middle Trading Ltd."},
        "country": "HK",
    }
    raw["application"].pop("recipient_reason", None)
    raw["contract"]["buyer"] = raw["application"]["importer"]
    for one in raw["statement"]:
        one["importer"] = raw["application"]["importer"]


def _late_report(raw: Raw, _folder: Path) -> None:
    raw["report"] = {"exported_on": "2026-10-09", "date": "2026-10-27"}


def _gap(raw: Raw, _folder: Path) -> None:
    hops = (("2026-09-01", "Baotou", "Ningbo"), ("2026-09-20", "Osaka", "Kitakami"))
    raw["chain"] = [
        {"on": on, "giver": giver, "receiver": to, "item": "M", "lot": "1", "notice": "N"}
        for on, giver, to in hops
    ]


SPOILS: dict[str, tuple[str, Spoil]] = {
    "the check digit of the credit code is wrong": (
        "uscc_wrong",
        put("application.applicant.uscc", _wrong_digit),
    ),
    "the corporate number is wrong": (
        "registration_wrong",
        put("application.importer.registration", "JP-CN 8700110005902"),
    ),
    "the contract has another seller": (
        "exporter_differs",
        put("contract.seller.name", {"zh": "别家有限公司", "en": "Someone Else Ltd."}),
    ),
    "the contract has another buyer": (
        "importer_differs",
        put("contract.buyer.name.en", "Abell Semicondutor"),
    ),
    "the statement is of another end user": (
        "end_user_differs",
        put("statement.0.end_user.name", {"zh": "无名公司", "en": "Nobody Inc."}),
    ),
    "the end user is elsewhere in its statement": (
        "party_details_differ",
        put("statement.0.end_user.country", "AE"),
    ),
    "a control code is not written like one": (
        "control_code_malformed",
        put("application.lines.0.control_code", "1C9O5"),
    ),
    "a control code does not exist": (
        "control_code_unknown",
        put("application.lines.0.control_code", "1C999.a.1"),
    ),
    "the description has another control code": (
        "control_code_differs",
        put("technical.0.control_code", "1C906.a.1"),
    ),
    "no code is stated": ("code_missing", put("application.lines.0.control_code", None)),
    "an HS code has seven digits": ("hs_malformed", put("application.lines.0.hs", "8505111")),
    "the description has another HS code": ("hs_differs", put("technical.0.hs", "72024900")),
    "the quantity of the contract differs": (
        "quantity_differs",
        put("contract.lines.0.quantity", lambda was: was + 1),
    ),
    "the quantity of the statement differs": (
        "quantity_differs",
        put("statement.0.lines.0.quantity", lambda was: was * 10),
    ),
    "the contract counts in tonnes": ("unit_differs", put("contract.lines.0.unit", "t")),
    "a unit is none": ("unit_unknown", put("application.lines.0.unit", "furlong")),
    "price times quantity is not the value": (
        "price_wrong",
        put("application.lines.0.price", lambda was: was + 1),
    ),
    "the lines do not add up": ("total_wrong", put("application.total", lambda was: was + 100)),
    "the totals differ": ("total_differs", put("contract.total", lambda was: was - 7)),
    "the value of the contract differs": (
        "value_differs",
        put("contract.lines.0.value", lambda was: was + 9),
    ),
    "the currencies differ": ("currency_differs", put("contract.currency", "GBP")),
    "an item of the application is not in the contract": (
        "item_missing",
        put("contract.lines.0.item", "Q-1"),
    ),
    "the statement has expired": ("statement_expired", put("statement.0.valid_until", _later(-1))),
    "the contract has expired": ("contract_expired", put("contract.valid_until", _later(-3))),
    "the mandate of the agent has expired": (
        "mandate_expired",
        put("application.mandate_until", _later(-1)),
    ),
    "the contract is after the shipment": (
        "contract_after_shipment",
        put("application.ship_on", "2025-01-15"),
    ),
    "the shipment is after the last day of the contract": (
        "shipment_late",
        put("contract.ship_by", _later(10)),
    ),
    "the test report is of tomorrow": ("date_in_future", put("technical.0.tested_on", _later(1))),
    "it was signed before it was written": (
        "signed_too_early",
        put("statement.0.signature.on", "2026-01-02"),
    ),
    "the contract numbers differ": (
        "contract_number_differs",
        put("application.contract_number", "HT-1000/26"),
    ),
    "nobody signed the statement": ("signature_missing", put("statement.0.signature", None)),
    "the application has no seal": ("seal_missing", put("application.signature.seal", None)),
    "one party signed the contract": (
        "party_not_signed",
        put("contract.signatures", lambda was: was[:1]),
    ),
    "the end user made no promises": ("promises_missing", put("statement.0.promises", None)),
    "the end use is in English only": (
        "translation_missing",
        put("application.end_use", {"en": "Rotors of wind generators"}),
    ),
    "the Chinese is English": (
        "translation_untranslated",
        put("technical.0.composition.zh", "Main component"),
    ),
    "the translation has another number": (
        "translation_numbers_differ",
        put(
            "technical.0.performance",
            {"zh": "工作温度不超过180 °C", "en": "Working temperature up to 150 °C"},
        ),
    ),
    "the translation has another unit": (
        "translation_units_differ",
        put(
            "technical.0.performance", {"zh": "厚度不小于3 mm", "en": "Thickness of at least 3 cm"}
        ),
    ),
    "the translation has another grade": (
        "translation_names_differ",
        put("technical.0.description", {"zh": "钕铁硼磁体N42SH", "en": "NdFeB magnet N45UH"}),
    ),
    "a paper is not attached": ("attachment_missing", put("attachments", lambda was: was[1:])),
    "a file is not there": ("attachment_absent", _file_gone),
    "a file was changed": ("attachment_changed", _file_changed),
    "two papers are one file": ("attachment_twice", _same_file),
    "a paper in English has no translation": (
        "attachment_untranslated",
        put("attachments", lambda was: was[:-1]),
    ),
    "the importer is not the end user, and nobody says why": (
        "recipient_unexplained",
        _buys_for_nobody,
    ),
    "a single licence for two end users": ("single_many_end_users", _two_users),
    "a general licence towards the watch list": ("watch_list_general", _general_to_watch_list),
    "an end user is on the control list": (
        "watch_list_denied",
        put("application.end_users.0.name", {"zh": "莱茵金属公司", "en": "Rheinmetall AG"}),
    ),
    "a place on the way without a reason": (
        "transit_unexplained",
        put(
            "application",
            lambda was: {
                **{k: v for k, v in was.items() if k != "transit_reason"},
                "transit": ["AE"],
            },
        ),
    ),
    "the contract goes elsewhere": ("destination_differs", put("contract.destination", "VN")),
    "the end uses differ": (
        "end_use_differs",
        put("statement.0.end_use", {"zh": "用于航空发动机", "en": "Aircraft engines"}),
    ),
    "the end use says nothing": (
        "end_use_vague",
        put("application.end_use", {"zh": "工业用途", "en": "Industrial use"}),
    ),
    "an end user has no statement": ("statement_absent", _two_users),
    "a field is empty": ("field_missing", put("application.destination", None)),
    "a report came too late": ("report_late", _late_report),
    "a hop of the chain is missing": ("chain_broken", _gap),
    "an e-mail address is none": (
        "email_wrong",
        put("application.applicant.email", "export at example.com"),
    ),
}
"""How to spoil a dossier → the kind of finding that must come of it."""
