"""How a class answered a question: what was chosen how often, and how many were right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.certainty import Certainty
from quiz.core.drills.drill import Asking, Drill
from quiz.core.drills.scores import Reckoning, last_askings, marks_of
from quiz.core.marking import State
from quiz.core.questions import Choice, Matching, Question


@dataclass(frozen=True, slots=True)
class Tally:
    """The answers of a round to the question as it was asked, without those of learners who were removed.

    `counts` are how many chose each option of a choice question, in the order of the file, and `pairs` for each prompt
    of a matching question how many gave it each choice; the other of the two is empty. `right` counts the wholly right
    answers, `sure` those of high certainty, and `wrong_of_sure` those of these that are not right at all.
    """

    counts: tuple[int, ...]
    pairs: tuple[tuple[int, ...], ...]
    answered: int
    right: int
    sure: int
    wrong_of_sure: int

    @property
    def share_right(self) -> float | None:
        """The share of the answers that are right, None where there are none."""
        return self.right / self.answered if self.answered else None

    @property
    def sure_and_wrong(self) -> float | None:
        """The share of the answers of high certainty that are wrong, None where there are none."""
        return self.wrong_of_sure / self.sure if self.sure else None


def tally(drill: Drill, asking: Asking, by: Reckoning | None = None) -> Tally:
    """The answers of the round, marked by the terms of the drill or by others."""
    return _tally(drill, asking.place, [asking], by)


def tally_at(drill: Drill, place: int, by: Reckoning | None = None) -> Tally:
    """The answers to the question in its last round, or of all learners where they go at their own pace."""
    return _tally(drill, place, last_askings(drill, place), by)


def gain(drill: Drill, place: int, by: Reckoning | None = None) -> float | None:
    """How much the share of right answers rose from the first round to the last, from -1 to 1.

    None where the class voted once, or nobody answered in one of the two.
    """
    rounds = drill.rounds.get(place, [])
    if len(rounds) < 2:
        return None
    before, after = tally(drill, rounds[0], by).share_right, tally(drill, rounds[-1], by).share_right
    return None if before is None or after is None else after - before


def _tally(drill: Drill, place: int, askings: Iterable[Asking], by: Reckoning | None) -> Tally:
    answers: list[Answer] = []
    right = sure = wrong_of_sure = 0
    for asking in askings:
        for learner, mark in marks_of(drill, asking, by).items():
            kept = asking.answers[learner]
            answers.append(kept.answer)
            if mark is not None:
                right += mark.is_right
                is_sure = kept.certainty is Certainty.HIGH
                sure += is_sure
                wrong_of_sure += is_sure and mark.state is State.WRONG
    counts, pairs = _distribution(drill.questions[place], Counter(answers))
    return Tally(counts, pairs, len(answers), right, sure, wrong_of_sure)


def _distribution(question: Question, answers: Counter[Answer]) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    match question:
        case Choice():
            counts = [0] * len(question.options)
            for answer, times in answers.items():
                if isinstance(answer, Chosen):
                    for option in answer.options:
                        counts[option] += times
            return tuple(counts), ()
        case Matching():
            pairs = [[0] * len(question.choices) for _ in question.pairs]
            for answer, times in answers.items():
                if isinstance(answer, Matched):
                    for row, choice in zip(pairs, answer.choices, strict=True):
                        if choice is not None:
                            row[choice] += times
            return (), tuple(map(tuple, pairs))
        case _:
            assert_never(question)
