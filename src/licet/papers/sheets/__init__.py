"""Papers as Word and PDF documents from one description of each (`papers.yaml`)."""

from licet.papers.sheets.chain import Hop, chain_of
from licet.papers.sheets.describe import PAPERS, sheets, titles
from licet.papers.sheets.font import without_glyph
from licet.papers.sheets.parts import Cell, Fields, Grid, Heading, Sheet
from licet.papers.sheets.values import word
from licet.papers.sheets.write import FORMATS, Written, pdf_of, write_sheets

__all__ = [
    "FORMATS",
    "PAPERS",
    "Cell",
    "Fields",
    "Grid",
    "Heading",
    "Hop",
    "Sheet",
    "Written",
    "chain_of",
    "pdf_of",
    "sheets",
    "titles",
    "without_glyph",
    "word",
    "write_sheets",
]
