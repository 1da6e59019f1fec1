"""Identifiers with check digits: the LEI (ISO 17442) and the Chinese USCC (GB 32100)."""

from __future__ import annotations

from stdnum import lei
from stdnum.cn import uscc


def tidy(text: str) -> str:
    """An identifier in capitals, without the blanks and dashes people put into it."""
    return "".join(c for c in text.upper() if c.isalnum())


CHECKS = {"lei": lei.is_valid, "uscc": uscc.is_valid}
"""The identifiers a party may have here, and what tells a right one from a wrong one."""
