"""What learners send, read strictly: a stranger's bytes become a value of the protocol or nothing."""

from __future__ import annotations

import json
import re
from typing import NoReturn, assert_never, cast

from quiz.core.answers import Answer, Chosen, Given, Matched, given_of
from quiz.core.certainty import Certainty
from quiz.core.questions import Choice, Matching, Question
from quiz.core.shuffling import Layout
from quiz.live.protocol import Answering, Joining, Level, Way

_KEY = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_JOINING_KEY = re.compile(r"[A-Za-z0-9_.:-]{16,64}")
_MOST_PLACES = 1000
_LONGEST_TEXT = 1000
_LEVELS = frozenset(Certainty)


class Unreadable(ValueError):  # noqa: N818  it names what the bytes are
    """The bytes are no such message."""


def answering_of(body: bytes) -> Answering:
    """The answer that the bytes are; Unreadable where they are none."""
    fields = _fields(body)
    key, certainty = fields.get("key"), fields.get("certainty")
    if not (isinstance(key, str) and _KEY.fullmatch(key)):
        raise Unreadable("An answer has a key of up to 64 letters and digits.")
    if certainty is not None and not (isinstance(certainty, str) and certainty in _LEVELS):
        raise Unreadable("There is no such certainty.")
    chosen, matched = _list(fields, "chosen"), _list(fields, "matched")
    return {
        "place": _place(fields.get("place")),
        "round": _place(fields.get("round")),
        "chosen": [_place(each) for each in chosen],
        "matched": [None if each is None else _place(each) for each in matched],
        "certainty": cast("Level | None", certainty),
        "key": key,
    }


def joining_of(body: bytes) -> Joining:
    """Who wants to join, as the bytes say; Unreadable where they say none."""
    fields = _fields(body)
    key = _text(fields, "key")
    # It opens a seat, so one that is soon guessed is none.
    if key and not _JOINING_KEY.fullmatch(key):
        raise Unreadable("Joining has a key of 16 to 64 letters and digits.")
    return {
        "code": _text(fields, "code"),
        "token": _text(fields, "token"),
        "name": _text(fields, "name"),
        "team": _text(fields, "team"),
        "identifier": _text(fields, "identifier"),
        "number": _text(fields, "number"),
        "key": key,
    }


def way_of(body: bytes) -> Way:
    """What is to open the room, as the bytes say; Unreadable where they say nothing of it."""
    fields = _fields(body)
    return {"code": _text(fields, "code"), "token": _text(fields, "token")}


def place_of(body: bytes) -> int:
    """The place that `{"place": N}` names; Unreadable where it names none."""
    return _place(_fields(body).get("place"))


def nonce_of(body: bytes) -> str:
    """The nonce that `{"nonce": "..."}` gives back; Unreadable where it gives none."""
    return _text(_fields(body), "nonce")


def given_in(question: Question, order: Layout, answering: Answering) -> Given | None:
    """The answer in words, from the places of showing; None where it cannot be an answer to the question."""
    answer = _answer(question, order, answering)
    try:
        return None if answer is None else given_of(question, answer)
    except ValueError:
        return None


def _answer(question: Question, order: Layout, answering: Answering) -> Answer | None:
    shown = range(len(order.choices))
    match question:
        case Choice():
            chosen = answering.get("chosen", [])
            if answering.get("matched") or not all(each in shown for each in chosen):
                return None
            return Chosen(frozenset(order.choices[each] for each in chosen))
        case Matching():
            matched = answering.get("matched", [])
            if answering.get("chosen") or len(matched) != len(order.prompts):
                return None
            partners: list[int | None] = [None] * len(matched)
            for prompt, each in zip(order.prompts, matched, strict=True):
                if each is not None:
                    if each not in shown:
                        return None
                    partners[prompt] = order.choices[each]
            return Matched(tuple(partners))
        case _:
            assert_never(question)


def _fields(body: bytes) -> dict[str, object]:
    try:
        value = _decode(body.decode())
    except (ValueError, RecursionError) as error:
        raise Unreadable("This is no JSON of ours.") from error
    if not isinstance(value, dict):
        raise Unreadable("A message is an object with fields.")
    return value


def _refuse(number: str) -> NoReturn:
    raise Unreadable(f"{number[:20]} is no whole number.")


_decode = json.JSONDecoder(parse_constant=_refuse, parse_float=_refuse).decode


def _list(fields: dict[str, object], name: str) -> list[object]:
    value = fields.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > _MOST_PLACES:
        raise Unreadable(f"{name} is a list.")
    return value


def _place(value: object) -> int:
    # To Python true is a 1.
    if type(value) is not int or not 0 <= value < _MOST_PLACES:
        raise Unreadable("A place is a whole number from 0 up.")
    return value


def _text(fields: dict[str, object], name: str) -> str:
    value = fields.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise Unreadable(f"{name} is a text.")
    return value
