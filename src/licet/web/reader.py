"""In which language somebody reads who asks."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.types import Scope

from licet.verdict import LANGUAGES


def reader_of(scope: Scope) -> str:
    """The language that a request asks for: in its address, else by its Accept-Language."""
    asked: bytes = scope["query_string"]
    if b"lang=" in asked:
        lang = parse_qs(asked.decode("latin-1")).get("lang", [""])[0]
        if lang in LANGUAGES:
            return lang
    for name, text in scope["headers"]:
        if name == b"accept-language":
            return preferred(str(text, "latin-1"))
    return "en"


def preferred(accepted: str) -> str:
    """The language of the house that an Accept-Language header likes best."""
    for part in accepted.split(","):
        tag = part.partition(";")[0].strip().lower()
        if tag.startswith("zh"):
            traditional = any(one in tag for one in ("hant", "tw", "hk", "mo"))
            return "zh-Hant" if traditional else "zh-Hans"
        if tag.startswith("en"):
            return "en"
    return "en"
