"""Identifiers with check digits: the LEI (ISO 17442) and the Chinese USCC (GB 32100)."""

from __future__ import annotations

_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_LEI_LENGTH, _USCC_LENGTH = 20, 18
_MODULUS, _REST = 97, 1


def tidy(text: str) -> str:
    """An identifier in capitals, without the blanks and dashes people put into it."""
    return "".join(c for c in text.upper() if c.isalnum())


def is_lei(text: str) -> bool:
    """Is it a Legal Entity Identifier whose two check digits are right (ISO 7064, mod 97-10)?"""
    if len(text) != _LEI_LENGTH or not (text.isascii() and text.isalnum()):
        return False
    return int("".join(str(int(c, 36)) for c in text)) % _MODULUS == _REST


def is_uscc(text: str) -> bool:
    """Is it a Unified Social Credit Code whose check character is right (GB 32100-2015)?"""
    if len(text) != _USCC_LENGTH or any(c not in _USCC for c in text):
        return False
    total = sum(weight * _USCC.index(c) for weight, c in zip(_USCC_WEIGHTS, text[:-1], strict=True))
    return _USCC[-total % len(_USCC)] == text[-1]


CHECKS = {"lei": is_lei, "uscc": is_uscc}
"""The identifiers a party may have here, and what tells a right one from a wrong one."""
