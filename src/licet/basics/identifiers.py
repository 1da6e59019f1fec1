"""Identifiers of companies: which schemes are known, and whether a number can be one of them.

A number is written ``SCHEME NUMBER``, several of them between semicolons: ``JP-CN 8700110005901;
DE-HR Aachen HRA 11223``. What a right number looks like, and its check digits, is known by
`python-stdnum <https://arthurdejong.org/python-stdnum/>`_; schemes without a check digit are told
by their form. A number that cannot be right is a fault of the data and speaks for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

SCHEMES: Mapping[str, str] = {
    "LEI": "lei", "USCC": "cn.uscc",
    "AT-FN": "at.businessid", "AU-ACN": "au.acn", "BE-BCE": "be.vat", "BR-CNPJ": "br.cnpj",
    "CA-BN": "ca.bn", "CH-UID": "ch.uid", "CZ-DIC": "cz.dic", "DE-HR": "de.handelsregisternummer",
    "DE-VAT": "de.vat", "DK-CVR": "dk.cvr", "EE-REG": "ee.registrikood", "ES-CIF": "es.cif",
    "FI-Y": "fi.ytunnus", "FR-SIREN": "fr.siren", "FR-SIRET": "fr.siret", "GB-VAT": "gb.vat",
    "ID-NPWP": "id.npwp", "IL-HP": "il.hp", "IN-GSTIN": "in_.gstin", "IT-IVA": "it.iva",
    "JP-CN": "jp.cn", "KR-BRN": "kr.brn", "NL-BTW": "nl.btw", "NO-ORG": "no.orgnr",
    "PL-NIP": "pl.nip", "PL-REGON": "pl.regon", "RU-INN": "ru.inn", "RU-OGRN": "ru.ogrn",
    "SE-ORG": "se.orgnr", "SG-UEN": "sg.uen", "TH-TIN": "th.tin", "TR-VKN": "tr.vkn",
    "TW-UBN": "tw.ubn", "UA-EDRPOU": "ua.edrpou", "US-EIN": "us.ein", "VN-MST": "vn.mst",
}  # fmt: skip
"""Scheme → the module of python-stdnum that knows it."""
FORMS: Mapping[str, re.Pattern[str]] = {
    "GB-CRN": re.compile(r"(?:[A-Z]{2}[0-9]{6}|[0-9]{8})"),
    "HK-BR": re.compile(r"[0-9]{8}"),
    "HK-CR": re.compile(r"[0-9]{7,8}"),
}
"""Schemes without a check digit, by their form."""
_SHORT = {"GB-CRN": 8}
_KOREAN = (1, 3, 7, 1, 3, 7, 1, 3, 5)
"""Weights of the digits of a Korean business number before its check digit."""


def tidy(text: str) -> str:
    """An identifier in capitals, without the blanks and dashes people put into it."""
    return "".join(c for c in text.upper() if c.isalnum())


def identifier(scheme: str, number: str) -> str:
    """The number as it is compared: without what people put into it for the eye.

    Raises:
        ValueError: no scheme is called that, or its form or check digits are wrong; the words
            finish the sentence "expected …".
    """
    kind = scheme.upper()
    if kind in FORMS:
        plain = tidy(number).zfill(_SHORT.get(kind, 0))
        if FORMS[kind].fullmatch(plain) is None:
            raise ValueError(f"a number of the scheme {kind}, not «{number}»")
        return plain
    if kind not in SCHEMES:
        raise ValueError(f"a scheme such as JP-CN, TW-UBN or GB-CRN, not «{scheme}»")
    module = _module(kind)
    if not module.is_valid(number) or (kind == "KR-BRN" and not _is_korean(tidy(number))):
        raise ValueError(f"a number of the scheme {kind} with right check digits, not «{number}»")
    return tidy(str(module.validate(number)))


def registrations(text: str) -> tuple[tuple[str, str], ...]:
    """The pairs of scheme and number in a cell, as they are written.

    Raises:
        ValueError: a part of it is no such pair; the words finish the sentence "expected …".
    """
    found = []
    for part in re.split(r"[;；|]", text):
        if part.strip():
            scheme, _, number = part.strip().replace(":", " ", 1).partition(" ")
            if not number.strip():
                raise ValueError(
                    f"a scheme and a number, such as JP-CN 8700110005901, not «{part}»"
                )
            found.append((scheme.upper(), number.strip()))
    return tuple(found)


def _is_korean(number: str) -> bool:
    """Is the tenth digit the check digit of the nine before it?

    As the National Tax Service reckons it; python-stdnum looks at the form of the number only.
    """
    digits = [int(digit) for digit in number]
    total = sum(w * d for w, d in zip(_KOREAN, digits[:9], strict=True)) + digits[8] * 5 // 10
    return (total + digits[9]) % 10 == 0


@cache
def _module(kind: str) -> Any:  # noqa: ANN401 - a module of python-stdnum
    return import_module(f"stdnum.{SCHEMES[kind]}")
