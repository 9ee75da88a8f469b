"""Lines that are waited for, and what is told meanwhile."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator

import pytest

from quiz.plain.talk import Talk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is told meanwhile there")


def test_a_person_is_told_what_comes_up_while_a_line_is_waited_for_and_asked_again() -> None:
    end, begin = os.pipe()

    def told() -> Iterator[tuple[str, float | None]]:
        yield "Ten minutes left.", 0
        yield "", 0
        os.write(begin, b"b\n")
        yield "Five minutes left.", 60

    out = io.StringIO()
    with os.fdopen(end, encoding="utf-8") as lines, os.fdopen(begin, "wb"):
        said = told()
        assert Talk(lines, out, is_interactive=True).ask("Answer", lambda: next(said)) == "b"
    assert out.getvalue() == "Ten minutes left.\nAnswer: \nFive minutes left.\nAnswer: "


def test_where_nobody_types_nothing_is_told_meanwhile() -> None:
    out = io.StringIO()
    assert Talk(io.StringIO("b\n"), out).ask("Answer", lambda: ("No.", 0)) == "b"
    assert out.getvalue() == "Answer: b\n"


def test_lines_that_cannot_be_waited_for_are_read() -> None:
    out = io.StringIO()
    assert Talk(io.StringIO("b\n"), out, is_interactive=True).ask("Answer", lambda: ("Soon.", 60)) == "b"
    assert out.getvalue() == "Soon.\nAnswer: "
