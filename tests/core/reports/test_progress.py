from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from quiz.core.questions import Question, fingerprint_of
from quiz.core.reports.progress import Progress, Record, Standing, progress, standings
from tests.core.samples import bank, choice, matching

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

ONE = choice("one", "100")
TWO = choice("two", "1100")
THREE = matching("three", ["a", "b"])
DRAFT = choice("draft", "10", is_draft=True)
BANK = bank([ONE, TWO, THREE, DRAFT])


def record(question: Question, fraction: float, minute: int = 0) -> Record:
    return Record(
        question=question.id,
        attempts=1,
        fraction=fraction,
        average=fraction,
        fingerprint=fingerprint_of(question),
        at=NOON + timedelta(minutes=minute),
    )


@pytest.mark.parametrize(
    ("latest", "changed", "expected"),
    [
        (record(ONE, 1.0), set(), Standing.RIGHT),
        (record(ONE, 1 - 1e-9), set(), Standing.RIGHT),
        (record(ONE, 0.99), set(), Standing.MISSED),
        (record(ONE, 0.0), {"two"}, Standing.MISSED),
        (record(ONE, 1.0), {"one"}, Standing.CHANGED),
        (record(ONE, 0.0), {"one"}, Standing.CHANGED),
    ],
)
def test_the_latest_attempt_decides_where_one_stands(latest: Record, changed: set[str], expected: Standing) -> None:
    assert standings(BANK, records(latest), changed) == {"one": expected}


def records(*of: Record) -> Mapping[str, Record]:
    return {each.question: each for each in of}


def test_standings_are_of_the_questions_that_the_bank_still_has() -> None:
    gone = record(ONE, 1.0)._replace(question="gone")
    assert standings(BANK, records(record(TWO, 0.5), record(ONE, 1.0), gone)) == {
        "one": Standing.RIGHT,
        "two": Standing.MISSED,
    }


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ((), Progress(3, 0, 0, 0, None, None)),
        ((record(ONE, 1.0),), Progress(3, 1, 0, 0, 1.0, NOON)),
        (
            (record(ONE, 1.0, 5), record(TWO, 0.5, 9), record(THREE, 0.0, 7)),
            Progress(3, 1, 2, 0, 0.5, NOON + timedelta(minutes=9)),
        ),
        ((record(ONE, 1.0)._replace(question="gone"),), Progress(3, 0, 0, 0, None, None)),
        # It was asked before it was made a draft.
        ((record(DRAFT, 1.0, 9), record(ONE, 0.0)), Progress(3, 0, 1, 0, 0.0, NOON)),
    ],
)
def test_progress_counts_the_questions_that_the_bank_asks_now(of: tuple[Record, ...], expected: Progress) -> None:
    assert progress(BANK, records(*of)) == expected


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ((record(ONE, 1.0, 5), record(TWO, 0.5)), Progress(3, 0, 1, 1, 0.5, NOON + timedelta(minutes=5))),
        ((record(ONE, 1.0),), Progress(3, 0, 0, 1, None, NOON)),
        ((record(TWO, 1.0),), Progress(3, 1, 0, 0, 1.0, NOON)),
    ],
)
def test_what_has_changed_is_neither_right_nor_missed(of: tuple[Record, ...], expected: Progress) -> None:
    assert progress(BANK, records(*of), {"one", "draft"}) == expected


def test_answered_are_those_right_and_missed() -> None:
    assert progress(BANK, records(record(ONE, 1.0), record(TWO, 0.0), record(THREE, 1.0))).answered == 3


@pytest.mark.parametrize(
    ("of", "unseen"),
    [
        ((), 3),
        ((record(ONE, 1.0),), 2),
        ((record(ONE, 1.0), record(TWO, 0.5)), 1),
        ((record(ONE, 1.0), record(TWO, 0.0), record(THREE, 1.0), record(DRAFT, 1.0)), 0),
    ],
)
def test_unseen_are_those_without_any_answer(of: tuple[Record, ...], unseen: int) -> None:
    assert progress(BANK, records(*of)).unseen == unseen
