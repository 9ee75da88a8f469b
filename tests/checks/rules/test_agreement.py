from __future__ import annotations

import pytest

from quiz.checks.rules.agreement import Number, number_of
from tests.checks.authoring import choice, parts


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
    assert parts("grammar", choice(stem, options)) == ["q"]


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
    assert parts("grammar", choice(stem, options)) == []


def test_an_article_that_fits_no_option_gives_none_away() -> None:
    assert parts("grammar", choice("Interleukin-2 is an", ["cytokine", "hormone"])) == []


@pytest.mark.parametrize(
    ("stem", "options", "is_flaw"),
    [
        ("The main producers are", ["T cells", "a macrophage", "platelets"], True),
        ("The main producer is", ["the T cell", "platelets", "the macrophage"], True),
        ("The main producers were:", ["T cells", "one macrophage", "platelets"], True),
        ("The main producers are", ["T cells", "macrophages", "platelets"], False),
        ("The main producers are", ["immature", "found in the gut", "larger than T cells"], False),
        ("The main producer is", ["found in the lungs", "the thymus", "a cell of the lymph nodes"], False),
        ("The disorder is", ["sepsis", "enterocolitis", "diabetes", "measles", "AIDS"], False),
        ("The main producers are", ["a T cell", "one macrophage"], False),
        ("What are they?", ["T cells", "a macrophage"], False),
        ("It is", ["T cells", "macrophages", "none of the above"], False),
    ],
)
def test_a_verb_at_the_end_agrees_with_all_options_or_none(stem: str, options: list[str], is_flaw: bool) -> None:
    assert parts("grammar", choice(stem, options)) == (["q"] if is_flaw else [])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("T cells", Number.PLURAL),
        ("Cells of the immune system", Number.PLURAL),
        ("bacteria", Number.PLURAL),
        ("A receptor with three chains", Number.SINGULAR),
        ("One of the cells", Number.SINGULAR),
        ("macrophage", None),
        ("virus", None),
        ("AIDS", None),
        ("", None),
        ("细胞", None),
    ],
)
def test_what_names_one_thing_and_what_several(text: str, number: Number | None) -> None:
    assert number_of(text) is number
