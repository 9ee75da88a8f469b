"""Who listens to a drill: streams and polls, each told when there is something new to show."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from quiz.live.server.limits import STREAMS

BEATS = 15
"""Seconds between two heartbeats of a stream."""

_STILL_THERE = 3.0
"""Seconds for which a learner whose stream ended still counts as connected: it may be reconnecting."""

_AWAITED = 10.0
"""Seconds for which the class waits for the answer of a learner whose stream ended, or the server began."""

_STUCK = 10.0
"""Seconds after which a reader that takes nothing is dropped."""


class Listener:
    """One connection that is told of changes. What it missed meanwhile it need not know: a view says all."""

    __slots__ = (
        "_abort",
        "_has_news",
        "_waiter",
        "is_changed",
        "is_closed",
        "is_due",
        "learner",
        "ring",
        "waits_since",
    )

    def __init__(self, learner: str, abort: Callable[[], None]) -> None:
        self.learner = learner
        self.ring: Callable[[], None] = self._ring
        """Called when there is something new; whoever does not `wait` puts their own here."""
        self.waits_since: float | None = None
        """Since when, by a clock that only goes on, the reader has not taken what it was given."""
        self.is_changed = False
        self.is_due = False
        self.is_closed = False
        self._abort = abort
        self._has_news = False
        self._waiter: asyncio.Future[None] | None = None

    def tell(self) -> None:
        """There is something new to show."""
        self.is_changed = True
        self.ring()

    def beat(self) -> None:
        """A heartbeat is due."""
        self.is_due = True
        self.ring()

    def close(self) -> None:
        """There will be nothing more to show."""
        self.is_closed = True
        self.ring()

    async def wait(self) -> None:
        """Returns once it was told, or is closed, since it last returned."""
        # Of these there are thousands, and an asyncio.Event has its weight.
        if not self._has_news:
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        self._has_news = False

    def _ring(self) -> None:
        self._has_news = True
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def drop_stuck(self, now: float) -> None:
        """Ends the connection of a reader that has taken nothing for long."""
        if self.waits_since is not None and now - self.waits_since > _STUCK:
            self._abort()


class Listeners:
    """The listeners of a drill. `ticks` gives seconds by a clock that only goes on."""

    def __init__(self, ticks: Callable[[], float], changed: Callable[[], None]) -> None:
        self.host: set[Listener] = set()
        self._learners: dict[str, list[Listener]] = {}
        self._gone: dict[str, float] = {}
        self._ticks = ticks
        self._start = ticks()
        self._changed = changed
        self._beat = 0

    @contextmanager
    def listening(self, learner: str, abort: Callable[[], None]) -> Iterator[Listener]:
        """A listener of this learner while it lasts."""
        listener = self.add(learner, abort)
        try:
            yield listener
        finally:
            self.remove(listener)

    def add(self, learner: str, abort: Callable[[], None]) -> Listener:
        """A listener of this learner until it is removed; for one too many of a seat the oldest is closed."""
        listener = Listener(learner, abort)
        own = self._learners.setdefault(learner, [])
        own.append(listener)
        for one_too_many in own[:-STREAMS]:
            one_too_many.close()
        self._changed()
        return listener

    def add_host(self, abort: Callable[[], None]) -> Listener:
        """A listener of the host until it is removed."""
        listener = Listener("", abort)
        self.host.add(listener)
        return listener

    def remove(self, listener: Listener) -> None:
        """Tells the listener nothing more."""
        self.host.discard(listener)
        own = self._learners.get(listener.learner, [])
        if listener in own:
            own.remove(listener)
            if not own:
                del self._learners[listener.learner]
                self._gone[listener.learner] = self._ticks()
                self._changed()

    def of(self, learner: str) -> list[Listener]:
        return self._learners.get(learner, [])

    def tell(self, learner: str) -> None:
        for listener in [*self.of(learner)]:
            listener.tell()

    def tell_all(self) -> None:
        for listener in self._every():
            listener.tell()

    def tell_host(self) -> None:
        for listener in [*self.host]:
            listener.tell()

    def close(self, learner: str) -> None:
        for listener in [*self.of(learner)]:
            listener.close()

    def close_all(self) -> None:
        for listener in [*self._every(), *self.host]:
            listener.close()

    def connected(self) -> set[str]:
        """Who listens, or did a moment ago."""
        return {*self._learners, *self._gone_within(_STILL_THERE)}

    def awaited(self, seated: Collection[str]) -> set[str]:
        """Whose answers the class waits for: who listens, or may be coming back."""
        if self._ticks() - self._start < _AWAITED:
            return set(seated)
        return {*self._learners, *self._gone_within(_AWAITED)}

    def beat(self) -> None:
        """Called every second: a fifteenth of the streams has a heartbeat, and stuck readers are dropped."""
        self._beat = (self._beat + 1) % BEATS
        now = self._ticks()
        self._gone = {id: at for id, at in self._gone.items() if now - at < _AWAITED}
        every = self._every()
        for listener in (*every, *self.host):
            listener.drop_stuck(now)
        for listener in (*every[self._beat :: BEATS], *(self.host if self._beat == 0 else ())):
            listener.beat()

    def _every(self) -> list[Listener]:
        return [listener for own in self._learners.values() for listener in own]

    def _gone_within(self, seconds: float) -> list[str]:
        now = self._ticks()
        return [id for id, at in self._gone.items() if now - at < seconds]
