"""What the API takes and gives, as JSON Schema (OpenAPI 3.1)."""

from __future__ import annotations

from typing import Any

from licet.rulebook import Fact, Rulebook
from licet.verdict import LANGUAGES, OUTCOMES, POLICIES, UNDETERMINED

_DAY = {"type": ["string", "null"], "format": "date"}
_DECIMAL = {"type": ["string", "number"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
_END = {"anyOf": [_DECIMAL, {"type": "null"}]}
PROBLEM: dict[str, Any] = {
    "description": "What was sent cannot be read or decided; `errors` point at the places.",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "detail"],
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                    "errors": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "pointer": {"type": "string"},
                                "detail": {"type": "string"},
                            },
                        },
                    },
                },
            }
        }
    },
}
PROBLEMS: dict[int | str, dict[str, Any]] = {413: PROBLEM, 421: PROBLEM, 422: PROBLEM}


def fact_schema(fact: Fact) -> dict[str, Any]:
    """What one fact may be; null, like its absence, is not known."""
    about = {"title": fact.title["en"], "description": fact.ask["en"]}
    if fact.kind == "yes_no":
        return about | {"type": ["boolean", "null"]}
    if fact.kind == "number":
        ends = {"lo": _END, "hi": _END}
        span = {"type": "object", "properties": ends, "additionalProperties": False}
        return about | {"anyOf": [_DECIMAL, span, {"type": "null"}]}
    return about | {"enum": [*fact.codes, None]}


def case_schema(book: Rulebook) -> dict[str, Any]:
    """What a case may be."""
    readings = {
        one.id: {"title": one.title["en"], "enum": [*one.options, None]}
        for one in book.readings.values()
    }
    facts = {name: fact_schema(fact) for name, fact in book.business_facts().items()}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "on": _DAY,
            "known": _DAY,
            "scenario": {"enum": [*book.scenarios, None]},
            "readings": _closed(readings),
            "facts": _closed(facts),
        },
        "example": {"on": "2026-11-11", "facts": {"ship_from": "JP", "ship_to": "US"}},
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
    }


def verdict_schema() -> dict[str, Any]:
    """What a verdict is, as far as programs rely on it."""
    listed = {"type": "array", "items": {"type": "object"}}
    named = {
        "outcome": {"enum": [*OUTCOMES, UNDETERMINED]},
        "possible": {"type": "array", "items": {"enum": list(OUTCOMES)}},
        "review": {"enum": [*POLICIES, None]},
        "possible_review": {"type": "array", "items": {"enum": list(POLICIES)}},
        "if_in_force": {"enum": [*OUTCOMES, UNDETERMINED]},
        "by_scenario": {"type": "object"},
        **dict.fromkeys(("clauses", "duties", "missing", "readings", "flags"), listed),
        "notes": {"type": "array"},
        "on": {"type": "string", "format": "date"},
        "known": {"type": "string", "format": "date"},
        "scenario": {"type": ["string", "null"]},
        "rulebook": {"type": "object"},
    }
    return {"type": "object", "required": list(named), "properties": named}


def one_or_many(schema: dict[str, Any], most: int) -> dict[str, Any]:
    """One of something, or a list of it."""
    several = {"type": "array", "items": schema, "minItems": 1, "maxItems": most}
    return {"oneOf": [schema, several]}


def body(schema: dict[str, Any], media: str = "application/json") -> dict[str, Any]:
    """The part of an operation that says what is sent to it."""
    return {"requestBody": {"required": True, "content": {media: {"schema": schema}}}}


def answer(
    schema: dict[str, Any], what: str, media: str = "application/json"
) -> dict[int | str, dict[str, Any]]:
    """The part of an operation that says what it answers."""
    return {200: {"description": what, "content": {media: {"schema": schema}}}, **PROBLEMS}


def accepted(schema: dict[str, Any], what: str) -> dict[int | str, dict[str, Any]]:
    """The part of an operation that says what it answers when it has only begun."""
    there = {"Location": {"description": "Where it stands", "schema": {"type": "string"}}}
    content = {"application/json": {"schema": schema}}
    return {202: {"description": what, "content": content, "headers": there}, **PROBLEMS}


LANG = {"enum": list(LANGUAGES)}
