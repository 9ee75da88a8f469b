from __future__ import annotations

import json

import pytest

from quiz.checks.guessing.report import Guesses, guess
from quiz.cli.guesses import as_json, fault, lines
from quiz.plain.page import cells
from tests.checks.authoring import bank, choice

LONG_KEY = ("the longest of them by far, and detailed", "blood", "heart", "brain")


def made(questions: int, *, wrong: int = 0, language: str = "en") -> Guesses:
    asked = [choice("What is it?", LONG_KEY, (1 if i < wrong else 0,), id=f"q{i}") for i in range(questions)]
    return guess(bank(asked, language=language))


def test_the_score_stands_against_chance_with_what_gives_it_away() -> None:
    assert lines(made(25, wrong=5), 79) == [
        "bank: who has read nothing gets 80 %, chance 25 %.",
        "  95 % interval: 61 % to 91 %",
        "  above chance at 95 %, which begins over 40 %",
        "  answered by a cue: 25 of 25 questions",
        "Options and pairs that a cue marks, how many are right, and how many were by",
        "chance:",
        "* detailed             20 of 25      6.2",
        "* longest              20 of 25      6.2",
        "* much-longer          20 of 25      6.2",
        "* gives keys away: chance does so in less than 5 of 100 banks",
        "Guessed by a cue, all or in part:",
        *(f"  q{i}: much-longer, detailed, longest" for i in range(5, 25)),
    ]


@pytest.mark.parametrize(("wrong", "is_told"), [(25, True), (21, True), (20, False), (5, False)])
def test_a_score_well_below_chance_is_told(wrong: int, is_told: bool) -> None:
    shown = " ".join(" ".join(lines(made(25, wrong=wrong))).split())
    assert ("well below chance: who turns the cues round" in shown) == is_told


def test_too_few_questions_are_no_proof() -> None:
    shown = "\n".join(lines(made(6)))
    assert "6 questions: too few to tell it from chance; from 20 on that means something" in shown
    assert "above chance" not in shown


def test_no_question_is_a_sentence() -> None:
    assert lines(made(0)) == ["bank: there is no question to guess at."]
    assert fault(made(0), 0.0) is None


def test_more_than_twenty_questions_are_counted() -> None:
    assert lines(made(22))[-1] == "  and 2 more, which --json names"


def test_another_language_is_named_for_what_it_is() -> None:
    said = "  Not in English: only lengths and shared words are cues here."
    assert said in lines(made(20, language="fr"))
    assert said not in lines(made(20))


@pytest.mark.parametrize("questions", [0, 1, 6, 25])
def test_forty_columns_are_enough(questions: int) -> None:
    assert all(cells(line) <= 40 for line in lines(made(questions), 40))


@pytest.mark.parametrize(("most", "is_fault"), [(0.8, False), (0.79, True), (1.0, False), (0.0, True)])
def test_a_score_may_not_be_above_the_bound(most: float, is_fault: bool) -> None:
    sentence = fault(made(25, wrong=5), most)
    assert (sentence is not None) == is_fault
    if sentence:
        assert sentence.startswith(
            f"bank: who has read nothing gets 80 %, more than the {most * 100:.4g} % that --max-"
        )


def test_json_has_every_figure_and_every_question() -> None:
    told = json.loads(json.dumps(as_json(made(25, wrong=5))))
    assert told | {"cues": 0, "guesses": 0} == {
        "bank": "bank",
        "questions": 25,
        "answered_by_cue": 25,
        "score": 0.8,
        "chance": 0.25,
        "interval": {"low": 0.6087, "high": 0.9114},
        "chance_at_most": 0.4,
        "probability": 0.0,
        "is_exact": True,
        "is_enough": True,
        "is_above_chance": True,
        "is_english": True,
        "cues": 0,
        "guesses": 0,
    }
    assert told["cues"][0] == {
        "cue": "detailed",
        "about": "the option has a comma, a bracket or an and, where another has none",
        "questions": 25,
        "marked": 25,
        "right": 20,
        "expected": 6.25,
        "lift": 3.2,
        "probability": 0.0,
        "tells": True,
    }
    assert told["guesses"][0] == {
        "id": "q0",
        "mark": 0.0,
        "chance": 0.25,
        "cues": ["much-longer", "detailed", "longest"],
    }
    assert len(told["guesses"]) == 25
