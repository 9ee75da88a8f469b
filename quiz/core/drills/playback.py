"""A past drill played again: its events at their moments, as much quicker or slower as is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Closed, Created, DiscussionBegun, Ended, Event, Opened, Revealed, StemShown
from quiz.core.drills.one_by_one import one_by_one


class Playback:
    """A drill as it was at the moment that the playing has come to; it begins with the first question.

    One at each one's own pace is played question by question, as if the class had been asked each at once.

    Moments `now` are milliseconds by the clock of whoever looks, and events that came by a clock that was set back
    follow those before at once. Like the drill, it changes in place.
    """

    def __init__(self, events: Iterable[Event], speed: float, now: int) -> None:
        """ValueError where the first of the events is no creation, or no question was asked of all."""
        others: Sequence[Event]
        first, *others = events
        if not isinstance(first, Created):
            raise ValueError("A drill begins with its creation.")  # noqa: TRY004 - the type is right, the place is not
        if first.terms.is_self_paced:
            first, others = one_by_one(first, others)
        if not any(isinstance(event, _QUESTIONS) for event in others):
            raise ValueError("No question was asked.")
        self.drill = Drill(first)
        self._speed = speed
        self._events = others
        self._moments = list(accumulate((event.at for event in others), max))
        self._next = 0
        self._then, self._now = first.at, now
        self.skip(now)

    def then(self, now: int) -> int:
        """The moment of the past drill that is played now."""
        return self._then + round((now - self._now) * self._speed)

    def when(self, moment: int) -> int:
        """When a moment of the past drill is played, or was."""
        return self._now + round((moment - self._then) / self._speed)

    @property
    def next_at(self) -> int | None:
        """When something happens next; None where all has happened."""
        return self.when(self._moments[self._next]) if self._next < len(self._events) else None

    def go_on(self, now: int) -> None:
        """Has everything happened that did until this moment."""
        then = self.then(now)
        while self._next < len(self._events) and self._moments[self._next] <= then:
            self._happen()

    def skip(self, now: int) -> None:
        """Goes on to when the class was next shown something else, and from there; to the end where it was not."""
        while self._next < len(self._events):
            is_step = isinstance(self._events[self._next], _STEPS)
            self._then, self._now = self._moments[self._next], now
            self._happen()
            if is_step:
                return

    def _happen(self) -> None:
        event = self._events[self._next]
        self._next += 1
        # What was refused then is in the log and is refused again.
        if self.drill.refusal(event) is None:
            self.drill.apply(event)


_QUESTIONS = (StemShown, Opened)
_STEPS = (StemShown, Opened, Closed, DiscussionBegun, Revealed, Ended)
