"""Comments of a bank.yaml that say which statements of its document no question examines yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set as AbstractSet

from quiz.banks.writing.mending import Edit
from quiz.banks.writing.spans import Leaf, Listing, Spans, Stretch
from quiz.core.text import one_line

_WORDS = "not examined yet: "
_LONGEST = 400
_LINE = re.compile(rf"^[ \t]*# {_WORDS}(.*?)[ \t]*\r?$", re.MULTILINE)


def reminder(statement: str, before: str = "") -> str:
    """The words of the comment on the statement; `before` is the one that says what its "it" is, where one does."""
    lead = f"[{shortened(before)}] " if before else ""
    return f"{_WORDS}{lead}{shortened(statement)}"


def shortened(text: str) -> str:
    """The text as it stands in a comment: on one line, and no longer than can be read there."""
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def may_remind(text: str) -> bool:
    """Whether the text of a bank may have such comments."""
    return _WORDS in text


def taken_away(spans: Spans, statements: Iterable[str]) -> Iterator[Edit]:
    """The edits that take away the comments on the statements, each with its line."""
    text, wanted = spans.text, {shortened(statement) for statement in statements}
    found = (each.start() for each in _LINE.finditer(text) if _is_on(each[1], wanted))
    lines = [(start, spans.next_line(start)) for start in found if not _is_text(spans.root, start)]
    for start, end in _joined(lines):
        before = spans.line_start(start - 1) if start else 0
        after = spans.next_line(end)
        # Of the empty lines on both sides one is enough, and at the end of the file there is none.
        is_after_empty = start > 0 and not text[before:start].strip()
        if is_after_empty and end == len(text):
            yield Edit(before, end, "")
        else:
            yield Edit(start, after if is_after_empty and not text[end:after].strip() else end, "")


def _is_on(comment: str, statements: AbstractSet[str]) -> bool:
    leads = re.finditer(r"\] ", comment) if comment.startswith("[") else ()
    return comment in statements or any(comment[lead.end() :] in statements for lead in leads)


def _joined(lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of lines that follow one another."""
    while lines:
        (start, end), *lines = lines
        while lines and lines[0][0] == end:
            (_, end), *lines = lines
        yield start, end


def _is_text(stretch: Stretch, offset: int) -> bool:
    """Whether what stands at the offset belongs to a text of the bank, and is no comment."""
    if not stretch.start <= offset < stretch.end:
        return False
    if isinstance(stretch, Leaf):
        return True
    values = stretch.items if isinstance(stretch, Listing) else [value for _, value in stretch.entries]
    return any(_is_text(value, offset) for value in values)
