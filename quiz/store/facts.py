"""What happened, as it travels from one history to another: the tables whose rows are facts, and what these may hold.

What is drawn from them (`tally`, `open_session`, `memory`, `stale`, `memory_terms`) never travels: each history draws
it anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from operator import call

from quiz.core.certainty import Certainty
from quiz.core.marking import Rule
from quiz.core.questions import Level
from quiz.core.session import Mode
from quiz.core.text import one_line
from quiz.store.times import milliseconds

_SHOWN = 40
_SHORT = 500
_REMEMBERED = 2**14

# A clock may be wrong, but a moment of these centuries leaves every sum of moments one that can be told.
_EARLIEST, _LATEST = (milliseconds(datetime(year, 1, 1, tzinfo=UTC)) for year in (1900, 3000))
_FIRST_ANSWER = milliseconds(datetime(2000, 1, 1, tzinfo=UTC))
_A_DAY = timedelta(days=1)
_LAST_ID = f"{_LATEST >> 16:08x}-{_LATEST & 0xFFFF:04x}"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column may hold: its type in SQL, whether a value will do, and what that is called in a message."""

    declared: str
    meaning: str
    takes: Callable[[object], bool]


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
                return _fault_of_moment(values[_AT], _LATEST if now is None else milliseconds(now + _A_DAY))
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


def _remembering(takes: Callable[[object], bool]) -> Callable[[object], bool]:
    """The same, but of short texts known from the last times: sessions, wordings and answers come again and again."""
    known = lru_cache(maxsize=_REMEMBERED)(takes)
    return lambda value: known(value) if isinstance(value, str) and len(value) < _SHORT else takes(value)


# Texts


def _matching(pattern: str) -> Callable[[object], bool]:
    matches = re.compile(pattern, re.ASCII).fullmatch
    return lambda value: isinstance(value, str) and matches(value) is not None


_is_uuid = _matching(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def _is_id(value: object) -> bool:
    # Every new id sorts after the latest: one from the end of time would leave no room for any.
    return _is_uuid(value) and str(value) < _LAST_ID


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_day(value: object) -> bool:
    if not _looks_like_a_day(value):
        return False
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


_looks_like_a_day = _matching(r"\d{4}-\d\d-\d\d")


def _one_of(values: Iterable[str]) -> Callable[[object], bool]:
    known = frozenset(values)
    return lambda value: isinstance(value, str) and value in known


# Numbers


_NUMBERS = frozenset({int, float})  # a bool is none


def _number(least: float, most: float) -> Callable[[object], bool]:
    return lambda value: type(value) in _NUMBERS and least <= value <= most  # type: ignore[operator]


def _whole(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and least <= value <= most


# JSON in a column


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object of the pairs; ValueError where two have one name, of which each reader may take another."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in an object")
    return found


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number")


_decode = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number).raw_decode


def from_json(text: str) -> object:
    """What the JSON says, with no space around it; ValueError where it says nothing, or what JSON does not have."""
    try:
        value: object
        value, end = _decode(text)
    except RecursionError as error:
        raise ValueError("there are too many brackets in one another") from error
    if end < len(text):
        raise ValueError("more follows where it is to end")
    return value


def _json(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    def takes(value: object) -> bool:
        if not isinstance(value, str):
            return False
        try:
            parsed = from_json(value)
            if not fits(parsed):
                return False
            # Half a surrogate may hide behind an escape.
            if "\\u" in value:
                json.dumps(parsed, ensure_ascii=False).encode()
        except ValueError:
            return False
        return True

    return takes


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_given(value: object) -> bool:
    if not isinstance(value, dict) or len(value) != 1:
        return False
    if "chosen" in value:
        return _are_texts(value["chosen"])
    pairs = value.get("matched")
    return isinstance(pairs, list) and all(_are_texts(pair) and len(pair) == 2 for pair in pairs)


def _is_part(value: object) -> bool:
    match value:
        case [str(), int(count), level]:
            return type(count) is int and 0 < count < 10**6 and (level is None or _is_level(level))
        case _:
            return False


def _are_terms(value: object) -> bool:
    match value:
        case {
            "parts": [_, *_] as parts,
            "minutes": minutes,
            "seconds_each": seconds_each,
            "pass_share": share,
            "extra_time": factor,
            "rule": rule,
            "with_certainty": bool(),
            "pauses": bool(),
            **rest,
        } if not rest:
            limits = all(limit is None or _is_limit(limit) for limit in (minutes, seconds_each))
            return limits and all(map(_is_part, parts)) and _is_share(share) and _is_factor(factor) and _is_rule(rule)
        case _:
            return False


def _is_event(value: object) -> bool:
    match value:
        case {"began": True, **rest} | {"resumed": True, **rest}:
            return not rest
        case {"turned": place, **rest}:
            return type(place) is int and not rest
        case {"answered": str(), "fingerprint": fingerprint, "given": given, **rest}:
            said = rest.pop("certainty", None)
            is_certainty = said is None or _is_certainty(said)
            return _is_fingerprint(fingerprint) and _is_given(given) and is_certainty and not rest
        case {"cleared": str(), **rest} | {"flagged": str(), "is_flagged": bool(), **rest}:
            return not rest
        case {"struck": str(), "options": options, **rest}:
            return _are_texts(options) and not rest
        case {"handed_in": "clock" | "learner", **rest}:
            return not rest
        case _:
            return False


_is_fingerprint = _matching("[0-9a-f]{16}(-[0-9a-f]{16}){1,2}")
_is_rule, _is_level, _is_certainty = map(_one_of, (Rule, Level, Certainty))
_is_share, _is_factor, _is_limit = _number(0, 1), _number(1, 100), _number(0, 10**6)

_ID = Kind("TEXT", "a UUID of version 7", _is_id)
_OF_SESSION = Kind(_ID.declared, _ID.meaning, _remembering(_is_id))
_TEXT = Kind("TEXT", "a text", _is_text)
_MOMENT = Kind("INTEGER", "a time in milliseconds since 1970, between 1900 and 3000", _whole(_EARLIEST, _LATEST))
_FINGERPRINT = Kind("TEXT", "a fingerprint of hexadecimal digits", _remembering(_is_fingerprint))
_RULE = Kind("TEXT", f"one of {', '.join(Rule)}", _is_rule)
_MODE = Kind("TEXT", f"one of {', '.join(Mode)}", _one_of(Mode))
_CERTAINTY = Kind("TEXT", f"one of {', '.join(Certainty)}", _is_certainty)
_SHARE = Kind("REAL", "a number from 0 to 1", _is_share)
_SECONDS = Kind("REAL", "a number of seconds from 0 to 100,000,000", _number(0, 10**8))
_MINUTES = Kind("REAL", "a number of minutes from 0 to 1440", _number(0, 1440))
_DAY = Kind("TEXT", "a day as 2026-01-31", _is_day)
_SEED = Kind("TEXT", "a whole number in decimal digits", _matching(r"-?[0-9]{1,1000}"))
_RAISED = Kind("INTEGER", "0 or 1", _whole(0, 1))
_TEXTS = Kind("TEXT", "a JSON list of texts", _json(_are_texts))
_GIVEN = Kind("TEXT", "an answer in JSON", _remembering(_json(_is_given)))
_TERMS = Kind("TEXT", "the terms of an exam in JSON", _json(_are_terms))
_EVENT = Kind("TEXT", "an event of an exam in JSON", _json(_is_event))


SESSION = Table(
    "session",
    Column("id", _ID),
    Column("bank", _TEXT),
    Column("questions", _TEXTS),
    Column("seed", _SEED),
    Column("rule", _RULE),
    Column("began", _MOMENT),
    Column("again", _ID, may_be_null=True),
    Column("mode", _MODE),
    Column("terms", _TERMS, may_be_null=True),
)
SESSION_END = Table("session_end", Column("session", _ID), Column("at", _MOMENT))
ATTEMPT = Table(
    "attempt",
    Column("id", _ID),
    Column("session", _OF_SESSION),
    Column("bank", _TEXT),
    Column("question", _TEXT),
    Column("fingerprint", _FINGERPRINT),
    Column("given", _GIVEN),
    Column("fraction", _SHARE),
    Column("rule", _RULE),
    Column("at", _MOMENT),
    Column("seconds", _SECONDS),
    Column("certainty", _CERTAINTY, may_be_null=True),
    Column("proof", _TEXT, may_be_null=True),
)
_AT = ATTEMPT.names.index("at")
WORDING = Table(
    "wording",
    Column("fingerprint", _FINGERPRINT),
    Column("stem", _TEXT),
    Column("keys", _TEXTS),
    Column("cites", _TEXTS),
)
RETRACTION = Table("retraction", Column("attempt", _ID), Column("at", _MOMENT))
FLAG = Table(
    "flag",
    Column("id", _ID),
    Column("bank", _TEXT),
    Column("question", _TEXT),
    Column("fingerprint", _FINGERPRINT),
    Column("note", _TEXT),
    Column("raised", _RAISED),
    Column("at", _MOMENT),
)
EXAM_EVENT = Table(
    "exam_event", Column("id", _ID), Column("session", _ID), Column("event", _EVENT), Column("at", _MOMENT)
)
SUSPENSION = Table(
    "suspension",
    Column("id", _ID),
    Column("bank", _TEXT),
    Column("question", _TEXT),
    Column("raised", _RAISED),
    Column("at", _MOMENT),
)
EXAM_DAY = Table(
    "exam_day",
    Column("id", _ID),
    Column("bank", _TEXT),
    Column("day", _DAY, may_be_null=True),
    Column("minutes", _MINUTES),
    Column("at", _MOMENT),
)

TABLES = (ATTEMPT, EXAM_DAY, EXAM_EVENT, FLAG, RETRACTION, SESSION, SESSION_END, SUSPENSION, WORDING)
"""Every table of facts, in the order of their names."""
