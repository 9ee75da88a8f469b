"""What proves to the server that a request is of a learner: a token that only it can make."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from functools import lru_cache

COOKIE = "seat"

_LONGEST = 100
_REMEMBERED = 8192

_BEARER = "Bearer "
_TOKEN = re.compile(r"([0-9a-f-]{36})\.([1-9][0-9]{0,8})\.([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a token of ours says: the learner, and how often that seat was taken anew before it was made."""

    learner: str
    generation: int


class Seats:
    """The tokens of one drill: each names its learner and generation, with a code over them and the drill."""

    def __init__(self, key: bytes, drill: str) -> None:
        self._key = key
        self._drill = drill
        # A learner shows the same token again and again.
        self._known = lru_cache(maxsize=_REMEMBERED)(self._claim)

    def token(self, learner: str, generation: int) -> str:
        """The secret that stands for the learner's seat."""
        return f"{learner}.{generation}.{self._code(learner, generation)}"

    def claim(self, token: str) -> Claim | None:
        """What the token says, None where it was not made by this server for this drill."""
        return self._known(token) if len(token) <= _LONGEST else None

    def _claim(self, token: str) -> Claim | None:
        parts = _TOKEN.fullmatch(token)
        if parts is None:
            return None
        learner, generation, code = parts.groups()
        if not hmac.compare_digest(self._code(learner, int(generation)), code):
            return None
        return Claim(learner, int(generation))

    def _code(self, learner: str, generation: int) -> str:
        said = f"{self._drill}/{learner}/{generation}".encode()
        return base64.urlsafe_b64encode(hmac.digest(self._key, said, hashlib.sha256)).decode().rstrip("=")


def bearer_of(header: str) -> str:
    """The token of an `Authorization` header; empty where it has none."""
    return header.removeprefix(_BEARER) if header.startswith(_BEARER) else ""
