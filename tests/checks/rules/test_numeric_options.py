from __future__ import annotations

import pytest

from tests.checks.authoring import choice, found, parts

STEM = "How many days does it take?"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["1-5", "5-10", "11-15"], ["options[1]"]),
        (["1-5", "6-10", "11-15"], []),
        (["11-15", "1-11", "16-20"], ["options[1]"]),
        (["at least 2", "at least 3", "at least 4"], ["options[1]", "options[2]"]),
        (["less than 5", "5-10", "more than 10"], []),
        (["1-20", "2-3", "4-5", "25"], ["options[1]", "options[2]"]),
        (["1-5 mg", "5-10 g", "none"], []),
        (["2", "two", "3"], ["options[1]"]),
        (["1-5", "Nobody knows", "3"], ["options[2]"]),
        (["5", "6", "7"], []),
        (["IL-2", "IL-2 and IL-15", "IL-7"], []),
    ],
)
def test_options_with_numbers_in_common(options: list[str], expected: list[str]) -> None:
    assert parts("numeric-overlap", choice(STEM, options)) == expected


def test_the_option_that_overlaps_is_named() -> None:
    (flaw,) = found("numeric-overlap", choice(STEM, ["5-10", "11-20", "1-5"]))
    assert (flaw.part, "option 1 " in flaw.sentence) == ("options[2]", True)


def test_of_several_right_answers_both_may_hold() -> None:
    assert parts("numeric-overlap", choice(STEM, ["more than 5", "less than 20", "30"], keys=(0, 1))) == []


@pytest.mark.parametrize(
    ("options", "is_flaw"),
    [
        (["5", "2", "10"], True),
        (["2", "5", "10"], False),
        (["10", "5", "2"], False),
        (["5", "2"], False),
        (["100", "1,000", "20"], True),
        (["20", "100", "1,000"], False),
        (["two", "five", "three"], True),
        (["1-5", "11-20", "6-10"], True),
        (["less than 5", "5-10", "more than 10"], False),
        (["5 mg", "2 g", "10 mg"], False),  # another rule's
        (["5", "2", "Nobody knows"], False),
    ],
)
def test_numbers_out_of_order(options: list[str], is_flaw: bool) -> None:
    assert parts("unsorted-numbers", choice(STEM, options)) == (["options"] if is_flaw else [])


@pytest.mark.parametrize(
    ("options", "is_flaw"),
    [
        (["2 days", "2 weeks", "2 months"], True),
        (["1 day", "2 days", "3 days"], False),
        (["5 mg", "10", "20"], True),
        (["5 µg", "10 μg"], False),
        (["5 %", "10 percent"], True),
        (["2 receptors", "3 chains"], False),
        (["5", "10", "Nobody knows"], False),
        (["1-5 mg", "5-10 g"], True),
    ],
)
def test_numbers_in_different_units(options: list[str], is_flaw: bool) -> None:
    assert parts("mixed-units", choice(STEM, options)) == (["options"] if is_flaw else [])


@pytest.mark.parametrize(("language", "is_flaw"), [("en", True), ("de", False)])
def test_a_comma_parts_thousands_in_english_alone(language: str, is_flaw: bool) -> None:
    question = choice(STEM, ["1,000", "500", "2,000"])
    assert parts("unsorted-numbers", question, language=language) == (["options"] if is_flaw else [])
