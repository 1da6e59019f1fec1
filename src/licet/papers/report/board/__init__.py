"""What the pages show of a portfolio, gathered once: start reading at `gathered.py`."""

from licet.papers.report.board.gathered import write_board
from licet.papers.report.board.made import article_drawn, drawing_style

__all__ = ["article_drawn", "drawing_style", "write_board"]
