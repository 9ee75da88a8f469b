"""The log of a drill: every event in one order, on the disk before anybody hears of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Event


class Conflict(Exception):  # noqa: N818 - no error: of two who came at once, one was second
    """An event was not taken because the log has another in its slot; `seq` is the number of that one."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        super().__init__(f"event {seq} has this slot already")


class EventLog(Protocol):
    """The events of one drill, numbered from 1 up without a gap.

    Whatever keeps them, tests/live/log/test_contract.py says what it must do. Where it cannot, each method raises a
    QuizError with a sentence for the host.
    """

    async def append(self, events: Sequence[Event]) -> int:
        """The sequence number of the last of the events, once all of them are on the disk; none of them is otherwise.

        Conflict where the slot of one is taken (`drill_events.slot_of`), and that one is on the disk by then.
        ValueError where two of them have one slot, or one cannot be written.
        """
        ...

    async def read(self, after: int = 0) -> list[tuple[int, Event]]:
        """The events after that sequence number with theirs, in order."""
        ...

    def follow(self, after: int = 0) -> AsyncIterator[tuple[int, Event]]:
        """The events after that sequence number, and then each new one once it is on the disk, until the log closes."""
        ...

    async def snapshot(self) -> tuple[int, Drill]:
        """The number of the last event, and the drill that all of them make: a value of the caller's own.

        ValueError where the drill was not created yet.
        """
        ...

    async def close(self) -> None:
        """Ends the log once what was given to it is on the disk."""
        ...
