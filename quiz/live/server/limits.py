"""How often strangers may try: budgets that fill up again with time. Times are seconds by a clock that only goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

TRIES = 10
"""How many wrong codes or numbers a connection may send before it is closed."""

STREAMS = 4
"""How many streams and polls of one seat are held at once; for one more the oldest ends."""

_WRONG_A_MINUTE = 60
_LONGEST_DELAY = 5.0
_MOST_DELAYED = 30


class Bucket:
    """A budget of `size` that fills up again at `rate` a second."""

    def __init__(self, size: float, rate: float, ticks: Callable[[], float]) -> None:
        self._size = size
        self._rate = rate
        self._ticks = ticks
        self._left = size
        self._at = ticks()

    def takes(self) -> bool:
        """Whether there is 1 left, which is then taken."""
        self._fill()
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def wait(self, longest: float) -> float:
        """The seconds until 1 more is there for whoever asks now; it is taken though it is still to come.

        More than `longest` seconds ahead nothing is taken, so that nobody pays for a flood for ever.
        """
        self._fill()
        self._left = max(self._left - 1, -longest * self._rate)
        return max(-self._left / self._rate, 0.0)

    def _fill(self) -> None:
        now = self._ticks()
        self._left = min(self._size, self._left + (now - self._at) * self._rate)
        self._at = now


class WrongTries:
    """The budget for codes and numbers that are wrong, of everybody together: a class has one address.

    A right one never meets it. Of the wrong ones 60 a minute are answered at once, and the others later and later. Of
    these only so many wait at a time: whoever has thousands of connections hears of no more guesses than a class needs.
    """

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._bucket = Bucket(_WRONG_A_MINUTE, _WRONG_A_MINUTE / 60, ticks)
        self._delayed = 0

    @contextmanager
    def delay(self) -> Iterator[float | None]:
        """The seconds after which the refusal of one more wrong try leaves, 5 at most; None where it never does.

        The refusal waits for as long as the context lasts.
        """
        if self._delayed >= _MOST_DELAYED:
            yield None
            return
        self._delayed += 1
        try:
            yield self._bucket.wait(_LONGEST_DELAY)
        finally:
            self._delayed -= 1


def joins_of(capacity: int, ticks: Callable[[], float]) -> Bucket:
    """The budget for taking seats: the whole class at once, and then as many again within a minute."""
    return Bucket(capacity + 10, max(capacity / 60, 1.0), ticks)
