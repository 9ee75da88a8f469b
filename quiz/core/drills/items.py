"""What a report says of each question of a drill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from quiz.core.answers import Chosen, Matched
from quiz.core.certainty import Certainty
from quiz.core.drills.drill import Drill
from quiz.core.drills.responses import Response
from quiz.core.drills.scores import Reckoning
from quiz.core.drills.tally import Vote, gain_of, votes
from quiz.core.marking import State
from quiz.core.questions import Choice, Matching, Question
from quiz.core.reports.distractors import DistractorFigures, distractors
from quiz.core.reports.item_analysis import ItemFigures, Least, rests_of


@dataclass(frozen=True, slots=True)
class PairFigures:
    """A prompt of a matching question: its partner, and how often each of the choices was given to it.

    Both count in `Matching.choices`. `blank` are those who answered the question and left this prompt out.
    """

    prompt: str
    key: int
    counts: tuple[int, ...]
    blank: int


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """The figures of a question, in the wording that it was marked by.

    `met` learners were asked it, and what they did is counted in `right`, `partly`, `wrong` and `unanswered`.
    `options` are those of a choice question and `pairs` those of a matching question, in the order of the file; the
    other of the two is empty. `sure` counts the answers of high certainty, `wrong_of_sure` the wrong ones of these.
    `gain` is how much the share of the right rose from the first round to the last, among those who were asked in all;
    None without a second one.
    `seconds` is the median time to the answer, None where nobody answered.
    """

    place: int
    question: Question
    is_mended: bool
    rounds: tuple[Vote, ...]
    gain: float | None
    right: int
    partly: int
    wrong: int
    unanswered: int
    figures: ItemFigures
    options: tuple[DistractorFigures, ...]
    pairs: tuple[PairFigures, ...]
    sure: int
    wrong_of_sure: int
    seconds: float | None

    @property
    def number(self) -> int:
        """The number that the class knew it by, from 1 up."""
        return self.place + 1

    @property
    def answered(self) -> int:
        return self.right + self.partly + self.wrong

    @property
    def met(self) -> int:
        return self.answered + self.unanswered


def question_report(
    drill: Drill,
    by: Reckoning,
    place: int,
    column: int,
    rows: Sequence[Sequence[Response | None]],
    figures: ItemFigures,
    least: Least,
) -> QuestionReport:
    """The report of the question at the place, which has that column of what the learners did."""
    question = by.questions[place]
    marks = [[None if response is None else response.mark for response in row] for row in rows]
    both = zip((row[column] for row in rows), rests_of(marks, column), strict=True)
    met = [(response, rest) for response, rest in both if response is not None]
    said = [response for response, _ in met]
    sure = [response for response in said if response.certainty is Certainty.HIGH]
    seconds = [response.seconds for response in said if response.seconds is not None]
    options: tuple[DistractorFigures, ...] = ()
    pairs: tuple[PairFigures, ...] = ()
    match question:
        case Choice():
            chosen = [_options_of(response) for response in said]
            options = distractors(chosen, question.keys, len(question.options), [rest for _, rest in met], least)
        case Matching():
            pairs = _pairs(question, said)
        case _:
            assert_never(question)
    rounds = votes(drill, place, by)
    return QuestionReport(
        place=place,
        question=question,
        is_mended=question != drill.questions[place],
        rounds=rounds,
        gain=gain_of(rounds),
        right=_count(said, State.RIGHT),
        partly=_count(said, State.PARTLY),
        wrong=_count(said, State.WRONG),
        unanswered=_count(said, None),
        figures=figures,
        options=options,
        pairs=pairs,
        sure=len(sure),
        wrong_of_sure=_count(sure, State.WRONG),
        seconds=_median(seconds),
    )


def _median(numbers: Sequence[float]) -> float | None:
    """The middle of the numbers, or the mean of the two in the middle; None of none."""
    ordered = sorted(numbers)
    if not ordered:
        return None
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _count(said: Sequence[Response], state: State | None) -> int:
    return sum(response.state is state for response in said)


def _options_of(response: Response) -> frozenset[int]:
    return response.answer.options if isinstance(response.answer, Chosen) else frozenset()


def _pairs(question: Matching, said: Sequence[Response]) -> tuple[PairFigures, ...]:
    answers = [response.answer.choices for response in said if isinstance(response.answer, Matched)]
    figures = []
    for prompt, (pair, key) in enumerate(zip(question.pairs, question.key, strict=True)):
        given = [choices[prompt] for choices in answers]
        counts = tuple(given.count(choice) for choice in range(len(question.choices)))
        figures.append(PairFigures(pair.prompt, key, counts, given.count(None)))
    return tuple(figures)
