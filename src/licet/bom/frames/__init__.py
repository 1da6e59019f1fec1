"""The sweep as expressions over tables, for parts lists too large for one machine.

START READING AT levels.py. It runs on Polars and on Spark alike, and tests hold it to what
`licet.bom.trace` gives of the same items and lines.
"""

from licet.bom.frames.levels import COLUMNS, Swept, sweep

__all__ = ["COLUMNS", "Swept", "sweep"]
