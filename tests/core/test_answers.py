from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from quiz.core.answers import Answer, Chosen, Given, Matched, answer_of, blanks, fault_of, given_of, is_blank
from quiz.core.questions import Choice, Option, Question
from tests.core.samples import choice, matching


def chosen(*options: int) -> Chosen:
    return Chosen(frozenset(options))


ONE = choice("one", "0100")
ANY = choice("any", "0110", any_key_will_do=True)
SEVERAL = choice("several", "0110")
PAIRS = matching("pairs", ["a", "b", "a"], ["c"])


@pytest.mark.parametrize(
    ("question", "answer", "fault"),
    [
        (ONE, chosen(0), None),
        (ONE, chosen(1), None),
        (ONE, chosen(), "Choose an option first."),
        (ONE, chosen(0, 1), "Choose one option: this question takes a single answer."),
        (ONE, chosen(4), "There are only 4 options."),
        (ONE, chosen(-1), "There are only 4 options."),
        (ONE, Matched((0,)), "Choose options here."),
        (ANY, chosen(1), None),
        (ANY, chosen(1, 2), "Choose one option: this question takes a single answer."),
        (SEVERAL, chosen(0), None),
        (SEVERAL, chosen(0, 1, 2, 3), None),
        (SEVERAL, chosen(1, 4), "There are only 4 options."),
        (PAIRS, Matched((0, 1, 2)), None),
        (PAIRS, Matched((2, 2, 2)), None),
        (PAIRS, Matched((None, 1, None)), None),
        (PAIRS, Matched((None, None, None)), "Match a prompt first."),
        (PAIRS, Matched((0, 1)), "There are 3 prompts to match."),
        (PAIRS, Matched((0, 1, 3)), "There are only 3 choices."),
        (PAIRS, Matched((0, 1, -1)), "There are only 3 choices."),
        (PAIRS, chosen(0), "Match pairs here."),
    ],
)
def test_what_can_be_handed_in(question: Question, answer: Answer, fault: str | None) -> None:
    assert fault_of(question, answer) == fault


@pytest.mark.parametrize(
    ("answer", "count"), [(chosen(), 0), (chosen(1), 0), (Matched((0, 1)), 0), (Matched((None, 0, None)), 2)]
)
def test_blanks_are_prompts_without_a_partner(answer: Answer, count: int) -> None:
    assert blanks(answer) == count


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        (ONE, chosen(2), Given(chosen=("one option 2",))),
        (SEVERAL, chosen(2, 0), Given(chosen=("several option 0", "several option 2"))),
        (
            PAIRS,
            Matched((0, 2, 0)),
            Given(matched=(("pairs prompt 0", "a"), ("pairs prompt 1", "c"), ("pairs prompt 2", "a"))),
        ),
        (PAIRS, Matched((None, 0, None)), Given(matched=(("pairs prompt 1", "a"),))),
    ],
)
def test_an_answer_and_its_words_are_the_same(question: Question, answer: Answer, words: Given) -> None:
    assert given_of(question, answer) == words
    assert answer_of(question, words) == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (ONE, Matched((0,))),
        (ONE, chosen()),
        (ONE, chosen(4)),
        (ONE, chosen(-1)),
        (PAIRS, chosen(0)),
        (PAIRS, Matched((0, 1))),
        (PAIRS, Matched((0, 1, 7))),
    ],
)
def test_what_is_no_answer_has_no_words(question: Question, answer: Answer) -> None:
    with pytest.raises(ValueError, match=r"[a-z]+\.$"):
        given_of(question, answer)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (ONE, Given()),
        (ONE, Given(chosen=("one option 9",))),
        (ONE, Given(matched=(("pairs prompt 0", "a"),))),
        (SEVERAL, Given(chosen=("several option 1", "gone"))),
        (PAIRS, Given()),
        (PAIRS, Given(chosen=("a",))),
        (PAIRS, Given(matched=(("pairs prompt 9", "a"),))),
        (PAIRS, Given(matched=(("pairs prompt 0", "gone"),))),
        (PAIRS, Given(matched=(("pairs prompt 0", "a"), ("pairs prompt 1", "gone")))),
    ],
)
def test_words_that_the_question_has_not_any_more_give_no_answer(question: Question, words: Given) -> None:
    assert answer_of(question, words) is None


def test_words_outlive_a_reordering_of_the_options() -> None:
    turned = replace(SEVERAL, options=SEVERAL.options[::-1])
    assert answer_of(turned, given_of(SEVERAL, chosen(0, 1))) == chosen(3, 2)


def test_words_outlive_a_reordering_of_the_pairs() -> None:
    turned = replace(PAIRS, pairs=PAIRS.pairs[::-1])
    words = given_of(PAIRS, Matched((0, 1, None)))
    answer = answer_of(turned, words)
    assert answer == Matched((None, turned.choices.index("b"), turned.choices.index("a")))
    assert set(given_of(turned, answer).matched) == set(words.matched)


@st.composite
def question_and_answer(draw: st.DrawFn) -> tuple[Question, Answer]:
    if draw(st.booleans()):
        keys = draw(st.text("01", min_size=2, max_size=6).filter(lambda bits: "1" in bits))
        question = choice("q", keys)
        most = len(keys) if question.takes_several else 1
        return question, Chosen(frozenset(draw(st.sets(st.integers(0, len(keys) - 1), min_size=1, max_size=most))))
    pairs = matching("q", draw(st.lists(st.sampled_from("abc"), min_size=2, max_size=5)), ["x", "y"])
    partner = st.none() | st.integers(0, len(pairs.choices) - 1)
    given = draw(st.tuples(*[partner] * len(pairs.pairs)).filter(lambda all_of: any(c is not None for c in all_of)))
    return pairs, Matched(given)


@given(question_and_answer())
def test_the_words_of_any_answer_give_it_back_in_any_order(case: tuple[Question, Answer]) -> None:
    question, answer = case
    assert fault_of(question, answer) is None
    words = given_of(question, answer)
    assert answer_of(question, words) == answer
    turned: Question
    if isinstance(question, Choice):
        turned = replace(question, options=question.options[::-1])
    else:
        turned = replace(question, pairs=question.pairs[::-1], extras=question.extras[::-1])
    again = answer_of(turned, words)
    assert again is not None
    assert set(given_of(turned, again).chosen) == set(words.chosen)
    assert set(given_of(turned, again).matched) == set(words.matched)


def test_words_retyped_with_other_marks_are_the_same_answer() -> None:
    before = Choice(
        id="q", stem="?", topic="t", options=(Option("the body’s cells", is_key=True), Option("x", is_key=False))
    )
    after = Choice(
        id="q", stem="?", topic="t", options=(Option("x", is_key=False), Option("The body's  cells", is_key=True))
    )
    assert answer_of(after, given_of(before, chosen(0))) == chosen(1)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (chosen(), True),
        (chosen(0), False),
        (Matched((None, None)), True),
        (Matched((None, 0)), False),
    ],
)
def test_an_answer_is_blank_while_nothing_is_chosen_or_matched(answer: Answer, expected: bool) -> None:
    assert is_blank(answer) is expected
