"""A class of two hundred through the real server: its connections are cut, it is killed, and the ledger is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.drill_load import Broken, check_ledger, play
from quiz.core.drills.events import Answered
from quiz.live.log.shelf import events_at

LEARNERS = 200
QUESTIONS = 3
AFTER_KILLS = 2


def test_a_class_of_two_hundred_loses_no_acknowledged_answer(tmp_path: Path) -> None:
    figures = play(tmp_path, LEARNERS, seed=1)
    assert figures.acknowledged == LEARNERS * (QUESTIONS + AFTER_KILLS)
    (path,) = tmp_path.glob("drills/*.drill")
    assert check_ledger(path, {}) == LEARNERS * (QUESTIONS + AFTER_KILLS)


def test_the_ledger_tells_of_an_acknowledged_answer_that_the_log_has_not(tmp_path: Path) -> None:
    figures = play(tmp_path, 2, seed=2, kills=False)
    (path,) = tmp_path.glob("drills/*.drill")
    learner = next(event.learner for _, event in events_at(path) if isinstance(event, Answered))
    with pytest.raises(Broken, match="1 acknowledged answers are not in the log"):
        check_ledger(path, {(learner, 0, 1): "another key"})
    assert figures.acknowledged == 2 * QUESTIONS
