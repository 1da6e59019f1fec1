"""A file of holdings, whichever of the usual formats it is in."""

from __future__ import annotations

from pathlib import Path

from licet.basics import Fault, Refused
from licet.intake import read_texts
from licet.ownership.bods import read_bods
from licet.ownership.ftm import read_ftm
from licet.ownership.gleif import read_gleif
from licet.ownership.imported import Imported

_OPTIONAL = ("share_lo", "share_hi", "kind", "from", "to", "source")
_MARKS = ((("statementid", "statementtype", "recordtype"), read_bods), (("schema",), read_ftm))


def read_holdings(path: Path) -> Imported:
    """The holdings of a table (CSV, XLSX, Parquet), or of a BODS, GLEIF or FollowTheMoney file.

    Raises:
        Refused: it is none of them.
    """
    kind = path.suffix.lower()
    if not path.is_file():
        raise Refused(Fault(str(path), "file", "there is no such file"))
    if kind in {".csv", ".xlsx", ".parquet"}:
        table = read_texts(path, ("owner", "owned"), _OPTIONAL)
        rows = [
            {**row, "_file": path.name, "_line": line}
            for line, row in enumerate(table.iter_rows(named=True), 2)
        ]
        return Imported(tuple(rows))
    if kind == ".xml":
        return read_gleif(path)
    if kind not in {".json", ".jsonl", ".ndjson"}:
        expected = "CSV, XLSX, Parquet, BODS or FollowTheMoney JSON, GLEIF XML or JSON was expected"
        raise Refused(Fault(path.name, "file", expected))
    start = path.read_text(encoding="utf-8-sig", errors="replace")[:4000].lower()
    for words, reader in _MARKS:
        if any(f'"{word}"' in start for word in words):
            return reader(path)
    return read_gleif(path)
