"""The commands: `licet decide`, `assess`, `trace`, `screen`, `own`, `law`, `schema`."""

from licet.cli.app import main

__all__ = ["main"]
