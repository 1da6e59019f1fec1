"""How a server is set up: who may ask, under which address, where things are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from licet.people import Lasting, Person, Provider, whoever_started
from licet.store import Store, default_store, made, open_store, usual_store


@dataclass(frozen=True)
class Settings:
    """The settings of a server; as they are here, for one person on this machine."""

    hosts: tuple[str, ...] = ()
    """Names under which it may be asked, beside those of this machine."""
    store: str | None = None
    """A file or a URL; the usual one if none is named."""
    data: str | None = None
    """The folder in which portfolios are kept; beside the usual store if none is named."""
    people: bool = False
    """Whoever asks has to sign in."""
    url: str | None = None
    """The address under which people reach it, if it is not the one it listens on."""
    provider: Provider | None = None
    """Who signs people in, beside passwords."""
    lasting: Lasting = field(default_factory=Lasting)
    key: str | None = None
    """The file of the private key that signs the journal's head of each day."""
    rate: int = 300
    """Calls a second that a token may make, of all workers together."""
    workers: int = 1
    proxy: str | None = None
    """The address of a proxy that is believed when it says for whom it asks."""

    @cached_property
    def somebody(self) -> Person:
        """Who asks where nobody signs in."""
        return whoever_started()

    @property
    def folder(self) -> Path:
        """Where portfolios are kept."""
        if self.data is not None:
            return Path(self.data).expanduser()
        store = self.store or default_store()
        return Path(usual_store() if "://" in store else store).expanduser().parent

    @property
    def secure(self) -> bool:
        """Is it reached by HTTPS?"""
        return self.url is not None and urlsplit(self.url).scheme == "https"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which it may be asked, beside those of this machine."""
        host = None if self.url is None else urlsplit(self.url).hostname
        return (*self.hosts, *([host] if host else []))


class Kept:
    """The store of a server, opened when something is first looked for or kept there."""

    def __init__(self, name: str | None) -> None:
        self._name = name
        self._store: Store | None = None

    def if_made(self) -> Store | None:
        """The open store, if there is one already; looking for it makes none."""
        return self() if self._store is not None or made(self._name) else None

    def __call__(self) -> Store:
        """The open store.

        Raises:
            Refused: it cannot be opened.
        """
        if self._store is None:
            self._store = open_store(self._name)
        return self._store
