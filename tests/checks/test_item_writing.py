from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from quiz.checks import item_writing
from quiz.checks.flaw import Flaw
from quiz.core.questions import Choice
from quiz.errors import Severity
from tests.checks.authoring import OPTIONS, choice, places

Rule = Callable[[Choice], Iterator[Flaw]]
RULES: list[Rule] = [
    item_writing.all_of_above,
    item_writing.none_of_above,
    item_writing.option_references,
    item_writing.negative_stem,
    item_writing.absolute_distractor,
    item_writing.vague_frequency,
    item_writing.grammar,
    item_writing.unfocused_stem,
]


def last(text: str) -> Choice:
    """A good question but for its last option, a distractor."""
    return choice(options=[*OPTIONS[:3], text])


@pytest.mark.parametrize("rule", RULES)
def test_a_well_written_question_has_no_flaw(rule: Rule) -> None:
    assert list(rule(choice())) == []


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("yes", "no"), [("True", "False"), ("Yes", "No")])
def test_true_and_false_are_no_flaws(rule: Rule, yes: str, no: str) -> None:
    stem = "True or false: the cytokine is not produced by all the above cells."
    assert list(rule(choice(stem, [yes, no], pinned=True))) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("All of the above", "all-of-above"),
        ("all the above.", "all-of-above"),
        ("Both of the above", "all-of-above"),
        ("All of the cells above", "all-of-above"),
        ("All of them", "all-of-above"),
        ("ALL OF THESE", "all-of-above"),
        ("None of the above", "none-of-above"),
        ("None of these", "none-of-above"),
        ("none of the others", "none-of-above"),
        ("A and B", "option-references"),
        ("Both a and c", "option-references"),
        ("Neither A nor B", "option-references"),
        ("(a) & (b)", "option-references"),
        ("A, B and D", "option-references"),
        ("A, B, and D only", "option-references"),
        ("ii and iv", "option-references"),
        ("Options 1 and 2", "option-references"),
        ("Answers A and B", "option-references"),
    ],
)
def test_options_that_lean_on_others(text: str, rule: str) -> None:
    flaws = [flaw for each in RULES for flaw in each(last(text))]
    assert places(flaws) == [(rule, "options[3]")]


@pytest.mark.parametrize(
    "text",
    [
        "Cells above the gut",
        "Overall growth",
        "Cells in both lungs",
        "Vitamins A and B",
        "1 or 2",
        "2, 3",
        "A and nothing else",
        "A",
        "B cells and T cells",
    ],
)
def test_options_that_stand_by_themselves(text: str) -> None:
    assert [flaw for each in RULES for flaw in each(last(text))] == []


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
        "The dose is 1.5 mg and does not change, which is why?",
        "These cells do not produce the cytokine:",
    ],
)
def test_a_negation_that_may_be_overread(stem: str) -> None:
    assert places(item_writing.negative_stem(choice(stem))) == [("negative-stem", "q")]


@pytest.mark.parametrize(
    "stem",
    [
        "Which cells do NOT produce the cytokine?",
        "Which cells do **not** produce the cytokine?",
        "Which cells do _not_ produce the cytokine?",
        "All of these produce the cytokine EXCEPT which cells?",
        "Which of these needs at least two doses?",
        "An infant does not gain weight. Which disorder is likely?",
        "Which knot is noted as falsely tied?",
    ],
)
def test_a_negation_that_cannot_be_overread(stem: str) -> None:
    assert list(item_writing.negative_stem(choice(stem))) == []


def test_one_negation_is_named_even_where_another_is_emphasised() -> None:
    (flaw,) = item_writing.negative_stem(choice("Which cells are NOT those that do not grow?"))
    assert '"NOT"' in flaw.sentence


@pytest.mark.parametrize("word", ["always", "never", "all", "none", "only", "every", "must", "completely"])
def test_an_absolute_word_gives_a_distractor_away(word: str) -> None:
    (flaw,) = item_writing.absolute_distractor(last(f"They {word} grow"))
    assert (flaw.rule, flaw.part) == ("absolute-distractor", "options[3]")
    assert f'"{word}"' in flaw.sentence


def test_an_absolute_word_in_the_key_gives_nothing_away() -> None:
    assert list(item_writing.absolute_distractor(choice(options=["They always grow", *OPTIONS[1:]]))) == []
    assert list(item_writing.absolute_distractor(last("They grow overall"))) == []


def test_a_hedge_in_one_option_alone_sets_it_apart() -> None:
    assert places(item_writing.vague_frequency(last("They may grow"))) == [("vague-frequency", "options[3]")]
    assert list(item_writing.vague_frequency(choice(options=["They may grow", "They often rest", *OPTIONS[2:]]))) == []
    assert list(item_writing.vague_frequency(last("In the month after"))) == []


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("Interleukin-2 is an", ["enzyme", "antibody", "cytokine"]),
        ("Interleukin-2 is a:", ["cytokine", "hormone", "antibody"]),
        ("It lasts an ...", ["hour", "instant", "minute"]),
        ("It is a ____", ["unit", "molecule", "MRI"]),
        ("It is an", ["MRI", "X-ray", "CT scan"]),
        ("It is an", ["uninfected cell", "unit", "antibody"]),
    ],
)
def test_an_article_that_fits_some_options_only(stem: str, options: list[str]) -> None:
    assert places(item_writing.grammar(choice(stem, options))) == [("grammar", "q")]


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("Interleukin-2 is a", ["cytokine", "hormone", "molecule", "receptor", "salt", "fat"]),
        ("It is a", ["unit", "university", "European", "one-off", "usual cell", "U-turn", "DNA strand", "T cell"]),
        (
            "It is an",
            ["hour", "heir", "honest mistake", "MRI", "NK cell", "IL-2 receptor", "unimportant cell", "8 mg dose"],
        ),
        ("Interleukin-2 is a/an", ["enzyme", "cytokine"]),
        ("Which cells make it?", ["enzyme", "cytokine"]),
        ("Which disorder follows hepatitis A:", ["enzyme", "cytokine"]),
        ("It is found in umbra:", ["enzyme", "cytokine"]),
    ],
)
def test_an_article_that_fits_them_all(stem: str, options: list[str]) -> None:
    assert list(item_writing.grammar(choice(stem, options))) == []


def test_an_article_that_fits_no_option_gives_none_away() -> None:
    assert list(item_writing.grammar(choice("Interleukin-2 is an", ["cytokine", "hormone"]))) == []


@pytest.mark.parametrize(
    ("stem", "is_flaw"),
    [
        ("Interleukin-2:", True),
        ("Interleukin-2 is", True),
        ("The cytokine interleukin-2 is made by", False),
        ("Why?", False),
    ],
)
def test_a_stem_that_asks_nothing(stem: str, is_flaw: bool) -> None:
    assert places(item_writing.unfocused_stem(choice(stem))) == ([("unfocused-stem", "q")] if is_flaw else [])


@pytest.mark.parametrize(
    ("question", "severity"),
    [
        (last("All of the above"), Severity.ERROR),
        (last("None of the above"), Severity.WARNING),
        (last("A and B"), Severity.ERROR),
        (choice("Which cells do not grow?"), Severity.ERROR),
        (last("They never grow"), Severity.WARNING),
    ],
)
def test_what_confuses_is_an_error_and_what_helps_a_warning(question: Choice, severity: Severity) -> None:
    assert [flaw.severity for rule in RULES for flaw in rule(question)] == [severity]
