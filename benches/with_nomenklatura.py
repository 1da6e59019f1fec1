"""Nomenklatura's logic-v2, asked by `screening.py` in an interpreter that has it.

It needs PyICU, which has no wheel: `docs/measurements.md` says how to build it. With the argument
``-`` it reads one JSON object from standard input (the listed parties, the names asked, the cutoff)
and answers with the ids found for each name and the seconds it took; without, it does nothing.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from typing import Any


def answered(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The ids of the listed parties that score the cutoff or more, for each name."""
    import nomenklatura
    from followthemoney import model
    from nomenklatura.matching import LogicV2, ScoringConfig

    def entity(key: str, names: list[str]) -> Any:
        return model.get_proxy({"id": key, "schema": "Company", "properties": {"name": names}})

    config = ScoringConfig.defaults()
    listed = [(key, entity(key, names)) for key, names in asked["listed"]]
    LogicV2.compare(entity("q", ["warm"]), listed[0][1], config)
    begun = time.perf_counter()
    found = [
        [key for key, it in listed if LogicV2.compare(one, it, config).score >= asked["cutoff"]]
        # It keeps the names of an entity by its id, so that each needs one of its own.
        for one in (entity(f"q{n}", [name]) for n, name in enumerate(asked["names"]))
    ]
    seconds = time.perf_counter() - begun
    return {"found": found, "seconds": seconds, "version": nomenklatura.__version__}


if __name__ == "__main__" and sys.argv[1:] == ["-"]:
    print(json.dumps(answered(json.load(sys.stdin))))
