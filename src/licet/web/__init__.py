"""Pages and API: asking about one case, reading the law; start reading at `app.py`."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.web.app import make_app
    from licet.web.assistants import assist
    from licet.web.serving import serve
    from licet.web.settings import Settings
    from licet.web.settings_file import checked, read_settings

__all__ = ["Settings", "assist", "checked", "make_app", "read_settings", "serve"]
_STANDS_IN = {"make_app": "app", "assist": "assistants", "serve": "serving", "Settings": "settings"}


def __getattr__(name: str) -> object:
    """A public name, from where it stands: who works on a portfolio does without the pages."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = import_module(f"licet.web.{_STANDS_IN.get(name, 'settings_file')}")
    globals()[name] = getattr(found, name)
    return globals()[name]
