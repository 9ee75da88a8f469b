from __future__ import annotations

import pytest

from quiz.core.questions import Choice
from tests.checks.authoring import OPTIONS, choice, found, parts


@pytest.mark.parametrize(
    "stem",
    [
        "Which cells do not produce the cytokine?",
        "Which of these is least likely in sepsis?",
        "All of these produce the cytokine except which cells?",
        "Which statement is false?",
        "Which statement is incorrect? Choose all that apply.",
        "Which cells don't produce the cytokine?",
        "Which cells don’t produce the cytokine?",
        "Which cells cannot produce the cytokine?",
        "The dose is 1.5 mg and does not change, which is why?",
        "These cells do not produce the cytokine:",
        "Although the dose is small, which cells do not produce the cytokine?",
    ],
)
def test_a_negation_that_may_be_overread(stem: str) -> None:
    assert parts("negative-stem", choice(stem)) == ["q"]


@pytest.mark.parametrize(
    "stem",
    [
        "Which cells do NOT produce the cytokine?",
        "Which cells do **not** produce the cytokine?",
        "Which cells do _not_ produce the cytokine?",
        "All of these produce the cytokine EXCEPT which cells?",
        "Which cells CANNOT produce the cytokine?",
    ],
)
def test_a_negation_that_stands_out_is_only_remarked_on(stem: str) -> None:
    assert parts("negative-stem", choice(stem)) == []
    assert parts("emphasised-negation", choice(stem)) == ["q"]


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these needs at least two doses?",
        "Which of these needs AT LEAST two doses?",
        "An infant does not gain weight. Which disorder is likely?",
        "An infant does NOT gain weight. Which disorder is likely?",
        "Which knot is noted as falsely tied?",
        "Which cells act not only on themselves but on others?",
        "Which cells act NOT ONLY on themselves but on others?",
        "Which test has the most false positives?",
        "How high is the false-negative rate?",
        "What decides whether or not a cell grows?",
        "Is it true or false that the cells grow?",
        "Why does the cycle stop in the dark, although it does not need light directly?",
        "Why do the cells, though they do not divide, still grow?",
    ],
)
def test_what_denies_nothing(stem: str) -> None:
    assert parts("negative-stem", choice(stem)) == []
    assert parts("emphasised-negation", choice(stem)) == []


def test_one_negation_is_named_even_where_another_is_emphasised() -> None:
    (flaw,) = found("negative-stem", choice("Which cells are NOT those that do not grow?"))
    assert '"NOT"' in flaw.sentence


def last(text: str) -> Choice:
    """A good question but for its last option, a distractor."""
    return choice(options=[*OPTIONS[:3], text])


@pytest.mark.parametrize(
    "text", ["They do not grow", "They don't grow", "They don’t grow", "They can NOT grow", "They cannot grow"]
)
def test_an_option_that_says_what_is_not_so(text: str) -> None:
    assert parts("negative-option", last(text)) == ["options[3]"]


@pytest.mark.parametrize(
    "text", ["They grow", "Knots", "Not only cells", "At least two", "The least mature cells", "None of the above"]
)
def test_an_option_that_says_what_is_so(text: str) -> None:
    assert parts("negative-option", last(text)) == []


@pytest.mark.parametrize("rule", ["negative-stem", "emphasised-negation", "negative-option"])
@pytest.mark.parametrize(("yes", "no"), [("True", "False"), ("Yes", "No"), ("It is", "It is not")])
def test_true_and_false_are_no_negations(rule: str, yes: str, no: str) -> None:
    stem = "True or false: the cytokine is not produced by all the above cells."
    assert parts(rule, choice(stem, [yes, no], pinned=True)) == []
