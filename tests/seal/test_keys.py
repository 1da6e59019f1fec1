"""What a key signed can be told from what it did not."""

from __future__ import annotations

from pathlib import Path

from licet.seal import new_key, public_of, read_key, signed


def test_a_signature_holds_for_what_was_signed_and_for_nothing_else(tmp_path: Path) -> None:
    public = new_key(tmp_path / "office.key")
    key = read_key(tmp_path / "office.key")
    signature = key.sign(b"head").hex()
    assert public == public_of(key)
    assert signed(b"head", signature, public)
    assert not signed(b"heat", signature, public)
    assert not signed(b"head", "00" * 64, public)
    assert not signed(b"head", "no hex", public)
