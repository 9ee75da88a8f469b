"""Answers to questions as responses, and what is remembered after them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from quiz.core.answers import Given
from quiz.core.certainty import Certainty
from quiz.core.questions import Choice, Matching, Option, Pair, wording_of
from quiz.core.revision.facts import WHOLE
from quiz.core.revision.memory import Memory
from quiz.core.revision.replay import Response, memories_of
from quiz.core.revision.schedule import Rating, Scheduler, Strength
from tests.core.samples import choice, matching

SCHEDULER = Scheduler()
NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
HIGH, LOW, GUESS = Certainty.HIGH, Certainty.LOW, Certainty.GUESS

ONE = choice("one", "100")
OTHER_STEM = replace(ONE, stem="one, in other words?")
OTHER_KEY = replace(ONE, options=(Option("another", True), *ONE.options[1:]))
CITING = replace(ONE, cites=("a fact",))
CITING_ANOTHER = replace(ONE, cites=("another fact",))


def answered(
    question: Choice,
    day: float,
    is_right: bool = True,
    certainty: Certainty | None = None,
    fraction: float | None = None,
) -> Response:
    wording = wording_of(question)
    mark = float(is_right) if fraction is None else fraction
    return Response(milliseconds(NINE + day * DAY), mark, certainty, wording.fingerprint, wording.keys)


def matched(question: Matching, day: float, *choices: str | None, certainty: Certainty | None = None) -> Response:
    """A response that gives the prompts these choices in turn."""
    wording = wording_of(question)
    given = Given(
        matched=tuple(
            (pair.prompt, choice) for pair, choice in zip(question.pairs, choices, strict=True) if choice is not None
        )
    )
    return Response(milliseconds(NINE + day * DAY), 0.5, certainty, wording.fingerprint, wording.keys, given.matched)


def milliseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def pairs(*texts: str) -> Matching:
    """A matching question of pairs, each written prompt=answer."""
    made = [text.split("=") for text in texts]
    return replace(matching("pairs", []), pairs=tuple(Pair(prompt, answer) for prompt, answer in made))


def memory_of(*responses: Response) -> Memory:
    memories = memories_of(responses, SCHEDULER)
    assert list(memories) == [WHOLE]
    return memories[WHOLE]


def strength_of(*reviews: tuple[Rating, int]) -> Strength:
    """The strength after the reviews, each so many days after the one before."""
    strength: Strength | None = None
    for rating, days in reviews:
        strength = SCHEDULER.review(strength, rating, days)
    assert strength
    return strength


ABC = pairs("a=1", "b=2", "c=3")
