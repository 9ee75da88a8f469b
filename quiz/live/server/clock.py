"""The server's clock."""

from __future__ import annotations

import time
from collections.abc import Callable


class Clock:
    """Milliseconds since 1970 that never go back, though somebody sets the machine's clock meanwhile.

    They begin with what the machine says, or after `not_before` where that is later, as for a log that is taken up.
    """

    def __init__(
        self,
        not_before: int = 0,
        wall: Callable[[], float] = time.time,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ticks = ticks
        self._start = max(int(wall() * 1000), not_before) - int(ticks() * 1000)

    def now(self) -> int:
        return self._start + int(self._ticks() * 1000)
