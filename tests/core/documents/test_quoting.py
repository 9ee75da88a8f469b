"""Words of the document on their way to be a quotation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from quiz.core.documents.document import Document, Span
from quiz.core.documents.quoting import between, quotable, quotation, with_end, with_start, with_statements, words_in
from quiz.core.text import fold

TEXT = "# Cells\n\nRed ones carry\noxygen. They live long.\n\n## More\n\n- One fights.\n"
DOCUMENT = Document(TEXT)
FIRST = DOCUMENT.statements[0]
STEPS = {"end": with_end, "start": with_start, "statements": with_statements}


def span_of(words: str) -> Span:
    (found,) = DOCUMENT.find(words)
    return found


@pytest.mark.parametrize(
    ("begun", "what", "step", "words"),
    [
        ("Red ones", "end", 1, "Red ones carry"),
        ("Red ones carry", "end", 1, "Red ones carry oxygen."),
        ("Red ones carry oxygen.", "end", 1, "Red ones carry oxygen. They"),
        ("Red ones", "end", -1, "Red"),
        ("Red", "end", -1, "Red"),
        ("long.", "end", 1, "long. ## More - One"),
        ("fights.", "end", 1, "fights."),
        ("ones carry", "start", -1, "Red ones carry"),
        ("Red ones", "start", -1, "Red ones"),
        ("Red ones", "start", 1, "ones"),
        ("ones", "start", 1, "ones"),
        ("They live", "start", -1, "oxygen. They live"),
        ("Red ones carry oxygen.", "statements", 1, "Red ones carry oxygen. They live long."),
        ("Red ones carry oxygen. They live long.", "statements", -1, "Red ones carry oxygen."),
        ("Red ones carry oxygen.", "statements", -1, "Red ones carry oxygen."),
        ("Red ones", "statements", 1, "Red ones carry oxygen."),
        ("Red ones carry oxygen. They", "statements", -1, "Red ones carry oxygen."),
        ("One fights.", "statements", 1, "One fights."),
    ],
)
def test_what_is_picked_grows_and_shrinks(begun: str, what: str, step: int, words: str) -> None:
    assert quotation(DOCUMENT, STEPS[what](DOCUMENT, span_of(begun), step)) == words


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("ones", "oxygen", "ones carry oxygen."),
        ("oxygen", "ones", "ones carry oxygen."),
        ("nes", "nes", "ones"),
        ("live", "long", "live long."),
    ],
)
def test_the_mouse_draws_over_whole_words(one: str, other: str, words: str) -> None:
    span = between(DOCUMENT, TEXT.index(one), TEXT.index(other))
    assert quotation(DOCUMENT, span) == words


def test_where_words_have_no_spaces_each_character_is_one() -> None:
    document = Document("白细胞保护身体。IL-2 好。")
    words = [document.text[word.start : word.end] for word in words_in(document, Span(0, len(document.text)))]
    assert words == [*"白细胞保护身体。", "IL-2", "好", "。"]
    assert quotation(document, with_end(document, Span(0, 1), 1)) == "白细"


@given(
    st.text("Ab c.\n#-白é", max_size=60).map(Document).filter(lambda document: bool(document.statements)),
    st.lists(
        st.tuples(st.sampled_from([with_end, with_start, with_statements]), st.sampled_from([1, -1])), max_size=12
    ),
)
def test_whatever_is_done_words_are_picked_that_stand_in_the_document(
    document: Document, steps: list[tuple[Callable[[Document, Span, int], Span], int]]
) -> None:
    span = document.statements[0]
    for act, step in steps:
        span = act(document, span, step)
        assert 0 <= span.start < span.end <= len(document.text)
        assert any(span.overlaps(found) for found in document.find(quotation(document, span)))


BROKEN_UP = "# A\n\nOne is first. Two\nis next.\n\nThree is third.\n\n## B\n\nFour.\n\n- Five\n  goes on.\n- Six.\n"
TABLE = "It begins.\n\n| Cell | Task |\n|---|---|\n| Red | Oxygen |\n| White | Defence |\n"


@pytest.mark.parametrize(
    ("text", "first", "last", "quoted"),
    [
        (BROKEN_UP, "One", "first.", ("One is first.",)),
        (BROKEN_UP, "first", "next.", ("first. Two is next.",)),
        (BROKEN_UP, "next", "third.", ("next. Three is third.",)),
        (BROKEN_UP, "third", "Four.", ("third.", "Four.")),
        (BROKEN_UP, "Two", "Five", ("Two is next. Three is third.", "Four.", "Five")),
        (BROKEN_UP, "goes", "Six.", ("goes on.", "Six.")),
        (BROKEN_UP, "B", "B", ("B",)),
        (TABLE, "begins", "Defence", ("begins.", "Cell | Task", "Red | Oxygen", "White | Defence")),
    ],
)
def test_what_is_picked_is_quoted_without_headings_and_marks(
    text: str, first: str, last: str, quoted: tuple[str, ...]
) -> None:
    span = Span(text.index(first), text.index(last) + len(last))
    document = Document(text)
    assert tuple(quotation(document, piece) for piece in quotable(document, span)) == quoted


@given(st.text("Ab c.\n#-|白", max_size=60).map(Document), st.integers(0, 59), st.integers(1, 60))
def test_all_that_is_quoted_stands_in_the_document(document: Document, start: int, length: int) -> None:
    span = Span(start, min(start + length, len(document.text)))
    statements = [each for each in document.statements if each.overlaps(span)]
    quoted = [quotation(document, piece) for piece in quotable(document, span)]
    for each in statements:
        words = quotation(document, Span(max(each.start, span.start), min(each.end, span.end)))
        assert any(words in one for one in quoted)
    assert all(document.find(one) for one in quoted if fold(one))
