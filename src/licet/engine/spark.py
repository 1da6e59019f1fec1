"""Apache Spark: a session, and what Narwhals has no word for.

Every function takes and gives Narwhals frames; over another engine than Spark each does the
same by that engine's own means, so that one pipeline runs on both.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from licet.basics import Fault, Refused

BROADCAST = 200_000
"""Up to so many rows are sent to every executor, instead of sorting both sides of a join."""
OLDEST_JAVA = 17
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.codegen.wholeStage": "false",  # wider than its longest method allows
    "spark.ui.showConsoleProgress": "false",
}
_COMPILE = "spark.sql.codegen.wholeStage"
_LONG_METHODS = "-XX:-DontCompileHugeMethods"
"""Java interprets methods as long as those that Spark makes of a wide table, unless told not to."""
_JAVA = {f"spark.{who}.defaultJavaOptions": _LONG_METHODS for who in ("driver", "executor")}
_SETTLED = {
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.adaptive.forceOptimizeSkewedJoin": "true",
}
"""What Spark infers from a thousand named expressions takes it longer than all the rest; and a
partition much longer than others is split even where the next step then has to shuffle again."""


def session(master: str | None = None, settings: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401
    """The Spark session of this process; begun on `master` if there is none.

    Raises:
        Refused: PySpark is missing, or a Java that can run it.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        expected = "pip install licet[spark] is needed for it"
        raise Refused(Fault("command line", "--engine spark", expected)) from None
    own = _SETTINGS
    if SparkSession.getActiveSession() is None:
        _java()
        own = own | _JAVA
    builder = SparkSession.builder.appName("licet")
    if master is not None:
        builder = builder.master(master)
        if master.startswith("local"):  # the Python of this process, not any on the path
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name, value in {**own, **(settings or {})}.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made


def _java() -> None:
    """Is there a Java that Spark runs on?"""
    home = os.environ.get("JAVA_HOME")
    wanted = str(Path(home, "bin", "java")) if home else "java"
    found = shutil.which(wanted)
    said = ""
    if found is not None:
        ran = subprocess.run([found, "-version"], capture_output=True, text=True, check=False)  # noqa: S603 - the Java that Spark will run
        said = (ran.stderr + ran.stdout).partition("\n")[0].strip()
        number = _VERSION.search(said)
        if number is None or int(number.group(1)) >= OLDEST_JAVA:
            return
    is_so = f"{found} is {said}" if said else f"there is no {wanted}"
    expected = (
        f"Java {OLDEST_JAVA} or later is needed, but {is_so}; set JAVA_HOME, or install"
        " Debian's openjdk-17-jre-headless"
    )
    raise Refused(Fault("command line", "--engine spark", expected))


def connector(spark: Any, form: str, place: str) -> bool:  # noqa: ANN401
    """Has a session its own connector for a form of table (`delta`, `iceberg`) at a place?"""
    extensions = str(spark.conf.get("spark.sql.extensions", ""))
    if form == "delta":
        return "io.delta." in extensions
    catalog = str(spark.conf.get(f"spark.sql.catalog.{place.partition('.')[0]}", ""))
    return "org.apache.iceberg." in (catalog or (extensions if "/" in place else ""))


def on_spark(table: Any) -> bool:  # noqa: ANN401
    """Is it a Narwhals frame over Spark?"""
    return bool(table.implementation.is_spark_like())


def voids(table: Any) -> list[str]:  # noqa: ANN401
    """The columns of a table that have no type, as nothing is in them."""
    import narwhals as nw

    native = nw.to_native(table)
    if on_spark(table):
        return [one.name for one in native.schema.fields if one.dataType.typeName() == "void"]
    schema = table.collect_schema()
    unknown = [name for name, kind in schema.items() if kind == nw.Unknown]
    return [name for name in unknown if str(native.collect_schema()[name]) == "Null"]


def settled(table: Any) -> Any:  # noqa: ANN401
    """The table, in a session that can plan a rulebook.

    On Spark it turns off, for the session of the table, the propagation of constraints: an
    optimisation that changes no result, but does not end on so many expressions. And it has long
    partitions of a join split, whatever comes after.
    """
    import narwhals as nw

    if on_spark(table):
        for name, value in _SETTLED.items():
            nw.to_native(table).sparkSession.conf.set(name, value)
    return table


@contextmanager
def compiled(table: Any) -> Iterator[None]:  # noqa: ANN401
    """While it lasts, the session of a table compiles whole stages: right for short expressions.

    Files are then read column by column too. `session` sets it back, so it is for one that is held.
    """
    import narwhals as nw

    conf = nw.to_native(table).sparkSession.conf
    before = conf.get(_COMPILE)
    conf.set(_COMPILE, "true")
    try:
        yield
    finally:
        conf.set(_COMPILE, before)


def distinct(table: Any) -> Any:  # noqa: ANN401
    """The different rows of a table; on Spark most of them are found before anything is sent."""
    import narwhals as nw

    if on_spark(table):
        return nw.from_native(nw.to_native(table).distinct())
    return table.unique()


def kept(table: Any) -> tuple[Any, int]:  # noqa: ANN401
    """The table, computed once and kept while it is used again; and how many rows it has.

    What an executor kept is computed again from the source if the executor is lost.
    """
    import narwhals as nw

    if not on_spark(table):
        collected = table.collect()
        return collected.lazy(), len(collected)
    native = nw.to_native(table).persist()
    return nw.from_native(native), int(native.count())


def joined(
    table: Any,  # noqa: ANN401
    small: Any,  # noqa: ANN401
    rows: int,
    by: Sequence[str],
    how: Literal["left", "inner"] = "left",
) -> Any:  # noqa: ANN401
    """The table with the columns of each row of `small` that is alike in `by`.

    Few rows are broadcast, so that no key, however common, is gathered in one place; of many,
    Spark splits the partitions that are much longer than others (adaptive execution).

    Args:
        table: a Narwhals frame.
        small: another one of the same engine; none of `by` is null.
        rows: how many it has.
        by: columns of both.
        how: `inner` leaves out what has no row alike.
    """
    import narwhals as nw

    if not on_spark(table):
        return table.join(small, on=list(by), how=how)
    right = nw.to_native(small)
    if rows <= BROADCAST:
        from pyspark.sql import functions

        right = functions.broadcast(right)
    return nw.from_native(nw.to_native(table).join(right, on=list(by), how=how))
