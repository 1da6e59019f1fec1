"""What an article is made of, drawn for a page: the picture and its table, without inline style."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from licet.bom import Article
from licet.papers.holders import style
from licet.papers.report.page import environment, text_of
from licet.papers.report.picture import picture_of
from licet.papers.report.pictures import bound_in, subject_of
from licet.papers.report.speech import Speech
from licet.rulebook import Rulebook


def article_drawn(
    article: Article, currency: str | None, book: Rulebook, lang: str, anchor: str
) -> Markup:
    """The picture of an article, what is told of it, and its parts list with the share of each.

    Args:
        article: the article.
        currency: of its values.
        book: whose bound no share is rounded over.
        lang: en, zh-Hans or zh-Hant.
        anchor: makes the ids of a page unique.
    """
    say = Speech(lang)
    picture = picture_of(subject_of(article, currency, bound_in(book)), say)
    page = environment().get_template("made.html")
    return Markup(page.render(picture=picture, id=anchor, say=say))  # noqa: S704 - it escapes


@cache
def drawing_style() -> str:
    """The style of these pictures and of those of holders, for a page with the house's colours."""
    return text_of("picture.css") + style()
