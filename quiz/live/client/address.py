"""The address at which a drill is joined, as it is typed and as a QR code says it."""

from __future__ import annotations

import base64
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from quiz.core.drills.join_code import TOKEN_LENGTH, normalised
from quiz.core.text import one_line
from quiz.errors import RequestError

_TOKEN = re.compile(f"[A-Z2-7]{{{TOKEN_LENGTH}}}")
_FINGERPRINT = re.compile(r"[0-9A-F]{64}")
_SHORT_FINGERPRINT = re.compile(r"[A-Z2-7]{52}")
"""The same in the base 32 of RFC 4648, as in a QR code."""


class Address(NamedTuple):
    """Where the server is, as http(s)://host:port, and the code of the drill, or the token in its QR code.

    `fingerprint` is the SHA-256 of the server's certificate, empty where a certificate is checked as usual.
    """

    base: str
    code: str
    fingerprint: bytes = b""
    token: str = ""


def address_of(typed: str) -> Address:
    """The address that was typed or scanned: http:// may be left out, and the code's case does not matter.

    What follows a number sign is the token, the fingerprint of the certificate, or both with a full stop between: no
    browser sends that with the address. RequestError, with an example, where it is no address.
    """
    text = typed.strip()
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    code = normalised(parts.path.strip("/").rpartition("/")[2]) or ""
    marks = [mark.replace(":", "").rpartition("=")[2] for mark in parts.fragment.upper().split(".")]
    token = next(filter(_TOKEN.fullmatch, marks), "")
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None or not (code or token):
        raise RequestError(
            f"{one_line(typed)!r} is no address of a drill. It is like http://192.168.0.10:8080/AB12CD, as on the wall."
        )
    place = f"[{host}]" if ":" in host else host
    fingerprint = next(filter(None, map(_fingerprint, marks)), b"") if parts.scheme == "https" else b""
    return Address(f"{parts.scheme}://{place}{f':{port}' if port else ''}", code, fingerprint, token)


def scanned(address: Address) -> str:
    """What a QR code says of the address: its token and, where there is one, the fingerprint.

    In capitals alone the QR code is smaller, and an address means the same.
    """
    fingerprint = base64.b32encode(address.fingerprint).decode().rstrip("=")
    return f"{address.base}/#{'.'.join(filter(None, [address.token, fingerprint]))}".upper()


def _fingerprint(mark: str) -> bytes:
    if _FINGERPRINT.fullmatch(mark):
        return bytes.fromhex(mark)
    return base64.b32decode(f"{mark}====") if _SHORT_FINGERPRINT.fullmatch(mark) else b""
