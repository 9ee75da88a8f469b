from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quiz.core.answers import Chosen
from quiz.core.certainty import Certainty
from quiz.core.questions import Choice
from tests.plain.examinees import Examinee
from tests.plain.small_bank import QUESTIONS, bank_of


@pytest.fixture
def learner(tmp_path: Path) -> Examinee:
    return Examinee(tmp_path)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        (["next"], 1),
        ([""], 1),
        (["next", "back"], 0),
        (["goto 3"], 2),
        (["go to 3"], 2),
        (["GOTO 2"], 1),
        (["c"], 1),
        (["goto 4"], 0),
        (["goto 0"], 0),
        (["goto x"], 0),
        (["goto 99999999999999999999"], 0),
        (["back"], 0),
        (["goto 3", "next"], 2),
        (["nonsense"], 0),
    ],
)
def test_words_turn_to_other_questions(typed: list[str], place: int, learner: Examinee) -> None:
    learner.sit(*typed)
    assert learner.exam
    assert learner.exam.position == place


def test_an_answer_may_come_with_a_certainty(learner: Examinee) -> None:
    learner.begin(with_certainty=True)
    text = learner.sit("c high", "1a 2c GUESS", "b c", "low")
    assert text.count("Kept, certainty high.") == 1
    assert "; then guess, low, middle or high for how sure you are: " in " ".join(text.split("\n"))
    assert learner.exam
    assert [sheet.certainty for sheet in learner.exam.sheets] == [Certainty.HIGH, Certainty.GUESS, Certainty.LOW]
    assert learner.held()["maker"] == Chosen(frozenset({0}))


def test_another_answer_keeps_the_certainty(learner: Examinee) -> None:
    learner.begin(with_certainty=True)
    learner.sit("c high", "back", "a")
    assert learner.exam
    assert learner.exam.sheets[0].certainty is Certainty.HIGH


def test_a_certainty_needs_an_answer_and_is_none_where_it_is_not_asked_for(learner: Examinee) -> None:
    assert "names no option here" in learner.sit("c high")
    learner.exam = None
    learner.begin(with_certainty=True)
    assert "Choose an option first." in learner.sit("high")
    assert learner.held() == {}


def test_an_option_whose_text_is_a_certainty_can_be_named(learner: Examinee) -> None:
    maker, *others = QUESTIONS
    assert isinstance(maker, Choice)
    texts = zip(maker.options, ["high", "low", "so"], strict=True)
    options = tuple(option._replace(text=text) for option, text in texts)
    learner.bank = bank_of((replace(maker, options=options), *others))
    learner.begin(with_certainty=True)
    learner.sit("low")
    assert learner.held() == {"maker": Chosen(frozenset({1}))}


def test_help_names_every_word(learner: Examinee) -> None:
    text = learner.sit("help")
    for word in ("next", "back", "goto 5", "flag", "strike b", "clear", "map", "hand in", "quit", "help"):
        assert f"{word}:" in text or f"{word}," in text
    assert "guess, low" not in text
    learner.exam = None
    learner.begin(with_certainty=True)
    assert "guess, low, middle or high, after an answer (b high)" in learner.sit("help")
