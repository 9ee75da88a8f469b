from __future__ import annotations

import pytest

from quiz.core.questions import Choice
from tests.checks.authoring import OPTIONS, choice, parts

RULES = ["all-of-above", "none-of-above", "option-references"]


def last(text: str) -> Choice:
    """A good question but for its last option, a distractor."""
    return choice(options=[*OPTIONS[:3], text])


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
        ("Neither of the above", "none-of-above"),
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
    assert [each for each in RULES if parts(each, last(text)) == ["options[3]"]] == [rule]


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
    assert [each for each in RULES if parts(each, last(text))] == []
