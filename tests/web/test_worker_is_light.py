"""The process that works on a portfolio begins at once: it does without the pages."""

from __future__ import annotations

import subprocess
import sys

_READS = "licet.web.portfolio.looked, licet.web.portfolio.made, licet.web.portfolio.tables"


def test_the_worker_of_a_portfolio_loads_no_page_and_no_server() -> None:
    code = f"import sys, licet.web.portfolio.worker, {_READS}; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(told.stdout.split())
    assert loaded.isdisjoint({"fastapi", "starlette", "mcp", "uvicorn", "licet.web.app"})
