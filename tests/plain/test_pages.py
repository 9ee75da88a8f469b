"""Lines that fit, figures in words, and passages in their place."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from quiz.core.documents.document import Document
from quiz.core.marking import percent
from quiz.core.questions import Question
from quiz.core.shuffling import layout
from quiz.core.text import printable
from quiz.plain.asking import explanation_lines, question_lines
from quiz.plain.page import cells, duration_of, hang, points_of
from quiz.plain.passages import passage_lines
from tests.plain.small_bank import DOCUMENT, QUESTIONS


@pytest.mark.parametrize("width", [20, 40, 79, 200])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_no_line_is_longer_than_the_page_is_wide(question: Question, width: int) -> None:
    order = layout(question, 1)
    lines = question_lines(question, order, width) + explanation_lines(question, order, None, width)
    assert max(map(cells, lines)) <= max(width, 27)  # a line of text never gets less than 20 cells after its indent


def test_further_lines_hang_under_the_first() -> None:
    assert hang("  a. ", "one two three four five six", 25) == ["  a. one two three four", "     five six"]


def test_lines_of_a_text_stay_lines_with_their_spaces() -> None:
    assert hang("> ", "if x:\n    return\ty\n", 40) == ["> if x:", "      return  y"]


def test_wide_characters_count_twice_and_are_cut_anywhere() -> None:
    assert cells("白细胞") == 6
    assert cells("e\u0301") == 1
    assert hang("", "白细胞介素二是一种细胞因子", 20) == ["白细胞介素二是一种细", "胞因子"]


@given(st.text(), st.integers(20, 80))
def test_wrapping_loses_no_character_but_white_space(text: str, width: int) -> None:
    lines = hang("", text, width)
    assert "".join("".join(lines).split()) == "".join(printable(text).split())
    assert all(cells(line) <= width or len(line) == 1 for line in lines)


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0 %"), (0.001, "1 %"), (1 / 6, "17 %"), (0.999, "99 %"), (1, "100 %")]
)
def test_only_a_full_share_is_100_percent(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(("points", "text"), [(0, "0"), (7, "7"), (10, "10"), (7.5, "7.5"), (22 / 3, "7.33")])
def test_points_have_two_decimals_at_most(points: float, text: str) -> None:
    assert points_of(points) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0 s"), (59.6, "1 min 0 s"), (125, "2 min 5 s"), (3605, "1 h 0 min 5 s")]
)
def test_durations_are_in_words(seconds: float, text: str) -> None:
    assert duration_of(seconds) == text


# Passages


def test_quotations_are_marked_in_their_block_under_its_section() -> None:
    assert passage_lines(Document(DOCUMENT), ("wakes B cells", "comes from antibodies."), 79) == [
        'Passage, from the section "Cells":',
        "  - IL-2 wakes NK cells, and it >>wakes B cells<<.",
        "",
        'Passage, from the section "Disorders":',
        "  Sepsis is an infection. Lupus >>comes from antibodies.<<",
    ]


def test_quotations_that_overlap_are_marked_as_one() -> None:
    assert passage_lines(Document("One two three."), ("One two", "two three"), 79) == [
        "Passage:",
        "  >>One two three<<.",
    ]


def test_a_quotation_over_two_blocks_is_marked_in_both() -> None:
    assert passage_lines(Document("One two.\n\nThree four."), ("two. Three",), 79) == [
        "Passage:",
        "  One >>two.<<",
        "  >>Three<< four.",
    ]


def test_a_quotation_that_stands_nowhere_is_shown_alone() -> None:
    assert passage_lines(Document(""), ("Words\nof a source",), 79) == ["Passage:", "  >>Words of a source<<"]


def test_a_question_without_quotations_has_no_passage() -> None:
    assert passage_lines(Document(DOCUMENT), (), 79) == []
