"""Which question is written, and whether it is kept as it stands."""

from __future__ import annotations

import pytest

from quiz.tui.widgets.question_title import question_title


@pytest.mark.parametrize(
    ("bank", "id", "place", "is_draft", "is_changed", "title"),
    [
        ("Cells", "carry", (1, 4), False, False, "Cells · carry (1 of 4)"),
        ("", "carry", (1, 4), True, False, "carry (1 of 4)  draft"),
        ("Two\nlines", "carry", (2, 4), True, True, "Two lines · carry (2 of 4)  draft  ● not saved"),
        ("Cells", None, None, False, True, "Cells · a new question  ● not saved"),
    ],
)
def test_the_title_names_the_question_and_how_it_stands(
    bank: str, id: str | None, place: tuple[int, int] | None, is_draft: bool, is_changed: bool, title: str
) -> None:
    assert question_title(bank, id, place, is_draft=is_draft, is_changed=is_changed).plain == title
