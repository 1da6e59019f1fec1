"""A time stamp over a record (RFC 3161), read from a file: it existed by then.

The stamp is made by a time-stamping authority over the record's digest, which stays the same when
fields are hidden later. Nothing is asked over the network: the token comes from a file, and the
authority is trusted because its certificate was named.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import Certificate, ExtendedKeyUsage, ExtensionNotFound
from cryptography.x509 import load_pem_x509_certificate as load_pem
from cryptography.x509.oid import ExtendedKeyUsageOID

from licet.papers.verifier import NotSound

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
TIME_INFO = bytes.fromhex("2a864886f70d0109100104")
MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
HASHES: dict[bytes, Callable[[], hashes.HashAlgorithm]] = {
    bytes.fromhex("608648016503040201"): hashes.SHA256,
    bytes.fromhex("608648016503040202"): hashes.SHA384,
    bytes.fromhex("608648016503040203"): hashes.SHA512,
}
SHA256 = bytes.fromhex("608648016503040201")
SEQUENCE, SET, INTEGER, OCTETS, OID, TIME = 0x30, 0x31, 0x02, 0x04, 0x06, 0x18
LONG = 0x80
"""From here on a length byte says how many bytes the length itself takes."""
GRANTED = (b"\x00", b"\x01")


@dataclass(frozen=True, slots=True)
class Stamp:
    """When the record existed at the latest, and whose certificate says so (`None`: unchecked)."""

    at: datetime
    authority: str | None


@dataclass(frozen=True, slots=True)
class _Der:
    """One element of DER: its tag, its content, and all of its bytes."""

    tag: int
    content: bytes
    whole: bytes

    def parts(self) -> list[_Der]:
        """The elements inside."""
        return _read(self.content)

    def part(self, tag: int, number: int = 0) -> _Der:
        """The element inside with this tag, counted from 0."""
        return [one for one in self.parts() if one.tag == tag][number]


def check_timestamp(token: bytes, digest: str, certificate: bytes | None = None) -> Stamp:
    """Is this a time stamp over the digest?

    Args:
        token: the file of the authority's answer (TimeStampResp), or the token in it.
        digest: of the record, 64 hex digits (`Sound.digest`).
        certificate: the authority's certificate, PEM; without it only the digest is compared.

    Raises:
        NotSound: it is not, or not by this authority.
    """
    try:
        signed = _signed_data(token)
        info = signed.part(SEQUENCE).part(0xA0).part(OCTETS).content
        time_info = _read(info)[0]
        imprint = time_info.part(SEQUENCE)
        at = _time(time_info.part(TIME).content.decode("ascii"))
        stamped, by = imprint.part(OCTETS).content, imprint.part(SEQUENCE).part(OID).content
        if by != SHA256 or stamped.hex() != digest:
            raise NotSound("timestamp: made over something else than this record")
        authority = None if certificate is None else _signed(signed, info, at, certificate)
    except (IndexError, ValueError, UnicodeDecodeError) as error:
        raise NotSound(f"timestamp: no token of RFC 3161 ({error})") from None
    return Stamp(at, authority)


def _signed_data(token: bytes) -> _Der:
    answer = _read(token)[0]
    first = answer.parts()[0]
    if first.tag == SEQUENCE:
        if first.part(INTEGER).content not in GRANTED:
            raise NotSound("timestamp: the authority refused to stamp")
        answer = answer.parts()[1]
    signed = answer.part(0xA0).part(SEQUENCE)
    kind = signed.part(SEQUENCE).part(OID).content
    if answer.part(OID).content != SIGNED_DATA or kind != TIME_INFO:
        raise NotSound("timestamp: it is signed data of another kind")
    return signed


def _signed(signed: _Der, info: bytes, at: datetime, pem: bytes) -> str:
    """The authority's name, if its key signed the token and may stamp at that time."""
    certificate = load_pem(pem)
    signer = signed.parts()[-1].part(SEQUENCE)
    algorithm = HASHES.get(signer.part(SEQUENCE, -2).part(OID).content)
    attributes = signer.part(0xA0)
    if algorithm is None:
        raise NotSound("timestamp: hashed in a way that is not accepted")
    digest = hashes.Hash(algorithm())
    digest.update(info)
    stated = [
        one.part(SET) for one in attributes.parts() if one.part(OID).content == MESSAGE_DIGEST
    ]
    if stated[0].part(OCTETS).content != digest.finalize():
        raise NotSound("timestamp: its signature speaks of another content")
    as_set = bytes([SET]) + attributes.whole[1:]
    try:
        _verify(certificate, signer.part(OCTETS).content, as_set, algorithm())
    except InvalidSignature:
        raise NotSound("timestamp: not signed with the key of this certificate") from None
    _may_stamp(certificate, at)
    return certificate.subject.rfc4514_string()


def _verify(
    certificate: Certificate, signature: bytes, data: bytes, algorithm: hashes.HashAlgorithm
) -> None:
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, data, padding.PKCS1v15(), algorithm)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, data, ec.ECDSA(algorithm))
    else:
        raise NotSound("timestamp: signed with a kind of key that is not accepted")


def _may_stamp(certificate: Certificate, at: datetime) -> None:
    try:
        uses = certificate.extensions.get_extension_for_class(ExtendedKeyUsage).value
    except ExtensionNotFound:
        uses = ExtendedKeyUsage([])
    if ExtendedKeyUsageOID.TIME_STAMPING not in list(uses):
        raise NotSound("timestamp: this certificate is not for time stamps")
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise NotSound("timestamp: this certificate was not valid then")


def _time(text: str) -> datetime:
    seconds = text.rstrip("Z").partition(".")[0]
    return datetime.strptime(seconds, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def _read(data: bytes) -> list[_Der]:
    """The elements of DER (X.690) that stand one after the other in `data`."""
    found, at = [], 0
    while at < len(data):
        start, tag, length = at, data[at], data[at + 1]
        at += 2
        if length >= LONG:
            count = length - LONG
            length = int.from_bytes(data[at : at + count], "big")
            at += count
        content = data[at : at + length]
        if len(content) != length:
            raise ValueError("it ends too early")
        at += length
        found.append(_Der(tag, content, data[start:at]))
    return found
