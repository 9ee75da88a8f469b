from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

import pytest
from hypothesis import given, strategies as st

from quiz.core.revision.ordering import apart, spread


@given(st.lists(st.integers(), max_size=9), st.lists(st.integers(), max_size=9))
def test_two_rows_are_spread_as_one_with_each_in_its_order(some: list[int], others: list[int]) -> None:
    made = spread([(0, each) for each in some], [(1, each) for each in others])
    assert [each for row, each in made if row == 0] == some
    assert [each for row, each in made if row == 1] == others


def test_the_fewer_are_spread_evenly_among_the_more() -> None:
    assert "".join(spread("abcdefgh", "XY")) == "abXcdefYgh"


def meetings(groups: Sequence[str], previous: str | None) -> int:
    """How many follow one of their own group."""
    return sum(one == other for one, other in pairwise([previous, *groups]))


@given(st.lists(st.sampled_from("xyz"), max_size=6), st.none() | st.sampled_from("xyz"))
def test_no_order_has_fewer_neighbours_of_one_group(groups: list[str], previous: str | None) -> None:
    order = apart(groups, previous)
    assert sorted(order) == list(range(len(groups)))
    best = min(meetings(other, previous) for other in permutations(groups))
    assert meetings([groups[i] for i in order], previous) == best


@pytest.mark.parametrize(
    ("groups", "order"),
    [
        ("", []),
        ("xyzxyz", [0, 1, 2, 3, 4, 5]),
        ("xxyz", [0, 2, 1, 3]),
        ("xyyy", [1, 0, 2, 3]),
        ("xxxx", [0, 1, 2, 3]),
        ("zxyxx", [1, 0, 3, 2, 4]),
    ],
)
def test_what_comes_first_stays_first_as_far_as_it_can(groups: str, order: list[int]) -> None:
    assert apart(groups) == order
