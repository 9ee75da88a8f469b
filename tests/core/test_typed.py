"""What a typed line means as an answer."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, strategies as st

from quiz.core.answers import Chosen, Matched, fault_of
from quiz.core.certainty import Certainty
from quiz.core.questions import Choice, Extra, Matching, Option, Pair
from quiz.core.shuffling import Layout, layout
from quiz.core.text import printable
from quiz.core.typed import label, read_answer, read_certainty


def choice(*keys: int, options: int = 4, texts: tuple[str, ...] = ()) -> Choice:
    named = texts or tuple(f"option {i}" for i in range(options))
    return Choice(
        id="q",
        stem="Which?",
        topic="t",
        options=tuple(Option(text, is_key=i in keys) for i, text in enumerate(named)),
    )


def matching(pairs: int = 3, extras: int = 1) -> Matching:
    return Matching(
        id="q",
        stem="Match.",
        topic="t",
        pairs=tuple(Pair(f"prompt {i}", f"answer {i}") for i in range(pairs)),
        extras=tuple(Extra(f"extra {i}") for i in range(extras)),
    )


SINGLE = choice(0)
SEVERAL = choice(0, 1)
MATCHING = matching()

# Shown a is the file's option 2, b 0, c 3, d 1; prompt 1 is the file's pair 1, 2 is 2, 3 is 0.
SHOWN = Layout((2, 0, 3, 1))
SHOWN_PAIRS = Layout((2, 0, 3, 1), (1, 2, 0))


@pytest.mark.parametrize(
    ("line", "chosen"),
    [
        ("a", {2}),
        ("b", {0}),
        ("B", {0}),
        ("  b  ", {0}),
        ("b.", {0}),
        ("(b)", {0}),
        ("ｂ", {0}),
        ("2", {0}),
        ("٢", {0}),
        ("bb", {0}),
        ("option 3", {3}),
        ("OPTION  3", {3}),
    ],
)
def test_a_single_answer_is_a_letter_a_number_or_the_text(line: str, chosen: set[int]) -> None:
    assert read_answer(SINGLE, SHOWN, line) == Chosen(frozenset(chosen))


@pytest.mark.parametrize(
    ("line", "chosen"),
    [
        ("a c", {2, 3}),
        ("ac", {2, 3}),
        ("ca", {2, 3}),
        ("a,c", {2, 3}),
        ("a, C", {2, 3}),
        ("a;c", {2, 3}),
        ("a+c", {2, 3}),
        ("1 3", {2, 3}),
        ("1,3", {2, 3}),
        ("13", {2, 3}),
        ("a 3", {2, 3}),
        ("dcba", {0, 1, 2, 3}),
        ("a", {2}),
        ("option 1", {1}),
    ],
)
def test_several_answers_are_letters_or_numbers_however_set_apart(line: str, chosen: set[int]) -> None:
    assert read_answer(SEVERAL, SHOWN, line) == Chosen(frozenset(chosen))


@pytest.mark.parametrize(
    ("line", "partners"),
    [
        # In the order of the file: partners of pairs 0, 1, 2.
        ("1b 2a 3d", (1, 0, 2)),
        ("1B2A3D", (1, 0, 2)),
        ("3d 1b 2a", (1, 0, 2)),
        ("1b, 2a, 3d", (1, 0, 2)),
        ("1b,2a,3d", (1, 0, 2)),
        ("1-b 2-a 3-d", (1, 0, 2)),
        ("1 - b 2 - a", (None, 0, 2)),
        ("1 b 2 a 3 d", (1, 0, 2)),
        ("1=b; 2:a; 3→d", (1, 0, 2)),
        ("1->b 2=>a", (None, 0, 2)),
        ("1. b 2) a", (None, 0, 2)),
        ("1-2 2-1", (None, 0, 2)),
        ("2a", (None, None, 2)),
        ("1a 2a 3a", (2, 2, 2)),
        ("1b 1b", (None, 0, None)),
        ("bad", (1, 0, 2)),
        ("b a d", (1, 0, 2)),
        ("b,a,d", (1, 0, 2)),
    ],
)
def test_pairs_are_a_number_and_a_letter_or_letters_in_order(line: str, partners: tuple[int | None, ...]) -> None:
    assert read_answer(MATCHING, SHOWN_PAIRS, line) == Matched(partners)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "Choose an option first."),
        ("  ,", "Choose an option first."),
        ("e", '"e" names no option here: they go from a to d.'),
        ("5", '"5" names no option here: they go from a to d.'),
        ("0", '"0" names no option here: they go from a to d.'),
        ("hello", '"hello" names no option here: they go from a to d.'),
        ("a-c", '"a-c" names no option here: they go from a to d.'),
        ("1b", '"1b" names no option here: they go from a to d.'),
        ("9" * 9999, f'"{"9" * 20}..." names no option here: they go from a to d.'),
        ("\x1b[2J", '"<U+001B>" names no option here: they go from a to d.'),
        ("a b", "Choose one option: this question takes a single answer."),
    ],
)
def test_what_is_no_answer_to_a_choice_gets_a_sentence(line: str, sentence: str) -> None:
    assert read_answer(SINGLE, SHOWN, line) == sentence


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "Match a prompt first."),
        ("a", "Write each prompt's number before its letter, as in 1a, or 3 letters in the order of the prompts."),
        ("abcd", "Write each prompt's number before its letter, as in 1a, or 3 letters in the order of the prompts."),
        ("abz", "There is no choice z: they go from a to d."),
        ("1e", "There is no choice e: they go from a to d."),
        ("1-0", "There is no choice 0: they go from a to d."),
        ("1-99", "There is no choice 99: they go from a to d."),
        ("4a", "There is no prompt 4: they go from 1 to 3."),
        ("0a", "There is no prompt 0: they go from 1 to 3."),
        ("1b 1c", "Prompt 1 has two partners, b and c: give it one."),
        ("1bc", "\"c\" names no pair: write a prompt's number and a choice's letter, as in 1b 2a."),
        ("1 2", "\"1 2\" names no pair: write a prompt's number and a choice's letter, as in 1b 2a."),
        ("1b what", "\"what\" names no pair: write a prompt's number and a choice's letter, as in 1b 2a."),
        ("1-ba", "\"1-ba\" names no pair: write a prompt's number and a choice's letter, as in 1b 2a."),
    ],
)
def test_what_is_no_answer_to_a_matching_question_gets_a_sentence(line: str, sentence: str) -> None:
    assert read_answer(MATCHING, SHOWN_PAIRS, line) == sentence


@pytest.mark.parametrize(
    ("line", "answer", "certainty"),
    [
        ("b high", "b", Certainty.HIGH),
        ("a c  GUESS ", "a c ", Certainty.GUESS),
        ("1b 2a low", "1b 2a", Certainty.LOW),
        ("T cells middle", "T cells", Certainty.MIDDLE),
        ("b", "b", None),
        ("high", "high", None),
        (" high", " high", None),
        ("b higher", "b higher", None),
        ("", "", None),
    ],
)
def test_a_word_at_the_end_says_how_sure_the_answer_is(line: str, answer: str, certainty: Certainty | None) -> None:
    assert read_certainty(line) == (answer, certainty)


def test_a_letter_goes_before_an_option_whose_text_is_that_letter() -> None:
    blood = choice(0, texts=("A", "B", "AB", "O"))
    assert read_answer(blood, SHOWN, "a") == Chosen(frozenset({2}))
    assert read_answer(blood, SHOWN, "ab") == Chosen(frozenset({2}))
    assert read_answer(blood, SHOWN, "o") == Chosen(frozenset({3}))


def test_two_digits_are_one_number_where_there_are_ten_options_or_more() -> None:
    many = choice(0, 1, options=12)
    shown = Layout(tuple(range(12)))
    assert read_answer(many, shown, "12") == Chosen(frozenset({11}))
    assert read_answer(many, shown, "1 2") == Chosen(frozenset({0, 1}))
    assert read_answer(many, shown, "13") == '"13" names no option here: they go from a to l.'


def test_after_the_letters_come_numbers() -> None:
    assert [label(place) for place in (0, 25, 26, 99)] == ["a", "z", "27", "100"]


SEPARATORS = st.sampled_from([" ", ",", ", ", "; ", "  "])


@given(st.data(), st.integers(2, 40), st.integers(0, 10**6), SEPARATORS)
def test_every_set_of_shown_letters_reads_as_those_options(
    data: st.DataObject, count: int, seed: int, separator: str
) -> None:
    question = choice(0, 1, options=count)
    shown = layout(question, seed)
    places = data.draw(st.lists(st.integers(0, count - 1), min_size=1, unique=True))
    wanted = Chosen(frozenset(shown.choices[place] for place in places))
    assert read_answer(question, shown, separator.join(map(label, places))) == wanted
    assert read_answer(question, shown, separator.join(map(label, places)).upper()) == wanted
    if all(place < 26 for place in places):
        assert read_answer(question, shown, "".join(map(label, places))) == wanted


@given(st.data(), st.integers(2, 12), st.integers(0, 30), st.integers(0, 10**6), st.sampled_from(["-", "=", ": "]))
def test_every_assignment_of_shown_letters_reads_as_those_pairs(
    data: st.DataObject, pairs: int, extras: int, seed: int, joint: str
) -> None:
    question = matching(pairs, extras)
    shown = layout(question, seed)
    places = data.draw(st.lists(st.none() | st.integers(0, pairs + extras - 1), min_size=pairs, max_size=pairs))
    if all(place is None for place in places):
        places[0] = 0
    line = " ".join(f"{prompt + 1}{joint}{label(place)}" for prompt, place in enumerate(places) if place is not None)
    partner = {shown.prompts[prompt]: shown.choices[place] for prompt, place in enumerate(places) if place is not None}
    assert read_answer(question, shown, line) == Matched(tuple(partner.get(index) for index in range(pairs)))


@given(
    st.sampled_from([SINGLE, SEVERAL, MATCHING, choice(0, 1, options=12), matching(11, 20)]),
    st.text() | st.text(alphabet=string.ascii_lowercase[:6] + string.digits + " ,-=.:>"),
)
def test_any_line_gives_an_answer_that_can_be_handed_in_or_a_sentence(question: Choice | Matching, line: str) -> None:
    answer = read_answer(question, layout(question, 7), line)
    if isinstance(answer, str):
        assert answer.endswith(".")
        assert printable(answer) == answer
        assert len(answer) < 200
    else:
        assert fault_of(question, answer) is None
