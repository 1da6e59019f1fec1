"""How the house writes JSON: in one line, letters as they are."""

from __future__ import annotations

import json

json_text = json.JSONEncoder(ensure_ascii=False, default=str).encode
"""JSON in one line; what JSON has no form for (days, decimals) as text."""
