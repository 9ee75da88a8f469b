"""What the statistics are drawn from: all attempts counted up by what they have in common, in one reading."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from quiz.core.answers import Given
from quiz.core.certainty import Certainty
from quiz.store.database import Database
from quiz.store.given import given_from
from quiz.store.times import moment_of

_QUARTER = 15 * 60 * 1000
"""Milliseconds: every time zone is a whole number of quarters of an hour from UTC."""

MOST_REPEATS = 20
"""Attempts at a question after this many are counted together."""

MOST_PLACES = 100
"""Answers of a session after this many are counted together."""


class Count(NamedTuple):
    """Some answers: how many, how many of them wholly right, and the sum of their marks."""

    answers: int
    right: int
    points: float


class Taken(NamedTuple):
    """An answer that was not wholly right, given `times` times to the question in this wording."""

    bank: str
    question: str
    fingerprint: str
    given: Given
    times: int


class Figures(NamedTuple):
    """All attempts of one bank or of all, counted up.

    `quarters` are by the quarter of an hour in which they were given, by its beginning in UTC. `repeats` are by how
    many attempts at the same question there were, this one included: the first is at place 0. `places` are by how many
    answers the session had so far, and `certainties` by how sure the learner said to be.
    """

    quarters: Mapping[datetime, Count]
    repeats: tuple[Count, ...]
    places: tuple[Count, ...]
    certainties: Mapping[Certainty, Count]
    taken: tuple[Taken, ...]


def figures_of(database: Database, bank: str | None = None) -> Figures:
    """Reads the attempts that count, in the order they were given.

    One reading in Python is quicker than five in SQL, of which those that number attempts sort all of them.
    """
    quarters: defaultdict[int, list[float]] = defaultdict(_nothing)
    repeats = [_nothing() for _ in range(MOST_REPEATS)]
    places = [_nothing() for _ in range(MOST_PLACES)]
    certainties: defaultdict[str, list[float]] = defaultdict(_nothing)
    taken: Counter[tuple[str, str, str, str]] = Counter()
    met: Counter[tuple[str, str]] = Counter()
    done: Counter[str] = Counter()
    last_repeat, last_place = MOST_REPEATS - 1, MOST_PLACES - 1
    rows = database.rows(
        """
        SELECT bank, question, session, at, fraction, fraction > 1 - 1e-6 AS is_right, certainty,
            iif(fraction > 1 - 1e-6, NULL, fingerprint), iif(fraction > 1 - 1e-6, NULL, given)
        FROM kept WHERE :bank IS NULL OR bank = :bank ORDER BY id
        """,
        {"bank": bank},
    )
    for of_bank, question, session, at, fraction, is_right, certainty, fingerprint, given in rows:
        named = (of_bank, question)
        repeat, place = met[named], done[session]
        met[named], done[session] = repeat + 1, place + 1
        counted = [
            quarters[at // _QUARTER],
            repeats[min(last_repeat, repeat)],
            places[min(last_place, place)],
        ]
        if certainty is not None:
            counted.append(certainties[certainty])
        for counts in counted:
            counts[0] += 1
            counts[1] += is_right
            counts[2] += fraction
        if not is_right:
            taken[of_bank, question, fingerprint, given] += 1
    return Figures(
        quarters={moment_of(quarter * _QUARTER): _count(counts) for quarter, counts in quarters.items()},
        repeats=tuple(_count(counts) for counts in repeats if counts[0]),
        places=tuple(_count(counts) for counts in places if counts[0]),
        certainties={Certainty(name): _count(counts) for name, counts in certainties.items()},
        taken=tuple(
            Taken(of_bank, question, fingerprint, given_from(given), times)
            for (of_bank, question, fingerprint, given), times in taken.items()
        ),
    )


def _nothing() -> list[float]:
    return [0, 0, 0.0]


def _count(counts: list[float]) -> Count:
    answers, right, points = counts
    return Count(int(answers), int(right), points)
