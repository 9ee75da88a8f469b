"""Text files read without trust: a size limit, UTF-8, no characters that a terminal could take for commands."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quiz.core.text import is_unprintable, one_line
from quiz.errors import Problem

LINE_BREAK = re.compile(r"\r\n|\r|\n")

# What YAML 1.1 cannot hold, with what `quiz.core.text.is_unprintable` names: one set, so that both parsers agree.
# Compiled when it is first needed, since that takes 5 ms and a cached bank does without.
_UNPRINTABLE = "[^\t\n\r\x20-\x7e\xa0-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_MOST_UNPRINTABLES_TOLD = 20
_SHOWN_LENGTH = 60
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column of a file, both counted from 1."""

    line: int
    column: int


class UnreadableError(Exception):
    """The file holds no text that could be looked at; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def quoted(text: str) -> str:
    """The text between quotation marks as a message shows it: on one line, printable, and cut where it is long."""
    shown = one_line(text[: _SHOWN_LENGTH * 4])
    if len(shown) > _SHOWN_LENGTH:
        shown = shown[: _SHOWN_LENGTH - 1].rstrip() + "…"
    return f'"{shown}"'


def read(path: Path, shown: str, limit: int) -> bytes:
    """The content of the file, which `shown` names in problems; UnreadableError where it cannot be had."""
    try:
        if not path.is_file():
            raise UnreadableError(Problem(shown, 0, 0, "There is no such file; check the name."))
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not possible"
        raise UnreadableError(Problem(shown, 0, 0, f"The file cannot be read: {reason}.")) from error
    if len(data) > limit:
        sentence = f"The file is larger than {limit // 2**20} MiB; split it into several."
        raise UnreadableError(Problem(shown, 0, 0, sentence))
    return data


def decode(data: bytes, shown: str) -> str:
    """The text of UTF-8 bytes without a byte order mark; UnreadableError with the place of the first foreign byte."""
    if data.startswith(_UTF16) or b"\0" in data[:2]:
        raise UnreadableError(Problem(shown, 1, 1, "Save the file as UTF-8; it is UTF-16 or UTF-32 now."))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        at = place_of(data[: error.start].decode(), error.start)
        sentence = f"Save the file as UTF-8; the byte 0x{data[error.start]:02X} that stands here is not."
        raise UnreadableError(Problem(shown, at.line, at.column, sentence)) from error


def place_of(text: str, offset: int) -> Place:
    """The line and column of the character at the offset."""
    before = text[:offset]
    line = 1
    start = 0
    for line_break in LINE_BREAK.finditer(before):
        line += 1
        start = line_break.end()
    return Place(line, len(before) - start + 1)


def unprintables(text: str, shown: str) -> Iterator[Problem]:
    """A problem for each character that no bank may hold; where there are very many, the last says how many more."""
    line = 1
    start = 0
    counted_to = 0
    pattern = re.compile(_UNPRINTABLE)
    for told, hit in enumerate(pattern.finditer(text)):
        if told == _MOST_UNPRINTABLES_TOLD:
            more = sum(1 for _ in pattern.finditer(text, hit.start()))
            place = place_of(text, hit.start())
            sentence = f"Remove {more} more characters that cannot be shown from here on; is this a text file?"
            yield Problem(shown, place.line, place.column, sentence)
            return
        for line_break in LINE_BREAK.finditer(text, counted_to, hit.start()):
            line += 1
            start = line_break.end()
        counted_to = hit.start()
        sentence = f"Remove the character U+{ord(hit.group()):04X}, which cannot be shown."
        yield Problem(shown, line, hit.start() - start + 1, sentence)


def without_unprintables(text: str) -> str:
    """The text with U+FFFD in place of each character that `unprintables` names, so that no place moves."""
    return re.sub(_UNPRINTABLE, "\N{REPLACEMENT CHARACTER}", text)


def is_refused(character: str) -> bool:
    """Whether no text of a bank may hold the character, however it is written."""
    return is_unprintable(character) or re.match(_UNPRINTABLE, character) is not None
