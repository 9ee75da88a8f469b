"""What an exam on a day to come would go like, and what to review today for it.

What a learner knows and what guessing adds are told apart throughout: a question is right with the probability that its
answer is recalled, and where it is not, with that of guessing it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, comb, erf, fsum, sqrt
from typing import assert_never

from quiz.core.answers import Chosen
from quiz.core.marking import Rule, mark
from quiz.core.questions import Choice, Matching, Option, Question
from quiz.core.revision.schedule import Rating, Scheduler, Strength, retrievability

_EXACT = 1000
"""Questions up to which the distribution of the score is exact: the work grows with their square."""

_ROUNDING = 1e-9


def guess_rate(question: Question, rule: Rule) -> float:
    """The mean mark of answers given blindly under the rule.

    Every answer is as likely as any other: of a question with several right options every choice of one or more, of a
    matching question every choice for each prompt.
    """
    match question:
        case Choice() if question.takes_several:
            return _guess_rate_of_several(len(question.options), len(question.keys), rule)
        case Choice():
            return len(question.keys) / len(question.options)
        case Matching():
            return 1 / len(question.choices)
        case _:
            assert_never(question)


@lru_cache(maxsize=4096)
def _guess_rate_of_several(options: int, keys: int, rule: Rule) -> float:
    # The mark depends on how many right and how many wrong options are chosen, and many answers have these in common.
    question = Choice(id="", stem="", topic="", options=tuple(Option("", i < keys) for i in range(options)))
    marks = fsum(
        comb(keys, right) * comb(options - keys, wrong) * mark(question, _first(keys, right, wrong), rule).fraction
        for right in range(keys + 1)
        for wrong in range(options - keys + 1)
        if right or wrong
    )
    answers: int = 2**options - 1
    return marks / answers


def _first(keys: int, right: int, wrong: int) -> Chosen:
    return Chosen(frozenset([*range(right), *range(keys, keys + wrong)]))


def expected_mark(recall: float, guess: float) -> float:
    """The mark to be expected of a question: recalled with the probability `recall`, else guessed."""
    return recall + (1 - recall) * guess


def known_given_right(recall: float, guess: float) -> float:
    """The probability that a right answer was recalled and not guessed; 1 where it could be neither."""
    right = expected_mark(recall, guess)
    return recall / right if right else 1.0


@dataclass(frozen=True, slots=True)
class Outlook:
    """Probabilities of recalling an item: `now`, and on the day of the exam by what happens today.

    `unreviewed` is without a review today, `if_recalled` and `if_forgotten` after one that goes well or does not.
    """

    now: float
    unreviewed: float
    if_recalled: float
    if_forgotten: float

    @property
    def reviewed(self) -> float:
        """The probability on the day of the exam if it is reviewed today, whichever way that goes."""
        return self.now * self.if_recalled + (1 - self.now) * self.if_forgotten

    @property
    def gain(self) -> float:
        """What a review today adds to the probability on the day of the exam.

        It can be a little below 0 where the exam is years away: a difficult item that is forgotten today loses more
        of its stability than the same item may have lost by then.
        """
        return self.reviewed - self.unreviewed


def outlook_of(strength: Strength | None, elapsed: float, until_exam: float, scheduler: Scheduler) -> Outlook:
    """The outlook of a memory last reviewed `elapsed` days ago for an exam in `until_exam` days.

    `strength` is None of an item never met: it is not recalled, and reviewing it is to learn it.
    """
    days = int(elapsed)
    recalled = scheduler.review(strength, Rating.GOOD, days).stability
    forgotten = scheduler.review(strength, Rating.AGAIN, days).stability
    return Outlook(
        now=retrievability(elapsed, strength.stability) if strength else 0.0,
        unreviewed=retrievability(elapsed + until_exam, strength.stability) if strength else 0.0,
        if_recalled=retrievability(until_exam, recalled),
        if_forgotten=retrievability(until_exam, forgotten),
    )


@dataclass(frozen=True, slots=True)
class Prospect:
    """A question that an exam may ask: the outlooks of its parts, its guess rate, and the seconds an answer takes.

    A choice question has one part, a matching question one for each pair.
    """

    question: str
    parts: tuple[Outlook, ...]
    guess: float
    seconds: float

    def __post_init__(self) -> None:
        if not self.parts or self.seconds <= 0:
            raise ValueError("a question has a part, and an answer takes some time")

    def recall(self, *, is_reviewed: bool) -> float:
        """The share of it recalled on the day of the exam."""
        return fsum(part.reviewed if is_reviewed else part.unreviewed for part in self.parts) / len(self.parts)

    @property
    def gain(self) -> float:
        """What a review today adds to the mark to be expected in the exam."""
        return (1 - self.guess) * (self.recall(is_reviewed=True) - self.recall(is_reviewed=False))


def worth_most(prospects: Iterable[Prospect], seconds: float) -> tuple[Prospect, ...]:
    """What to review today in so many seconds, by gain a second, highest first, else in their order.

    A question that does not fit into the time left makes room for the next that does; one without gain is left out.
    """
    chosen = []
    left = seconds
    for prospect in sorted(prospects, key=lambda it: -it.gain / it.seconds):
        if prospect.gain > 0 and prospect.seconds <= left:
            chosen.append(prospect)
            left -= prospect.seconds
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What the score of an exam of these questions is likely to be, as shares of the whole.

    `knowledge` is what is recalled, `guessing` what guesses add to it. The score lies from `low` to `high` with the
    probability `confidence` at least. `distribution` has the probability of each number right, from none to all.
    """

    questions: int
    knowledge: float
    guessing: float
    confidence: float
    low: float
    high: float
    distribution: tuple[float, ...]

    @property
    def score(self) -> float:
        return self.knowledge + self.guessing

    def chance_to_pass(self, share: float) -> float:
        """The probability of a score of that share or more."""
        return at_least(self.distribution, needed(share, self.questions))


def readiness(
    prospects: Iterable[Prospect], reviewed: Collection[str] = (), confidence: float = 0.8
) -> Readiness | None:
    """The readiness for an exam that asks all of the questions, when those named are reviewed today; None where none.

    A question counts as right or wrong. One that pays for parts has its expected mark as its probability to be right,
    with which the score varies more than it will: the range is rather too wide.
    """
    asked = tuple(prospects)
    if not asked:
        return None
    recalls = [(each.recall(is_reviewed=each.question in reviewed), each.guess) for each in asked]
    chances = [expected_mark(recall, guess) for recall, guess in recalls]
    probabilities = distribution(chances)
    low, high = central(probabilities, confidence)
    knowledge = fsum(recall for recall, _ in recalls) / len(asked)
    return Readiness(
        questions=len(asked),
        knowledge=knowledge,
        guessing=fsum(chances) / len(asked) - knowledge,
        confidence=confidence,
        low=low / len(asked),
        high=high / len(asked),
        distribution=probabilities,
    )


def cost_of_skipping(prospects: Sequence[Prospect], today: Iterable[Prospect]) -> float:
    """The share of the exam's expected score that is lost where nothing of today's list is reviewed; 0 of none."""
    return fsum(each.gain for each in today) / len(prospects) if prospects else 0.0


def distribution(chances: Sequence[float]) -> tuple[float, ...]:
    """The probabilities of 0, 1, 2 ... right answers, when each is right with its own chance (Poisson-binomial).

    They are exact up to 1,000 answers; of more they are those of the normal distribution with the same mean and
    variance, each number having what lies within a half of it.
    """
    if len(chances) > _EXACT:
        return _normal(chances)
    probabilities = [1.0]
    for chance in chances:
        miss = 1 - chance
        within = [one * chance + other * miss for one, other in pairwise(probabilities)]
        probabilities = [probabilities[0] * miss, *within, probabilities[-1] * chance]
    return tuple(probabilities)


def _normal(chances: Sequence[float]) -> tuple[float, ...]:
    mean = fsum(chances)
    deviation = sqrt(fsum(chance * (1 - chance) for chance in chances))
    if not deviation:
        return tuple(float(number == round(mean)) for number in range(len(chances) + 1))
    below = [(1 + erf((number + 0.5 - mean) / deviation / sqrt(2))) / 2 for number in range(len(chances))]
    return tuple(upper - lower for lower, upper in zip([0.0, *below], [*below, 1.0], strict=True))


def at_least(distribution: Sequence[float], number: int) -> float:
    """The probability of so many right answers or more."""
    return min(fsum(distribution[max(number, 0) :]), 1.0)


def needed(share: float, questions: int) -> int:
    """How many of the questions must be right for that share of them."""
    return ceil(share * questions - _ROUNDING)


def central(distribution: Sequence[float], confidence: float) -> tuple[int, int]:
    """The numbers of right answers, least and most, outside which there is at most half of the rest at either end.

    ValueError where the confidence is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError("a confidence is between 0 and 1")
    tail = (1 - confidence) / 2
    return _quantile(distribution, tail), len(distribution) - 1 - _quantile(distribution[::-1], tail)


def _quantile(distribution: Sequence[float], tail: float) -> int:
    """The first number up to which there is more than the tail."""
    total = 0.0
    for number, probability in enumerate(distribution):
        total += probability
        if total > tail:
            return number
    return len(distribution) - 1
