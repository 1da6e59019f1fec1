"""Which language a reader gets who has not chosen one."""

from __future__ import annotations


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
