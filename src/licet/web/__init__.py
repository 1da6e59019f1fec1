"""Pages and API: asking about one case, reading the law; start reading at `app.py`."""

from licet.web.app import make_app
from licet.web.serving import serve

__all__ = ["make_app", "serve"]
