from __future__ import annotations

from pathlib import Path

import pytest

from tests.plain.examinees import Examinee


@pytest.fixture
def learner(tmp_path: Path) -> Examinee:
    return Examinee(tmp_path)


def test_the_flag_and_what_is_struck_out_are_shown_again(learner: Examinee) -> None:
    text = learner.sit("flag", "strike a b", "strike b", "strike z", "next", "back", "flag")
    assert "Flagged." in text
    assert "Struck out: a b." in text
    assert "Struck out: a." in text
    assert "Say what to strike out, from a to c, such as strike b." in text
    again = text.rpartition("Question 1 of 3")[2]
    assert "Struck out: a." in again
    assert again.index("Flagged.") < again.index("The flag is taken away.")


def test_the_time_left_is_told_when_it_is_asked_for(learner: Examinee) -> None:
    assert "14 minutes 50 seconds left.\n" in learner.sit("time")
    learner.exam = None
    learner.begin(minutes=None)
    assert "The time is not limited.\n" in learner.sit("time")


def test_without_a_limit_no_time_is_told(learner: Examinee) -> None:
    learner.begin(minutes=None)
    text = learner.sit("map")
    assert "no time limit" in text
    assert " left" not in text
