"""What happened, as it travels from one history to another: the tables whose rows are facts, and what these may hold.

What is drawn from them (`tally`, `open_session`, `memory`, `stale`, `memory_terms`) never travels: each history draws
it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import call

from quiz.core.session import Mode
from quiz.core.text import one_line
from quiz.store.kinds import (
    CERTAINTY,
    DAY,
    EVENT,
    FINGERPRINT,
    GIVEN,
    ID,
    LATEST,
    MINUTES,
    MODE,
    MOMENT,
    OF_SESSION,
    RAISED,
    RULE,
    SECONDS,
    SEED,
    SHARE,
    TERMS,
    TEXT,
    TEXTS,
    Kind,
)
from quiz.store.times import milliseconds

_SHOWN = 40
_FIRST_ANSWER = milliseconds(datetime(2000, 1, 1, tzinfo=UTC))
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    may_be_null: bool = False

    @property
    def takes(self) -> Callable[[object], bool]:
        """Says whether the column may hold a value."""
        takes = self.kind.takes
        return (lambda value: value is None or takes(value)) if self.may_be_null else takes


class Table:
    """A table of facts: its columns in the order of the file, the first of which is the key."""

    def __init__(self, name: str, *columns: Column) -> None:
        self.name = name
        self.columns = columns
        self.names = tuple(column.name for column in columns)
        self.key = self.names[0]
        self._takes = tuple(column.takes for column in columns)

    def fault(self, values: Sequence[object], now: datetime | None = None) -> str | None:
        """The sentence that says why no row can hold the values, given in the order of the columns; None if it can.

        No answer is from before 2000, nor from more than a day after `now` where that is said: a clock was wrong, and
        one from the future would hide all that comes before it. Clocks that differ by zones are within the day.
        """
        if all(map(call, self._takes, values)):
            if self is ATTEMPT:
                return _fault_of_moment(values[_AT], LATEST if now is None else milliseconds(now + _A_DAY))
            return _fault_of_session(values) if self is SESSION else None
        column, value = next(
            (column, value) for column, value in zip(self.columns, values, strict=True) if not column.takes(value)
        )
        what = "nothing" if value is None else _shown(value)
        return f'The "{column.name}" of a row of "{self.name}" is {column.kind.meaning}, and {what} is not.'


def _shown(value: object) -> str:
    text = one_line(repr(value)[: _SHOWN * 4])
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _fault_of_moment(at: object, latest: int) -> str | None:
    if not isinstance(at, int) or _FIRST_ANSWER <= at <= latest:
        return None
    day = f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at):%Y-%m-%d}"
    if at < _FIRST_ANSWER:
        return f"The answer is of {day}, and there is none from before 2000: the clock was wrong when it was given."
    return f"The answer is of {day}, more than a day ahead of the clock here: one of the two clocks is wrong."


def _fault_of_session(values: Sequence[object]) -> str | None:
    row = dict(zip(SESSION.names, values, strict=True))
    is_exam = row["mode"] == Mode.EXAM.value
    if is_exam and row["questions"] == "[]":
        return "An exam has questions, and this one has none."
    return None if is_exam == (row["terms"] is not None) else 'An exam has "terms", and no other session has.'


SESSION = Table(
    "session",
    Column("id", ID),
    Column("bank", TEXT),
    Column("questions", TEXTS),
    Column("seed", SEED),
    Column("rule", RULE),
    Column("began", MOMENT),
    Column("again", ID, may_be_null=True),
    Column("mode", MODE),
    Column("terms", TERMS, may_be_null=True),
)
SESSION_END = Table("session_end", Column("session", ID), Column("at", MOMENT))
ATTEMPT = Table(
    "attempt",
    Column("id", ID),
    Column("session", OF_SESSION),
    Column("bank", TEXT),
    Column("question", TEXT),
    Column("fingerprint", FINGERPRINT),
    Column("given", GIVEN),
    Column("fraction", SHARE),
    Column("rule", RULE),
    Column("at", MOMENT),
    Column("seconds", SECONDS),
    Column("certainty", CERTAINTY, may_be_null=True),
    Column("proof", TEXT, may_be_null=True),
)
_AT = ATTEMPT.names.index("at")
WORDING = Table(
    "wording",
    Column("fingerprint", FINGERPRINT),
    Column("stem", TEXT),
    Column("keys", TEXTS),
    Column("cites", TEXTS),
)
RETRACTION = Table("retraction", Column("attempt", ID), Column("at", MOMENT))
FLAG = Table(
    "flag",
    Column("id", ID),
    Column("bank", TEXT),
    Column("question", TEXT),
    Column("fingerprint", FINGERPRINT),
    Column("note", TEXT),
    Column("raised", RAISED),
    Column("at", MOMENT),
)
EXAM_EVENT = Table("exam_event", Column("id", ID), Column("session", ID), Column("event", EVENT), Column("at", MOMENT))
SUSPENSION = Table(
    "suspension",
    Column("id", ID),
    Column("bank", TEXT),
    Column("question", TEXT),
    Column("raised", RAISED),
    Column("at", MOMENT),
)
EXAM_DAY = Table(
    "exam_day",
    Column("id", ID),
    Column("bank", TEXT),
    Column("day", DAY, may_be_null=True),
    Column("minutes", MINUTES),
    Column("at", MOMENT),
)

TABLES = (ATTEMPT, EXAM_DAY, EXAM_EVENT, FLAG, RETRACTION, SESSION, SESSION_END, SUSPENSION, WORDING)
"""Every table of facts, in the order of their names."""
