"""The log of a drill in one SQLite file on this machine."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from quiz.banks.collector import collector_off
from quiz.core.drills.drill import Drill, replay
from quiz.core.drills.events import Answered, Event, Joined, slot_of
from quiz.errors import QuizError
from quiz.live.log.codec import text_of
from quiz.live.log.drillfile import events_in, opened_to_read
from quiz.live.log.log import EventLog
from quiz.live.log.writer import Request, Writer

WINDOW = 0.004
"""Seconds in which appends are gathered, so that a class that answers at once waits for the disk once."""

_REMEMBERED = 4096
"""How many of the last events a follower finds without the disk."""


class EmbeddedLog(EventLog):
    """A log for one process, whose file a kill or a failing machine leaves with all that was acknowledged.

    Followers are woken before an append returns: one that does not wait between events has seen its own by then.
    Besides the events the file keeps a few texts by name, such as the secrets of the server.
    """

    def __init__(self, path: Path, *, window: float = WINDOW) -> None:
        """The log in the file at the path, as `open_log` gives it."""
        self.path = path
        self._writer = Writer(path, window, self._written)
        self._latest = self._writer.latest
        self._kept = self._writer.pairs
        self._recent: deque[tuple[int, Event]] = deque(maxlen=_REMEMBERED)
        self._changed = asyncio.Event()
        self._is_closed = False

    async def append(self, events: Sequence[Event]) -> int:
        rows = [(slot_of(event), text_of(event)) for event in events]
        slots = [slot.encode() for slot, _ in rows if slot is not None]  # ValueError where SQLite cannot hold one
        if len(slots) > 1 and len(set(slots)) != len(slots):
            raise ValueError("two events of one append have one slot")
        is_urgent = not all(isinstance(event, Answered | Joined) for event in events)
        return await self._write(Request(self._new_future(), tuple(events), rows, is_urgent=is_urgent))

    async def read(self, after: int = 0) -> list[tuple[int, Event]]:
        return await asyncio.to_thread(self._read, after)

    async def follow(self, after: int = 0) -> AsyncIterator[tuple[int, Event]]:
        while True:
            changed = self._changed
            fresh = self._after(after)
            if fresh is None:
                fresh = await self.read(after)
            for each in fresh:
                yield each
            if fresh:
                after = fresh[-1][0]
            elif self._is_closed:
                return
            else:
                await changed.wait()

    async def snapshot(self) -> tuple[int, Drill]:
        return await asyncio.to_thread(self._snapshot)

    async def close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            await asyncio.to_thread(self._writer.close)
            self._wake_followers()

    def kept(self, name: str) -> str | None:
        """The text that was kept under the name, None where there is none."""
        return self._kept.get(name)

    async def keep(self, name: str, value: str) -> None:
        """Keeps the text under the name in the place of any before; it is on the disk when this returns."""
        await self._write(Request(self._new_future(), pairs=((name, value),)))
        self._kept[name] = value

    def _new_future(self) -> asyncio.Future[int]:
        return asyncio.get_running_loop().create_future()

    async def _write(self, request: Request) -> int:
        if self._is_closed:
            raise QuizError("The log of this drill is closed: the server is ending.")
        self._writer.put(request)
        return await request.future

    def _read(self, after: int) -> list[tuple[int, Event]]:
        with opened_to_read(self.path) as connection:
            return list(events_in(self.path, connection, after))

    def _snapshot(self) -> tuple[int, Drill]:
        latest = 0

        def told(connection: sqlite3.Connection) -> Iterator[Event]:
            nonlocal latest
            for seq, event in events_in(self.path, connection):
                latest = seq
                yield event

        # One event at a time: to have a hundred thousand of them in memory takes longer than to read them.
        with collector_off(), opened_to_read(self.path) as connection:
            drill = replay(told(connection))
        return latest, drill

    def _after(self, seq: int) -> list[tuple[int, Event]] | None:
        """The events after that one, None where they are not all remembered."""
        if seq >= self._latest:
            return []
        if not self._recent or seq < self._recent[0][0] - 1:
            return None
        fresh = []
        for each in reversed(self._recent):
            if each[0] <= seq:
                break
            fresh.append(each)
        return fresh[::-1]

    def _written(self, batch: Sequence[Request]) -> None:
        """Called in the writer's thread."""
        with suppress(RuntimeError):  # the loop is over, and nobody waits any more
            batch[0].future.get_loop().call_soon_threadsafe(self._settle, batch)

    def _settle(self, batch: Sequence[Request]) -> None:
        for request in batch:
            if isinstance(request.outcome, int):
                first = request.outcome - len(request.events) + 1
                self._recent.extend(enumerate(request.events, first))
                self._latest = request.outcome
        self._wake_followers()
        for request in batch:
            if request.future.done():
                continue  # whoever asked has gone
            if isinstance(request.outcome, int):
                request.future.set_result(request.outcome)
            else:
                request.future.set_exception(request.outcome)

    def _wake_followers(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


def open_log(path: Path) -> EmbeddedLog:
    """The log in the file at the path, which is made with its folder where there is none.

    QuizError where the file is no drill, is damaged, comes from a newer version, cannot be written, or is written by
    another server; it is then left as it was.
    """
    return EmbeddedLog(path)
