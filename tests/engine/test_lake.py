"""Tables of a lake are read as their log means them, or refused; written, they are whole."""

from __future__ import annotations

import builtins
import os
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from licet.basics import Refused
from licet.engine import files_of_table, name_in, open_table, rows_of, session, write_table
from tests.engine.lakes import ROWS, catalog, delta_in_parts, delta_renamed, iceberg_renamed

pytestmark = pytest.mark.filterwarnings("ignore")


def read(name: str) -> pl.DataFrame:
    found: pl.DataFrame = open_table(name).collect().to_native()
    return found.sort("number")


def test_delta_tables_with_partitions_new_and_renamed_columns_are_read_as_meant(
    tmp_path: Path,
) -> None:
    wanted = delta_in_parts(tmp_path / "parts")
    found = read(str(tmp_path / "parts"))
    assert found.select(wanted.columns).equals(wanted)
    files = files_of_table(str(tmp_path / "parts"))
    each = [rows_of(files, file, 0, 9) for file in files.files]
    assert len(each) == 6
    assert pl.concat(each).sort("number").equals(found)
    assert delta_renamed(tmp_path / "renamed").equals(read(f"delta:{tmp_path}/renamed"))


def test_files_in_folders_that_say_a_column_are_one_table_and_have_names(tmp_path: Path) -> None:
    place = tmp_path / "_lake" / "sold"
    for part in ("EU", "North America"):
        folder = place / f"region={part.replace(' ', '%20')}"
        folder.mkdir(parents=True)
        ROWS.write_parquet(folder / "0.parquet")
    (place / "region=EU" / "_SUCCESS.parquet").write_bytes(b"")
    files = files_of_table(str(place))
    assert [file.name for file in files.files] == [
        "region=EU/0.parquet", "region=North%20America/0.parquet",
    ]  # fmt: skip
    assert rows_of(files, files.files[1], 2, 5).rows()[0][-1] == "North America"


def test_iceberg_tables_are_read_by_the_numbers_of_their_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = catalog(tmp_path, monkeypatch)
    wanted = iceberg_renamed(made)
    assert read("iceberg:lake.sales.lines").select(wanted.columns).equals(wanted)
    place = str(tmp_path / "sales" / "lines")
    assert read(place).select(wanted.columns).equals(wanted)


def test_rows_that_are_deleted_beside_a_file_are_never_read_silently(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    delta_renamed(tmp_path / "deleted", deleted=True)
    with pytest.raises(Refused, match="deletion vectors"):
        open_table(str(tmp_path / "deleted"))
    from pyiceberg.table import FileScanTask

    iceberg_renamed(catalog(tmp_path, monkeypatch))
    deletes = property(lambda _: {"a file"}, lambda _task, _files: None)
    monkeypatch.setattr(FileScanTask, "delete_files", deletes, raising=False)
    with pytest.raises(Refused, match="delete files"):
        open_table("iceberg:lake.sales.lines")


@pytest.mark.parametrize("form", ["parquet", "delta", "iceberg"])
def test_what_is_written_is_the_whole_table_and_replaces_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    catalog(tmp_path, monkeypatch)
    tables = "iceberg:lake.sales" if form == "iceberg" else form
    name = name_in(str(tmp_path), tables, "verdicts")
    for rows in (ROWS, ROWS[:2], ROWS[:0]):
        write_table(nw.from_native(rows.lazy()), name)
        assert read(name).equals(rows)
    if form == "iceberg":
        other = nw.from_native(ROWS.select("number").lazy())
        with pytest.raises(Refused, match="has other columns"):
            write_table(other, name)


def test_what_is_no_table_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, words in (
        (f"delta:{tmp_path}/none", "Delta table: could not be read"),
        (f"{tmp_path}/none.parquet", "could not be read as Parquet"),
        ("iceberg:nowhere.sales.lines", "Iceberg catalog: «nowhere»"),
        ("iceberg:lines", "CATALOG.NAMESPACE.TABLE was expected"),
    ):
        with pytest.raises(Refused, match=words) as refused:
            open_table(name)
        assert "\n" not in str(refused.value)
    with pytest.raises(Refused, match="not «orc»"):
        name_in("out", "orc", "verdicts")

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] in {"deltalake", "pyiceberg"}:
            raise ImportError(name)
        return real(name, *rest, **more)

    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", without)
    for name, extra in ((f"delta:{tmp_path}", "delta"), ("iceberg:a.b.c", "iceberg")):
        with pytest.raises(Refused, match=rf"pip install licet\[{extra}\]"):
            open_table(name)


def test_a_java_that_is_too_old_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark").sql.SparkSession.getActiveSession()
    from pyspark.sql import SparkSession

    monkeypatch.setattr(SparkSession, "getActiveSession", lambda: None)
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    java.chmod(0o755)
    monkeypatch.setitem(os.environ, "JAVA_HOME", str(tmp_path))
    with pytest.raises(Refused, match=r'17 or later .*java is openjdk version "11\.0\.2"'):
        session("local[1]")
    java.unlink()
    with pytest.raises(Refused, match=r"17 or later .*there is no .*bin/java"):
        session("local[1]")
