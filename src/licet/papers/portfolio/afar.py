"""A portfolio whose shipments Spark goes through: kinds of lines are decided here, once each.

Spark finds the different kinds of lines and gives each line what was told of its kind; what it
cannot tell of a line by expressions (see `licet.intake.afar`) is decided here as any other folder
is. What was told is a table of files, so that no step needs more memory for more lines, and a
lost executor's work is done again from files.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import narwhals as nw

from licet.engine import (
    PLACE,
    frame,
    in_batches,
    joined,
    multiplied,
    open_table,
    sent,
    write_table,
)
from licet.facts import Progress, deciding, untold
from licet.intake import (
    Afar,
    Folder,
    currency_of,
    is_currency,
    with_currencies,
    with_rows,
    with_sheet,
)
from licet.papers.portfolio.determinations import articles_table, lines_table
from licet.papers.portfolio.parts import asked_for, finish, hashes
from licet.papers.portfolio.tables import TABLES, table_names
from licet.papers.portfolio.tally import Tally
from licet.papers.portfolio.told import (
    OUTCOME,
    Counted,
    articles_of_kinds,
    left_out_table,
    lines_of_kinds,
    master_left_out,
    told_articles,
    told_lines,
)
from licet.verdict import Asked, Assessor, Portfolio

Table = Any
"""A Narwhals frame."""
_BATCH = 20_000
"""Kinds, or lines that are not plain, that are held at once."""
_FORM = "licet table 1"
_SAME = ("_on", "_currency", "_valued")
_NAME = ("shipment", "line")
_SINCE = "\x1e"
"""Between the first day of a kind and its cells."""


@dataclass(frozen=True, slots=True)
class _Work:
    """Where the tables between two steps lie; executors and this process must see it."""

    folder: Path

    def put(self, table: Table, name: str) -> Table:
        """The table, written and read again: nothing before it is computed twice."""
        write_table(table, f"parquet:{self.folder / name}")
        return open_table(f"parquet:{self.folder / name}", "spark")

    def add(self, name: str, number: int, table: Table) -> None:
        """One file more of a table that is made here."""
        path = self.folder / name
        path.mkdir(parents=True, exist_ok=True)
        nw.to_native(table).write_parquet(path / f"part-{number:05}.parquet")

    def batches(self, name: str) -> Iterator[tuple[int, Any]]:
        """The rows of a table, some at a time."""
        return enumerate(in_batches(str(self.folder / name), _BATCH))

    def table(self, name: str) -> Table | None:
        """The table that was made here; `None` if it has no rows."""
        path = self.folder / name
        return open_table(f"parquet:{path}", "spark") if path.exists() else None


def write_afar(
    afar: Afar,
    asked: Asked,
    out: Path,
    lang: str = "en",
    *,
    tables: str = "parquet",
    progress: Progress = untold,
) -> dict[str, Any]:
    """Assess a folder whose shipments are a table on Spark, and write tables, report and summary.

    Args:
        afar: the folder.
        asked: what is asked of it.
        out: where to; executors see it under the same path.
        lang: of the report.
        tables: what the tables are: see `licet.engine.name_in`.
        progress: told of the stages `lines`, `decide`, `write` and `report`.

    Raises:
        Refused: the tables cannot be written so.
    """
    names = table_names(out, tables)
    out.mkdir(parents=True, exist_ok=True)
    work = _Work(out.absolute() / ".working")
    shutil.rmtree(work.folder, ignore_errors=True)
    try:
        run = _Run(afar, asked, work, progress)
        for table, name in zip(run.tables(), names.values(), strict=True):
            write_table(table, name)
        progress("report", 0, 0)
        summary = run.finished(out, lang)
    finally:
        shutil.rmtree(work.folder, ignore_errors=True)
    manifest = {
        "form": _FORM,
        "shipments": afar.name,
        "files": hashes(afar.folder, {}),
        **asked_for(asked),
        "tables": names,
        "lines": summary["lines"],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (out / "manifest.json").write_text(text, encoding="utf-8")
    return summary


class _Run:
    """One assessment: every line is marked with its kind, kinds are told, the rest is looked at."""

    def __init__(self, afar: Afar, asked: Asked, work: _Work, progress: Progress) -> None:
        self.afar, self.asked, self.work, self.progress = afar, asked, work, progress
        progress("lines", 0, 0)
        self.by = deciding(afar.columns)
        rows = self._keyed(afar.rows)
        same = rows.select(*_SAME).unique().collect().rows()
        known = {currency_of(c) for _, c, valued in same if c and valued}
        self.folder = with_currencies(afar.folder, afar.name, filter(None, known))
        self.assessor = Assessor(self.folder, asked, None, untold)
        lines = work.put(self._marked(rows, same), "lines")
        kinds = lines.filter(~nw.col("_kind").is_null()).group_by("_kind")
        work.put(kinds.agg(nw.col("_day").min()), "kinds")
        self.kinds = self._tell()
        told = work.table("told")
        none = nw.lit(None, dtype=nw.String).alias(OUTCOME)
        whole = lines.with_columns(none) if told is None else None
        whole = joined(lines, told, self.kinds, ["_kind"]) if whole is None else whole
        self.good = None if told is None else whole.filter(~nw.col(OUTCOME).is_null())
        self.tallies = self._look(whole.filter(nw.col(OUTCOME).is_null()))

    def _keyed(self, rows: Table) -> Table:
        """The lines with what the day, the rate and the kind of a line hang on."""
        none = nw.lit(None, dtype=nw.String)
        more = {n: none for n in ("value", "currency") if n not in self.afar.columns}
        rows = rows.with_columns(**more) if more else rows
        return rows.with_columns(
            _on=nw.col("on").fill_null(""),
            _currency=nw.col("currency").fill_null(""),
            _valued=~nw.col("value").is_null(),
            _cells=self.afar.kind(self.by),
        )

    def _marked(self, rows: Table, same: Sequence[tuple[str, str, bool]]) -> Table:
        """The lines with their day, kind and value; the kind of one that is not plain is null."""
        rows = joined(rows, sent(self._same(same), rows), len(same), _SAME)
        counts = rows.drop_nulls(_NAME).group_by(*_NAME).agg(nw.len().alias("_rows"))
        rows = rows.join(counts.filter(nw.col("_rows") > 1), on=list(_NAME), how="left")
        good = self.afar.plain() & nw.col("_rows").is_null() & ~nw.col("_since").is_null()
        good &= self.afar.one_kind(nw.col("_cells"), self.by)
        rows = rows.with_columns(_good=good.fill_null(value=False))
        rows = rows.with_columns(_number=nw.when(nw.col("_good")).then(nw.col("value")))
        rows = multiplied(rows, "_number", ("_top", "_bottom"), ("_amount", "_worth"))
        lost = nw.col("_worth").is_null() & nw.col("_valued") & ~nw.col("_top").is_null()
        kind = nw.concat_str("_since", "_cells", separator=_SINCE)
        rows = rows.with_columns(_kind=nw.when(nw.col("_good") & ~lost).then(kind))
        own = ("_rows", "_currency", "_day", "_amount", "_worth", "_kind")
        return rows.select(*self.afar.columns, *PLACE, *own)

    def _same(self, same: Sequence[tuple[str, str, bool]]) -> Table:
        """What lines of a day and a currency share: the day, since when it is so, the rate."""
        found: list[tuple[Any, ...]] = []
        for on, currency, valued in same:
            day = self.afar.day(on)
            if day is None or not is_currency(currency or None):
                found.append((on, currency, valued, None, None, None, None))
                continue
            rate = self.assessor.assembly.factor(currency or None, day)
            ends = (None, None) if rate is None else (str(rate.numerator), str(rate.denominator))
            found.append((on, currency, valued, day, str(self.assessor.since(day)), *ends))
        names = (*_SAME, "_day", "_since", "_top", "_bottom")
        kinds: Any = dict.fromkeys(names, "text") | {"_valued": "yes_no", "_day": "date"}
        columns = list(zip(*found, strict=True)) or [()] * len(names)
        return frame(dict(zip(names, columns, strict=True)), kinds)

    def _tell(self) -> int:
        """Decide every kind, some at a time; how many there are."""
        count = 0
        for number, some in self.work.batches("kinds"):
            self.progress("decide", count, 0)
            kinds = some["_kind"].to_list()
            cells = [kind.partition(_SINCE)[2] for kind in kinds]
            sheet = self.afar.sheet_of_kinds(cells, some["_day"].to_list(), self.by)
            folder = with_sheet(self.folder, sheet, self.afar.facts)
            portfolio = self._decided(replace(folder, quarantine=self.folder.quarantine))
            self.work.add("told", number, told_lines(portfolio, kinds))
            self.work.add("told-articles", number, told_articles(portfolio, kinds))
            count += len(kinds)
        return count

    def _decided(self, folder: Folder) -> Portfolio:
        return self.assessor.portfolio(folder, untold)

    def _look(self, odd: Table) -> list[Tally]:
        """Decide the lines that are not plain, as those of any folder; their tallies."""
        self.work.put(odd.select(*self.afar.columns, *PLACE, "_rows").sort(*PLACE), "odd")
        found: list[Tally] = []
        for _, some in self.work.batches("odd"):
            for (file,), rows in some.group_by("_file"):
                number = len(found)
                portfolio = self._decided(self._odd(str(file), rows.sort("_line")))
                self.work.add("odd-determinations", number, lines_table(portfolio))
                self.work.add("odd-articles", number, articles_table(portfolio))
                self.work.add("odd-quarantine", number, left_out_table(portfolio))
                faults = len(portfolio.folder.quarantine) - len(self.folder.quarantine)
                found.append(Tally.of(portfolio, faults))
        self.work.add("odd-quarantine", len(found), master_left_out(self.folder))
        return found

    def _odd(self, file: str, rows: Table) -> Folder:
        sheet = self.afar.sheet(file, rows, rows["_line"].to_list())
        twice = set(rows.filter(~nw.col("_rows").is_null()).select(*_NAME).rows())
        return with_sheet(self.folder, sheet, self.afar.facts, twice)

    def tables(self) -> Iterator[Table]:
        """Determinations, articles and quarantine; each computed when it is written."""
        self.progress("write", 0, 0)
        made = {name: [self.work.table(f"odd-{name}")] for name in TABLES}
        if self.good is not None:
            articles = self.work.table("told-articles")
            made["determinations"].append(lines_of_kinds(self.good, self.assessor.scenarios))
            made["articles"].append(articles_of_kinds(self.good, articles, self.kinds))
        for several in made.values():
            found = [one for one in several if one is not None]
            yield nw.concat(found, how="vertical")

    def finished(self, out: Path, lang: str) -> dict[str, Any]:
        """The report and the summary."""
        plain = [] if self.good is None else [Counted(self.good, self.assessor, self.afar).tally()]
        whole = Tally.together([*plain, *self.tallies])
        rows = [grave.row for grave in whole.gravest]
        shown = with_rows(self.folder, self.afar.name, rows, self.afar.facts)
        fresh = Assessor(self.folder, self.asked, None, untold)
        return finish(1, fresh.portfolio(shown, untold), whole, out, lang)
