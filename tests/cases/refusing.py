"""A block in which an act must be refused, and change nothing."""

from __future__ import annotations

from typing import Any

from licet.basics import Refused
from licet.cases import Store, show
from tests.cases.acts import DAY


def refused(store: Store, name: str, *says: str) -> Any:
    """A block in which an act is refused in these words, and changes nothing."""
    return _Refused(store, name, says)


class _Refused:
    def __init__(self, store: Store, name: str, says: tuple[str, ...]) -> None:
        self.store, self.name, self.says = store, name, says

    def __enter__(self) -> None:
        self.before = show(self.store, self.name, DAY)

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> bool:
        assert kind is Refused, "it was not refused"
        assert [word for word in self.says if word not in str(error)] == [], str(error)
        assert show(self.store, self.name, DAY) == self.before
        return True
