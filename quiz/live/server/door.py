"""What opens the room to learners: its code, its token, and the two digits on the wall."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from quiz.core.drills.join_code import WayIn, normalised, way_in
from quiz.live.protocol import Way

NUMBER_SECONDS = 20
"""For how long the two digits on the wall are the same."""


@dataclass(frozen=True, slots=True)
class Door:
    """What opens the room: the secret of its codes and tokens, each pair of which is good until the room is locked,
    and the key of the two digits on the wall where they are asked for.
    """

    secret: bytes
    number_key: bytes = b""

    def number(self, at: int) -> str | None:
        """The two digits of that moment, in milliseconds since 1970."""
        if not self.number_key:
            return None
        span = str(at // (NUMBER_SECONDS * 1000)).encode()
        return f"{int.from_bytes(hmac.digest(self.number_key, span, hashlib.sha256)[:4]) % 100:02}"

    def way_in(self, locks: int) -> WayIn:
        """The code and token that are good once the room was locked so many times."""
        return way_in(self.secret, locks)

    def takes(self, way: Way, locks: int) -> bool:
        """Whether this opens a room that was locked so many times."""
        code, token = self.way_in(locks)
        if shown := way.get("token", ""):
            return hmac.compare_digest(shown.upper().encode(errors="replace"), token.encode())
        return hmac.compare_digest(normalised(way["code"]) or "", code)

    def has_taken(self, way: Way, locks: int) -> bool:
        """Whether this opens the room, or did before one of the times that it was locked."""
        return any(self.takes(way, each) for each in range(locks + 1))

    def takes_number(self, typed: str, at: int) -> bool:
        """Whether these are the digits of now, or those of just before."""
        now, before = self.number(at), self.number(at - NUMBER_SECONDS * 1000)
        return now is None or typed.strip() in {now, before}
