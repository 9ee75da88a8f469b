"""What commands print: lines that no terminal takes for a command, and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from quiz.core.text import printable


def print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(printable(line))


def print_json(value: object) -> None:
    """Prints the value in ASCII alone, in which every other character is written as its code."""
    print(json.dumps(value, indent=2))


def json_time(moment: datetime | None) -> str | None:
    """The moment as ISO 8601 has it, in UTC to the second: 2026-01-31T12:00:00Z."""
    return None if moment is None else f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def local_time(moment: datetime) -> str:
    """The moment in the learner's own time zone, to the minute."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def json_share(share: float | None) -> float | None:
    """A share of 1 to four decimals."""
    return None if share is None else round(share, 4)
