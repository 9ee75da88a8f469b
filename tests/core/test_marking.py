from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given, strategies as st

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.marking import Rule, State, mark, right_parts, state_of
from quiz.core.questions import Choice, Question
from tests.core.samples import choice, matching


class _Match(TypedDict):
    key: list[int]
    given: list[int | None]
    fraction: float


class _Vectors(TypedDict):
    multi_answer_key_10101: dict[str, dict[str, float]]
    matching: list[_Match]


VECTORS: _Vectors = json.loads((Path(__file__).parents[1] / "data" / "vectors.json").read_text("utf-8"))
MULTI = [
    (chosen, Rule(rule), fraction)
    for chosen, marks in VECTORS["multi_answer_key_10101"].items()
    for rule, fraction in marks.items()
]


def chosen_of(bits: str) -> Chosen:
    return Chosen(frozenset(i for i, bit in enumerate(bits) if bit == "1"))


@pytest.mark.parametrize(("chosen", "rule", "fraction"), MULTI)
def test_several_right_options_are_paid_by_the_rule(chosen: str, rule: Rule, fraction: float) -> None:
    assert mark(choice("q", "10101"), chosen_of(chosen), rule).fraction == pytest.approx(fraction, abs=1e-8)


def test_every_rule_has_vectors() -> None:
    assert {rule for _, rule, _ in MULTI} == set(Rule)


@pytest.mark.parametrize("case", VECTORS["matching"])
@pytest.mark.parametrize("rule", Rule)
def test_matching_earns_the_right_pairs_over_all_pairs(case: _Match, rule: Rule) -> None:
    question = matching("q", [f"answer {i}" for i in case["key"]], ["extra"])
    extra = max(case["key"]) + 1
    given = tuple(choice if choice is None or choice < extra else extra for choice in case["given"])
    assert question.key == tuple(case["key"])
    assert mark(question, Matched(given), rule).fraction == pytest.approx(case["fraction"], abs=1e-8)


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize(("option", "fraction"), [(0, 0.0), (1, 1.0), (2, 0.0)])
def test_a_single_answer_is_right_or_wrong_whichever_the_rule(rule: Rule, option: int, fraction: float) -> None:
    assert mark(choice("q", "010"), Chosen(frozenset({option})), rule).fraction == fraction


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize(("option", "fraction"), [(0, 1.0), (1, 0.0), (2, 1.0), (3, 0.0)])
def test_any_one_of_the_keys_is_a_whole_answer_where_one_will_do(rule: Rule, option: int, fraction: float) -> None:
    question = choice("q", "1010", any_key_will_do=True)
    assert mark(question, Chosen(frozenset({option})), rule).fraction == fraction


@pytest.mark.parametrize(
    ("chosen", "rule", "sentence"),
    [
        ("10101", Rule.OU, "3 of 3 right choices: 1.00"),
        ("10100", Rule.OU, "2 of 3 right choices: 0.67"),
        ("11100", Rule.OU, "2 of 3 right choices, 1 wrong: min(2, 3 - 1) / 3 = 0.67"),
        ("11111", Rule.OU, "3 of 3 right choices, 2 wrong: min(3, 3 - 2) / 3 = 0.33"),
        ("01010", Rule.OU, "0 of 3 right choices, 2 wrong: min(0, 3 - 2) / 3 = 0.00"),
        ("11100", Rule.FALSE2, "2 of 3 right choices, 1 wrong: 2/3 - 1/2 = 0.17"),
        ("11111", Rule.FALSE2, "3 of 3 right choices, 2 wrong: 3/3 - 2/2 = 0.00"),
        ("01010", Rule.FALSE2, "0 of 3 right choices, 2 wrong: 0/3 - 2/2 = 0.00, not below 0"),
        ("10000", Rule.FALSE2, "1 of 3 right choices: 0.33"),
        ("10101", Rule.ALL_OR_NOTHING, "3 of 3 right choices: all or nothing = 1.00"),
        ("10100", Rule.ALL_OR_NOTHING, "2 of 3 right choices: all or nothing = 0.00"),
        ("11101", Rule.ALL_OR_NOTHING, "3 of 3 right choices, 1 wrong: all or nothing = 0.00"),
    ],
)
def test_the_sentence_shows_the_arithmetic(chosen: str, rule: Rule, sentence: str) -> None:
    assert mark(choice("q", "10101"), chosen_of(chosen), rule).arithmetic == sentence


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ("001100", "0 of 2 right choices, 2 wrong: min(0, 2 - 2) / 2 = 0.00"),
        ("001110", "0 of 2 right choices, 3 wrong: min(0, 2 - 3) / 2 = 0.00, not below 0"),
    ],
)
def test_only_what_would_be_below_0_is_told_to_be_floored(chosen: str, sentence: str) -> None:
    assert mark(choice("q", "110000"), chosen_of(chosen), Rule.OU).arithmetic == sentence


@pytest.mark.parametrize(
    ("question", "answer", "sentence"),
    [
        (choice("q", "10"), Chosen(frozenset({0})), "right: 1.00"),
        (choice("q", "10"), Chosen(frozenset({1})), "wrong: 0.00"),
        (matching("q", ["a", "b", "c"]), Matched((0, 2, None)), "1 of 3 pairs right: 0.33"),
    ],
)
def test_other_kinds_have_a_shorter_sentence(question: Question, answer: Answer, sentence: str) -> None:
    assert mark(question, answer).arithmetic == sentence


@pytest.mark.parametrize(
    ("question", "answer", "how"),
    [
        (choice("q", "10"), Chosen(frozenset({0})), "1.00"),
        (choice("q", "10"), Chosen(frozenset({1})), "0.00"),
        (choice("q", "110"), Chosen(frozenset({0, 1})), "2 of 2 right choices: 1.00"),
        (matching("q", ["a", "b"]), Matched((1, None)), "0 of 2 pairs right: 0.00"),
    ],
)
def test_how_the_mark_came_about_does_not_say_the_verdict_over_again(
    question: Question, answer: Answer, how: str
) -> None:
    assert mark(question, answer).how == how


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (choice("q", "10"), Chosen(frozenset())),
        (choice("q", "110"), Chosen(frozenset())),
        (choice("q", "100"), Chosen(frozenset({0, 1}))),
        (choice("q", "110", any_key_will_do=True), Chosen(frozenset({0, 1}))),
        (choice("q", "110"), Chosen(frozenset({3}))),
        (choice("q", "110"), Matched((0, 1))),
        (matching("q", ["a", "b"]), Matched((None, None))),
        (matching("q", ["a", "b"]), Matched((0,))),
        (matching("q", ["a", "b"]), Chosen(frozenset({0}))),
    ],
)
def test_what_cannot_be_handed_in_is_not_marked(question: Question, answer: Answer, rule: Rule) -> None:
    with pytest.raises(ValueError, match=r"[a-z]+\.$"):
        mark(question, answer, rule)


@pytest.mark.parametrize(
    ("fraction", "state"),
    [
        (0.0, State.WRONG),
        (0.9e-6, State.WRONG),
        (1.1e-6, State.PARTLY),
        (0.5, State.PARTLY),
        (1 - 1.1e-6, State.PARTLY),
        (1 - 0.9e-6, State.RIGHT),
        (1.0, State.RIGHT),
    ],
)
def test_marks_near_the_ends_are_right_or_wrong(fraction: float, state: State) -> None:
    assert state_of(fraction) is state


@pytest.mark.parametrize(
    ("question", "answer", "parts"),
    [
        (choice("q", "1010"), Chosen(frozenset({0, 1})), (True, False, False, True)),
        (choice("q", "01"), Chosen(frozenset({1})), (True, True)),
        (matching("q", ["a", "b", "a"], ["c"]), Matched((0, 2, None)), (True, False, False)),
    ],
)
def test_each_part_is_told_right_or_wrong(question: Question, answer: Answer, parts: tuple[bool, ...]) -> None:
    assert right_parts(question, answer) == parts


@pytest.mark.parametrize(
    ("question", "answer"),
    [(choice("q", "10"), Matched((0, 1))), (matching("q", ["a", "b"]), Chosen(frozenset({0})))],
)
def test_an_answer_of_the_other_kind_has_no_parts(question: Question, answer: Answer) -> None:
    with pytest.raises(ValueError, match="other kind"):
        right_parts(question, answer)


@st.composite
def several_and_chosen(draw: st.DrawFn) -> tuple[Choice, Chosen]:
    keys = draw(st.lists(st.booleans(), min_size=3, max_size=8).filter(lambda bits: 1 < sum(bits) < len(bits)))
    chosen = draw(st.sets(st.integers(0, len(keys) - 1), min_size=1))
    return choice("q", "".join("1" if key else "0" for key in keys)), Chosen(frozenset(chosen))


@given(several_and_chosen(), st.sampled_from(Rule))
def test_a_mark_is_from_0_to_1(case: tuple[Choice, Chosen], rule: Rule) -> None:
    assert 0 <= mark(*case, rule).fraction <= 1


@given(several_and_chosen(), st.sampled_from(Rule))
def test_exactly_the_keys_earn_1_and_nothing_else_does(case: tuple[Choice, Chosen], rule: Rule) -> None:
    question, answer = case
    assert mark(question, Chosen(question.keys), rule).fraction == 1
    assert mark(question, answer, rule).is_right == (answer.options == question.keys)


@given(several_and_chosen())
def test_no_rule_pays_less_than_all_or_nothing(case: tuple[Choice, Chosen]) -> None:
    floor = mark(*case, Rule.ALL_OR_NOTHING).fraction
    assert mark(*case, Rule.OU).fraction >= floor
    assert mark(*case, Rule.FALSE2).fraction >= floor


@given(several_and_chosen(), st.sampled_from(Rule))
def test_one_more_wrong_choice_never_pays(case: tuple[Choice, Chosen], rule: Rule) -> None:
    question, answer = case
    before = mark(question, answer, rule).fraction
    for wrong in frozenset(range(len(question.options))) - question.keys - answer.options:
        assert mark(question, Chosen(answer.options | {wrong}), rule).fraction <= before


@given(several_and_chosen(), st.sampled_from(Rule), st.randoms(use_true_random=False))
def test_the_order_of_the_options_does_not_change_the_mark(
    case: tuple[Choice, Chosen], rule: Rule, dice: random.Random
) -> None:
    question, answer = case
    order = list(range(len(question.options)))
    dice.shuffle(order)
    moved = replace(question, options=tuple(question.options[i] for i in order))
    moved_answer = Chosen(frozenset(order.index(i) for i in answer.options))
    assert mark(moved, moved_answer, rule) == mark(question, answer, rule)
