"""What opens a drill: a code of six characters that cannot be taken for one another, or the token of a QR code."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import unicodedata
from typing import NamedTuple

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: the digits, and the letters but for I, L, O and U."""

LENGTH = 6

TOKEN_LENGTH = 26
"""Of 128 bits in the base 32 of RFC 4648, whose characters make a small QR code."""

_TOKEN_BYTES = 16

_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_LEFT_OUT = re.compile(r"[\s‐‑‒–—−-]+")
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_LONGEST = 64


class WayIn(NamedTuple):
    """What opens the room for a while: the code, which is typed, or the token, which is scanned."""

    code: str
    token: str


def way_in(secret: bytes, locks: int) -> WayIn:
    """What opens the room once it was locked so many times.

    It comes of the secret and the number alone, so that whoever knows the log and the secret knows it, and nobody
    without the secret can tell one of them from another. A code is one of 2**30, a token one of 2**128, each as likely.
    """
    drawn = int.from_bytes(_drawn(secret, "code", locks)[:4])
    code = "".join(ALPHABET[drawn >> 5 * place & 31] for place in range(LENGTH))
    token = base64.b32encode(_drawn(secret, "token", locks)[:_TOKEN_BYTES]).decode().rstrip("=")
    return WayIn(code, token)


def _drawn(secret: bytes, what: str, locks: int) -> bytes:
    return hmac.digest(secret, f"{what}/{locks}".encode(), hashlib.sha256)


def normalised(typed: str) -> str | None:
    """The code that was meant by what was typed, or None where it cannot be one.

    Case does not matter, nor do spaces and hyphens; I and L are 1, and O is 0.
    """
    if len(typed) > _LONGEST:
        return None
    code = _LEFT_OUT.sub("", unicodedata.normalize("NFKC", typed))
    # Upper case makes ASCII of some letters that are none, as of the dotless i.
    code = code.upper().translate(_LOOKALIKES) if code.isascii() else ""
    return code if _CODE.fullmatch(code) else None
