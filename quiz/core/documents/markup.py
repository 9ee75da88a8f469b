"""What the lines of a text in Markdown, or plain, are in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import accumulate
from typing import NamedTuple


class Role(Enum):
    HEADING = auto()
    UNDERLINE = auto()
    """Drawn below a title, or alone."""
    ITEM = auto()
    """The first line of a list item."""
    TEXT = auto()
    TABLE_HEAD = auto()
    TABLE_ROW = auto()
    CODE = auto()
    NOTHING = auto()
    """Blank, or drawn: what stands above it ends here."""


class Line(NamedTuple):
    """A line: where its text begins and ends, without the marks before it and a row without the bars around it.

    `depth` is a heading's level from 1, also of one that is underlined, or a list item's indentation in steps of two
    spaces from 0.
    """

    role: Role
    start: int
    end: int
    depth: int = 0


# Patterns are compiled when a document is first looked into: that takes 4 ms, and the first question does without.
_HEADING = r"(#{1,6})[ \t]+"
_ITEM = r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)"
_FENCE = r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})"
_FRONT_MATTER = (
    r"---[ \t]*\r?\n(?=[^\W\d][\w -]*:)(?:(?!(?:---|\.\.\.)?[ \t]*\r?\n)[^\n]*\n)*(?:---|\.\.\.)[ \t]*(?:\r?\n|$)"
)


def lines_of(text: str) -> Iterator[Line]:
    """Every line of the text, in order."""
    lines = text.splitlines(keepends=True)
    code = _code(text, lines)
    columns = 0  # of the table whose row the next line may be
    rule_at = -1
    for place, (line, at) in enumerate(zip(lines, accumulate(map(len, lines), initial=0), strict=False)):
        if code[place] is not None:
            columns = 0
            yield _line(Role.CODE if code[place] and line.strip() else Role.NOTHING, line, at)
        elif place == rule_at:
            yield _line(Role.NOTHING, line, at)
        elif columns and "|" in line:
            yield _row(Role.TABLE_ROW, line, at)
        else:
            found = _outside_tables(line, at)
            below = lines[place + 1] if code[place + 1 : place + 2] == [None] else ""
            columns = _columns(line, below) if found.role is Role.TEXT else 0
            rule_at = place + 1 if columns else -1
            yield _row(Role.TABLE_HEAD, line, at) if columns else found


def _outside_tables(line: str, at: int) -> Line:
    if not line.strip():
        return _line(Role.NOTHING, line, at)
    if heading := re.match(_HEADING, line):
        title = _title(line[heading.end() :])
        start = at + heading.end()
        return Line(Role.HEADING if title else Role.NOTHING, start, start + len(title), len(heading.group(1)))
    signs = "".join(line.split())
    if len(signs) > 2 and signs[0] in "-*_=" and not signs.strip(signs[0]):
        is_underline = signs[0] in "=-" and signs == line.strip()
        return _line(Role.UNDERLINE if is_underline else Role.NOTHING, line, at, 1 if signs[0] == "=" else 2)
    if item := re.match(_ITEM, line):
        depth = len(item.group(1).expandtabs(4)) // 2
        return _line(Role.ITEM, line, at, depth)._replace(start=at + item.end())
    return _line(Role.TEXT, line, at)


def _line(role: Role, line: str, at: int, depth: int = 0) -> Line:
    return Line(role, at + len(line) - len(line.lstrip()), at + len(line.rstrip()), depth)


def _title(line: str) -> str:
    """What a heading says, without the number signs that may close it: those after a space, as in "## C# ##"."""
    line = line.rstrip()
    unclosed = line.rstrip("#")
    return line if unclosed and not unclosed[-1].isspace() else unclosed.rstrip()


def _columns(line: str, below: str) -> int:
    """How many columns the table has that the two lines begin: names, and as many pieces of a rule; 0 for none."""
    if "|" not in line or "|" not in below or below.strip("|:- \t\r\n"):
        return 0
    pieces = _cells(below)
    is_head = len(pieces) == len(_cells(line)) and all(re.fullmatch(r":?-+:?", piece.strip()) for piece in pieces)
    return len(pieces) if is_head else 0


def _cells(line: str) -> list[str]:
    line = line.strip()
    return re.split(r"(?<!\\)\|", line[line.startswith("|") : len(line) - line.endswith("|")])


def _row(role: Role, line: str, at: int) -> Line:
    """The row without its outer bars, or nothing where it has but bars."""
    bare = line.strip()
    start = 1 if bare.startswith("|") else 0
    inside = bare[start : -1 if bare.endswith("|") and len(bare) > start else None]
    if not inside.strip("| \t"):
        return _line(Role.NOTHING, line, at)
    start += at + len(line) - len(line.lstrip()) + len(inside) - len(inside.lstrip())
    return Line(role, start, start + len(inside.strip()))


def _code(text: str, lines: Sequence[str]) -> list[bool | None]:
    """For each line whether it is code; None for those outside of code, False for the fences around it.

    A fence that is never closed is text as any other. What a file says of itself before the text is code as well.
    """
    code: list[bool | None] = [None] * len(lines)
    place = 0
    if front := re.match(_FRONT_MATTER, text):
        place = len(front.group().splitlines())
        code[:place] = [False, *[True] * (place - 2), False]
    unclosed = dict.fromkeys("`~", len(text) + 1)
    while place < len(lines):
        opening = re.match(_FENCE, lines[place])
        if opening and len(fence := opening.group(1)) < unclosed[fence[0]]:
            end = next((at for at in range(place + 1, len(lines)) if _closes(lines[at], fence)), None)
            if end is None:
                unclosed[fence[0]] = len(fence)
            else:
                code[place : end + 1] = [False, *[True] * (end - place - 1), False]
                place = end
        place += 1
    return code


def _closes(line: str, fence: str) -> bool:
    line = line.strip()
    return line.startswith(fence) and not line.strip(fence[0])
