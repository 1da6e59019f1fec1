"""The one database of all that is kept: cases, people, portfolios. Read `opening.py` first."""

from licet.store.copying import copy_rows, one_file, save
from licet.store.opening import Store, default_store, made, open_store, usual_store
from licet.store.tables import APPEND_ONLY, METADATA, RIGHTS

__all__ = [
    "APPEND_ONLY",
    "METADATA",
    "RIGHTS",
    "Store",
    "copy_rows",
    "default_store",
    "made",
    "one_file",
    "open_store",
    "save",
    "usual_store",
]
