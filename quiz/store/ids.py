"""Ids that are unique everywhere and sort by the time they were made: UUIDs of version 7 (RFC 9562)."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Lock

_COUNTER_BITS = 12


class IdSource:
    """Makes ids each of which sorts after the one before, even where the clock goes back; any thread may call.

    An id is 48 bits of milliseconds, a counter of 12 bits that carries over into the milliseconds (RFC 9562, section
    6.2, method 1), and 62 random bits. `entropy` gives that many random bytes.
    """

    def __init__(self, entropy: Callable[[int], bytes] = os.urandom) -> None:
        self._entropy = entropy
        self._latest = -1
        self._lock = Lock()

    def new_id(self, now_ms: int, *, after: str | None = None) -> str:
        """A new id made at `now_ms`, in milliseconds since 1970, that sorts after the id `after` too."""
        with self._lock:
            known = max(self._latest, -1 if after is None else _moment_of(after))
            self._latest = moment = max(max(now_ms, 0) << _COUNTER_BITS, known + 1)
        milliseconds, counter = divmod(moment, 1 << _COUNTER_BITS)
        noise = int.from_bytes(self._entropy(8)) >> 2
        digits = f"{milliseconds << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | noise:032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _moment_of(id: str) -> int:
    """The milliseconds and the counter of an id as one number."""
    digits = id.replace("-", "")
    return int(digits[:12], 16) << _COUNTER_BITS | int(digits[13:16], 16)


new_id = IdSource().new_id
