"""A portfolio whose shipments Spark goes through: kinds of lines are decided here, once each.

Spark finds the different kinds of lines and gives each line what was told of its kind; what it
cannot tell of a line by expressions (see `licet.intake.afar`) is decided here as any other folder
is. What was told is a table of files, so that no step needs more memory for more lines, and a
lost executor's work is done again from files.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import narwhals as nw

from licet.engine import (
    PLACE,
    compiled,
    how_many,
    in_batches,
    joined,
    read_beside,
    write_table,
)
from licet.facts import Progress, deciding, untold
from licet.intake import (
    Afar,
    Folder,
    with_currencies,
    with_rows,
    with_sheet,
)
from licet.papers.portfolio.determinations import articles_table, lines_table
from licet.papers.portfolio.marks import NAME, Marks
from licet.papers.portfolio.parts import asked_for, finish, hashes
from licet.papers.portfolio.tables import TABLES, table_names
from licet.papers.portfolio.tally import Tally
from licet.papers.portfolio.told import (
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


@dataclass(frozen=True, slots=True)
class _Work:
    """Where the tables between two steps lie; executors and this process must see it."""

    folder: Path
    like: Table
    """A table of the session that reads them."""

    def put(self, table: Table, name: str) -> Table:
        """The table, written and read again: nothing before it is computed twice."""
        write_table(table, f"parquet:{self.folder / name}")
        return read_beside(str(self.folder / name), self.like)

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
        return read_beside(str(path), self.like) if path.exists() else None


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
    work = _Work(out.absolute() / ".working", afar.rows)
    shutil.rmtree(work.folder, ignore_errors=True)
    try:
        with compiled(afar.rows):
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
    """One assessment: kinds are found and told, every line is marked, the rest is looked at."""

    def __init__(self, afar: Afar, asked: Asked, work: _Work, progress: Progress) -> None:
        self.afar, self.asked, self.work, self.progress = afar, asked, work, progress
        progress("lines", 0, 0)
        self.by = deciding(afar.columns)
        marks = Marks.of(afar, self.by)
        same = marks.same()
        self.folder = with_currencies(afar.folder, afar.name, marks.currencies(same))
        self.assessor = Assessor(self.folder, asked, None, untold)
        rows = marks.on(same, self.assessor)
        work.put(marks.kinds(rows), "kinds")
        with ThreadPoolExecutor(1) as meanwhile:  # Spark looks for names while this process tells
            names = meanwhile.submit(work.put, marks.twice(), "twice")
            self.kinds = self._tell()
            twice = names.result()
        self.twice = twice if how_many(twice) else None
        progress("lines", 0, 0)
        kinds = work.table("numbers")
        lines = work.put(marks.marked(rows, (kinds, self.kinds), self.twice), "lines")
        self.good = self._good(lines)
        self.tallies = self._look(lines.filter(nw.col("_kind").is_null()))

    def _tell(self) -> int:
        """Decide every kind, some at a time; how many there are."""
        count = 0
        for number, some in self.work.batches("kinds"):
            self.progress("decide", count, 0)
            sheet = self.afar.sheet_of_kinds(some, self.by)
            folder = with_sheet(self.folder, sheet, self.afar.facts)
            portfolio = self._decided(replace(folder, quarantine=self.folder.quarantine))
            told = told_lines(portfolio, count)
            self.work.add("told", number, told)
            self.work.add("told-articles", number, told_articles(portfolio, count))
            known = nw.col("_kind").is_in(told["_kind"].to_list())
            numbered = some.drop("_day").with_row_index("_kind")
            numbered = numbered.with_columns(nw.col("_kind").cast(nw.Int64) + count)
            self.work.add("numbers", number, numbered.filter(known))
            count += len(some)
        return count

    def _good(self, lines: Table) -> Table | None:
        """The plain lines, beside each what was told of its kind."""
        told = self.work.table("told")
        if told is None:
            return None
        return joined(lines.drop_nulls("_kind"), told, self.kinds, ["_kind"], "inner")

    def _decided(self, folder: Folder) -> Portfolio:
        return self.assessor.portfolio(folder, untold)

    def _look(self, odd: Table) -> list[Tally]:
        """Decide the lines that are not plain, as those of any folder; their tallies."""
        odd = odd.select(*self.afar.columns, *PLACE)
        none = nw.lit(None, dtype=nw.Int64).alias("_rows")
        odd = odd.with_columns(none) if self.twice is None else _counted(odd)
        self.work.put(odd.sort(*PLACE), "odd")
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
        twice = set(rows.filter(~nw.col("_rows").is_null()).select(*NAME).rows())
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


def _counted(odd: Table) -> Table:
    """Lines with how many have their name, where more than one has it.

    Every line of a name that stands twice is among them: they share its hash.
    """
    counts = odd.select(*NAME).drop_nulls().group_by(*NAME).agg(nw.len().alias("_rows"))
    return odd.join(counts.filter(nw.col("_rows") > 1), on=list(NAME), how="left")
