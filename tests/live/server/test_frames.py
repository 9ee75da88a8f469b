"""Messages of learners are read strictly: what is nearly one is none."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from quiz.live.server.frames import Unreadable, answering_of, joining_of, nonce_of, place_of, way_of

ANSWER = {"place": 0, "round": 1, "chosen": [0, 2], "matched": [None, 1], "certainty": "high", "key": "a-1_:."}
JOINING = {
    "code": "7K2XQ4",
    "token": "T",
    "name": "Ann",
    "team": "Red",
    "identifier": "17",
    "number": "42",
    "key": "k" * 16,
}
PLACES = [True, False, "1", "", None, -1, 1000, 2**70, [0], {"0": 0}]
"""What is no place, though Python takes some of it for a number."""


def test_a_message_is_read() -> None:
    assert answering_of(json.dumps(ANSWER).encode()) == ANSWER
    assert joining_of(json.dumps(JOINING).encode()) == JOINING
    assert way_of(b'{"code": "7K2XQ4", "token": "T"}') == {"code": "7K2XQ4", "token": "T"}
    assert place_of(b'{"place": 999}') == 999
    assert nonce_of(b'{"nonce": "n"}') == "n"


def test_what_it_need_not_say_is_empty_and_what_is_unknown_left_out() -> None:
    said = {"place": 0, "round": 1, "key": "k", "at": 0, "credit": 150}
    empty = {"place": 0, "round": 1, "chosen": [], "matched": [], "certainty": None, "key": "k"}
    assert answering_of(json.dumps(said).encode()) == empty
    assert set(joining_of(b"{}").values()) == {""}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((field, value) for field in ("place", "round") for value in PLACES),
        *(("chosen", [0, value]) for value in PLACES),
        *(("matched", [None, value]) for value in PLACES if value is not None),
        *((field, value) for field in ("chosen", "matched") for value in ("01", 1, True, {"0": 0}, [0] * 1001)),
        *(("certainty", value) for value in ("sure", "", 3, True, ["high"])),
        *(("key", value) for value in ("", "k" * 65, "a b", "a/b", "\u00e4", "k\n", 1, True, None, ["k"])),
    ],
)
def test_an_answer_with_something_else_in_a_field_is_none(field: str, value: object) -> None:
    with pytest.raises(Unreadable):
        answering_of(json.dumps({**ANSWER, field: value}).encode())


@pytest.mark.parametrize("field", ["place", "round", "key"])
def test_an_answer_without_it_is_none(field: str) -> None:
    with pytest.raises(Unreadable):
        answering_of(json.dumps({name: value for name, value in ANSWER.items() if name != field}).encode())


@pytest.mark.parametrize("field", JOINING)
@pytest.mark.parametrize("value", [1, True, ["Ann"], {"a": "b"}, "x" * 1001])
def test_whoever_joins_says_texts(field: str, value: object) -> None:
    with pytest.raises(Unreadable):
        joining_of(json.dumps({**JOINING, field: value}).encode())


@pytest.mark.parametrize("reader", [answering_of, joining_of, way_of, place_of, nonce_of])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"x"',
        b"17",
        b"{",
        b"{} {}",
        b"\xff",
        b"[" * 4000,
        b'{"a":' * 800,
        b'{"key":' + b"[" * 2000 + b"]" * 2000 + b"}",
        b'{"place": 1.0, "nonce": 1.0, "code": 1.0}',
        b'{"place": NaN, "nonce": NaN, "code": NaN}',
        b'{"place": 1e999, "nonce": -Infinity, "code": Infinity}',
    ],
)
def test_what_is_no_object_of_fields_or_too_deep_is_no_message(reader: Callable[[bytes], object], body: bytes) -> None:
    with pytest.raises(Unreadable):
        reader(body)
