from __future__ import annotations

import pytest

from quiz.checks.rules.key_position import chi_squared
from quiz.core.questions import Choice
from quiz.errors import Severity
from tests.checks.authoring import bank, choice, found_in_bank

# Of the specification, but for the last.
CHI_SQUARED = [([265, 1108, 256, 217], 1210.36836), ([6, 5, 4, 5], 0.4), ([12, 3, 3, 2], 13.2), ([5, 5], 0.0)]


@pytest.mark.parametrize(("counts", "expected"), CHI_SQUARED)
def test_chi_squared_against_equal_counts(counts: list[int], expected: float) -> None:
    assert chi_squared(counts) == pytest.approx(expected, abs=1e-5)


def keyed(counts: list[int], *, pinned: int) -> list[Choice]:
    """Questions with so many keys at each place, the last options of each pinned."""
    questions = []
    for place, count in enumerate(counts):
        for i in range(count):
            asked = choice(options=["one", "two", "three", "four"][: len(counts)], keys=[place], id=f"q{place}-{i}")
            options = [option._replace(is_pinned=at >= len(counts) - pinned) for at, option in enumerate(asked.options)]
            questions.append(Choice(id=asked.id, stem=asked.stem, topic="t", options=tuple(options)))
    return questions


@pytest.mark.parametrize(
    ("counts", "pinned", "is_flaw"),
    [
        ([12, 3, 3, 2], 4, True),
        ([12, 3, 3, 2], 3, True),  # the one that is left is first
        ([6, 5, 4, 5], 4, False),
        ([12, 3, 3, 2], 0, False),  # shuffled
        ([12, 3, 2, 2], 4, False),  # fewer than five expected at each place
        ([11, 1], 2, True),
        ([7, 5], 2, False),
        ([3, 3, 4, 10], 1, True),  # the last option is right too often
        ([7, 7, 6, 0], 1, False),
    ],
)
def test_keys_at_some_places_more_often_than_chance(counts: list[int], pinned: int, is_flaw: bool) -> None:
    flaws = found_in_bank("key-position", bank(keyed(counts, pinned=pinned)))
    assert [(flaw.part, flaw.severity) for flaw in flaws] == ([("", Severity.ERROR)] if is_flaw else [])


def test_the_places_are_those_that_are_shown_and_not_those_of_the_file() -> None:
    # The option that is not pinned is asked first, wherever it stands.
    questions = [
        choice(options=["a", "b", "c"], keys=[1 if i % 3 == 0 else 0 if i % 3 == 1 else 2], id=f"q{i}")
        for i in range(15)
    ]
    middle_loose = [
        Choice(
            id=each.id,
            stem=each.stem,
            topic="t",
            options=tuple(option._replace(is_pinned=i != 1) for i, option in enumerate(each.options)),
        )
        for each in questions
    ]
    assert found_in_bank("key-position", bank(middle_loose)) == []
    at_first = [each for each in middle_loose if each.options[1].is_key] * 3
    (flaw,) = found_in_bank("key-position", bank(at_first))
    assert "15, 0, 0" in flaw.sentence


def test_drafts_and_several_keys_are_not_counted() -> None:
    drafts = [choice(options=["a", "b"], pinned=True, is_draft=True, id=f"d{i}") for i in range(20)]
    several = [choice(options=["a", "b", "c"], keys=(0, 1), pinned=True, id=f"s{i}") for i in range(20)]
    assert found_in_bank("key-position", bank([*drafts, *several])) == []
    assert found_in_bank("key-position", bank([])) == []
