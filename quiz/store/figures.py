"""All attempts counted up by what they have in common, in one reading."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing

from quiz.core.certainty import Certainty
from quiz.core.reports.figures import MOST_PLACES, MOST_REPEATS, Figures, Taken
from quiz.core.reports.statistics import Count
from quiz.store.database import Database
from quiz.store.given import given_from
from quiz.store.times import moment_of

_QUARTER = 15 * 60 * 1000
"""Milliseconds: every time zone is a whole number of quarters of an hour from UTC."""

_TOLD_EVERY = 10_000
_BILLIONTH = 1e-9


def figures_of(database: Database, bank: str | None = None, told: Callable[[int], object] | None = None) -> Figures:
    """The figures of one bank or of all; `told` is called now and then with the number of attempts read so far.

    The attempts that count are read in the order they were given. One reading in Python is quicker than five in SQL,
    of which those that number the attempts sort all of them.
    """
    quarters: defaultdict[int, list[float]] = defaultdict(_nothing)
    repeats = [_nothing() for _ in range(MOST_REPEATS)]
    places = [_nothing() for _ in range(MOST_PLACES)]
    certainties: defaultdict[str, list[float]] = defaultdict(_nothing)
    taken: Counter[tuple[str, str, str, str]] = Counter()
    met: defaultdict[tuple[str, str], int] = defaultdict(int)
    done: defaultdict[str, int] = defaultdict(int)
    last_repeat, last_place = MOST_REPEATS - 1, MOST_PLACES - 1
    rows = database.rows(
        """
        SELECT bank, question, session, at, fraction, fraction > 1 - 1e-6 AS is_right, certainty,
            iif(fraction > 1 - 1e-6, NULL, fingerprint), iif(fraction > 1 - 1e-6, NULL, given)
        FROM kept WHERE :bank IS NULL OR bank = :bank ORDER BY id
        """,
        {"bank": bank},
    )
    # Closed here where `told` ends it, and not by whichever thread collects what is left of it.
    with closing(rows):
        for read, row in enumerate(rows):
            if told and not read % _TOLD_EVERY:
                told(read)
            of_bank, question, session, at, fraction, is_right, certainty, fingerprint, given = row
            named = (of_bank, question)
            repeat, place = met[named], done[session]
            met[named], done[session] = repeat + 1, place + 1
            counted = [quarters[at // _QUARTER], repeats[min(last_repeat, repeat)], places[min(last_place, place)]]
            if certainty is not None:
                counted.append(certainties[certainty])
            for counts in counted:
                counts[0] += 1
                counts[1] += is_right
                counts[2] += fraction
            if not is_right:
                taken[of_bank, question, fingerprint, given] += 1
    return Figures(
        sessions=len(done),
        questions=_of_questions(database, bank),
        quarters={moment_of(quarter * _QUARTER): _count(counts) for quarter, counts in quarters.items()},
        repeats=tuple(_count(counts) for counts in repeats if counts[0]),
        places=tuple(_count(counts) for counts in places if counts[0]),
        certainties={level: _count(certainties[level]) for level in Certainty if level in certainties},
        taken=tuple(
            Taken(of_bank, question, fingerprint, given_from(given), times)
            for (of_bank, question, fingerprint, given), times in taken.items()
        ),
    )


def _of_questions(database: Database, bank: str | None) -> dict[str, dict[str, Count]]:
    rows = database.rows(
        """
        SELECT bank, question, attempts, "right", billionths FROM tally
        WHERE :bank IS NULL OR bank = :bank ORDER BY bank, question
        """,
        {"bank": bank},
    )
    counts: dict[str, dict[str, Count]] = {}
    for of_bank, question, attempts, right, billionths in rows:
        counts.setdefault(of_bank, {})[question] = Count(attempts, right, billionths * _BILLIONTH)
    return counts


def _nothing() -> list[float]:
    return [0, 0, 0.0]


def _count(counts: list[float]) -> Count:
    answers, right, points = counts
    return Count(int(answers), int(right), points)
