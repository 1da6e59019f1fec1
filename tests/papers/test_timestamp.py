"""A time stamp says that the record existed by then, if its authority really said so."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from licet.papers import NotSound, check_timestamp

HERE = Path(__file__).parent / "data"
TOKEN = (HERE / "licet.tsr").read_bytes()
"""Made with `openssl ts` over the SHA-256 of the word «licet»."""
CERTIFICATE = (HERE / "authority.pem").read_bytes()
DIGEST = hashlib.sha256(b"licet").hexdigest()


def refusal(token: bytes, digest: str = DIGEST, certificate: bytes | None = CERTIFICATE) -> str:
    with pytest.raises(NotSound) as refused:
        check_timestamp(token, digest, certificate)
    return str(refused.value)


def test_a_stamp_of_a_named_authority_counts() -> None:
    stamp = check_timestamp(TOKEN, DIGEST, CERTIFICATE)
    assert stamp.at == datetime(2026, 11, 22, 9, 46, 52, tzinfo=UTC)
    assert stamp.authority == "CN=Test stamps"


def test_without_its_certificate_the_authority_is_not_known() -> None:
    assert check_timestamp(TOKEN, DIGEST).authority is None


def test_a_stamp_over_something_else_is_refused() -> None:
    assert "something else" in refusal(TOKEN, "00" * 32)


def test_flipping_any_byte_of_what_is_stamped_or_of_the_signature_is_refused() -> None:
    content = range(TOKEN.index(bytes.fromhex("2a864886f70d0109100104")), TOKEN.index(b"Test stam"))
    signature = range(len(TOKEN) - 64, len(TOKEN))
    names_its_signer = 40  # bytes before the name: not signed, and nothing is read from them
    accepted = [
        at
        for at in [*content[:-names_its_signer], *signature]
        if not _refused(TOKEN[:at] + bytes([TOKEN[at] ^ 1]) + TOKEN[at + 1 :])
    ]
    assert accepted == []


def _refused(token: bytes) -> bool:
    try:
        check_timestamp(token, DIGEST, CERTIFICATE)
    except NotSound:
        return True
    return False


def test_a_token_cut_short_is_refused() -> None:
    assert [n for n in range(len(TOKEN)) if not refusal(TOKEN[:n])] == []


def test_a_refusal_of_the_authority_is_no_stamp() -> None:
    assert "refused to stamp" in refusal(bytes.fromhex("30053003020102"))
