"""Plain text, in which lines that stand alone are headings and lines after a colon are items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quiz.documents.converted import Converted

_LONGEST_HEADING = 80
_STOPS = ".!:;,…。！；，、"
_BULLET = re.compile(r"^([ \t]*)[•‣◦▪●·–—][ \t]+(?=\S)")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_RULE = re.compile(r"^[ \t]*([=\-_*~])\1{2,}[ \t]*$")


def convert(text: str) -> Converted:
    """The text with headings and list items marked as in Markdown, its words as they are.

    A heading is a short line between empty lines that nothing closes like a sentence. After a line that ends with a
    colon, lines that each begin like a sentence are items.
    """
    paragraphs = [_with_bullets(each) for each in _paragraphs(text)]
    are_headings = [_is_heading(each) for each in paragraphs]
    if all(are_headings):
        are_headings = [False] * len(paragraphs)
    marked = []
    items = 0
    for i, (lines, is_heading) in enumerate(zip(paragraphs, are_headings, strict=True)):
        if is_heading:
            marked.append(f"{'##' if i else '#'} {lines[0].strip()}")
            continue
        first = _first_item(lines)
        items += len(lines) - first
        marked.append("\n".join([*lines[:first], *(f"- {line.strip()}" for line in lines[first:])]))
    losses = []
    if any(are_headings):
        losses.append(f"Lines that stand alone were taken as headings: {sum(are_headings)}.")
    if items:
        losses.append(f"Lines after a colon were taken as items of a list: {items}.")
    return Converted("\n\n".join(marked), tuple(losses))


def _paragraphs(text: str) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in (*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""):
        if line.strip() and not _RULE.match(line):
            lines.append(line.rstrip())
        elif lines:
            yield lines
            lines = []


def _with_bullets(lines: Sequence[str]) -> list[str]:
    return [_BULLET.sub(r"\1- ", line) for line in lines]


def _is_heading(lines: Sequence[str]) -> bool:
    line = lines[0].strip()
    if len(lines) > 1 or len(line) > _LONGEST_HEADING or not any(character.isalpha() for character in line):
        return False
    return line[-1] not in _STOPS and not _ITEM.match(line) and not line[0].islower()


def _first_item(lines: Sequence[str]) -> int:
    """The index of the line after a colon from which on each begins like a sentence; else how many lines there are."""
    for i, line in enumerate(lines[:-2], start=1):
        rest = lines[i:]
        if line.endswith(":") and not any(_ITEM.match(each) or each.lstrip()[0].islower() for each in rest):
            return i
    return len(lines)
