"""The banks on the shelf as they are drawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quiz.core.reports.progress import Progress
from quiz.tui.widgets.shelf import LEAD, Entry, drawn, review_sentence

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
STUDIED = Progress(questions=4, right=1, missed=1, changed=1, mean=0.5, last=NOON)
UNSEEN = Progress(questions=4, right=0, missed=0, changed=0, mean=None, last=None)


@pytest.mark.parametrize(
    ("entry", "lines"),
    [
        (Entry("Cells", 4), ["Cells", "4 questions"]),
        (Entry("Cells", 1), ["Cells", "1 question"]),
        (Entry("Cells", 4, progress=UNSEEN), ["Cells", "4 questions, not studied yet"]),
        (Entry("Cells", 1, progress=UNSEEN._replace(questions=0)), ["Cells", "1 draft, none is asked yet"]),
        (Entry("Cells", 4, is_usable=False, day="soon"), ["Cells", "cannot be used: enter says why"]),
        (
            Entry("Cells", 4, day="In 3 days.", sitting="It runs.", left=(1, 4)),
            ["Cells", "4 questions", "In 3 days.", "It runs.", "left: 1 of 4 answered, enter goes on"],
        ),
    ],
)
def test_an_entry_says_where_one_stands(entry: Entry, lines: list[str]) -> None:
    assert drawn(entry, 60, NOON).plain.split("\n") == [*lines, ""]


@pytest.mark.parametrize(("days", "said"), [(0, "today"), (1, "yesterday"), (9, "9 days ago")])
def test_an_entry_says_when_one_was_there(days: int, said: str) -> None:
    text = drawn(Entry("Cells", 4, progress=STUDIED, due=2), 70, NOON + timedelta(days=days)).plain
    assert "mark 50 %" in text
    assert f"{said}  2 due  1 changed since" in text


@pytest.mark.parametrize(
    ("due", "new", "sentence"),
    [
        (0, 0, LEAD),
        (0, 1, f"{LEAD} r asks 1 new question."),
        (0, 7, f"{LEAD} r asks 7 new questions."),
        (1, 0, "1 question is due today: r asks it."),
        (2, 0, "2 questions are due today: r asks them."),
        (2, 1, "2 questions are due today, 1 is new: r asks them."),
        (1, 3, "1 question is due today, 3 are new: r asks them."),
    ],
)
def test_the_review_is_told_in_a_sentence(due: int, new: int, sentence: str) -> None:
    assert review_sentence(due, new, "r").plain == sentence
