"""What is agreed before an exam: its time, its pass mark, its rule and what it asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from quiz.core.exams.blueprint import Blueprint
from quiz.core.marking import Rule

_LONGEST = 7 * 24 * 60
_WARNINGS = (timedelta(minutes=10), timedelta(minutes=5), timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an exam; `faults_of` says where they cannot be kept.

    `minutes` is for the whole exam and `seconds_each` for each question while it is looked at: None where that time
    is not limited. Both are longer by the factor `extra_time` for a learner to whom more is due. `pass_share` is the
    share of the points, from 0 to 1, that passes. The clock of the whole runs on while the program is closed unless
    `pauses` is true. `rule` is that of the exam's plan.
    """

    blueprint: Blueprint
    minutes: float | None = None
    seconds_each: float | None = None
    pass_share: float = 0.6
    extra_time: float = 1.0
    rule: Rule = Rule.FALSE2
    with_certainty: bool = False
    pauses: bool = False

    @property
    def limit(self) -> timedelta | None:
        """The time for the whole exam."""
        return None if self.minutes is None else _milliseconds(self.minutes * 60_000 * self.extra_time)

    @property
    def limit_each(self) -> timedelta | None:
        """The time for each question."""
        return None if self.seconds_each is None else _milliseconds(self.seconds_each * 1000 * self.extra_time)

    def warnings(self, before: timedelta, now: timedelta) -> tuple[timedelta, ...]:
        """The times of warning that were reached as the time left fell from `before` to `now`, the longest first.

        There is one at 10, 5 and 1 minutes left, and in an exam shorter than 20 minutes the first is at half the time.
        """
        if self.limit is None:
            return ()
        first = min(_WARNINGS[0], self.limit / 2)
        times = (first, *(left for left in _WARNINGS if left < first))
        return tuple(left for left in times if now <= left < before)


def _milliseconds(number: float) -> timedelta:
    # Whole ones: the moments of events are, and a limit must be a moment too.
    return timedelta(milliseconds=int(number))


def faults_of(terms: Terms) -> tuple[str, ...]:
    """The sentences that say which of the terms cannot be kept; none where all can."""
    faults: list[str] = []
    # A number that is none is in no range.
    if terms.minutes is not None and not 0.01 <= terms.minutes <= _LONGEST:
        faults.append(f"An exam takes from 0.01 to {_LONGEST} minutes (a week).")
    if terms.seconds_each is not None and not 1 <= terms.seconds_each <= _LONGEST * 60:
        faults.append("A question has 1 second or more, and a week at most.")
    if not 0 <= terms.pass_share <= 1:
        faults.append("The share that passes is from 0 to 1, or from 0 % to 100 %.")
    if not 1 <= terms.extra_time <= 10:
        faults.append("Extra time is a factor from 1 to 10: 1.25 gives a quarter more.")
    if not terms.blueprint.parts or any(part.count < 1 for part in terms.blueprint.parts):
        faults.append("An exam asks 1 question or more of each topic that it names.")
    return tuple(faults)
