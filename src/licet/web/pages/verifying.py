"""Anybody with number and code may ask what a licence is worth today; nothing else is told."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from licet.cases import verified
from licet.web.entry import store_of
from licet.web.guessing import Guesses
from licet.web.page import Page
from licet.web.reader import preferred
from licet.web.stored import today

router = APIRouter(include_in_schema=False)


@router.get("/verify")
def to_the_page(request: Request) -> Response:
    """Sends whoever scanned a code to the page in their language."""
    lang = preferred(request.headers.get("accept-language", ""))
    query = request.url.query
    return RedirectResponse(f"/{lang}/verify" + (f"?{query}" if query else ""), 303)


@router.get("/{lang}/verify")
def verify(request: Request, lang: str) -> HTMLResponse:
    """Controlled or not, applied for or licensed, valid today, anything left."""
    page = Page.of(request, lang)
    typed = page.typed
    tried = bool(typed["number"] or typed["code"])
    guesses: Guesses = request.app.state.guesses
    shut = tried and guesses.too_many(request)
    found = None
    if tried and not shut:
        found = verified(store_of(request), typed["number"], typed["code"], today())
        if found is None:
            guesses.note(request)
    status = 429 if shut else 404 if tried and found is None else 200
    return page.show("verify.html", status, typed=typed, tried=tried, found=found, shut=shut)
