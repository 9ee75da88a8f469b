"""The document in rows."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from quiz.core.documents.document import BlockKind, Document, Span
from quiz.core.documents.outline import found_from, rows_of, shown, statement_at
from quiz.core.text import fold

DOCUMENT = Document(
    "# Cells\n\nRed ones carry\noxygen. They live long.\n\n"
    "- One fights.\n  - Another waits.\n\n---\n\n```\ncode\n```\n\n## End\n"
)


def test_every_heading_and_every_statement_has_a_row() -> None:
    rows = [(row.kind, shown(DOCUMENT, row.span), row.depth, row.statement, row.is_first) for row in rows_of(DOCUMENT)]
    assert rows == [
        (BlockKind.HEADING, "Cells", 1, None, True),
        (BlockKind.PARAGRAPH, "Red ones carry oxygen.", 0, 0, True),
        (BlockKind.PARAGRAPH, "They live long.", 0, 1, False),
        (BlockKind.ITEM, "One fights.", 0, 2, True),
        (BlockKind.ITEM, "Another waits.", 1, 3, True),
        (BlockKind.CODE, "code", 0, None, True),
        (BlockKind.HEADING, "End", 2, None, True),
    ]


@given(st.text("ab. \n#-A", max_size=80))
def test_no_statement_is_left_out_or_comes_twice(text: str) -> None:
    document = Document(text)
    places = [row.statement for row in rows_of(document) if row.statement is not None]
    assert places == list(range(len(document.statements)))


@pytest.mark.parametrize(
    ("words", "place"), [("Red", 0), ("oxygen.", 0), ("live", 1), ("long.", 1), ("waits", 3), ("End", None)]
)
def test_the_statement_with_the_words_is_found(words: str, place: int | None) -> None:
    at = DOCUMENT.text.index(words)
    assert statement_at(DOCUMENT, Span(at, at + len(words))) == place


@pytest.mark.parametrize(
    ("sought", "start", "step", "place"),
    [
        ("cell", 0, 1, 0),
        ("cell", 1, 1, 2),
        ("cell", 3, 1, 0),
        ("cell", 1, -1, 0),
        ("cell", -1, -1, 2),
        ("RED", 0, 1, 0),
        ("RED", 2, -1, 0),
        ("blue cell", 0, 1, 2),
        ("nothing", 0, 1, None),
        ("nothing", 0, -1, None),
        ("", 0, 1, None),
        ("  ", 0, 1, None),
    ],
)
def test_the_search_goes_on_around(sought: str, start: int, step: int, place: int | None) -> None:
    texts = [fold(text) for text in ("Red cells", "Bones", "Blue cells")]
    assert found_from(texts, sought, start, step) == place


def test_nothing_is_found_in_nothing() -> None:
    assert found_from([], "cell", 0) is None
