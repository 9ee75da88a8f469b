"""Drills at their stages, as the events that lead there, and all that there is to know of one."""

from __future__ import annotations

from quiz.core.drills.drill import Drill
from quiz.core.drills.events import ClosedBy, Event
from tests.core.made_drills import answered, closed, ended, joined, opened, revealed

ADA, BOB = joined(1, "ada"), joined(2, "bob")
OPEN: list[Event] = [ADA, BOB, opened(10)]
CLOSED: list[Event] = [*OPEN, answered(11, "ada"), closed(20)]
BY_CLOCK: list[Event] = [*OPEN, closed(40, by=ClosedBy.CLOCK)]
REVEALED: list[Event] = [*CLOSED, revealed(25)]
AGAIN: list[Event] = [*CLOSED, opened(30, round=2)]
OVER: list[Event] = [*REVEALED, ended(50)]


def state_of(drill: Drill) -> object:
    """All that there is to know of a drill, to be compared."""
    return (
        drill.phase,
        drill.place,
        dict(drill.learners),
        drill.is_locked,
        repr(drill.rounds),
        repr(drill.own),
        set(drill.revealed),
        drill.ended_at,
        dict(drill.names),
    )
