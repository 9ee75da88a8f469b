"""Banks that were learnt, for tests of what waits to be reviewed and of reviews."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import UTC, datetime, timedelta

from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.questions import Matching, Question, wording_of
from quiz.core.revision.replay import Response, memories_of
from quiz.core.revision.review import Review, Scope, review
from quiz.core.revision.schedule import Scheduler
from quiz.core.revision.waiting import Learnt, Reason
from tests.core.samples import choice, matching

SCHEDULER = Scheduler()
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
END = NOW + timedelta(hours=15)
EVERYTHING = Scope(new_per_day=1000)


def responses_to(question: Question, said: str, ago: float, every: float = 1) -> list[Response]:
    """A response for each letter: right or wrong, in capitals where sure; the first of them so many days ago.

    To a matching question each letter answers all pairs.
    """
    wording = wording_of(question)
    return [
        Response(
            (NOW - (ago - i * every) * DAY - EPOCH) // timedelta(milliseconds=1),
            float(letter in "rR"),
            Certainty.HIGH if letter.isupper() else None,
            wording.fingerprint,
            wording.keys,
            tuple((pair.prompt, pair.answer if letter in "rR" else "?") for pair in question.pairs)
            if isinstance(question, Matching)
            else None,
        )
        for i, letter in enumerate(said)
    ]


def learnt(
    of: Bank,
    said: Mapping[str, tuple[str, float]],
    before: Iterable[Question] = (),
    suspended: Container[str] = frozenset(),
) -> Learnt:
    """What is remembered of the bank after those responses, to questions as they were `before` if they are there."""
    asked = {question.id: question for question in [*of.questions, *before]}
    wordings = {wording_of(question).fingerprint: wording_of(question) for question in asked.values()}
    memories = {
        id: memories_of(responses_to(asked[id], letters, ago), SCHEDULER) for id, (letters, ago) in said.items()
    }
    return Learnt(of, memories, wordings.get, suspended)


def reviewed(*banks: Learnt, scope: Scope = EVERYTHING, seed: int = 1) -> Review:
    return review(banks, scope, NOW, END, seed)


def reasons(found: Review) -> dict[str, Reason]:
    return {asked.question: asked.reason for asked in found.asked}


ONE, TWO = choice("one", "10"), choice("two", "10")
PAIRS = matching("pairs", ["x", "y"])
