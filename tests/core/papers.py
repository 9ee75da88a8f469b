"""Papers made in a line, for a drill of the questions in `tests.core.made_drills`."""

from __future__ import annotations

from quiz.core.certainty import Certainty
from quiz.core.drills.assignment import Paper, Reply
from tests.core.made_drills import words

DRILL = "01a213e2-eb4b-7000-a916-5bdea50f6648"


def attempt(number: int) -> str:
    return f"01a213e2-0000-7000-8000-{number:012x}"


def reply(place: int, *picks: int | None, at: int = 0, certainty: Certainty | None = None) -> Reply:
    """An answer given a second after the question was opened, at that second."""
    return Reply(place, at * 1000, at * 1000 + 1000, words(place, *picks), certainty)


def paper(number: int, *replies: Reply, name: str = "", identifier: str = "", began: int = 0) -> Paper:
    return Paper(DRILL, attempt(number), name or f"Learner {number}", identifier, began, replies)
