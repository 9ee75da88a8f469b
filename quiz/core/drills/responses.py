"""What each learner did with each question of a drill: the cells of its report, from which all its figures come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.core.answers import Answer, Given
from quiz.core.certainty import Certainty
from quiz.core.drills.asking import Asking
from quiz.core.drills.drill import Drill
from quiz.core.drills.scores import Reckoning, answer_to, earned, last_askings, marks_of
from quiz.core.drills.scoring import Points
from quiz.core.marking import Mark, State

_NOTHING = "not answered: 0.00"
_NO_SUCH_ANSWER = "the question as it is now has no such answer: 0.00"


@dataclass(frozen=True, slots=True)
class Response:
    """What a learner who met a question did with it, in the last round in which they met it.

    `state`, `given`, `certainty` and `seconds` are None where there is no answer, and `answer` also where a mended
    question has none such. `mark` is from 0 to 1, and 0 where there is no answer.
    """

    state: State | None
    mark: float
    points: Points
    arithmetic: str
    answer: Answer | None = None
    given: Given | None = None
    certainty: Certainty | None = None
    seconds: float | None = None

    @property
    def is_right(self) -> bool:
        return self.state is State.RIGHT

    @property
    def outcome(self) -> str:
        """How it ended, in words: right, partly right, wrong, or not answered."""
        return "not answered" if self.state is None else self.state.value


def places_asked(drill: Drill, by: Reckoning) -> tuple[int, ...]:
    """The places of the questions that count, in the order in which they were first opened."""
    if drill.terms.is_self_paced:
        return tuple(sorted({place for own in drill.own.values() for place in own}))
    return tuple(place for place in drill.rounds if by.is_complete or place in drill.revealed)


def responses(drill: Drill, by: Reckoning) -> Mapping[str, Mapping[int, Response]]:
    """For each seated learner what they did, by place, with the questions that count and that they met."""
    made: dict[str, dict[int, Response]] = {learner: {} for learner in drill.seated}
    points = earned(drill, by)
    for place in places_asked(drill, by):
        for asking in last_askings(drill, place):
            marks = marks_of(drill, asking, by)
            for learner in asking.present | asking.answers.keys():
                if learner in made:
                    response = _response(drill, by, asking, learner, marks.get(learner), points[learner][place])
                    made[learner][place] = response
    return made


def _response(drill: Drill, by: Reckoning, asking: Asking, learner: str, mark: Mark | None, points: Points) -> Response:
    kept = asking.answers.get(learner)
    if kept is None:
        return Response(None, 0.0, points, _NOTHING)
    answer = answer_to(drill, by, asking.place, kept)
    return Response(
        state=mark.state if mark else State.WRONG,
        mark=mark.fraction if mark else 0.0,
        points=points,
        arithmetic=mark.arithmetic if mark else _NO_SUCH_ANSWER,
        answer=answer,
        given=kept.given,
        certainty=kept.certainty,
        seconds=kept.taken / 1000,
    )
