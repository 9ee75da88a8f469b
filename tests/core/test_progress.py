from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quiz.core.progress import Progress, Record, Standing, progress, standing, standings
from quiz.core.questions import Question, Wording, digest_of_keys, fingerprint_of
from tests.core.samples import bank, choice, matching

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

ONE = choice("one", "100")
TWO = choice("two", "1100")
THREE = matching("three", ["a", "b"])
DRAFT = choice("draft", "10", is_draft=True)
BANK = bank([ONE, TWO, THREE, DRAFT])


def record(question: Question, fraction: float, minute: int = 0, fingerprint: str | None = None) -> Record:
    return Record(
        question=question.id,
        attempts=1,
        fraction=fraction,
        average=fraction,
        fingerprint=fingerprint or fingerprint_of(question),
        at=NOON + timedelta(minutes=minute),
    )


OTHER_KEY = Wording(ONE.stem, ("another key",)).fingerprint
OTHER_STEM = Wording("Reworded?", ("one option 0",)).fingerprint


@pytest.mark.parametrize(
    ("latest", "expected"),
    [
        (None, Standing.UNSEEN),
        (record(ONE, 1.0), Standing.RIGHT),
        (record(ONE, 1 - 1e-9), Standing.RIGHT),
        (record(ONE, 0.99), Standing.MISSED),
        (record(ONE, 0.0), Standing.MISSED),
        (record(ONE, 1.0, fingerprint=OTHER_STEM), Standing.RIGHT),
        (record(ONE, 1.0, fingerprint=OTHER_KEY), Standing.CHANGED),
        (record(ONE, 0.0, fingerprint=OTHER_KEY), Standing.CHANGED),
    ],
)
def test_the_latest_attempt_decides_where_one_stands(latest: Record | None, expected: Standing) -> None:
    assert standing(latest, digest_of_keys(ONE)) is expected


def records(*of: Record) -> Mapping[str, Record]:
    return {each.question: each for each in of}


def test_standings_are_of_the_questions_that_the_bank_still_has() -> None:
    gone = replace(record(ONE, 1.0), question="gone")
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
        (
            (record(ONE, 1.0, 5, OTHER_KEY), record(TWO, 0.5)),
            Progress(3, 0, 1, 1, 0.5, NOON + timedelta(minutes=5)),
        ),
        ((record(ONE, 1.0, 0, OTHER_KEY),), Progress(3, 0, 0, 1, None, NOON)),
        ((replace(record(ONE, 1.0), question="gone"),), Progress(3, 0, 0, 0, None, None)),
        # It was asked before it was made a draft.
        ((record(DRAFT, 1.0, 9), record(ONE, 0.0)), Progress(3, 0, 1, 0, 0.0, NOON)),
    ],
)
def test_progress_counts_the_questions_that_the_bank_asks_now(of: tuple[Record, ...], expected: Progress) -> None:
    assert progress(BANK, records(*of)) == expected


def test_answered_are_those_right_and_missed() -> None:
    assert progress(BANK, records(record(ONE, 1.0), record(TWO, 0.0), record(THREE, 1.0))).answered == 3


@pytest.mark.parametrize(
    ("of", "unseen"),
    [
        ((), 3),
        ((record(ONE, 1.0),), 2),
        ((record(ONE, 1.0, 5, OTHER_KEY), record(TWO, 0.5)), 1),
        ((record(ONE, 1.0), record(TWO, 0.0), record(THREE, 1.0), record(DRAFT, 1.0)), 0),
    ],
)
def test_unseen_are_those_without_any_answer(of: tuple[Record, ...], unseen: int) -> None:
    assert progress(BANK, records(*of)).unseen == unseen
