"""Comments that say which statements no question examines yet."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from quiz.banks.writing.mending import applied
from quiz.banks.writing.reminders import may_remind, reminder, taken_away
from quiz.banks.writing.spans import Spans

HEAD = "quiz: 1\nq: one\n"


def left(text: str, *statements: str) -> str:
    return applied(text, list(taken_away(Spans(text), statements)))


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("  # not examined yet: A.\n", ""),
        ("  # not examined yet: A.", ""),
        ("\n  # not examined yet: A.\n", ""),
        ("  # not examined yet: B.\n", "  # not examined yet: B.\n"),
        ("  # not examined yet: [It is.] A.\n", ""),
        ("  # not examined yet: [It [is] so.] A.\n", ""),
        ("  # not examined yet: It is A.\n", "  # not examined yet: It is A.\n"),
        ("  # not examined: A.\n", "  # not examined: A.\n"),
        ("\n  # not examined yet: A.\n  # not examined yet: B.\n", "\n  # not examined yet: B.\n"),
        ("\n  # not examined yet: A.\n\n  # T\n", "\n  # T\n"),
        ("\n  # not examined yet: A.\n  # not examined yet: A.\n\nw: two\n", "\nw: two\n"),
        ("  # not examined yet: A.\r\nw: two\r\n", "w: two\r\n"),
        ("w: |\n  # not examined yet: A.\n  # so\nv: three\n", "w: |\n  # not examined yet: A.\n  # so\nv: three\n"),
        ("w: |\n  so\n# not examined yet: A.\nv: three\n", "w: |\n  so\nv: three\n"),
        ("w:\n  # not examined yet: A.\n  - two\n", "w:\n  - two\n"),
    ],
)
def test_the_comment_on_a_statement_is_taken_away_and_nothing_else(text: str, after: str) -> None:
    assert left(HEAD + text, "A.") == HEAD + after


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(str.strip)


@given(TEXTS, TEXTS | st.just(""))
def test_what_is_written_is_found_again(statement: str, before: str) -> None:
    text = f"{HEAD}  # {reminder(statement, before)}\n"
    assert may_remind(text)
    assert left(text, statement) == HEAD


def test_a_very_long_statement_is_cut() -> None:
    assert len(reminder("word " * 200)) < 450
    assert left(f"{HEAD}# {reminder('word ' * 200)}\n", "word " * 200) == HEAD
