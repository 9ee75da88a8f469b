from __future__ import annotations

import pytest

from tests.checks.authoring import choice, parts


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["It increases", "It decreases", "It turns red"], ["options[1]"]),
        (["It turns red", "More T cells", "Fewer T cells"], ["options[2]"]),
        (["It grows", "It does not grow", "It turns red"], ["options[1]"]),
        (["Growth", "No growth", "Redness"], ["options[1]"]),
        (["It increases", "It decreases", "It stays unchanged", "It turns red"], ["options[1]"]),
        (["High sodium, high acid", "High sodium, low acid", "Low sodium, high acid", "Low sodium, low acid"], []),
        (["More T cells", "Fewer T cells", "High fever", "Low fever"], []),
        (["More T cells", "Fewer T cells", "High fever", "Low fever", "It turns red"], ["options[1]"]),
        (["It increases", "It decreases", "It stays unchanged"], []),  # which is all there is
        (["It increases", "It decreases", "There is no change"], []),
        (["More T cells", "Fewer B cells", "More platelets"], []),
        (["It grows", "It does not rest", "It turns red"], []),
        (["It grows", "It does not grow"], []),
        (["High", "Higher", "Highest"], []),
        (["甲", "乙", "丙"], []),
    ],
)
def test_two_options_of_which_one_must_hold(options: list[str], expected: list[str]) -> None:
    assert parts("exhaustive-pair", choice(options=options)) == expected


def test_several_keys_may_be_opposites() -> None:
    assert parts("exhaustive-pair", choice(options=["It increases", "It decreases", "Red"], keys=(0, 1))) == []
