"""Files become tables; rows that cannot be believed go to quarantine with file and reason."""

from licet.intake.folder import Folder, read_folder, write_quarantine
from licet.intake.layout import SHAPES
from licet.intake.schema import schema
from licet.intake.shape import Column, FactKind, Shape, fact_kinds
from licet.intake.table import Table, row_key

__all__ = [
    "SHAPES", "Column", "FactKind", "Folder", "Shape", "Table", "fact_kinds", "read_folder",
    "row_key", "schema", "write_quarantine",
]  # fmt: skip
