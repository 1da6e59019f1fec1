"""The one way in which a record is written: RFC 8785 (JSON Canonicalization Scheme).

Two records that say the same are the same bytes, so a hash or a signature speaks of what is said.
Records hold no fractional numbers (amounts are texts), so of the scheme's rules for numbers only
the one for whole numbers is needed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly (RFC 7493, section 2.2)."""


def canonical(value: object) -> bytes:
    """The canonical form of a value of JSON, in UTF-8.

    Raises:
        ValueError: it holds something that a record may not hold.
    """
    return _text(value).encode()


def _text(value: object) -> str:
    match value:
        case None | bool() | str():
            return json.dumps(value, ensure_ascii=False)
        case int() if abs(value) <= LARGEST:
            return str(value)
        case list() | tuple():
            return f"[{','.join(_text(part) for part in value)}]"
        case Mapping():
            if not all(isinstance(key, str) for key in value):
                raise ValueError("the names in a record are texts")
            rows = sorted(value.items(), key=lambda row: row[0].encode("utf-16-be"))
            return f"{{{','.join(f'{_text(name)}:{_text(part)}' for name, part in rows)}}}"
    raise ValueError(f"a record holds no {type(value).__name__}: {value!r}")
