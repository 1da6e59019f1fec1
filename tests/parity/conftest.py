"""One Spark for all tests: a cluster on this machine, two executor processes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

SHORT = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss8m"
"""For processes that live for a minute: compile once, and plainly."""


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A cluster of two executors with a core each."""
    pytest.importorskip("pyspark")
    from licet.engine import session

    made = session(
        "local-cluster[2,1,1024]",
        {
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "2",
            "spark.driver.memory": "2g",
            "spark.driver.extraJavaOptions": SHORT,
            "spark.executor.extraJavaOptions": SHORT,
            "spark.sql.execution.arrow.pyspark.enabled": "true",
        },
    )
    yield made
    made.stop()
