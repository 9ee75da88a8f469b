"""Kinds of values: what a column of facts may hold, whoever wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from quiz.core.certainty import Certainty
from quiz.core.marking import Rule
from quiz.core.questions import Level
from quiz.core.session import Mode
from quiz.store.strictjson import from_json
from quiz.store.times import milliseconds

_SHORT = 500
_REMEMBERED = 2**14

# A clock may be wrong, but a moment of these centuries leaves every sum of moments one that can be told.
EARLIEST, LATEST = (milliseconds(datetime(year, 1, 1, tzinfo=UTC)) for year in (1900, 3000))
_LAST_ID = f"{LATEST >> 16:08x}-{LATEST & 0xFFFF:04x}"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column may hold: its type in SQL, whether a value will do, and what that is called in a message."""

    declared: str
    meaning: str
    takes: Callable[[object], bool]


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


# JSON


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

ID = Kind("TEXT", "a UUID of version 7", _is_id)
OF_SESSION = Kind(ID.declared, ID.meaning, _remembering(_is_id))
TEXT = Kind("TEXT", "a text", _is_text)
MOMENT = Kind("INTEGER", "a time in milliseconds since 1970, between 1900 and 3000", _whole(EARLIEST, LATEST))
FINGERPRINT = Kind("TEXT", "a fingerprint of hexadecimal digits", _remembering(_is_fingerprint))
RULE = Kind("TEXT", f"one of {', '.join(Rule)}", _is_rule)
MODE = Kind("TEXT", f"one of {', '.join(Mode)}", _one_of(Mode))
CERTAINTY = Kind("TEXT", f"one of {', '.join(Certainty)}", _is_certainty)
SHARE = Kind("REAL", "a number from 0 to 1", _is_share)
SECONDS = Kind("REAL", "a number of seconds from 0 to 100,000,000", _number(0, 10**8))
MINUTES = Kind("REAL", "a number of minutes from 0 to 1440", _number(0, 1440))
DAY = Kind("TEXT", "a day as 2026-01-31", _is_day)
SEED = Kind("TEXT", "a whole number in decimal digits", _matching(r"-?[0-9]{1,1000}"))
RAISED = Kind("INTEGER", "0 or 1", _whole(0, 1))
TEXTS = Kind("TEXT", "a JSON list of texts", _json(_are_texts))
GIVEN = Kind("TEXT", "an answer in JSON", _remembering(_json(_is_given)))
TERMS = Kind("TEXT", "the terms of an exam in JSON", _json(_are_terms))
EVENT = Kind("TEXT", "an event of an exam in JSON", _json(_is_event))
