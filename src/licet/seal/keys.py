"""Keys for signing records and journals: Ed25519 (RFC 8032), in the usual files.

The private key is a PEM file (PKCS #8) that only its owner may read; the public key is 64 hex
digits in a file beside it, to be given to everybody who has to trust the records.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from licet.basics import Fault, Refused

Key = Ed25519PrivateKey
_HEX = re.compile(r"[0-9a-f]{64}")


def new_key(path: Path) -> str:
    """Make a key: the private one in `path`, the public one beside it; return the public one.

    Raises:
        Refused: there is a file of either name, or it cannot be written.
    """
    key, public_path = Ed25519PrivateKey.generate(), public_file(path)
    if public_path.exists():
        raise Refused(Fault(str(public_path), "key", "there is one already; it was left as it is"))
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
        public_path.write_text(public_of(key) + "\n", encoding="ascii")
    except FileExistsError:
        expected = "there is one already; it was left as it is"
        raise Refused(Fault(str(path), "key", expected)) from None
    except OSError as error:
        raise Refused(Fault(str(path), "key", f"could not be written ({error})")) from None
    return public_of(key)


def public_file(path: Path) -> Path:
    """Where the public key stands that belongs to the private key in `path`."""
    return path.with_name(path.name + ".pub")


def public_of(key: Key) -> str:
    """The public key, as 64 hex digits."""
    return key.public_key().public_bytes_raw().hex()


def read_key(path: Path) -> Key:
    """The private key in a file.

    Raises:
        Refused: it holds none.
    """
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise Refused(Fault(str(path), "key", f"could not be read ({error.strerror})")) from None
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        expected = "a private Ed25519 key in PEM was expected; `licet keys new` makes one"
        raise Refused(Fault(str(path), "key", expected))
    return key


def read_public_key(text: str) -> str:
    """The public key that `text` is, or that the file of this name holds.

    Raises:
        Refused: it is neither.
    """
    found = text.strip()
    if not _HEX.fullmatch(found) and Path(text).is_file():
        try:
            found = Path(text).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            found = ""
    if not _HEX.fullmatch(found):
        raise Refused(Fault(text, "key", "64 hex digits, or a file that holds them, were expected"))
    return found


def signed(data: bytes, signature: str, public: str) -> bool:
    """Did the owner of the public key sign `data`? Both are hex digits."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True
