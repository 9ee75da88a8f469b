from __future__ import annotations

import pytest

from quiz.core.questions import Choice
from tests.checks.authoring import bank, choice, found_in_bank, matching

CELLS = ("Activated T cells", "Red blood cells", "Platelets")
FIRST = choice("Which cells make most of the interleukin-2 in the blood?", CELLS, id="first")


def told(rule: str, *questions: Choice) -> list[str | None]:
    return [flaw.question for flaw in found_in_bank(rule, bank(questions))]


@pytest.mark.parametrize(
    ("stem", "is_told"),
    [
        ("To which receptor does interleukin-2 in blood, made by activated T cells, bind?", True),
        ("Where do the activated  T‑cells not make interleukin-2 for the blood?", False),  # "t-cells" is another word
        ("What does the interleukin-2 that ACTIVATED T CELLS make in the blood do?", True),
        ("What do activated T cells look like?", False),  # and nothing of what is asked
        ("What do T cells make most of in the blood: interleukin-2?", False),  # not all of the key
        ("What is in the blood of neonates?", False),
    ],
)
def test_a_stem_that_tells_the_answer_to_another_question(stem: str, is_told: bool) -> None:
    second = choice(stem, ["CD25", "CD4", "CD8"], id="second")
    assert told("gives-away", FIRST, second) == (["second"] if is_told else [])


def test_the_question_whose_answer_is_told_is_named() -> None:
    stem = "What does the interleukin-2 that activated T cells make in the blood do?"
    others = [choice(FIRST.stem, CELLS, id=f"other-{i}") for i in range(5)]
    (flaw,) = found_in_bank("gives-away", bank([choice(stem, id="telling"), *others]))
    assert '"other-0", "other-1", "other-2" and others' in flaw.sentence


def test_keys_without_a_word_of_their_own_are_told_by_nothing() -> None:
    stem = "Is most of the interleukin-2 in the blood made by true lymphocytes?"
    statement = choice("True or false: most interleukin-2 in blood is made by lymphocytes.", ["True", "False"], id="tf")
    number = choice("How much of the interleukin-2 in the blood do lymphocytes make?", ["2", "5", "9"], id="number")
    assert told("gives-away", statement, number, choice(stem, id="other")) == []


def test_drafts_tell_nothing_and_ask_nothing() -> None:
    draft = choice(FIRST.stem, CELLS, id="draft", is_draft=True)
    assert told("similar-questions", FIRST, draft) == []
    assert told("gives-away", draft, choice("What do activated T cells make most of in the blood?", id="x")) == []


@pytest.mark.parametrize(
    ("stem", "options", "is_same"),
    [
        (FIRST.stem, CELLS, True),
        (FIRST.stem.upper(), CELLS, True),
        ("Most of the interleukin-2 in the blood is made by which cells?", CELLS, True),
        ("In the blood, which cells make most interleukin-2?", (CELLS[0], "Others", "More"), True),
        (FIRST.stem.replace("blood", "gut"), CELLS, False),
        (FIRST.stem.replace("interleukin-2", "interleukin-7"), CELLS, False),
        (FIRST.stem.replace("make", "do not make"), CELLS, False),
        (FIRST.stem, CELLS[1:], False),  # another key
    ],
)
def test_two_questions_that_ask_the_same(stem: str, options: tuple[str, ...], is_same: bool) -> None:
    second = choice(stem, options, id="second")
    assert told("similar-questions", FIRST, second) == (["second"] if is_same else [])


def test_the_order_of_words_tells_statements_apart() -> None:
    stems = ["Do T cells activate B cells?", "Do B cells activate T cells?", "Do T cells activate B cells ?"]
    questions = [choice(stem, ["Yes", "No"], id=f"q{i}") for i, stem in enumerate(stems)]
    assert told("similar-questions", *questions) == ["q2"]


def test_matching_questions_are_told_apart_by_their_pairs() -> None:
    one, two = matching(id="one"), matching(id="two", whys=("So.", "So.", "So."))
    assert found_in_bank("similar-questions", bank([one, two])) == []
    assert [flaw.question for flaw in found_in_bank("similar-questions", bank([one, matching(id="again")]))] == [
        "again"
    ]
