"""What the author's screens say of how much is examined."""

from __future__ import annotations

import pytest

from quiz.checks.coverage import Tally
from quiz.tui.widgets.coverage_words import share_of


@pytest.mark.parametrize(
    ("statements", "covered", "said"),
    [
        (34, 34, "34 of 34 examined, 100 %"),
        (1000, 999, "999 of 1000 examined, 99 %"),
        (1000, 1, "1 of 1000 examined, 1 %"),
        (9, 0, "0 of 9 examined, 0 %"),
    ],
)
def test_only_all_of_the_statements_are_100_per_cent(statements: int, covered: int, said: str) -> None:
    tally = Tally(statements, covered, ignored=0, characters=1, covered_characters=1)
    assert str(share_of(tally)) == said
