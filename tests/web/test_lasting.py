"""A server with a key signs the head of the journal by itself, and says at once if it cannot."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI

from licet.basics import Refused
from licet.cases import Hand, audit, choose, open_store
from licet.rulebook import rulebook
from licet.seal import new_key, read_key
from licet.web import Settings, lasting, make_app, read_settings, serve
from licet.web.settings import Kept


def test_yesterdays_head_is_signed_when_the_server_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = new_key(tmp_path / "office.key")
    (tmp_path / "s.yaml").write_text("key: office.key\nstore: s.sqlite\n", encoding="utf-8")
    settings = read_settings(tmp_path / "s.yaml")
    store = str(tmp_path / "s.sqlite")
    assert settings.key == str(tmp_path / "office.key")
    app: FastAPI = make_app((), Settings(store=store, key=settings.key)).app.app  # type: ignore[attr-defined]

    async def started() -> None:
        async with app.router.lifespan_context(app):
            await asyncio.sleep(0.2)

    asyncio.run(started())
    assert not Path(store).exists()  # nothing is kept yet, and looking makes nothing
    place = open_store(store)
    choose(place, "A-09", "embedded_caught", Hand("Lea", date(2026, 3, 2), "so"), rulebook())
    asyncio.run(started())
    assert audit(place).signed_on is None  # today has not ended
    now = datetime.now().astimezone()
    monkeypatch.setattr(lasting, "_SETTLED", -timedelta(days=1))
    asyncio.run(started())
    found = audit(place, public)
    assert (found.faults, found.signed_through) == ((), 1)
    assert found.signed_on in {str(now.date()), str((now + timedelta(minutes=1)).date())}
    kept = Kept(store)
    assert lasting.seal_yesterday(kept, read_key(tmp_path / "office.key"), now) is None
    kept().close()
    place.close()


def test_a_key_that_cannot_be_read_is_said_before_the_server_listens(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        serve("127.0.0.1", 1, Settings(key=str(tmp_path / "no.key")))
    assert "no.key" in str(refused.value)
