from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from quiz.core.documents.differences import first_difference

LONG = "Some of them are neonatal sepsis, necrotizing enterocolitis and neonatal lupus in the first weeks of life"


@pytest.mark.parametrize(
    ("quote", "statement", "found"),
    [
        (LONG, LONG, None),
        ("SOME of  them", "Some of them", None),
        ("neonatal sepsis,", LONG, None),
        ("all of them", "none of them", ("all of them", "none of them")),
        (
            LONG.replace("lupus", "jaundice"),
            LONG,
            (
                "…and neonatal jaundice in the…",
                "…and neonatal lupus in the…",
            ),
        ),
        (
            LONG.replace("necrotizing ", ""),
            LONG,
            (
                "…neonatal sepsis, enterocolitis and…",
                "…neonatal sepsis, necrotizing enterocolitis and…",
            ),
        ),
        ("", LONG, None),
        ("one word", "", ("one word", "")),
    ],
)
def test_the_first_difference_is_shown_with_the_words_about_it(
    quote: str, statement: str, found: tuple[str, str] | None
) -> None:
    assert first_difference(quote, statement) == found


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12)


@given(WORDS, WORDS)
def test_there_is_no_difference_only_in_what_stands_in_the_statement(ours: list[str], theirs: list[str]) -> None:
    found = first_difference(" ".join(ours), " ".join(theirs))
    if found is None:
        assert any(theirs[i : i + len(ours)] == ours for i in range(len(theirs) + 1))
    else:
        assert found[0] != found[1]


@given(WORDS, st.text("xyz", min_size=1, max_size=5))
def test_a_word_that_is_not_in_the_statement_is_shown(before: list[str], other: str) -> None:
    found = first_difference(" ".join([*before, other]), " ".join([*before, "else"]))
    assert found is not None
    assert other in found[0]
