"""What was read of a portfolio: files and their tables, columns put right; then it is decided."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from licet.intake import READ_FROM, SHAPES, fact_kinds
from licet.verdict import territory_words
from licet.web.forms import Typed, Wrong, read_day
from licet.web.page import Page
from licet.web.pages.portfolio import SEE, UPLOAD, faults_of, folder_of, kept, record_of
from licet.web.portfolio.choosing import begin_deciding, strange_of
from licet.web.portfolio.keeping import FOLDER, READ
from licet.web.portfolio.mapping import SETTINGS, USES, File, looked_at, take_mapping, targets
from licet.web.portfolio.record import Record, state_of
from licet.web.portfolio.sent import REVIEWS
from licet.web.portfolio.tables import made_of, quarantine_of, sent_as
from licet.web.portfolio.values import Strange, take_values

router = APIRouter(include_in_schema=False)
_SHOWN = 200
"""Rows left out that are listed."""


@router.get("/{lang}/portfolio/{name}/files", dependencies=SEE)
def files(request: Request, lang: str, name: str) -> HTMLResponse:
    """What was read: which file became which table, the meaning of columns, rows left out."""
    page = Page.of(request, lang)
    record = record_of(page, name)
    return _files(page, record, None)


def _files(
    page: Page, record: Record, typed: Typed | None, wrong: tuple[Wrong, ...] = ()
) -> HTMLResponse:
    place = folder_of(page, record)
    made = made_of(place / record.tables) if record.tables else None
    faults = () if made is None else quarantine_of(made)
    return page.show(
        "portfolio/files.html",
        422 if wrong else 200,
        record=record,
        state=state_of(record),
        looked=sorted(looked_at(place, record, typed), key=_in_order),
        tables=tuple(SHAPES),
        targets=targets(),
        settings=SETTINGS,
        made=made,
        unknown=_unknown(made),
        left=[(one, sent_as(one.file, record.names)) for one in faults[:_SHOWN]],
        left_count=len(faults),
        failed=faults_of(record, page.say.lang),
        strange=_strange(page, place, record, typed),
        has_reviews=(place / FOLDER / REVIEWS).exists(),
        scenarios=[(key, page.say.of(one.title)) for key, one in page.book.scenarios.items()],
        typed=Typed() if typed is None else typed,
        wrong=wrong,
    )


def _in_order(file: File) -> int:
    """Tables first, in the order in which they are described; what is left out stands last."""
    return USES.index(file.use) if file.use in USES else len(USES)


def _strange(
    page: Page, place: Path, record: Record, typed: Typed | None
) -> list[tuple[Strange, str]]:
    """Values that were not understood, each with what it is said to mean."""
    shown = strange_of(place, record, page.book)
    given = Typed() if typed is None else typed
    return [(one, given.get(one.field, one.means or _named(page, one))) for one in shown]


def _named(page: Page, one: Strange) -> str:
    """The territory that is called so in a language of the house; to be confirmed like the rest."""
    if one.kind != "territory":
        return ""
    wanted = one.value.casefold()
    for code, words in territory_words().items():
        if wanted in {page.say.territory(code).casefold(), *map(str.casefold, words.values())}:
            return code
    return ""


@router.post("/{lang}/portfolio/{name}/values", dependencies=UPLOAD)
async def mean(request: Request, lang: str, name: str) -> Response:
    """Takes what somebody says that values mean, and reads the files anew."""
    page = Page.of(request, lang)
    record = await run_in_threadpool(record_of, page, name)
    form = await request.form()
    typed = Typed({key: str(value) for key, value in form.multi_items()})
    return await run_in_threadpool(_meant, page, record, typed)


def _meant(page: Page, record: Record, typed: Typed) -> Response:
    if not record.tables:
        return page.go(f"portfolio/{record.id}/files")
    shown = strange_of(folder_of(page, record), record, page.book)
    values, wrong = take_values(shown, typed, fact_kinds(page.book.business_facts()))
    if wrong:
        return _files(page, record, typed, wrong)
    portfolios = kept(page.request)
    portfolios.change(record.id, values=values, tries=0)
    portfolios.begin(record.id, READ)
    return page.go(f"portfolio/{record.id}")


def _unknown(made: Mapping[str, Any] | None) -> Mapping[str, list[str]]:
    """By table, the columns that no rule looks at; nothing if no table has one."""
    tables = {} if made is None else made["tables"]
    found = {
        table: [name for name in told["extra"] if name != READ_FROM]
        for table, told in tables.items()
    }
    return found if any(found.values()) else {}


@router.post("/{lang}/portfolio/{name}/files", dependencies=UPLOAD)
async def correct(request: Request, lang: str, name: str) -> Response:
    """Takes what somebody says that files and columns are, and reads them anew."""
    page = Page.of(request, lang)
    record = await run_in_threadpool(record_of, page, name)
    form = await request.form()
    typed = Typed({key: str(value) for key, value in form.multi_items()})
    return await run_in_threadpool(_corrected, page, record, typed)


def _corrected(page: Page, record: Record, typed: Typed) -> Response:
    wrong = take_mapping(folder_of(page, record), record, typed)
    if wrong:
        return _files(page, record, typed, wrong)
    uses = {name.removeprefix("use-"): text for name, text in typed.items() if name[:4] == "use-"}
    portfolios = kept(page.request)
    portfolios.change(record.id, uses={**record.uses, **uses}, tries=0)
    portfolios.begin(record.id, READ)
    return page.go(f"portfolio/{record.id}")


@router.post("/{lang}/portfolio/{name}/assess", dependencies=UPLOAD)
async def assess(request: Request, lang: str, name: str) -> Response:
    """Begins to decide every line, as of a day and under a supposition if they are named."""
    page = Page.of(request, lang)
    record = await run_in_threadpool(record_of, page, name)
    form = await request.form()
    typed = Typed({key: str(value).strip() for key, value in form.multi_items()})
    return await run_in_threadpool(_begun, page, record, typed)


def _begun(page: Page, record: Record, typed: Typed) -> Response:
    wrong = []
    day = typed["on"] and read_day(typed["on"])
    if day is None:
        wrong.append(Wrong("on", "day_expected", typed["on"]))
    if typed["scenario"] not in {"", *page.book.scenarios}:
        wrong.append(Wrong("scenario", "choose_one", typed["scenario"]))
    if wrong or not record.tables:
        return _files(page, record, typed, tuple(wrong))
    begin_deciding(
        kept(page.request), record, page.house, day or "", typed["scenario"], page.say.lang
    )
    return page.go(f"portfolio/{record.id}/work")
