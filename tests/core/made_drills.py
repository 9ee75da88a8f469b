"""Drills made in a line: events at their seconds, and the drill that they lead to."""

from __future__ import annotations

from quiz.core.answers import Given
from quiz.core.certainty import Certainty
from quiz.core.drills.drill import Drill
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
    Revealed,
    StemShown,
)
from quiz.core.drills.terms import DrillTerms
from quiz.core.questions import Question
from tests.core.samples import choice, matching

QUESTIONS: tuple[Question, ...] = (choice("a", "100"), choice("b", "1100"), matching("c", ["x", "y"], ["z"]))
TERMS = DrillTerms(seconds=30)
FREE = DrillTerms(seconds=None)
OWN = DrillTerms(seconds=30, until=3_600_000)


def ms(second: float) -> int:
    return round(second * 1000)


def created(terms: DrillTerms = TERMS) -> Created:
    return Created(0, "d", "bank", "Bank", "en", (("t", "T"),), QUESTIONS, "", 1, terms)


def joined(second: float, learner: str, *, name: str = "", team: str = "", extra_time: float = 1.0) -> Joined:
    return Joined(ms(second), learner, name or learner.title(), team=team, extra_time=extra_time)


def opened(second: float, place: int = 0, round: int = 1, learner: str = "") -> Opened:
    return Opened(ms(second), place, round, learner)


def words(place: int, *picks: int | None) -> Given:
    """The options picked, or for each prompt the choice, by their places in the file."""
    question = QUESTIONS[place]
    if place < 2:
        return Given(chosen=tuple(f"{question.id} option {pick}" for pick in picks))
    return Given(
        matched=tuple((f"c prompt {i}", ("x", "y", "z")[pick]) for i, pick in enumerate(picks) if pick is not None)
    )


def answered(
    second: float,
    learner: str,
    *picks: int | None,
    place: int = 0,
    round: int = 1,
    certainty: Certainty | None = None,
    credit: int = 0,
) -> Answered:
    given = words(place, *(picks or (0,)))
    return Answered(ms(second), learner, place, round, given, f"key of {learner}", certainty, credit)


def closed(second: float, place: int = 0, round: int = 1, by: ClosedBy = ClosedBy.HOST) -> Closed:
    return Closed(ms(second), place, round, by)


def revealed(second: float, place: int = 0) -> Revealed:
    return Revealed(ms(second), place)


def shown(second: float, place: int = 0) -> StemShown:
    return StemShown(ms(second), place)


def removed(second: float, learner: str) -> Removed:
    return Removed(ms(second), learner, is_banned=False)


def locked(second: float, *, is_locked: bool = True) -> Locked:
    return Locked(ms(second), is_locked)


def renamed(second: float, learner: str, name: str) -> Renamed:
    return Renamed(ms(second), learner, name)


def granted(second: float, learner: str, extra_time: float) -> Granted:
    return Granted(ms(second), learner, extra_time)


def prolonged(second: float, by: float) -> Prolonged:
    return Prolonged(ms(second), ms(by))


def ended(second: float) -> Ended:
    return Ended(ms(second))


def drill(*events: Event, terms: DrillTerms = TERMS) -> Drill:
    """The drill that these events lead to, none of them refused."""
    made = Drill(created(terms))
    for event in events:
        made.apply(event)
    return made
