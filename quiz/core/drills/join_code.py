"""The code that learners type to join a drill: six characters that cannot be taken for one another."""

from __future__ import annotations

import re
import unicodedata
from random import Random

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: the digits, and the letters but for I, L, O and U."""

LENGTH = 6

_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_LEFT_OUT = re.compile(r"[\s‐‑‒–—−-]+")
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_LONGEST = 64


def drawn_code(dice: Random) -> str:
    """A code drawn evenly from the 2**30 there are; `secrets.SystemRandom()` are the dice that nobody can foresee."""
    return "".join(dice.choice(ALPHABET) for _ in range(LENGTH))


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
