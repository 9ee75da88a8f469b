"""The day of an exam, and the pace at which a bank was answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from quiz.store.history import ExamDay, History
from tests.store.learners import CHOICE, MATCHING, NOON, SEVERAL, answered, plan_for

DAY = date(2027, 1, 15)
PLAN = plan_for(id="session")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


def test_no_day_is_kept_at_first(path: Path) -> None:
    with History.open(path) as history:
        assert history.exam_day("il2") is None


def test_a_day_is_kept_for_its_bank_alone(path: Path) -> None:
    with History.open(path) as history:
        history.keep_exam_day("il2", DAY, 12.5, NOON)
    with History.open(path) as history:
        assert history.exam_day("il2") == ExamDay("il2", DAY, 12.5)
        assert history.exam_day("il") is None


def test_the_day_that_was_kept_last_counts_even_where_the_clock_went_back(path: Path) -> None:
    with History.open(path) as history, History.open(path) as other:
        history.keep_exam_day("il2", DAY, 20, NOON)
        other.keep_exam_day("il2", date(2027, 2, 1), 30, NOON)
        other.keep_exam_day("other", DAY, 5, NOON)
        assert history.exam_day("il2") == ExamDay("il2", date(2027, 2, 1), 30)
        history.keep_exam_day("il2", DAY, 10, NOON - timedelta(days=400))
        assert other.exam_day("il2") == ExamDay("il2", DAY, 10)


def test_a_day_that_is_dropped_is_kept_no_longer_until_another_is(path: Path) -> None:
    with History.open(path) as history:
        history.keep_exam_day("il2", DAY, 20, NOON)
        history.keep_exam_day("il2", None, 20, NOON)
        assert history.exam_day("il2") is None
        history.keep_exam_day("il2", DAY, 25, NOON)
        assert history.exam_day("il2") == ExamDay("il2", DAY, 25)


def test_the_pace_of_a_question_is_the_mean_time_of_its_answers(path: Path) -> None:
    with History.open(path) as history:
        assert history.paces("il2") == {}
        for seconds, number in ((10.0, 1), (20.0, 2), (45.0, 3)):
            plan = replace(PLAN, id=f"session {number}")
            history.record(plan, CHOICE, answered(CHOICE, seconds=seconds))
        history.record(PLAN, SEVERAL, answered(SEVERAL, seconds=0.25))
        history.record(plan_for(id="another", bank="other"), MATCHING, answered(MATCHING, seconds=99))
        assert history.paces("il2") == pytest.approx({"gut": 25.0, "cells": 0.25})


def test_an_answer_taken_back_has_no_part_in_the_pace(path: Path) -> None:
    with History.open(path) as history:
        history.record(PLAN, CHOICE, answered(CHOICE, seconds=100))
        history.retract(PLAN.id, CHOICE.id, NOON)
        assert history.paces("il2") == {}
        history.record(PLAN, CHOICE, answered(CHOICE, seconds=8))
        assert history.paces("il2") == pytest.approx({"gut": 8.0})
