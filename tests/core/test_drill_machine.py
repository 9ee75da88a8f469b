"""Whatever happens in whichever order, a drill says the same as a small fold written without it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quiz.core.drills.drill import Drill, replay
from quiz.core.drills.events import (
    Answered,
    Closed,
    ClosedBy,
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
from quiz.core.drills.terms import DrillTerms
from tests.core.made_drills import QUESTIONS, created, words

CREATED = replace(created(), questions=QUESTIONS * 4)
COUNT = len(CREATED.questions)
GRACE = 500


def state_of(drill: Drill) -> str:
    """All that the drill holds, but for the answers it has read before, which asking for a refusal adds to."""
    return repr({name: value for name, value in drill.__dict__.items() if name != "_answers"})


class Model:
    """What a drill is to say, in the plainest of dictionaries: rounds and answers by (place, round, whose)."""

    def __init__(self, terms: DrillTerms) -> None:
        self.terms = terms
        self.phase, self.place, self.is_locked = "lobby", -1, False
        self.names: dict[str, str] = {}
        self.joined: set[str] = set()
        self.factors: dict[str, float] = {}
        self.rounds: dict[tuple[int, int, str], dict[str, Any]] = {}
        self.answers: dict[tuple[int, int, str], str] = {}

    def latest(self, place: int) -> int:
        return max((round for of, round, _ in self.rounds if of == place), default=0)

    def takes(self, event: Any) -> bool:  # noqa: C901, PLR0912 - one table
        own, phase, is_seated = self.terms.is_self_paced, self.phase, getattr(event, "learner", "") in self.names
        is_current = getattr(event, "place", None) == self.place
        others = {name.lower() for id, name in self.names.items() if id != getattr(event, "learner", "")}
        match event:
            case _ if phase == "over":
                return False
            case Joined():
                is_late = phase != "lobby" and not self.terms.admits_late
                has_room = not self.is_locked and not is_late and len(self.names) < self.terms.capacity
                return has_room and event.learner not in self.joined and event.name.lower() not in others
            case Renamed():
                return is_seated and event.name.lower() not in others
            case Returned() | Granted() | Removed():
                return is_seated
            case Answered():
                return (
                    is_seated
                    and (event.place, event.round, event.learner) not in self.answers
                    and self.is_in_time(event)
                )
            case Opened() if own:
                is_new = (event.place, 1, event.learner) not in self.rounds
                return is_seated and event.round == 1 and event.place < COUNT and is_new
            case StemShown():
                return not own and phase != "open" and event.place < COUNT and not self.latest(event.place)
            case Opened(learner="", round=1):
                return phase != "open" and event.place < COUNT and not self.latest(event.place)
            case Opened(learner=""):
                is_between = phase in {"closed", "discussion"}
                return is_current and is_between and event.round == self.latest(event.place) + 1
            case Prolonged():
                return phase == "open"
            case Closed():
                return is_current and phase == "open" and event.round == self.latest(event.place)
            case DiscussionBegun():
                return is_current and phase == "closed"
            case Revealed():
                return is_current and phase in {"closed", "discussion"}
            case _:
                return isinstance(event, Locked | Ended)

    def is_in_time(self, event: Answered) -> bool:
        whose = event.learner if self.terms.is_self_paced else ""
        asked = self.rounds.get((event.place, event.round, whose))
        if asked is None or (not whose and (event.place != self.place or event.round != self.latest(event.place))):
            return False
        is_under_way = asked["by"] is ClosedBy.CLOCK and event.at <= asked["closed"] + GRACE
        is_under_way = is_under_way and self.phase in {"closed", "discussion"}
        given = None if self.terms.seconds is None else self.terms.seconds * 1000 * self.factors[event.learner]
        is_late = given is not None and event.at > asked["at"] + int(given) + asked["more"] + GRACE
        return (bool(whose) or self.phase == "open" or is_under_way) and not is_late

    def take(self, event: Event) -> None:  # noqa: C901, PLR0912 - one table
        match event:
            case Joined():
                self.names[event.learner], self.factors[event.learner] = event.name, event.extra_time
                self.joined.add(event.learner)
            case Renamed():
                self.names[event.learner] = event.name
            case Granted():
                self.factors[event.learner] = event.extra_time
            case Removed():
                del self.names[event.learner]
            case Locked():
                self.is_locked = event.is_locked
            case StemShown():
                self.phase, self.place = "stem", event.place
            case Opened():
                self.rounds[event.place, event.round, event.learner] = {"at": event.at, "more": 0, "by": None}
                if not event.learner:
                    self.phase, self.place = "open", event.place
            case Answered():
                self.answers[event.place, event.round, event.learner] = event.key
            case Prolonged():
                self.rounds[self.place, self.latest(self.place), ""]["more"] += event.milliseconds
            case Closed():
                self.rounds[event.place, event.round, ""] |= {"closed": event.at, "by": event.by}
                self.phase = "closed"
            case DiscussionBegun():
                self.phase = "discussion"
            case Revealed() | Ended():
                self.phase = "revealed" if isinstance(event, Revealed) else "over"
            case _:
                pass


LEARNERS = ("ada", "bob", "eve", "kim", "lea", "max", "zoe")
NAMES = ("Ada", "ADA", "Bob", "Eve", "Kim", "Max")
learners = st.sampled_from(LEARNERS)
names = st.sampled_from(NAMES)
places = st.integers(0, COUNT)  # the last is none
rounds = st.integers(1, 3)
factors = st.sampled_from((1.0, 1.25, 2.0))
closers = st.sampled_from((ClosedBy.CLOCK, ClosedBy.CLOCK, ClosedBy.HOST, ClosedBy.ALL))


class Drills(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = 0
        self.keys = 0

    @initialize(
        own=st.booleans(),
        late=st.booleans(),
        capacity=st.sampled_from((3, 2000, 2000)),
        seconds=st.sampled_from((None, 30.0)),
    )
    def begin(self, own: bool, late: bool, capacity: int, seconds: float | None) -> None:
        terms = DrillTerms(seconds=seconds, admits_late=late, capacity=capacity, until=3_600_000 if own else None)
        self.drill = Drill(replace(CREATED, terms=terms))
        self.model = Model(terms)
        self.log: list[Event] = [self.drill.created]
        for learner in LEARNERS[:2]:
            self.join(learner, learner.title(), 1.0)

    def happen(self, event: Event) -> None:
        takes = self.model.takes(event)
        assert (self.drill.refusal(event) is None) == takes, (event, self.drill.refusal(event))
        self.log.append(event)
        if takes:
            self.drill.apply(event)
            self.model.take(event)

    @precondition(lambda self: len(self.model.joined) < len(LEARNERS))
    @rule(learner=learners, name=names, factor=factors)
    def join(self, learner: str, name: str, factor: float) -> None:
        self.happen(Joined(self.now, learner, name, extra_time=factor))

    @rule(learner=learners, data=st.data())
    def change_a_seat(self, learner: str, data: st.DataObject) -> None:
        changes: list[Event] = [
            Renamed(self.now, learner, data.draw(names)),
            Returned(self.now, learner, generation=2),
            Granted(self.now, learner, data.draw(factors)),
            Removed(self.now, learner, is_banned=True),
            Locked(self.now, is_locked=data.draw(st.booleans())),
        ]
        self.happen(data.draw(st.sampled_from(changes)))

    @rule(place=places, round=rounds, learner=learners, by=closers, data=st.data())
    def try_anything(self, place: int, round: int, learner: str, by: ClosedBy, data: st.DataObject) -> None:
        tries: list[Event] = [
            StemShown(self.now, place),
            Opened(self.now, place, round),
            Opened(self.now, place, round, learner),
            self.answered(learner, place, round, way=0),
            Closed(self.now, place, round, by),
            DiscussionBegun(self.now, place),
            Revealed(self.now, place),
            Prolonged(self.now, 5000),
        ]
        self.happen(data.draw(st.sampled_from(tries)))

    @rule(seed=st.integers(0, 2**32))
    def hold_a_while(self, seed: int) -> None:
        """Several steps that are mostly what the phase is there for: a search alone seldom gets anywhere."""
        dice = random.Random(f"{seed}/{len(self.log)}")
        for _ in range(20 if self.model.phase != "over" else 1):
            self.happen(self.change(dice) if dice.random() < 0.3 else self.next_move(dice))

    def change(self, dice: random.Random) -> Event:
        learner, factor = dice.choice(LEARNERS), dice.choice((1.0, 1.25, 2.0))
        name = dice.choice(sorted({*self.model.names.values(), *NAMES}))
        changes: tuple[Event, ...] = (
            *[Joined(self.now, dice.choice(LEARNERS), name, extra_time=factor)] * 3,
            Renamed(self.now, learner, name),
            Granted(self.now, learner, factor),
            Removed(self.now, learner, is_banned=False),
            Locked(self.now, is_locked=dice.random() < 0.2),
        )
        return dice.choice(changes)

    def next_move(self, dice: random.Random) -> Event:
        self.now += dice.choice((0, 0, 0, 0, 400, 400, 5000, 30_000))
        learner, place = dice.choice(sorted(self.model.names) or LEARNERS), dice.randrange(COUNT)
        here, round = max(self.model.place, 0), self.model.latest(self.model.place)
        following = COUNT if self.drill.next_place is None else self.drill.next_place
        way = dice.choice((0, 0, 0, 31_000))
        opening: list[Event] = [
            Opened(self.now, following),
            Opened(self.now, following),
            StemShown(self.now, following),
        ]
        answers: list[Event] = [self.answered(learner, here, max(round, 1), way)]
        moves: Sequence[Event] = opening
        if self.model.terms.is_self_paced:
            moves = [Opened(self.now, place, learner=learner), self.answered(learner, place, 1, way)]
        elif self.model.phase == "open":
            by = dice.choice((ClosedBy.CLOCK, ClosedBy.CLOCK, ClosedBy.HOST, ClosedBy.ALL))
            moves = [*answers * 5, Closed(self.now, here, round, by), Prolonged(self.now, 5000)]
        elif self.model.phase in {"closed", "discussion"}:
            talk = DiscussionBegun(self.now, here)
            moves = [*answers * 4, Opened(self.now, here, round + 1), talk, Revealed(self.now, here), *opening[:1]]
        return dice.choice(moves)

    def answered(self, learner: str, place: int, round: int, way: int) -> Answered:
        self.keys += 1
        return Answered(self.now - way, learner, place, round, words(place % len(QUESTIONS), 0), str(self.keys))

    @precondition(lambda self: self.keys > 100 and self.model.phase != "over")
    @rule()
    def end(self) -> None:
        self.happen(Ended(self.now))

    @invariant()
    def says_what_the_fold_says(self) -> None:
        if not hasattr(self, "drill"):
            return
        assert said(self.drill) == {
            "phase": self.model.phase,
            "place": self.model.place,
            "names": self.model.names,
            "factors": {id: self.model.factors[id] for id in self.model.names},
            "is_locked": self.model.is_locked,
            "answers": self.model.answers,
        }

    def teardown(self) -> None:
        if hasattr(self, "drill"):
            again = replay(self.log)
            assert said(again) == said(self.drill)
            assert state_of(again) == state_of(self.drill)


def said(drill: Drill) -> dict[str, Any]:
    askings = [asking for rounds in drill.rounds.values() for asking in rounds]
    askings += [asking for own in drill.own.values() for asking in own.values()]
    return {
        "phase": drill.phase.value,
        "place": drill.place,
        "names": {id: learner.name for id, learner in drill.seated.items()},
        "factors": {id: learner.extra_time for id, learner in drill.seated.items()},
        "is_locked": drill.is_locked,
        "answers": {
            (asking.place, asking.round, id): kept.key for asking in askings for id, kept in asking.answers.items()
        },
    }


Drills.TestCase.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
TestDrills = Drills.TestCase
