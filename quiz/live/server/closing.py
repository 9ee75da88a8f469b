"""What ends of itself: a question by the clock or when all have answered, a drill at the moment agreed."""

from __future__ import annotations

from collections.abc import Iterable

from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Closed, ClosedBy, Ended, Prolonged
from quiz.core.drills.standing import Phase
from quiz.core.drills.terms import GRACE


def due(drill: Drill, awaited: Iterable[str], now: int) -> Closed | Ended | None:
    """What is to happen now without anybody's doing; `awaited` are the learners whose answers are waited for."""
    if drill.phase is Phase.OVER:
        return None
    until = drill.terms.until
    if until is not None:
        return Ended(max(until, now)) if now >= until else None
    asking = drill.current
    if drill.phase is not Phase.OPEN or asking is None:
        return None
    deadline = drill.last_deadline(asking)
    if deadline is not None and now >= deadline:
        return Closed(now, asking.place, asking.round, ClosedBy.CLOCK)
    if drill.terms.closes_when_all_answered and drill.has_all(asking, awaited):
        return Closed(now, asking.place, asking.round, ClosedBy.ALL)
    return None


def next_moment(drill: Drill) -> int | None:
    """When something is due by the clock, in milliseconds since 1970; None where nothing is."""
    if drill.phase is Phase.OVER:
        return None
    if drill.terms.until is not None:
        return drill.terms.until
    asking = drill.current
    return drill.last_deadline(asking) if drill.phase is Phase.OPEN and asking else None


def ran_out(drill: Drill, learner: str, place: int, since: int, now: int) -> bool:
    """Whether the time for this learner's own question there, with its grace, ran out between these two moments."""
    asking = drill.own.get(learner, {}).get(place)
    if asking is None or learner in asking.answers:
        return False
    deadline = drill.deadline(asking, learner)
    return deadline is not None and since <= deadline + GRACE < now


def made_up(drill: Drill, alive_at: int, now: int) -> Prolonged | None:
    """What gives the class back the time that a server was away, which was last known alive at that moment."""
    asking = drill.current
    if drill.phase is not Phase.OPEN or asking is None or asking.closes_at is None:
        return None
    away = now - max(alive_at, asking.opened_at)
    return Prolonged(now, away, was_away=True) if away > 0 else None
