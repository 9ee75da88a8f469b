from __future__ import annotations

import pytest

from quiz.core.questions import Extra, Matching, Pair
from tests.checks.authoring import found, parts

PAIRS = (("Enterocolitis", "Gut"), ("Dysplasia", "Lungs"), ("Lupus", "Skin"))


def matched(*pairs: tuple[str, str], extras: tuple[str, ...] = ("Liver",)) -> Matching:
    return Matching(
        id="m",
        stem="Match each disease to its place.",
        topic="t",
        pairs=tuple(Pair(prompt, answer) for prompt, answer in pairs),
        extras=tuple(map(Extra, extras)),
    )


@pytest.mark.parametrize(
    "rule", ["matching-clang", "matching-elimination", "matching-kinds", "matching-length", "matching-size"]
)
def test_a_well_written_set_has_no_flaw(rule: str) -> None:
    assert parts(rule, matched(*PAIRS)) == []


@pytest.mark.parametrize(
    ("pairs", "extras", "expected"),
    [
        ((("Lymph node infection", "Lymph vessels"), *PAIRS), (), ["match[0].answer"]),
        ((*PAIRS, ("Infected lymph nodes", "Infecting agents")), (), ["match[3].answer"]),
        ((("Lymph node infection", "Lymph"), ("Lymph oedema", "Vessels")), (), []),  # another prompt has the word
        ((("Lymph node infection", "Lymph"), ("Oedema", "Lymph vessels")), (), []),  # another answer has it
        ((("Lymph node infection", "Lymph"), ("Oedema", "Vessels")), ("Lymph fluid",), []),
        ((("What is one", "What is it"), ("Other", "Another")), (), []),
    ],
)
def test_an_answer_that_sounds_like_its_prompt(
    pairs: tuple[tuple[str, str], ...], extras: tuple[str, ...], expected: list[str]
) -> None:
    assert parts("matching-clang", matched(*pairs, extras=extras)) == expected


def test_one_word_that_belongs_to_two_prompts_of_one_answer_is_found_with_neither() -> None:
    question = matched(("Lymph node", "Lymph"), ("Lymph vessel", "Lymph"), ("Enterocolitis", "Gut"))
    assert parts("matching-clang", question) == []


@pytest.mark.parametrize(
    ("pairs", "extras", "is_flaw"),
    [
        (PAIRS, (), True),
        (PAIRS, ("Liver",), False),
        ((*PAIRS, ("Psoriasis", "Skin")), (), False),  # one answer serves two prompts
    ],
)
def test_the_last_pair_is_not_to_be_left_over(
    pairs: tuple[tuple[str, str], ...], extras: tuple[str, ...], is_flaw: bool
) -> None:
    assert parts("matching-elimination", matched(*pairs, extras=extras)) == (["match"] if is_flaw else [])


def test_numbers_among_words_are_told_by_their_look() -> None:
    assert parts("matching-kinds", matched(*PAIRS, ("Days of treatment", "14"))) == ["match"]
    assert parts("matching-kinds", matched(("Days", "14"), ("Weeks", "two"), extras=("5",))) == []


@pytest.mark.parametrize(
    ("extras", "is_flaw"),
    [
        (("The larger vessels of the liver",), True),
        (("The larger vessels of the liver", "Liver"), False),
        (("The larger vs",), False),  # less than ten characters longer
        ((), False),
    ],
)
def test_extra_answers_do_not_stand_out(extras: tuple[str, ...], is_flaw: bool) -> None:
    assert parts("matching-length", matched(*PAIRS, extras=extras)) == (["extra"] if is_flaw else [])


def test_extra_answers_may_be_too_short_as_well() -> None:
    (flaw,) = found(
        "matching-length", matched(("Enterocolitis", "The whole of the gut"), ("Lupus", "The outer layers"))
    )
    assert flaw.part == "extra"
    assert "shorter" in flaw.sentence


@pytest.mark.parametrize(("count", "is_flaw"), [(10, False), (11, True)])
def test_a_set_is_not_too_long(count: int, is_flaw: bool) -> None:
    pairs = [(f"prompt {i}", f"answer {i}") for i in range(count)]
    assert parts("matching-size", matched(*pairs)) == (["match"] if is_flaw else [])
