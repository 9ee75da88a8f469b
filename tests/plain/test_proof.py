from __future__ import annotations

import pytest

from quiz.settings import Settings
from tests.plain.small_bank import Learner


def test_a_sentence_of_a_number_that_there_is_not_is_refused_by_the_numbers_that_there_are(learner: Learner) -> None:
    learner.settings = Settings(proof=True)
    out = learner.study("c\n99\n0\n", learner.plan("maker"))
    assert out.count("There is no such sentence: they go from 1 to ") == 2


def test_whoever_leaves_where_a_proof_is_asked_for_keeps_the_answer(learner: Learner) -> None:
    learner.settings = Settings(proof=True)
    out = learner.study("c\nquit\n", learner.plan("maker", "woken"))
    assert "Left with 1 of 2 answered. To go on: quiz study small --resume" in out
    assert learner.answered() == ["maker"]


@pytest.mark.parametrize(
    ("typed", "said", "proof"),
    [
        ("T cells make\n", "Right, and for the right reason", "T cells make IL-2."),
        ("wakes B\n", "Right for the wrong reason", "IL-2 wakes NK cells, and it wakes B cells."),
        ("1\n", "Right, and for the right reason", "T cells make IL-2."),
        ("IL-2\nno such words\nsentences\n4\n", "Right for the wrong reason", "It sleeps at night."),
        ("\n", None, None),
        ("", None, None),
    ],
)
def test_the_sentence_that_proves_the_answer_is_asked_for(
    learner: Learner, typed: str, said: str | None, proof: str | None
) -> None:
    learner.settings = Settings(proof=True)
    out = learner.study(f"c\n{typed}", learner.plan("maker"))
    assert "Which sentence proves it?" in out
    assert [saved.proof for saved in learner.history.answers("first")] == [proof]
    assert said is None or said in out
    if "sentences" in typed:
        assert " sentences have these words:\n1. T cells make IL-2.\n" in out
        assert "No sentence has these words." in out
        assert "4. It sleeps at night." in out
