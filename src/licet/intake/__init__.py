"""Files become tables; rows that cannot be believed go to quarantine with file and reason."""

from licet.intake.adopt import READ_FROM, adopt, write_folder
from licet.intake.afar import Afar, currency_of, is_currency, read_afar
from licet.intake.extract import BOOKS, TEXTS, page_names, read_extract
from licet.intake.folder import Folder, read_folder, read_texts, write_quarantine
from licet.intake.guess import guess
from licet.intake.layout import SHAPES
from licet.intake.mapping import (
    BILL_NUMBER,
    CATENA_X,
    DATES,
    ITEM,
    LAYOUTS,
    LEVEL,
    QUANTITIES,
    WITHOUT_PARENT,
    Columns,
    read_columns,
    read_mappings,
    write_columns,
)
from licet.intake.parts import (
    Parts,
    read_parts,
    row_texts,
    with_currencies,
    with_rows,
    with_sheet,
)
from licet.intake.schema import schema
from licet.intake.several import adopt_all, guess_all, together
from licet.intake.shape import Column, FactKind, Shape, fact_kinds
from licet.intake.shares import FINEST, share_ends
from licet.intake.table import Table, row_key
from licet.intake.values import VALUES, meant, read_values, write_values

__all__ = [
    "BILL_NUMBER", "BOOKS", "CATENA_X", "DATES", "FINEST", "ITEM", "LAYOUTS", "LEVEL",
    "QUANTITIES", "READ_FROM", "SHAPES", "TEXTS", "VALUES", "WITHOUT_PARENT", "Afar", "Column",
    "Columns", "FactKind", "Folder", "Parts", "Shape", "Table", "adopt", "adopt_all",
    "currency_of", "fact_kinds", "guess", "guess_all", "is_currency", "meant",
    "page_names", "read_afar", "read_columns", "read_extract", "read_folder", "read_mappings",
    "read_parts", "read_texts", "read_values", "row_key", "row_texts", "schema", "share_ends",
    "together", "with_currencies", "with_rows", "with_sheet", "write_columns", "write_folder",
    "write_quarantine", "write_values",
]  # fmt: skip
