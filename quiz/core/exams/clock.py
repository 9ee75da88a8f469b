"""What the clock of an exam says at a moment, and what is to be said of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from quiz.core.exams.exam import Exam


class Reading(NamedTuple):
    """The time `left` for all questions and `left_here` for the one at hand, None where it is not limited.

    It `is_up` when the exam ends, `is_locked` where the question at hand takes no answer any longer, and `is_short`
    from the first warning on. `warning` is the time of the warning that was reached since the clock was looked at last.
    """

    left: timedelta | None
    left_here: timedelta | None
    is_up: bool
    is_locked: bool
    is_short: bool
    warning: timedelta | None


def read_clock(exam: Exam, now: datetime, before: timedelta | None) -> Reading:
    """The clock now; `before` is the time that was left when it was looked at last."""
    left, limit = exam.remaining(now), exam.terms.limit
    warned = exam.terms.warnings(before, left) if before is not None and left is not None else ()
    return Reading(
        left=left,
        left_here=exam.remaining_for(exam.current, now),
        is_up=exam.is_up(now),
        is_locked=exam.is_locked(exam.current, now),
        is_short=limit is not None and left is not None and bool(exam.terms.warnings(limit, left)),
        warning=warned[-1] if warned else None,
    )
