"""The day of an exam."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from quiz.store.exam_days import ExamDay
from quiz.store.history import History
from tests.store.learners import NOON, plan_for

DAY = date(2027, 1, 15)
PLAN = plan_for(id="session")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


def test_no_day_is_kept_at_first(path: Path) -> None:
    with History.open(path) as history:
        assert history.exam_days.of("il2") is None


def test_a_day_is_kept_for_its_bank_alone(path: Path) -> None:
    with History.open(path) as history:
        history.exam_days.keep("il2", DAY, 12.5, NOON)
    with History.open(path) as history:
        assert history.exam_days.of("il2") == ExamDay("il2", DAY, 12.5)
        assert history.exam_days.of("il") is None


def test_the_day_that_was_kept_last_counts_even_where_the_clock_went_back(path: Path) -> None:
    with History.open(path) as history, History.open(path) as other:
        history.exam_days.keep("il2", DAY, 20, NOON)
        other.exam_days.keep("il2", date(2027, 2, 1), 30, NOON)
        other.exam_days.keep("other", DAY, 5, NOON)
        assert history.exam_days.of("il2") == ExamDay("il2", date(2027, 2, 1), 30)
        history.exam_days.keep("il2", DAY, 10, NOON - timedelta(days=400))
        assert other.exam_days.of("il2") == ExamDay("il2", DAY, 10)


def test_a_day_that_is_dropped_is_kept_no_longer_until_another_is(path: Path) -> None:
    with History.open(path) as history:
        history.exam_days.keep("il2", DAY, 20, NOON)
        history.exam_days.keep("il2", None, 20, NOON)
        assert history.exam_days.of("il2") is None
        history.exam_days.keep("il2", DAY, 25, NOON)
        assert history.exam_days.of("il2") == ExamDay("il2", DAY, 25)
