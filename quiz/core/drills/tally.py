"""How a class answered a question: what was chosen how often, and how many were right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.certainty import Certainty
from quiz.core.drills.asking import Asking
from quiz.core.drills.drill import Drill
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
        """The share of those who answered that are right, None where nobody did."""
        return self.right / self.answered if self.answered else None


def tally(drill: Drill, asking: Asking, by: Reckoning | None = None) -> Tally:
    """The answers of the round, marked by the terms of the drill or by others."""
    return _tally(drill, asking.place, [asking], by)


def tally_at(drill: Drill, place: int, by: Reckoning | None = None) -> Tally:
    """The answers to the question in its last round, or of all learners where they go at their own pace."""
    return _tally(drill, place, last_askings(drill, place), by)


@dataclass(frozen=True, slots=True)
class Vote:
    """A round of a question, of those who were asked in all its rounds: how many they are, answered, and were right.

    Whoever came after an opening and answered all the same was asked then. Whoever was removed counts nowhere.
    """

    round: int
    asked: int
    answered: int
    right: int

    @property
    def share(self) -> float | None:
        """The share of those who were asked that were wholly right; None where nobody was asked."""
        return self.right / self.asked if self.asked else None


def votes(drill: Drill, place: int, by: Reckoning | None = None) -> tuple[Vote, ...]:
    """The rounds of the question in their order, all of the same learners; at one's own pace there is one, or none."""
    if drill.terms.is_self_paced:
        askings = last_askings(drill, place)
        counted = tally_at(drill, place, by)
        asked = sum(len(_asked(drill, asking)) for asking in askings)
        return (Vote(1, asked, counted.answered, counted.right),) if askings else ()
    rounds = drill.rounds.get(place, [])
    always = frozenset.intersection(*(_asked(drill, asking) for asking in rounds)) if rounds else frozenset()
    return tuple(_vote(drill, asking, always, by) for asking in rounds)


def _asked(drill: Drill, asking: Asking) -> frozenset[str]:
    return asking.present.union(asking.answers).intersection(drill.seated)


def _vote(drill: Drill, asking: Asking, among: frozenset[str], by: Reckoning | None) -> Vote:
    marks = [mark for learner, mark in marks_of(drill, asking, by).items() if learner in among]
    return Vote(asking.round, len(among), len(marks), sum(mark is not None and mark.is_right for mark in marks))


def gain_of(voted: Sequence[Vote]) -> float | None:
    """How much the share of those who were right rose from the first of the rounds to the last, from -1 to 1.

    None where the class voted once, or nobody was asked in all rounds.
    """
    if len(voted) < 2:
        return None
    before, after = voted[0].share, voted[-1].share
    return None if before is None or after is None else after - before


def answered_by(drill: Drill, learner: str) -> int:
    """How many questions the learner has answered in a drill at each one's own pace."""
    return sum(learner in asking.answers for asking in drill.own.get(learner, {}).values())


def progress(drill: Drill) -> tuple[int, ...]:
    """How many learners have answered none of the questions at their own pace, how many one, and so on up to all."""
    answered = Counter(answered_by(drill, learner) for learner in drill.seated)
    return tuple(answered[count] for count in range(len(drill.questions) + 1))


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
