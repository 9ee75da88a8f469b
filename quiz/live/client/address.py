"""The address at which a drill is joined."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from quiz.core.drills.join_code import normalised
from quiz.core.text import one_line
from quiz.errors import RequestError

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class Address(NamedTuple):
    """Where the server is, as http(s)://host:port, and the code of the drill.

    `fingerprint` is the SHA-256 of the server's certificate, empty where a certificate is checked as usual.
    """

    base: str
    code: str
    fingerprint: bytes = b""


def address_of(typed: str) -> Address:
    """The address that was typed or scanned: http:// may be left out, and the code's case does not matter.

    A fingerprint of the certificate may follow a number sign. RequestError, with an example, where it is no address.
    """
    text = typed.strip()
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    code = normalised(parts.path.strip("/").rpartition("/")[2])
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None or code is None:
        raise RequestError(
            f"{one_line(typed)!r} is no address of a drill. It is like http://192.168.0.10:8080/AB12CD, as on the wall."
        )
    place = f"[{host}]" if ":" in host else host
    digits = parts.fragment.lower().replace(":", "").rpartition("=")[2]
    fingerprint = bytes.fromhex(digits) if parts.scheme == "https" and _FINGERPRINT.fullmatch(digits) else b""
    return Address(f"{parts.scheme}://{place}{f':{port}' if port else ''}", code, fingerprint)
