"""What seals a record or a journal: one way of writing it, and keys that sign it."""

from licet.seal.canonical import canonical
from licet.seal.keys import Key, new_key, public_file, public_of, read_key, read_public_key, signed

__all__ = [
    "Key",
    "canonical",
    "new_key",
    "public_file",
    "public_of",
    "read_key",
    "read_public_key",
    "signed",
]
