"""Start reading here: the pages and the API put together.

Pages stand under their language (`/en/ask`), the API under `/api/v1`. A question is its address
(`address.py`), the law is in the package; who asks is found out in `entry.py`.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Collection

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from licet.basics import Refused
from licet.rulebook import rulebook
from licet.verdict import LANGUAGES
from licet.web import (
    api,
    api_cases,
    api_folder,
    api_law,
    api_lines,
    api_parties,
    api_portfolio,
    api_verify,
)
from licet.web.entry import Entry, NotAllowed, Stale
from licet.web.guard import Guard, TooMuch
from licet.web.guessing import Guesses
from licet.web.lasting import lasting
from licet.web.menu import sections_of
from licet.web.page import STATIC, NotThere, Page
from licet.web.pages import (
    account,
    answer,
    asking,
    board,
    law,
    law_around,
    law_search,
    licence_acts,
    licence_open,
    licences,
    line,
    parties,
    portfolio,
    portfolio_files,
    readings,
    signing_in,
    verifying,
)
from licet.web.portfolio.keeping import Portfolios
from licet.web.problems import pointers, problem, told
from licet.web.reader import preferred
from licet.web.settings import Kept, Settings
from licet.web.together import Together

_LOG = logging.getLogger(__name__)
_API = "/api/"
APIS = (
    api, api_law, api_folder, api_portfolio, api_lines, api_parties, api_cases, api_verify,
)  # fmt: skip
"""What is answered under `/api/v1`."""
PAGES = (
    asking.router,
    answer.router,
    licence_open.router,
    licences.router,
    licence_acts.router,
    verifying.router,
    law.router,
    portfolio.router,
    portfolio_files.router,
    board.router,
    line.router,
    parties.router,
    signing_in.router,
    account.router,
    law_around.router,
    readings.router,
    law_search.router,
)
"""The pages; the navigation shows the sections that have some."""


def make_app(hosts: Collection[str] = (), settings: Settings | None = None) -> ASGIApp:
    """The application.

    Args:
        hosts: names under which it may be asked, beside those of this machine.
        settings: how it is set up; for one person on this machine if they are left out.
    """
    settings = settings or Settings()
    kept = Kept(settings.store)
    app = FastAPI(
        title="Licet",
        version="1",
        summary="Is a Chinese rare-earth export licence needed, why, and what would settle it?",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lasting,
    )
    app.router.routes.insert(0, api.STRAIGHT)
    app.state.portfolios = Portfolios(settings.folder)
    app.state.together = Together()
    app.add_api_route("/static/drawn.css", line.drawn_style, include_in_schema=False)
    app.add_api_route("/", _front, include_in_schema=False)
    app.state.settings, app.state.kept, app.state.guesses = settings, kept, Guesses()
    for one in APIS:
        app.include_router(one.router, prefix="/api/v1")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for pages in PAGES:
        app.include_router(pages)
    app.state.sections = sections_of(PAGES)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(TooMuch, _too_much)
    app.add_exception_handler(NotThere, _not_there)
    app.add_exception_handler(NotAllowed, _not_allowed)
    app.add_exception_handler(Stale, _stale)
    app.add_exception_handler(HTTPException, _not_so)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(Exception, _our_fault)
    app.state.entry = Entry(app, settings, kept, _refused)
    return Guard(app.state.entry, (*hosts, *settings.names))


def _front(request: Request) -> Response:
    """Sends a reader to the pages in the language their browser asks for."""
    return RedirectResponse(f"/{preferred(request.headers.get('accept-language', ''))}/", 303)


def _page(request: Request) -> Page:
    lang = request.url.path.split("/", 2)[1]
    return Page.of(request, lang if lang in LANGUAGES else "en")


def _refused(request: Request, error: Exception) -> Response:
    faults = error.faults if isinstance(error, Refused) else ()
    kept = any(fault.place == "store" for fault in faults)
    if request.url.path.startswith(_API):
        if kept:
            return problem(503, "What is kept here cannot be read now.", pointers(faults))
        return problem(422, "What was sent cannot be decided.", pointers(faults))
    status, kind = (503, "store") if kept else (422, "refused")
    return _page(request).show("problem.html", status, kind=kind, faults=faults)


def _too_much(request: Request, error: Exception) -> Response:  # noqa: ARG001 - as asked
    if request.url.path.startswith(_API):
        return problem(413, "That is more than is taken at once.")
    return _page(request).show("problem.html", 413, kind="too_much", faults=())


def _not_there(request: Request, error: Exception) -> Response:
    if request.url.path.startswith(_API):
        return problem(404, str(error.args[0]) if error.args else "There is no such thing.")
    return _page(request).show("problem.html", 404, kind="not_there", faults=())


def _not_allowed(request: Request, error: Exception) -> Response:
    if request.url.path.startswith(_API):
        return problem(403, f"Your roles, or the scope of your token, do not allow: {error}.")
    return _page(request).show("problem.html", 403, kind="not_allowed", faults=())


def _stale(request: Request, error: Exception) -> Response:  # noqa: ARG001 - as asked
    return _page(request).show("problem.html", 403, kind="stale", faults=())


def _not_so(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if request.url.path.startswith(_API):
        return problem(status, str(getattr(error, "detail", "")))
    return _page(request).show("problem.html", status, kind="not_there", faults=())


def _not_valid(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    errors = [
        {"pointer": "".join(f"/{part}" for part in one["loc"]), "detail": told(str(one["msg"]))}
        for one in found
    ]
    if request.url.path.startswith(_API):
        return problem(422, "What was sent cannot be read.", errors)
    return _page(request).show("problem.html", 422, kind="refused", faults=())


def _our_fault(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    if request.url.path.startswith(_API):
        return problem(500, "This is a fault of ours. It was written to the log of the server.")
    return _page(request).show("problem.html", 500, kind="our_fault", faults=())


def warm() -> None:
    """Read the law before the first reader waits for it."""
    from licet.web.address import Address
    from licet.web.asked import asked

    case = asked(Address(), rulebook())
    _ = case.next, case.verdict
    gc.collect()
    gc.freeze()  # the law is never let go; nobody need look for that again and again
