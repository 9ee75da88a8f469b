from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations
from typing import assert_never

import pytest
from hypothesis import given, strategies as st

from quiz.checks.guessing.cues import Cue
from quiz.checks.guessing.guesser import guess_of, taken
from quiz.core.bank import Bank
from quiz.core.questions import Choice, Matching, Pair, Question
from tests.banks.strategies import banks
from tests.checks.authoring import choice

LONG = "the only answer that goes on for a while"
Marks = tuple[Fraction, Fraction]


def marks(question: Question) -> Marks:
    guess = guess_of(question, is_english=True)
    return guess.mark, guess.chance


@pytest.mark.parametrize(
    ("scores", "count", "likely"),
    [
        ((0, 0, 0, 0), 1, ("1/4", "1/4", "1/4", "1/4")),
        ((1, 0, 2, 0), 1, ("0", "0", "1", "0")),
        ((0.1 + 0.2, 0.3, 0), 1, ("1/2", "1/2", "0")),
        ((1, 0, 2, 0), 2, ("1", "0", "1", "0")),
        ((0, 0, 2, 0), 2, ("1/3", "1/3", "1", "1/3")),
        ((1, 2, 3), 3, ("1", "1", "1")),
    ],
)
def test_the_best_are_taken_and_those_that_tie_alike(
    scores: tuple[float, ...], count: int, likely: tuple[str, ...]
) -> None:
    assert taken(scores, count) == tuple(map(Fraction, likely))


def test_a_choice_without_a_cue_is_worth_what_chance_is() -> None:
    guess = guess_of(choice("What is it?", ["liver", "blood", "heart", "brain"]), is_english=True)
    assert (guess.mark, guess.chance, guess.cues) == (Fraction(1, 4), Fraction(1, 4), ())
    assert guess.odds.is_certain


@pytest.mark.parametrize(("keys", "mark", "chance"), [((0,), 1, "1/4"), ((1,), 0, "1/4"), ((0, 1), "2/3", "1/2")])
def test_a_choice_is_answered_by_its_cues(keys: tuple[int, ...], mark: str, chance: str) -> None:
    options = ["a very long answer indeed", "blood", "heart", "brain"]
    guess = guess_of(choice("What is it?", options, keys), is_english=True)
    assert (guess.mark, guess.chance) == (Fraction(mark), Fraction(chance))
    assert guess.cues == (Cue.MUCH_LONGER, Cue.LONGEST)
    (sighting,) = (each for each in guess.sightings if each.cue is Cue.LONGEST)
    assert (sighting.marked, sighting.right) == (1, int(0 in keys))
    assert sighting.odds.mean == pytest.approx(len(keys) / 4)


def test_of_several_keys_any_of_which_will_do_one_is_taken() -> None:
    it = replace(choice("What is it?", ["livers", "blood", "heart", "brain"], (0, 1)), any_key_will_do=True)
    assert marks(it) == (Fraction(1), Fraction(1, 2))
    it = replace(choice("What is it?", ["livers", "blood", "heart", "brain"], (1, 2)), any_key_will_do=True)
    assert marks(it) == (Fraction(0), Fraction(1, 2))


def test_what_points_away_leaves_the_others() -> None:
    guess = guess_of(choice("What?", ["never one", "blood red", "heart red", "brain red"], (1,)), is_english=True)
    assert guess.mark == Fraction(1, 3)
    assert guess.cues == (Cue.ABSOLUTE,)


@pytest.mark.parametrize(
    ("stem", "options", "key", "mark", "cues"),
    [
        ("True or false: T cells make IL-2.", ("True", "False"), 0, 1, (Cue.MOSTLY_TRUE,)),
        ("True or false: T cells always make IL-2.", ("True", "False"), 0, 0, (Cue.ABSOLUTE_STATEMENT,)),
        ("True or false: T cells always make IL-2.", ("True", "False"), 1, 1, (Cue.ABSOLUTE_STATEMENT,)),
        ("Do T cells make IL-2?", ("No", "Yes"), 1, 1, (Cue.MOSTLY_TRUE,)),
        ("What does it do?", ("It falls", "It rises for a long time"), 1, "1/2", ()),
    ],
)
def test_statements_are_taken_for_true_but_for_those_without_exception(
    stem: str, options: tuple[str, str], key: int, mark: str, cues: tuple[Cue, ...]
) -> None:
    it = choice(stem, options, (key,), pinned=True)
    guess = guess_of(it, is_english=True)
    assert (guess.mark, guess.chance, guess.cues) == (Fraction(mark), Fraction(1, 2), cues)
    assert guess_of(it, is_english=False).cues == ()


def pairs_of(prompts: list[str], answers: list[str]) -> Matching:
    pairs = tuple(Pair(prompt, answer) for prompt, answer in zip(prompts, answers, strict=True))
    return Matching(id="m", stem="Match.", topic="t", pairs=pairs)


def test_pairs_are_matched_by_the_words_they_share() -> None:
    prompts, answers = ["liver", "brain", "heart"], ["a liver", "red", "blue"]
    guess = guess_of(pairs_of(prompts, answers), is_english=True)
    # One pair for sure, and of the two others each with one half.
    assert (guess.mark, guess.chance) == (Fraction(2, 3), Fraction(1, 3))
    assert guess.cues == (Cue.SHARED_WORD,)
    assert guess.odds.mean == pytest.approx(1 / 3)
    wrong = guess_of(pairs_of(prompts, ["red", "a liver", "blue"]), is_english=True)
    assert wrong.mark == Fraction(1, 3) * Fraction(1, 2)


texts = st.lists(
    st.sampled_from(
        ["liver", "livers", "the brain", LONG, "a heart, a liver", "never", "often", "12", "7", "30 mg", "肝"]
    ),
    min_size=2,
    max_size=4,
    unique=True,
)


@given(st.sampled_from(["Which liver?", "It is an", "Wie viel?"]), texts, st.booleans(), st.data())
def test_over_all_keys_there_could_be_a_choice_earns_what_its_odds_say(
    stem: str, options: list[str], is_english: bool, data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(options) - 1))
    will_do = count > 1 and data.draw(st.booleans())
    every = [
        guess_of(replace(choice(stem, options, keys), any_key_will_do=will_do), is_english=is_english)
        for keys in combinations(range(len(options)), count)
    ]
    counted = Counter(guess.mark for guess in every)
    for guess in every:
        assert guess.odds.shares == pytest.approx({mark: times / len(every) for mark, times in counted.items()})
        assert guess.odds.mean == pytest.approx(float(guess.chance))


@given(texts, st.data())
def test_over_all_keys_there_could_be_a_matching_earns_what_its_odds_say(
    answers: list[str], data: st.DataObject
) -> None:
    prompts = data.draw(st.permutations(["the liver", "brains", "often a heart", LONG + " too", "34"]))[: len(answers)]
    every = [guess_of(pairs_of(prompts, [*order]), is_english=True) for order in permutations(answers)]
    counted = Counter(guess.mark for guess in every)
    for guess in every:
        assert guess.odds.shares == pytest.approx({mark: times / len(every) for mark, times in counted.items()})
        assert guess.odds.mean == pytest.approx(float(guess.chance))


@given(banks(), st.booleans(), st.data())
def test_any_question_can_be_guessed_at_and_its_order_changes_nothing(
    bank: Bank, is_english: bool, data: st.DataObject
) -> None:
    for question in bank.questions:
        guess = guess_of(question, is_english=is_english)
        assert 0 <= guess.mark <= 1
        assert guess.odds.mean == pytest.approx(float(guess.chance))
        again = guess_of(_reordered(question, data), is_english=is_english)
        assert (again.mark, again.chance, again.cues) == (guess.mark, guess.chance, guess.cues)
        assert again.odds.shares == pytest.approx(guess.odds.shares)
        assert [(it.cue, it.marked, it.right) for it in again.sightings] == [
            (it.cue, it.marked, it.right) for it in guess.sightings
        ]


def _reordered(question: Question, data: st.DataObject) -> Question:
    match question:
        case Choice():
            return replace(question, options=tuple(data.draw(st.permutations(question.options))))
        case Matching():
            pairs = tuple(data.draw(st.permutations(question.pairs)))
            return replace(question, pairs=pairs, extras=tuple(data.draw(st.permutations(question.extras))))
        case _:
            assert_never(question)
