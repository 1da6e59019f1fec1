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


def __getattr__(name: str) -> object:
    """A public name, from where it stands: who works on a portfolio does without the pages."""
    if name in __all__:
        for part in ("settings", "settings_file", "serving", "app", "assistants"):
            found = getattr(import_module(f"licet.web.{part}"), name, None)
            if found is not None:
                globals()[name] = found
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
