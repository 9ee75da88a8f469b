from __future__ import annotations

from math import inf

import pytest
from hypothesis import given, strategies as st

from quiz.checks.rules.quantities import Quantity, quantity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", (5, 5, "")),
        ("-5", (-5, -5, "")),
        ("−5", (-5, -5, "")),
        ("5 mg", (5, 5, "mg")),
        ("5mg", (5, 5, "mg")),
        ("5.", (5, 5, "")),
        ("1,000", (1000, 1000, "")),
        ("1 000 000", (1e6, 1e6, "")),
        ("1.5", (1.5, 1.5, "")),
        ("1,5", (1.5, 1.5, "")),
        ("10⁶ cells", (1e6, 1e6, "cell")),
        ("2 × 10⁶", (2e6, 2e6, "")),
        ("2 x 10^-3", (0.002, 0.002, "")),
        ("1e6", (1e6, 1e6, "")),
        ("$5", (5, 5, "$")),
        ("5 %", (5, 5, "%")),
        ("5%", (5, 5, "%")),
        ("about 5 %", (5, 5, "%")),
        ("~5", (5, 5, "")),
        ("two days", (2, 2, "day")),
        ("A hundred days", (100, 100, "day")),
        ("1 day", (1, 1, "day")),
        ("10 mg/kg per day", (10, 10, "mg/kg per day")),
        ("10-20", (10, 20, "")),
        ("10–20 years", (10, 20, "year")),
        ("10 - 20", (10, 20, "")),
        ("-5 to 5 °C", (-5, 5, "°c")),
        ("10 to 20 %", (10, 20, "%")),
        ("10 % to 20 %", (10, 20, "%")),
        ("5 mg to 10 mg", (5, 10, "mg")),
        ("between 10 and 20", (10, 20, "")),
        ("from two to three weeks", (2, 3, "week")),
        ("$5-$10", (5, 10, "$")),
        ("at least 2", (2, inf, "")),
        ("≥ 2", (2, inf, "")),
        ("2 or more", (2, inf, "")),
        ("2 or more days", (2, inf, "day")),
        ("2 days or more", (2, inf, "day")),
        ("65+ years", (65, inf, "year")),
        ("up to 3", (-inf, 3, "")),
        ("at most three days", (-inf, 3, "day")),
        ("3 or fewer", (-inf, 3, "")),
    ],
)
def test_what_a_quantity_is(text: str, expected: tuple[float, float, str]) -> None:
    assert quantity(text) == Quantity(*expected)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("more than 5 %", 5, inf), ("> 5 %", 5, inf), ("over 5 %", 5, inf), ("less than 5 %", -inf, 5), ("<5%", -inf, 5)],
)
def test_a_bound_that_is_not_reached(text: str, low: float, high: float) -> None:
    assert quantity(text) == Quantity(low, high, "%", is_low_closed=low != 5, is_high_closed=high != 5)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "A",
            "IL-2",
            "CD4",
            "1:10",
            "1/2",
            "2nd",
            "the 3rd",
            "1990s",
            "12 March 2020",
            "2-year-old",
            "twenty-one",
        ),
        *("in 1990", "20-10", "5 mg to 10 g", "3 times a day for a week", "5, 6", "Oneness", "9e999", "10^400"),
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("1,000", None), ("1.000", None), ("1,5", 1.5), ("1.5", 1.5), ("1000", 1000)]
)
def test_thousands_are_parted_by_commas_in_english_alone(text: str, expected: float | None) -> None:
    found = quantity(text, is_english=False)
    assert (found and found.low) == expected


@pytest.mark.parametrize(
    ("one", "other", "is_overlap"),
    [
        ("1-5", "5-10", True),
        ("1-5", "6-10", False),
        ("less than 5", "5-10", False),
        ("up to 5", "5-10", True),
        ("more than 10", "5-10", False),
        ("10 or more", "5-10", True),
        ("at least 2", "at least 3", True),
        ("less than 2", "more than 2", False),
        ("3", "1-5", True),
        ("5", "5.0", True),
        ("5", "6", False),
        ("5 mg", "5 g", False),
        ("1-5 mg", "5-10 g", False),
        ("two", "2", True),
    ],
)
def test_where_two_quantities_have_a_number_in_common(one: str, other: str, is_overlap: bool) -> None:
    first, second = quantity(one), quantity(other)
    assert first is not None
    assert second is not None
    assert first.overlaps(second) == second.overlaps(first) == is_overlap


@given(
    st.text(alphabet=st.characters(codec="utf-8"))
    | st.from_regex(r"[<>≥~$-]? ?[0-9.,^]{1,9} ?(to|-|or more)? ?[0-9a-z%]*")
)
def test_any_text_is_a_quantity_or_none(text: str) -> None:
    found = quantity(text)
    assert found is None or found.low <= found.high


@given(st.integers(0, 10**9))
def test_thousands_may_be_parted(number: int) -> None:
    assert quantity(f"{number:,}") == quantity(f"{number}") == quantity(f"{number:,}".replace(",", " "))
