"""A live drill as a fold over its events: who sits in it, what is asked, and what may happen next.

The drill is the one value of the core that changes in place: a class of thousands answers within a second, and each
answer must cost the same however many there are. It changes by `apply` alone, so that the same events always make the
same drill.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple, assert_never

from quiz.core.answers import Answer, Given, answer_of, fault_of
from quiz.core.certainty import Certainty
from quiz.core.drills.events import (
    Answered,
    Closed,
    ClosedBy,
    Created,
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
from quiz.core.drills.terms import GRACE, DrillTerms
from quiz.core.questions import Choice, Question
from quiz.core.shuffling import Layout, layout


class Phase(StrEnum):
    """Where a drill stands; one at each one's own pace is in the lobby until it is over."""

    LOBBY = "lobby"
    STEM = "stem"
    OPEN = "open"
    CLOSED = "closed"
    REVEALED = "revealed"
    OVER = "over"


class Refusal(StrEnum):
    """Why an answer is not taken."""

    UNKNOWN = "unknown"  # no such learner or question
    CLOSED = "closed"  # the question is not open
    LATE = "late"  # its time is up
    TAKEN = "taken"  # there is an answer of this learner already
    UNFIT = "unfit"  # it cannot be an answer to this question


@dataclass(frozen=True, slots=True)
class Learner:
    """Someone who took a seat. Whoever was removed has none, and no place in any figure of the class."""

    id: str
    name: str
    joined_at: int
    identifier: str = ""
    team: str = ""
    extra_time: float = 1.0
    generation: int = 1
    is_removed: bool = False
    is_banned: bool = False


class Kept(NamedTuple):
    """An answer that counts. `taken` are the milliseconds from the opening to it, less the credit for the way and
    those for which there was no server.

    `extra_time` is the factor that the learner had then.
    """

    answer: Answer
    given: Given
    certainty: Certainty | None
    at: int
    taken: int
    key: str
    extra_time: float = 1.0


@dataclass(slots=True)
class Asking:
    """One round of one question: when it was open, who sat there as it opened, and the answers by learner.

    `prolonged` are the milliseconds by which it ends later, and `away` those of them for which there was no server.
    """

    place: int
    round: int
    opened_at: int
    closes_at: int | None
    present: frozenset[str]
    prolonged: int = 0
    away: int = 0
    closed_at: int | None = None
    closed_by: ClosedBy | None = None
    answers: dict[str, Kept] = field(default_factory=dict)


class Drill:
    """A drill at one moment, as far as its events have been applied.

    `rounds` has the rounds of each place that was opened, in their order; `own` has, for a drill at one's own pace,
    the askings of each learner by place.
    """

    def __init__(self, created: Created) -> None:
        self.created = created
        self.phase = Phase.LOBBY
        self.place = -1
        self.learners: dict[str, Learner] = {}
        self.is_locked = False
        self.rounds: dict[int, list[Asking]] = {}
        self.own: dict[str, dict[int, Asking]] = {}
        self.revealed: set[int] = set()
        self.ended_at: int | None = None
        self._names: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._stems: set[int] = set()
        self._layouts: dict[int, Layout] = {}
        self._answers: dict[tuple[int, Given], Answer] = {}
        self._seated: dict[str, Learner] | None = None

    @property
    def terms(self) -> DrillTerms:
        return self.created.terms

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.created.questions

    def layout(self, place: int) -> Layout:
        """The order of showing of the question, the same for the whole class."""
        if place not in self._layouts:
            self._layouts[place] = _order_of(self.questions[place], self.created.seed)
        return self._layouts[place]

    @property
    def current(self) -> Asking | None:
        """The latest round of the question that the class is at; None in the lobby and while a stem alone is shown."""
        rounds = self.rounds.get(self.place)
        return rounds[-1] if rounds else None

    @property
    def seated(self) -> Mapping[str, Learner]:
        """The learners who were not removed; what was given stays as it was."""
        if self._seated is None:
            self._seated = {id: learner for id, learner in self.learners.items() if not learner.is_removed}
            self._slowest = max((learner.extra_time for learner in self._seated.values()), default=1.0)
        return self._seated

    @property
    def next_place(self) -> int | None:
        """The next place that was neither opened nor shown yet; None where all were.

        It is the current one while its stem alone is shown. After the last comes the first again, for the host may have
        begun further on.
        """
        if self.phase is Phase.STEM:
            return self.place
        order = (*range(self.place + 1, len(self.questions)), *range(self.place))
        return next((place for place in order if place not in self.rounds and place not in self._stems), None)

    def asking(self, learner: str, place: int, round: int = 1) -> Asking | None:
        """The round of the question in which this learner may answer, or might have."""
        if self.terms.is_self_paced:
            return self.own.get(learner, {}).get(place) if round == 1 else None
        rounds = self.rounds.get(place, [])
        return rounds[round - 1] if 0 < round <= len(rounds) else None

    def deadline(self, asking: Asking, learner: str) -> int | None:
        """When this learner's time for the question is up, with the extra time due; None where it is not limited."""
        if asking.closes_at is None:
            return None
        return _deadline(asking, asking.closes_at, self.learners[learner].extra_time)

    def last_deadline(self, asking: Asking) -> int | None:
        """When the time of the last seated learner is up, and the clock closes the question."""
        if asking.closes_at is None:
            return None
        return _deadline(asking, asking.closes_at, self._slowest if self.seated else 1.0)

    def has_all(self, asking: Asking, among: Iterable[str]) -> bool:
        """Whether every seated learner of these has answered, and there is at least one."""
        awaited = [id for id in among if id in self.learners and not self.learners[id].is_removed]
        return bool(awaited) and all(id in asking.answers for id in awaited)

    def joined_with(self, key: str) -> Learner | None:
        """The learner who joined with this key, removed or not."""
        return self.learners.get(self._keys.get(key, ""))

    def name_is_taken(self, name: str) -> bool:
        """Whether a seated learner has this name, or one that cannot be told from it."""
        return skeleton(name) in self._names

    # What may happen

    def refusal(self, event: Event) -> str | None:
        """The sentence that says why the event cannot be, or None where it can."""
        match event:
            case Created():
                return "The drill was created already."
            case _ if self.phase is Phase.OVER:
                return "The drill is over."
            case Joined():
                return self._refusal_to_join(event)
            case Returned() | Renamed() | Granted() | Removed():
                return self._refusal_to_change(event)
            case Locked() | Ended():
                return None
            case Answered():
                refused = self.refusal_of_answer(event)
                return refused and _SENTENCES[refused]
            case StemShown() | Opened() | Prolonged() | Closed() | Revealed():
                return self._refusal_to_go_on(event)
            case _:
                assert_never(event)

    def _refusal_to_join(self, event: Joined) -> str | None:
        if event.learner in self.learners or event.key in self._keys:
            return "This seat is taken."
        if self.is_locked:
            return "The room is locked."
        if self.phase is not Phase.LOBBY and not self.terms.admits_late:
            return "The drill has begun, and takes nobody in any more."
        if len(self._names) >= self.terms.capacity:
            return "The room is full."
        if self.name_is_taken(event.name):
            return "Somebody here has this name already. Choose another."
        if self.terms.teams and event.team not in self.terms.teams:
            return "Choose one of the teams."
        return None if event.extra_time >= 1 else _NO_FACTOR

    def _refusal_to_change(self, event: Returned | Renamed | Granted | Removed) -> str | None:
        learner = self.learners.get(event.learner)
        if learner is None or learner.is_removed:
            return "There is no such learner."
        if isinstance(event, Renamed) and self._names.get(skeleton(event.name), event.learner) != event.learner:
            return "Somebody here has this name already. Choose another."
        return _NO_FACTOR if isinstance(event, Granted) and not event.extra_time >= 1 else None

    def _refusal_to_go_on(self, event: StemShown | Opened | Prolonged | Closed | Revealed) -> str | None:
        match event:
            case Opened() if self.terms.is_self_paced:
                return self._refusal_to_open_own(event)
            case _ if self.terms.is_self_paced:
                return "Everybody goes on at their own pace here."
            case StemShown() | Opened() if not 0 <= event.place < len(self.questions):
                return f"There is no question {event.place + 1}."
            case StemShown():
                if self.phase is Phase.OPEN:
                    return "Close the question first."
                return "This question was asked already." if event.place in self.rounds else None
            case Opened():
                return self._refusal_to_open(event)
            case Prolonged():
                return None if self.phase is Phase.OPEN else "No question is open."
            case Closed():
                is_current = (event.place, event.round) == (self.place, len(self.rounds.get(self.place, ())))
                return None if self.phase is Phase.OPEN and is_current else "This question is not open."
            case Revealed():
                is_current = self.phase is Phase.CLOSED and event.place == self.place
                return None if is_current else "Close the question first."
            case _:
                assert_never(event)

    def _refusal_to_open(self, event: Opened) -> str | None:
        if event.learner:
            return "The host opens the questions here, for all at once."
        if self.phase is Phase.OPEN:
            return "Close the question first."
        done = len(self.rounds.get(event.place, ()))
        if event.round != done + 1:
            return "This question was asked already." if event.round <= done else "The round before was not asked."
        if event.round > 1 and (event.place != self.place or self.phase is not Phase.CLOSED):
            return "The class votes again on a question that is closed and not yet resolved."
        return None

    def _refusal_to_open_own(self, event: Opened) -> str | None:
        if event.learner not in self.seated:
            return "There is no such learner."
        if not 0 <= event.place < len(self.questions) or event.round != 1:
            return f"There is no question {event.place + 1}."
        return "This question was opened already." if event.place in self.own.get(event.learner, {}) else None

    def refusal_of_answer(self, event: Answered) -> Refusal | None:
        """Why the answer is not taken, or None where it is: the first answer of a learner in a round stands."""
        learner = self.learners.get(event.learner)
        asking = self.asking(event.learner, event.place, event.round)
        if learner is None or learner.is_removed or not 0 <= event.place < len(self.questions):
            return Refusal.UNKNOWN
        if asking is None:
            return Refusal.CLOSED
        if event.learner in asking.answers:
            return Refusal.TAKEN
        if self.phase is Phase.OVER or event.place in self.revealed or asking is not self._answerable(event):
            return Refusal.CLOSED
        if asking.closed_at is not None:
            if asking.closed_by is not ClosedBy.CLOCK:
                return Refusal.CLOSED
            if event.at > asking.closed_at + GRACE:
                return Refusal.LATE
        deadline = self.deadline(asking, event.learner)
        if deadline is not None and event.at > deadline + GRACE:
            return Refusal.LATE
        return Refusal.UNFIT if self._fit(event.place, event.given) is None else None

    def _fit(self, place: int, given: Given) -> Answer | None:
        """The answer that the words give to the question, None where it cannot be handed in; found once for a class."""
        answer = self._answers.get((place, given))
        if answer is None:
            question = self.questions[place]
            answer = answer_of(question, given)
            if answer is None or fault_of(question, answer):
                return None
            self._answers[place, given] = answer
        return answer

    def _answerable(self, event: Answered) -> Asking | None:
        return self.own.get(event.learner, {}).get(event.place) if self.terms.is_self_paced else self.current

    # What happens

    def apply(self, event: Event) -> None:
        """Makes the event part of the drill; ValueError with the `refusal`, and nothing changed, where there is one."""
        if refusal := self.take(event):
            raise ValueError(refusal)

    def take(self, event: Event) -> str | None:
        """Makes the event part of the drill; its `refusal`, and nothing changed, where there is one."""
        refusal = self.refusal(event)
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
                self.is_locked = event.is_locked
            case Answered():
                self._keep(event)
            case StemShown() | Opened() | Prolonged() | Closed() | Revealed():
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
                self._names.pop(skeleton(self.learners[event.learner].name), None)
                self._change(event.learner, is_removed=True, is_banned=event.is_banned)
            case _:
                assert_never(event)

    def _go_on(self, event: StemShown | Opened | Prolonged | Closed | Revealed) -> None:
        match event:
            case StemShown():
                self.phase, self.place = Phase.STEM, event.place
                self._stems.add(event.place)
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
            case Revealed():
                self.revealed.add(event.place)
                self.phase = Phase.REVEALED
            case _:
                assert_never(event)

    def _seat(self, event: Joined) -> None:
        self.learners[event.learner] = Learner(
            event.learner, event.name, event.at, event.identifier, event.team, event.extra_time
        )
        self._names[skeleton(event.name)] = event.learner
        if event.key:
            self._keys[event.key] = event.learner

    def _rename(self, event: Renamed) -> None:
        self._names.pop(skeleton(self.learners[event.learner].name), None)
        self._change(event.learner, name=event.name)
        self._names[skeleton(event.name)] = event.learner

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
        answer = self._fit(event.place, event.given)
        if asking is None or answer is None:
            raise AssertionError("refused above")
        taken = max(event.at - asking.opened_at - asking.away - event.credit, 0)
        factor = self.learners[event.learner].extra_time
        asking.answers[event.learner] = Kept(answer, event.given, event.certainty, event.at, taken, event.key, factor)


def _deadline(asking: Asking, closes_at: int, factor: float) -> int:
    """When the time is up for whoever has that factor of it."""
    return asking.opened_at + int((closes_at - asking.opened_at) * factor) + asking.prolonged


_NO_FACTOR = "Extra time is a factor of 1 or more."


def _order_of(question: Question, seed: int) -> Layout:
    """The order that the seed gives, for choices to match that of their texts: in the file they follow the key."""
    order = layout(question, seed)
    if isinstance(question, Choice):
        return order
    choices = question.choices
    by_text = sorted(range(len(choices)), key=choices.__getitem__)
    return Layout(tuple(by_text[i] for i in order.choices), order.prompts)


_SENTENCES = {
    Refusal.UNKNOWN: "There is no such seat or question.",
    Refusal.CLOSED: "This question is not open.",
    Refusal.LATE: "The time for this question is up.",
    Refusal.TAKEN: "Your first answer stands.",
    Refusal.UNFIT: "This cannot be an answer to the question.",
}


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
