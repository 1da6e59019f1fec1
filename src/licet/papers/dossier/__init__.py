"""A dossier: what the papers of an application say, as data. Written to papers, and checked."""

from licet.papers.dossier.model import Block, Field, model
from licet.papers.dossier.of_case import of_case, with_case
from licet.papers.dossier.reading import Dossier, read_dossier, text_of, write_dossier
from licet.papers.dossier.template import template

__all__ = [
    "Block",
    "Dossier",
    "Field",
    "model",
    "of_case",
    "read_dossier",
    "template",
    "text_of",
    "with_case",
    "write_dossier",
]
