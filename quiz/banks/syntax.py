"""What PyYAML's scanner and parser complain of, in the words of somebody who writes a bank."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml
from yaml.error import Mark

from quiz.banks.textfile import LINE_BREAK, quoted

_FIELD_NAME = re.compile(r"[ \t]*(?:- +)?[\w-]+[ \t]*")
_LONGEST_KEY = 1024

DEPTH_LIMIT = 20
TOO_DEEP = f"Close the brackets: no bank is nested more than {DEPTH_LIMIT} deep."


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence and the place it speaks of, counted from 1 and within the text."""

    line: int
    column: int
    sentence: str


def explain(error: yaml.YAMLError, text: str) -> Fault:
    """The fault of the text that the error of either PyYAML parser speaks of."""
    lines = LINE_BREAK.split(text)
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Fault(1, 1, "Write the file as YAML; it cannot be read as such.")
    problem = error.problem or ""
    context = error.context or ""
    here = error.problem_mark
    start = error.context_mark or here
    if "escape" in problem or "hexdecimal" in problem or "hexadecimal" in problem:
        return bad_escape(text, here.line, here.column)
    at, sentence = _explain(problem, context, _at(here), _at(start), lines)
    return _within(lines, *at, sentence)


def _at(mark: Mark) -> tuple[int, int]:
    return mark.line, mark.column


def bad_escape(text: str, line: int, column: int) -> Fault:
    """The fault of an escape that means nothing, whose backslash stands at or before the place counted from 0."""
    lines = LINE_BREAK.split(text)
    line = min(line, len(lines) - 1)
    before = lines[line][: column + 1]
    backslash = max(before.rfind("\\"), 0)
    shown = quoted(lines[line][backslash : backslash + 2])
    sentence = (
        f"Write two backslashes for one, or put the text in single quotes; {shown} means nothing between double quotes."
    )
    return _within(lines, line, backslash, sentence)


def _within(lines: list[str], line: int, column: int, sentence: str) -> Fault:
    if line >= len(lines) or (line == len(lines) - 1 and not lines[line] and line > 0):
        line = len(lines) - 1
        while line > 0 and not lines[line].strip():
            line -= 1
        column = len(lines[line].rstrip())
    return Fault(line + 1, min(column, len(lines[line])) + 1, sentence)


_Place = tuple[int, int]  # line and column, counted from 0


def _explain(  # noqa: C901  (a table of cases)
    problem: str, context: str, here: _Place, start: _Place, lines: list[str]
) -> tuple[_Place, str]:
    line = lines[here[0]] if here[0] < len(lines) else ""
    character = line[here[1] : here[1] + 1]
    if character == "\t" or "tab character" in problem:
        return here, "Indent with spaces; a tab cannot stand here."
    if "nesting depth" in problem:  # newer versions of libyaml have a limit of their own, met before ours is
        return here, TOO_DEEP
    if "mapping values are not allowed" in problem:
        return _explain_colon(here, line)
    if "quoted scalar" in context:
        return start, "Close the quotation that begins here, or double a quotation mark that belongs to the text."
    if "sequence entries are not allowed" in problem:
        return here, 'Begin a list on a line of its own, or put the text in quotes if it begins with "- ".'
    if "could not find expected ':'" in problem:
        return start, 'Write ": " and a value after this, or indent the line if it continues the text above it.'
    if any(kind in context for kind in ("anchor", "alias", "tag", "block scalar")):
        return start, f'Put the text in quotes, it begins with "{lines[start[0]][start[1]]}".'
    if "flow sequence" in context:
        return start, 'Close the list that begins here with "]", or put the text in quotes if it begins with "[".'
    if "flow mapping" in context:
        return start, 'Close the mapping that begins here with "}", or put the text in quotes if it begins with "{".'
    if "'-' indicator" in problem or ("block collection" in context and "block end" in problem):
        return here, 'Begin this line with "- " like the other entries of the list, or indent it to continue one.'
    if "expected key" in problem or "expected <block end>" in problem:
        return here, _explain_stray(line[: here[1]].rstrip())
    if character:
        return here, f"Put the text in quotes, it begins with {quoted(character)}."
    return here, "Complete what stands before the end of the file; something is missing there."


def _explain_colon(here: _Place, line: str) -> tuple[_Place, str]:
    before = line[: here[1]]
    if len(before) > _LONGEST_KEY:
        sentence = f"Put what stands before this colon in quotes; it is longer than {_LONGEST_KEY:,} characters."
        return here, sentence
    if _FIELD_NAME.fullmatch(before):
        sentence = "Line this field up with the fields above it; as it is indented it continues the text before it."
        return (here[0], len(before) - len(before.lstrip())), sentence
    return here, 'Put the text in quotes, it contains ": ".'


def _explain_stray(before: str) -> str:
    if not before:
        return "Line this up with the fields above it."
    if before[-1] in "\"'":
        return "Put the whole text in one pair of quotes; something follows the closing quotation mark here."
    return "Put the text in quotes; it cannot be read as it stands."
