from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from quiz.core.questions import Question, fingerprint_of
from quiz.core.reports.progress import Record
from quiz.store.history import History
from quiz.store.tallies import Summary, Totals
from tests.store.learners import CHOICE, MATCHING, NOON, SEVERAL, answered, plan_for

MINUTE = timedelta(minutes=1)

PLAN = plan_for(id="session")


def near(fraction: float) -> Any:
    return pytest.approx(fraction)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


def test_a_record_is_of_the_latest_attempt_and_the_mean_of_all(path: Path) -> None:
    reworded = replace(MATCHING, stem="Match them well")
    with History.open(path) as history:
        given: list[tuple[int, Question, bool]] = [
            (1, MATCHING, True),
            (2, MATCHING, True),
            (3, reworded, False),
            (0, CHOICE, True),
        ]
        for at, question, rightly in given:
            history.record(plan_for(), question, answered(question, rightly=rightly, at=NOON + at * MINUTE))
        history.record(plan_for(bank="other"), CHOICE, answered(CHOICE, rightly=False))
        records = history.tallies.records("il2")
        assert history.tallies.summaries() == {
            "il2": Summary("il2", 4, 2, near(2 / 3), NOON + 3 * MINUTE),
            "other": Summary("other", 1, 1, 0.0, NOON),
        }
    assert records == {
        "pairs": Record("pairs", 3, near(1 / 3), near(7 / 9), fingerprint_of(reworded), NOON + 3 * MINUTE),
        "gut": Record("gut", 1, 1.0, 1.0, fingerprint_of(CHOICE), NOON),
    }


def test_the_latest_answer_stays_the_latest_when_the_clock_goes_back(path: Path) -> None:
    plan = plan_for()
    with History.open(path) as history:
        first = history.record(plan, CHOICE, answered(CHOICE, at=NOON + 60 * MINUTE))
    with History.open(path) as history:
        second = history.record(plan, CHOICE, answered(CHOICE, rightly=False, at=NOON))
        assert first < second
        assert history.tallies.records("il2")["gut"].fraction == 0
        assert [each.at for each in history.answers(plan.id)] == [NOON + 60 * MINUTE, NOON]


def test_totals_tell_right_partly_and_wrong_apart(path: Path) -> None:
    plan, other = plan_for(), plan_for(bank="other")
    with History.open(path) as history:
        given: list[tuple[Question, bool]] = [
            (CHOICE, True),
            (CHOICE, False),
            (SEVERAL, False),
            (MATCHING, False),
            (MATCHING, True),
        ]
        for question, rightly in given:
            history.record(plan, question, answered(question, rightly=rightly, seconds=2))
        history.record(other, SEVERAL, answered(SEVERAL, at=NOON + MINUTE))
        il2 = Totals("il2", 5, 2, 2, 1, near((2 + 1 / 2 + 1 / 3) / 5), 10.0, 1, NOON)
        assert history.tallies.totals() == {
            "il2": il2,
            "other": Totals("other", 1, 1, 0, 0, 1.0, 4.5, 1, NOON + MINUTE),
        }
        assert history.tallies.totals("il2") == {"il2": il2}
        assert [(each.bank, each.question, each.fraction) for each in history.attempts("other")] == [
            ("other", "cells", 1)
        ]
        assert [each.id for each in history.attempts()] == sorted(each.id for each in history.attempts())


def test_the_pace_of_a_question_is_the_mean_time_of_its_answers(path: Path) -> None:
    with History.open(path) as history:
        assert history.tallies.paces("il2") == {}
        for seconds, number in ((10.0, 1), (20.0, 2), (45.0, 3)):
            plan = replace(PLAN, id=f"session {number}")
            history.record(plan, CHOICE, answered(CHOICE, seconds=seconds))
        history.record(PLAN, SEVERAL, answered(SEVERAL, seconds=0.25))
        history.record(plan_for(id="another", bank="other"), MATCHING, answered(MATCHING, seconds=99))
        assert history.tallies.paces("il2") == pytest.approx({"gut": 25.0, "cells": 0.25})


def test_an_answer_taken_back_has_no_part_in_the_pace(path: Path) -> None:
    with History.open(path) as history:
        history.record(PLAN, CHOICE, answered(CHOICE, seconds=100))
        history.retract(PLAN.id, CHOICE.id, NOON)
        assert history.tallies.paces("il2") == {}
        history.record(PLAN, CHOICE, answered(CHOICE, seconds=8))
        assert history.tallies.paces("il2") == pytest.approx({"gut": 8.0})
