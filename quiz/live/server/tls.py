"""Certificates: those that the host names, or one that the server signs itself."""

from __future__ import annotations

import hashlib
import ipaddress
import os
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quiz.errors import QuizError

_DAYS = 30


@dataclass(frozen=True, slots=True)
class Tls:
    """What encrypts a server's connections, and the SHA-256 of its certificate in hexadecimal digits."""

    context: ssl.SSLContext
    fingerprint: str
    is_self_signed: bool


def tls_of(certificate: Path, key: Path, *, is_self_signed: bool = False) -> Tls:
    """The certificate with its key, both PEM; QuizError, with what is the matter, where they cannot be used."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_COMPRESSION
    context.set_alpn_protocols(["http/1.1"])
    try:
        context.load_cert_chain(certificate, key, password="")
        text = certificate.read_text(encoding="ascii")
        der = ssl.PEM_cert_to_DER_cert(text[: text.index(_END) + len(_END)][text.index(_BEGIN) :])
    except (OSError, ValueError) as error:
        raise QuizError(_sentence(certificate, key, error)) from error
    return Tls(context, hashlib.sha256(der).hexdigest(), is_self_signed)


def _sentence(certificate: Path, key: Path, error: Exception) -> str:
    for path in (certificate, key):
        try:
            path.open("rb").close()
        except FileNotFoundError:
            return f"There is no file {path}. --tls takes a certificate and its key, or nothing."
        except OSError as fault:
            return f"{path} cannot be read: {fault.strerror or fault}."
    if isinstance(error, ssl.SSLError) and error.reason == "KEY_VALUES_MISMATCH":
        return f"The key in {key} is not that of the certificate in {certificate}."
    if b"ENCRYPTED" in key.read_bytes():
        return f"The key in {key} needs a password, which a server cannot be asked for. Name one without."
    return f"{certificate} and {key} are no certificate and its key in PEM. Name the certificate first."


_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"


def self_signed(folder: Path, names: frozenset[str]) -> Tls:
    """A certificate for these names and addresses, made in the folder or found there from before.

    QuizError where `cryptography` is not installed.
    """
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    if not (certificate.is_file() and key.is_file()):
        _make(certificate, key, names)
    return tls_of(certificate, key, is_self_signed=True)


def _make(certificate: Path, key: Path, names: frozenset[str]) -> None:
    try:
        from cryptography import x509  # noqa: PLC0415 - an extra, and 60 ms
        from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
        from cryptography.x509.oid import NameOID  # noqa: PLC0415
    except ImportError as error:
        raise QuizError(
            "A certificate can only be made with the extra: pip install 'quiz[tls]'. Or name one: --tls CERT KEY."
        ) from error
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "quiz")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=_DAYS))
        .add_extension(x509.SubjectAlternativeName([_named(each) for each in sorted(names)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(secret, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8
    _write(key, secret.private_bytes(pem, plain, serialization.NoEncryption()))
    _write(certificate, made.public_bytes(pem))


def _named(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202  of an extra that may not be there
    from cryptography import x509  # noqa: PLC0415

    try:
        return x509.IPAddress(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        return x509.DNSName(name)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
