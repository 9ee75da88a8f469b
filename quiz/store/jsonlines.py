"""Facts as lines of JSON: a header that says how many rows follow, and a row of a table on each line.

The same rows are the same bytes everywhere: ASCII alone, names in alphabetical order, rows in the order of their tables
and keys. So a version control system shows what was added, and no program on the way makes other characters of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO, NamedTuple

from quiz.errors import HistoryError
from quiz.store.database import Value, encodable
from quiz.store.facts import TABLES, Table
from quiz.store.strictjson import from_json

_FORMAT = "quiz history"
_VERSION = 1
_LONGEST_LINE = 16 * 2**20

_to_line = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
_BY_NAME = {table.name: table for table in TABLES}


class UnreadableError(HistoryError):
    """What was to be taken into the history cannot be; nothing of it was."""


class NotWholeError(UnreadableError):
    """The file ends too early: it may still be on its way here."""


class Fact(NamedTuple):
    """A row of a table, its values in the order of the columns."""

    table: Table
    values: tuple[Value, ...]


def lines_of(count: int, facts: Iterable[Fact]) -> Iterator[str]:
    """The lines, each with its end, of so many facts, which come in the order of their tables and keys."""
    yield f"{_to_line({'format': _FORMAT, 'version': _VERSION, 'rows': count})}\n"
    for table, values in facts:
        yield f"{_to_line({'table': table.name, **dict(zip(table.names, values, strict=True))})}\n"


def facts_in(file: BinaryIO, shown: str, now: datetime | None = None) -> Iterator[Fact]:
    """The facts in the file, which `shown` names in messages, read one at a time.

    Where `now` is said no answer may be from more than a day after it.

    UnreadableError with the line where one is no fact, and in the end where the file is not whole: what came before
    counts only if nothing of that kind is raised.
    """
    lines = _lines(file, shown)
    _, header = next(lines, (0, None))
    if header is None:
        raise NotWholeError(f"{shown} is empty. It may still be on its way here: try again later.")
    rows = _rows_in(header, shown)
    read = 0
    for number, value in lines:
        read += 1
        if read > rows:
            raise UnreadableError(f"{shown}:{number}: The first line says that {_rows(rows)} follow, and here is more.")
        yield _fact(value, f"{shown}:{number}", now)
    if read < rows:
        raise NotWholeError(
            f"{shown} is not whole: it has {_rows(read)} of the {rows} that its first line says. "
            "It may still be on its way here: try again later."
        )


def begins_so(file: BinaryIO, shown: str) -> bool:
    """Whether the file begins as the lines do."""
    try:
        _, header = next(_lines(file, shown), (0, None))
        _rows_in(header, shown)
    except UnreadableError:
        return False
    return True


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _lines(file: BinaryIO, shown: str) -> Iterator[tuple[int, object]]:
    number = 0
    while line := file.readline(_LONGEST_LINE + 1):
        number += 1
        place = f"{shown}:{number}"
        if len(line) > _LONGEST_LINE:
            raise UnreadableError(f"{place}: The line is longer than 16 MiB, and no row is.")
        try:
            value = from_json(line.decode().strip("\r\n"))
        except UnicodeDecodeError as error:
            raise UnreadableError(f"{place}: The line is not UTF-8 from byte {error.start + 1} on.") from error
        except ValueError as error:
            if not line.endswith(b"\n"):
                raise NotWholeError(
                    f"{place}: The line breaks off. The file may still be on its way here: try again later."
                ) from error
            raise UnreadableError(f"{place}: The line is no JSON ({error}).") from error
        yield number, value


def _rows_in(header: object, shown: str) -> int:
    match header:
        case {"format": "quiz history", "version": int(version), "rows": int(rows)} if rows >= 0:
            if version > _VERSION:
                raise UnreadableError(
                    f"{shown}:1: The file was written by a newer version of quiz: its format is {version}, and this "
                    f"version knows formats up to {_VERSION}. Update quiz."
                )
            return rows
        case _:
            raise UnreadableError(f"{shown}:1: This is no exported history: its first line does not say so.")


def _fact(value: object, place: str, now: datetime | None) -> Fact:
    if not isinstance(value, dict):
        raise UnreadableError(f"{place}: A row is an object, in braces, and this is none.")
    name = value.pop("table", None)
    table = _BY_NAME.get(name) if isinstance(name, str) else None
    if table is None:
        raise UnreadableError(f'{place}: A row has a "table", which is one of {", ".join(_BY_NAME)}.')
    names = table.names
    if missing := [name for name in names if name not in value]:
        raise UnreadableError(f'{place}: The row of "{table.name}" has no "{missing[0]}".')
    if len(value) > len(names):
        unknown = next(name for name in value if name not in names)
        raise UnreadableError(f'{place}: A row of "{table.name}" has no {_to_line(unknown)}.')
    values = tuple(value[name] for name in names)
    if fault := table.fault(values, now):
        raise UnreadableError(f"{place}: {fault}")
    return Fact(table, _fit(values))


def _fit(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """The values as UTF-8 can hold them: JSON can escape half a surrogate."""
    if all(value.isascii() for value in values if isinstance(value, str)):
        return values
    fit = encodable(values)
    return fit if isinstance(fit, tuple) else values
