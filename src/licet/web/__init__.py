"""Pages and API: asking about one case, reading the law; start reading at `app.py`."""

from licet.web.app import make_app
from licet.web.assistants import assist
from licet.web.serving import serve
from licet.web.settings import Settings
from licet.web.settings_file import checked, read_settings

__all__ = ["Settings", "assist", "checked", "make_app", "read_settings", "serve"]
