"""A drill at each one's own pace as if the class had been asked its questions together, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Answered, Closed, ClosedBy, Created, Ended, Event, Joined, Opened, Revealed

_MOMENT = 2_000
_READING = 15_000


def one_by_one(created: Created, events: Iterable[Event]) -> tuple[Created, Sequence[Event]]:
    """The creation and then the events of a drill in which all who sat in this one at its end were asked at once.

    They are asked what somebody answered, in the order of the drill, and each answer comes as long after the
    opening as its learner took.
    """
    drill = Drill(created)
    for event in events:
        drill.take(event)
    together = replace(created, terms=replace(created.terms, until=None))
    return together, [*_seats(drill), *_questions(drill)]


def _seats(drill: Drill) -> Iterator[Event]:
    for id, it in drill.seated.items():
        yield Joined(drill.created.at, id, it.name, it.identifier, it.team, it.extra_time)


def _questions(drill: Drill) -> Iterator[Event]:
    at = drill.created.at
    for place in range(len(drill.questions)):
        answers = sorted(_answers(drill, place, at), key=lambda answer: answer.at)
        if not answers:
            continue
        yield Opened(at, place)
        yield from answers
        at = answers[-1].at + _MOMENT
        yield Closed(at, place, 1, ClosedBy.ALL)
        yield Revealed(at + _MOMENT, place)
        at += _MOMENT + _READING
    yield Ended(at)


def _answers(drill: Drill, place: int, opened_at: int) -> Iterator[Answered]:
    for id in drill.seated:
        asking = drill.own.get(id, {}).get(place)
        if asking and (kept := asking.answers.get(id)):
            yield Answered(opened_at + kept.taken, id, place, 1, kept.given, kept.key, kept.certainty)
