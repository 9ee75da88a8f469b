from __future__ import annotations

from fractions import Fraction

import pytest

from quiz.checks.guessing.cues import Cue
from quiz.checks.guessing.partners import match

NONE, HALF, ALL = Fraction(0), Fraction(1, 2), Fraction(1)


def shown(prompts: list[str], choices: list[str], *, is_english: bool = True) -> list[list[float]]:
    return [[float(share) for share in row] for row in match(prompts, choices, is_english=is_english).likely]


def test_without_a_sign_each_choice_is_as_likely() -> None:
    matches = match(["liver", "brain"], ["red", "blue"], is_english=True)
    assert matches.likely == ((HALF, HALF), (HALF, HALF))
    assert matches.cues == ()


def test_a_shared_word_makes_a_pair_and_leaves_the_others_to_the_rest() -> None:
    matches = match(["liver", "brain", "heart"], ["red", "it livers", "blue"], is_english=True)
    assert matches.likely == ((NONE, ALL, NONE), (HALF, NONE, HALF), (HALF, NONE, HALF))
    assert matches.cues == ((0, 1, Cue.SHARED_WORD),)


def test_what_every_prompt_shares_tells_nothing() -> None:
    matches = match(["liver cells", "brain cells"], ["red cells", "blue cells"], is_english=True)
    assert matches.likely == ((HALF, HALF), (HALF, HALF))
    assert matches.cues == ()


def test_two_choices_with_the_word_of_a_prompt_are_as_likely() -> None:
    assert shown(["liver", "brain", "heart"], ["red liver", "blue liver", "green"])[0] == [0.5, 0.5, 0]


def test_the_rarer_word_decides() -> None:
    prompts = ["liver cells", "brain cells", "heart"]
    assert shown(prompts, ["brain", "cells", "green"])[1] == [1, 0, 0]


def test_the_longest_prompt_goes_with_the_longest_choice() -> None:
    matches = match(["red", "a prompt of some length", "blue"], ["four", "five", "that of some size"], is_english=True)
    assert matches.cues == ((1, 2, Cue.LONG_PAIR),)
    assert matches.likely[1] == (NONE, NONE, ALL)


def test_fewer_choices_than_prompts_serve_again() -> None:
    prompts = ["liver one", "liver two", "brain"]
    assert shown(prompts, ["of the liver", "other"]) == [[1, 0], [1, 0], [0.5, 0.5]]


@pytest.mark.parametrize(("word", "other", "is_same"), [("infants", "infant", False), ("infant", "infant", True)])
def test_words_of_another_language_are_compared_as_they_stand(word: str, other: str, is_same: bool) -> None:
    rows = shown([word, "rouge"], [other, "bleue"], is_english=False)
    assert rows == ([[1, 0], [0, 1]] if is_same else [[0.5, 0.5], [0.5, 0.5]])
