"""Tables of a lake as others leave them, made in a folder, with the rows that they mean."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

ROWS = pl.DataFrame({
    "number": [1, 2, 3],
    "on": [date(2026, 1, 1), date(2026, 1, 1), None],
    "where": ["x y", "b=c", "漢"],
    "value": [Decimal("1.5"), None, Decimal("0.000000000001")],
}).cast({"value": pl.Decimal(32, 12)})  # fmt: skip
LATER = ROWS.with_columns(number=pl.col("number") + 10, more=pl.lit("new"))
BOTH = pl.concat([ROWS.with_columns(more=pl.lit(None, dtype=pl.String)), LATER])
"""What a table that got a column meanwhile has."""


def delta_in_parts(place: Path) -> pl.DataFrame:
    """A Delta table in partitions that got a column later."""
    from deltalake import write_deltalake

    write_deltalake(place, ROWS, partition_by=["on", "where"])
    write_deltalake(place, LATER, mode="append", schema_mode="merge")
    return BOTH


def delta_renamed(place: Path, *, deleted: bool = False) -> pl.DataFrame:
    """A Delta table, written by hand, whose columns are called otherwise in its files.

    With `deleted` its file has a deletion vector, of which this one's content is inline.
    """
    place.mkdir(parents=True)
    stored = {name: f"col-{at}" for at, name in enumerate(ROWS.columns)}
    ROWS.rename(stored).write_parquet(place / "part-0.parquet")
    kinds = ("long", "date", "string", "decimal(32,12)")
    fields = [
        {"name": name, "type": kind, "nullable": True, "metadata": {
            "delta.columnMapping.id": at + 1, "delta.columnMapping.physicalName": f"col-{at}",
        }}
        for at, (name, kind) in enumerate(zip(ROWS.columns, kinds, strict=True))
    ]  # fmt: skip
    features = ["columnMapping", *(["deletionVectors"] if deleted else [])]
    protocol = {"minReaderVersion": 3, "minWriterVersion": 7}
    protocol |= {"readerFeatures": features, "writerFeatures": features}  # type: ignore[dict-item]
    added: dict[str, Any] = {"path": "part-0.parquet", "partitionValues": {}, "dataChange": True}
    added |= {"size": (place / "part-0.parquet").stat().st_size, "modificationTime": 1}
    added["stats"] = json.dumps({"numRecords": 3})
    if deleted:
        vector = "wi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L"
        added["deletionVector"] = {"storageType": "i", "pathOrInlineDv": vector, "sizeInBytes": 40}
        added["deletionVector"]["cardinality"] = 6
    about = {
        "id": "1", "format": {"provider": "parquet", "options": {}}, "partitionColumns": [],
        "schemaString": json.dumps({"type": "struct", "fields": fields}),
        "configuration": {"delta.columnMapping.mode": "name"}, "createdTime": 1,
    }  # fmt: skip
    log = place / "_delta_log"
    log.mkdir()
    actions: list[Mapping[str, Any]] = [{"protocol": protocol}, {"metaData": about}, {"add": added}]
    text = "\n".join(json.dumps(action) for action in actions)
    (log / f"{0:020}.json").write_text(text, encoding="utf-8")
    return ROWS


def catalog(place: Path, patched: Any) -> Any:
    """A catalog `lake` on SQLite, of which pyiceberg is told as its users tell it."""
    from pyiceberg import catalog as catalogs
    from pyiceberg.utils.config import Config

    place.mkdir(parents=True, exist_ok=True)
    said = {"type": "sql", "uri": f"sqlite:///{place}/catalog.db", "warehouse": place.as_uri()}
    for name, value in said.items():
        patched.setenv(f"PYICEBERG_CATALOG__LAKE__{name.upper()}", value)
    patched.setattr(catalogs, "_ENV_CONFIG", Config())
    return catalogs.load_catalog("lake")


def iceberg_renamed(made: Any) -> pl.DataFrame:
    """The Iceberg table `lake.sales.lines`: a column renamed, one dropped and made anew."""
    from pyiceberg.partitioning import PartitionField, PartitionSpec
    from pyiceberg.transforms import IdentityTransform
    from pyiceberg.types import StringType

    made.create_namespace("sales")
    first = ROWS.to_arrow().rename_columns(["number", "on", "place", "value"])
    table = made.create_table("sales.lines", schema=first.schema)
    table.append(first)
    with table.update_schema() as change:
        change.rename_column("place", "where")
        change.add_column("more", StringType())
    with table.update_spec() as spec:
        spec.add_field("on", IdentityTransform(), "on")
    assert isinstance(table.spec(), PartitionSpec)
    assert isinstance(table.spec().fields[0], PartitionField)
    table.append(LATER.to_arrow())
    return BOTH
