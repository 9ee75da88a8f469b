"""A live drill as a fold over its events: how each of them, where it may be, changes the way the drill stands.

The drill is the one value of the core that changes in place: a class of thousands answers within a second, and each
answer must cost the same however many there are. It changes by `apply` alone, so that the same events always make the
same drill.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from quiz.core.drills.asking import Asking, Kept
from quiz.core.drills.events import (
    Answered,
    Closed,
    Created,
    DiscussionBegun,
    Ended,
    Event,
    Granted,
    Joined,
    Locked,
    Opened,
    Prolonged,
    Removed,
    Renamed,
    Returned,
    Revealed,
    StemShown,
)
from quiz.core.drills.names import skeleton
from quiz.core.drills.refusals import Refusal, refusal_of, refusal_of_answer
from quiz.core.drills.standing import Learner, Phase, Standing


class Drill(Standing):
    """A drill at one moment, as far as its events have been applied."""

    def refusal(self, event: Event) -> str | None:
        """The sentence that says why the event cannot be, or None where it can."""
        return refusal_of(event, self)

    def refusal_of_answer(self, event: Answered) -> Refusal | None:
        """Why the answer is not taken, or None where it is: the first answer of a learner in a round stands."""
        return refusal_of_answer(event, self)

    def apply(self, event: Event) -> None:
        """Makes the event part of the drill; ValueError with the `refusal`, and nothing changed, where there is one."""
        if refusal := self.take(event):
            raise ValueError(refusal)

    def take(self, event: Event) -> str | None:
        """Makes the event part of the drill; its `refusal`, and nothing changed, where there is one."""
        # Nearly all events are answers, and a drill that is taken up again has thousands of them.
        if isinstance(event, Answered) and refusal_of_answer(event, self) is None:
            self._keep(event)
            return None
        refusal = refusal_of(event, self)
        if refusal is None:
            self._apply(event)
        return refusal

    def _apply(self, event: Event) -> None:
        match event:
            case Created():
                raise AssertionError("refused above")
            case Joined() | Returned() | Renamed() | Granted() | Removed():
                self._change_seats(event)
            case Locked():
                self.locks += event.is_locked and not self.is_locked
                self.is_locked = event.is_locked
            case Answered():
                self._keep(event)
            case StemShown() | Opened() | Prolonged() | Closed() | DiscussionBegun() | Revealed():
                self._go_on(event)
            case Ended():
                self.phase, self.ended_at = Phase.OVER, event.at
            case _:
                assert_never(event)

    def _change_seats(self, event: Joined | Returned | Renamed | Granted | Removed) -> None:
        self._seated = None
        match event:
            case Joined():
                self._seat(event)
            case Returned():
                self._change(event.learner, generation=event.generation)
            case Renamed():
                self._rename(event)
            case Granted():
                self._change(event.learner, extra_time=event.extra_time)
            case Removed():
                self.names.pop(skeleton(self.learners[event.learner].name), None)
                self._change(event.learner, is_removed=True, is_banned=event.is_banned)
            case _:
                assert_never(event)

    def _go_on(self, event: StemShown | Opened | Prolonged | Closed | DiscussionBegun | Revealed) -> None:
        match event:
            case StemShown():
                self.phase, self.place = Phase.STEM, event.place
                self.stems.add(event.place)
            case Opened():
                self._open(event)
            case Prolonged():
                asking = self.rounds[self.place][-1]
                asking.prolonged += event.milliseconds
                asking.away += event.milliseconds if event.was_away else 0
            case Closed():
                asking = self.rounds[event.place][-1]
                asking.closed_at, asking.closed_by = event.at, event.by
                self.phase = Phase.CLOSED
            case DiscussionBegun():
                self.phase = Phase.DISCUSSION
            case Revealed():
                self.revealed.add(event.place)
                self.phase = Phase.REVEALED
            case _:
                assert_never(event)

    def _seat(self, event: Joined) -> None:
        self.learners[event.learner] = Learner(
            event.learner, event.name, event.at, event.identifier, event.team, event.extra_time
        )
        self.names[skeleton(event.name)] = event.learner
        if event.key:
            self.keys[event.key] = event.learner

    def _rename(self, event: Renamed) -> None:
        self.names.pop(skeleton(self.learners[event.learner].name), None)
        self._change(event.learner, name=event.name)
        self.names[skeleton(event.name)] = event.learner

    def _change(self, id: str, **changes: object) -> None:
        self.learners[id] = replace(self.learners[id], **changes)  # type: ignore[arg-type]

    def _open(self, event: Opened) -> None:
        limit = self.terms.limit
        closes_at = None if limit is None else event.at + limit
        if event.learner:
            asking = Asking(event.place, event.round, event.at, closes_at, frozenset({event.learner}))
            self.own.setdefault(event.learner, {})[event.place] = asking
            return
        present = frozenset(self.seated)
        self.rounds.setdefault(event.place, []).append(Asking(event.place, event.round, event.at, closes_at, present))
        self.phase, self.place = Phase.OPEN, event.place

    def _keep(self, event: Answered) -> None:
        asking = self.asking(event.learner, event.place, event.round)
        answer = self.answer_in(event.place, event.given)
        if asking is None or answer is None:
            raise AssertionError("refused above")
        taken = max(event.at - asking.opened_at - asking.away - event.credit, 0)
        learner = self.learners[event.learner]
        # Under the id that is there already: of each answer less has to be kept.
        asking.answers[learner.id] = Kept(
            answer, event.given, event.certainty, event.at, taken, event.key, learner.extra_time
        )


def replay(events: Iterable[Event]) -> Drill:
    """The drill that these events lead to, of which the first is its creation; one that cannot be changes nothing.

    ValueError where the first event is another, or there is none.
    """
    stream = iter(events)
    created = next(stream, None)
    if not isinstance(created, Created):
        raise ValueError("A drill begins with its creation.")  # noqa: TRY004 - the type is right, the place is not
    drill = Drill(created)
    for event in stream:
        drill.take(event)
    return drill
