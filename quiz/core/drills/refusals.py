"""What may happen next in a drill, and the sentence that says why anything else may not."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from quiz.core.drills.asking import Asking
from quiz.core.drills.events import (
    Answered,
    Closed,
    ClosedBy,
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
from quiz.core.drills.standing import Phase, Standing
from quiz.core.drills.terms import GRACE


class Refusal(StrEnum):
    """Why an answer is not taken."""

    UNKNOWN = "unknown"  # no such learner or question
    CLOSED = "closed"  # the question is not open
    LATE = "late"  # its time is up
    TAKEN = "taken"  # there is an answer of this learner already
    UNFIT = "unfit"  # it cannot be an answer to this question


_SENTENCES = {
    Refusal.UNKNOWN: "There is no such seat or question.",
    Refusal.CLOSED: "This question is not open.",
    Refusal.LATE: "The time for this question is up.",
    Refusal.TAKEN: "Your first answer stands.",
    Refusal.UNFIT: "This cannot be an answer to the question.",
}
_UNRESOLVED = "The class discusses a question, and votes again on it, that is closed and not yet resolved."
_NO_FACTOR = "Extra time is a factor of 1 or more."


_BETWEEN_ROUNDS = frozenset({Phase.CLOSED, Phase.DISCUSSION})


def refusal_of(event: Event, drill: Standing) -> str | None:
    """The sentence that says why the event cannot be, or None where it can."""
    match event:
        case Created():
            return "The drill was created already."
        case _ if drill.phase is Phase.OVER:
            return "The drill is over."
        case Joined():
            return _refusal_to_join(event, drill)
        case Returned() | Renamed() | Granted() | Removed():
            return _refusal_to_change(event, drill)
        case Locked() | Ended():
            return None
        case Answered():
            refused = refusal_of_answer(event, drill)
            return refused and _SENTENCES[refused]
        case StemShown() | Opened() | Prolonged() | Closed() | DiscussionBegun() | Revealed():
            return _refusal_to_go_on(event, drill)
        case _:
            assert_never(event)


def _refusal_to_join(event: Joined, drill: Standing) -> str | None:
    if event.learner in drill.learners or event.key in drill.keys:
        return "This seat is taken."
    if drill.is_locked:
        return "The room is locked."
    if drill.phase is not Phase.LOBBY and not drill.terms.admits_late:
        return "The drill has begun, and takes nobody in any more."
    if len(drill.names) >= drill.terms.capacity:
        return "The room is full."
    if drill.name_is_taken(event.name):
        return "Somebody here has this name already. Choose another."
    if drill.terms.teams and event.team not in drill.terms.teams:
        return "Choose one of the teams."
    return None if event.extra_time >= 1 else _NO_FACTOR


def _refusal_to_change(event: Returned | Renamed | Granted | Removed, drill: Standing) -> str | None:
    learner = drill.learners.get(event.learner)
    if learner is None or learner.is_removed:
        return "There is no such learner."
    if isinstance(event, Renamed) and drill.names.get(skeleton(event.name), event.learner) != event.learner:
        return "Somebody here has this name already. Choose another."
    return _NO_FACTOR if isinstance(event, Granted) and not event.extra_time >= 1 else None


def _refusal_to_go_on(
    event: StemShown | Opened | Prolonged | Closed | DiscussionBegun | Revealed, drill: Standing
) -> str | None:
    match event:
        case Opened() if drill.terms.is_self_paced:
            return _refusal_to_open_own(event, drill)
        case _ if drill.terms.is_self_paced:
            return "Everybody goes on at their own pace here."
        case StemShown() | Opened() if not 0 <= event.place < len(drill.questions):
            return f"There is no question {event.place + 1}."
        case StemShown():
            if drill.phase is Phase.OPEN:
                return "Close the question first."
            return "This question was asked already." if event.place in drill.rounds else None
        case Opened():
            return _refusal_to_open(event, drill)
        case Prolonged():
            return None if drill.phase is Phase.OPEN else "No question is open."
        case Closed():
            is_current = (event.place, event.round) == (drill.place, len(drill.rounds.get(drill.place, ())))
            return None if drill.phase is Phase.OPEN and is_current else "This question is not open."
        case DiscussionBegun() | Revealed():
            return _refusal_after_a_round(event, drill)
        case _:
            assert_never(event)


def _refusal_after_a_round(event: DiscussionBegun | Revealed, drill: Standing) -> str | None:
    is_between = drill.phase in _BETWEEN_ROUNDS and event.place == drill.place
    if isinstance(event, Revealed):
        return None if is_between else "Close the question first."
    return None if is_between and drill.phase is not Phase.DISCUSSION else _UNRESOLVED


def _refusal_to_open(event: Opened, drill: Standing) -> str | None:
    if event.learner:
        return "The host opens the questions here, for all at once."
    if drill.phase is Phase.OPEN:
        return "Close the question first."
    done = len(drill.rounds.get(event.place, ()))
    if event.round != done + 1:
        return "This question was asked already." if event.round <= done else "The round before was not asked."
    if event.round > 1 and (event.place != drill.place or drill.phase not in _BETWEEN_ROUNDS):
        return _UNRESOLVED
    return None


def _refusal_to_open_own(event: Opened, drill: Standing) -> str | None:
    if event.learner not in drill.seated:
        return "There is no such learner."
    if not 0 <= event.place < len(drill.questions) or event.round != 1:
        return f"There is no question {event.place + 1}."
    return "This question was opened already." if event.place in drill.own.get(event.learner, {}) else None


def refusal_of_answer(event: Answered, drill: Standing) -> Refusal | None:
    """Why the answer is not taken, or None where it is: the first answer of a learner in a round stands."""
    learner = drill.learners.get(event.learner)
    asking = drill.asking(event.learner, event.place, event.round)
    if learner is None or learner.is_removed or not 0 <= event.place < len(drill.questions):
        return Refusal.UNKNOWN
    if asking is None:
        return Refusal.CLOSED
    if event.learner in asking.answers:
        return Refusal.TAKEN
    if drill.phase is Phase.OVER or event.place in drill.revealed or asking is not _answerable(event, drill):
        return Refusal.CLOSED
    if asking.closed_at is not None:
        if asking.closed_by is not ClosedBy.CLOCK:
            return Refusal.CLOSED
        if event.at > asking.closed_at + GRACE:
            return Refusal.LATE
    deadline = asking.deadline(learner.extra_time)
    if deadline is not None and event.at > deadline + GRACE:
        return Refusal.LATE
    return Refusal.UNFIT if drill.answer_in(event.place, event.given) is None else None


def _answerable(event: Answered, drill: Standing) -> Asking | None:
    return drill.own.get(event.learner, {}).get(event.place) if drill.terms.is_self_paced else drill.current
