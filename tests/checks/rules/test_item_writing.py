from __future__ import annotations

import pytest

from quiz.core.questions import Choice
from tests.checks.authoring import OPTIONS, choice, found, parts


def last(text: str) -> Choice:
    """A good question but for its last option, a distractor."""
    return choice(options=[*OPTIONS[:3], text])


@pytest.mark.parametrize("word", ["always", "never", "all", "none", "only", "every", "must", "completely"])
def test_an_absolute_word_gives_a_distractor_away(word: str) -> None:
    (flaw,) = found("absolute-distractor", last(f"They {word} grow"))
    assert flaw.part == "options[3]"
    assert f'"{word}"' in flaw.sentence


def test_an_absolute_word_in_the_key_gives_nothing_away() -> None:
    assert parts("absolute-distractor", choice(options=["They always grow", *OPTIONS[1:]])) == []


@pytest.mark.parametrize("text", ["They grow overall", "An all-or-none law", "All of the above", "None of these"])
def test_what_is_no_absolute_word_or_is_told_by_another_rule(text: str) -> None:
    assert parts("absolute-distractor", last(text)) == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([*OPTIONS[:3], "They may grow"], ["options[3]"]),
        (["They may grow", "They often rest", *OPTIONS[2:]], []),
        ([*OPTIONS[:3], "In the month after"], []),
        ([*OPTIONS[:3], "In May"], []),
        ([*OPTIONS[:3], "May 2020"], []),
        ([*OPTIONS[:3], "May be so"], ["options[3]"]),
    ],
)
def test_a_hedge_in_one_option_alone_sets_it_apart(options: list[str], expected: list[str]) -> None:
    assert parts("vague-frequency", choice(options=options)) == expected


@pytest.mark.parametrize(
    ("stem", "is_flaw"),
    [
        ("Interleukin-2:", True),
        ("Interleukin-2 is", True),
        ("The treatment of sepsis in neonates:", True),
        ("The role of the cytokine in the immune system", True),
        ("The cytokine interleukin-2 is made by", False),
        ("The receptor of the cytokine has", False),
        ("Interleukin-2 from T cells binds to", False),
        ("Activated T cells in the gut produce", False),
        ("Neonates produce in the gut:", False),
        ("Match each cell to its role.", False),
        ("Why?", False),
    ],
)
def test_a_stem_that_asks_nothing(stem: str, is_flaw: bool) -> None:
    assert parts("unfocused-stem", choice(stem)) == (["q"] if is_flaw else [])


@pytest.mark.parametrize("rule", ["absolute-distractor", "vague-frequency", "unfocused-stem"])
def test_true_and_false_are_no_flaws(rule: str) -> None:
    stem = "True or false: the cytokine is made by all cells."
    assert parts(rule, choice(stem, ["True", "False"], pinned=True)) == []
