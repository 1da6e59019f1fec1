"""The API keeps to its own description, whatever it is sent; never a fault of ours."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import settings
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig as Config

from licet.web import Settings, make_app

_FOLDER = tempfile.mkdtemp(prefix="licet-")
_APP = make_app(("testserver",), Settings(store=str(Path(_FOLDER) / "s.sqlite")))
_PROVING = os.environ.get("LICET_PROVE") == "yes"
# The solver of two days takes seconds for each pair of days, so it is asked in `make prove` only.
# Every boundary of every fact is tried in `make prove` too: a case may state ninety.
_CONFIG = Config.from_dict({"phases": {"coverage": {"enabled": _PROVING}}})
_SCHEMA = schemathesis.openapi.from_asgi("/api/v1/openapi.json", _APP, config=_CONFIG)


@schemathesis.serializer("application/x-ndjson")
def _lines(_context: schemathesis.SerializationContext, value: object) -> bytes:
    return str(value).encode("utf-8", "replace")


_ASKED = _SCHEMA if _PROVING else _SCHEMA.exclude(path_regex="diff$")
_NAMES = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)

_CHECKS: Any = [CHECKS.get_one(name) for name in _NAMES]


@_ASKED.parametrize()
@settings(max_examples=500 if _PROVING else 6, deadline=None)
def test_every_answer_is_as_described(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=_CHECKS)
