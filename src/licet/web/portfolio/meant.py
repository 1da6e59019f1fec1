"""A `values.yaml` that came with the files: what their values mean, as in a folder on disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from licet.basics import Refused
from licet.intake import VALUES, fact_kinds, read_values
from licet.rulebook import rulebook
from licet.web.portfolio.packed import NotTaken

MOST_BYTES = 1 << 18


def values_in(sent: Path) -> Mapping[str, Mapping[str, str]]:
    """By `table.column`, what each value means, if a file of that name was sent; else nothing.

    Raises:
        NotTaken: it cannot be read so, is too large, or repeats parts of itself by reference.
    """
    path = sent / VALUES
    if not path.exists():
        return {}
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotTaken("pf_no_values", VALUES)
        with path.open(encoding="utf-8") as file:
            if any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(file, yaml.SafeLoader)):
                raise NotTaken("pf_no_values", VALUES)
        return read_values(sent, fact_kinds(rulebook().business_facts()))
    except Refused as refused:
        columns = [one.column for one in refused.faults if one.column is not None]
        raise NotTaken("pf_no_values", f"{VALUES}: {columns[0]}" if columns else VALUES) from None
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        raise NotTaken("pf_no_values", VALUES) from None
