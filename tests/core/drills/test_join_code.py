from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from quiz.core.drills.join_code import ALPHABET, LENGTH, TOKEN_LENGTH, WayIn, normalised, way_in

CODES = st.text(st.sampled_from(ALPHABET), min_size=LENGTH, max_size=LENGTH)


def test_the_alphabet_is_crockfords() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 32
    assert not set(ALPHABET) & set("ILOU")
    assert ALPHABET.isascii()
    assert ALPHABET.upper() == ALPHABET


@given(st.binary(min_size=32, max_size=32), st.integers(0, 10_000))
def test_what_opens_the_room_is_a_code_and_a_token_and_comes_of_secret_and_number_alone(
    secret: bytes, locks: int
) -> None:
    code, token = way = way_in(secret, locks)
    assert normalised(code) == code
    assert re.fullmatch(rf"[A-Z2-7]{{{TOKEN_LENGTH}}}", token)
    assert way == way_in(secret, locks)
    assert not set(way) & {*way_in(secret, locks + 1), *way_in(secret + b"x", locks)}


def test_a_code_and_a_token_are_these() -> None:
    # By openssl dgst -sha256 -hmac, so that a drill is opened by the same once the program is another.
    assert way_in(b"secret", 0) == WayIn("X0PREZ", "DAMZ437B7UYOBGQDERSX23SVKU")


def test_codes_and_tokens_are_drawn_evenly() -> None:
    ways = [way_in(b"secret", locks) for locks in range(3200)]
    codes, tokens = ("".join(part) for part in zip(*ways, strict=True))
    assert len(set(ways)) == len(ways)
    assert all(480 < codes.count(character) < 720 for character in ALPHABET)
    # The last character has three bits, so that it is never one of these.
    assert all(2300 < tokens.count(character) < 2900 for character in "BCDFGH2357")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7K3Q9Z", "7K3Q9Z"),
        ("7k3q9z", "7K3Q9Z"),
        ("7k3-q9z", "7K3Q9Z"),
        (" 7k3 q9z\n", "7K3Q9Z"),
        ("7-K-3-Q-9-Z", "7K3Q9Z"),
        ("7k3–q9z", "7K3Q9Z"),
        ("7k3\u00a0q9z", "7K3Q9Z"),
        ("oOiIlL", "001111"),
        ("７Ｋ３ｑ９ｚ", "7K3Q9Z"),
        ("", None),
        ("-- --", None),
        ("7K3Q9", None),
        ("7K3Q9ZZ", None),
        ("7K3Q9U", None),
        ("7K3Q9u", None),
        ("7K3Q9!", None),
        ("7K3Q9_", None),
        ("7K3Q9é", None),
        ("7K3Q9ı", None),
        ("7K3Q9\x00", None),
        ("7K3Q9\x1b", None),
        ("٧K3Q9Z", None),
        ("ßABCD", None),
        ("../../", None),
        ("7K3Q9Z" + " " * 100_000, None),
    ],
)
def test_a_typed_code_is_read_as_it_was_meant_or_is_none(typed: str, code: str | None) -> None:
    assert normalised(typed) == code


@given(CODES, st.data())
def test_a_code_is_itself_however_it_is_typed(code: str, data: st.DataObject) -> None:
    alike = {"0": "0oO", "1": "1iIlL"}
    typed = "".join(
        data.draw(st.sampled_from(alike.get(character, character + character.lower())))
        + data.draw(st.sampled_from(["", " ", "-"]))
        for character in code
    )
    assert normalised(typed) == code


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_is_typed_is_a_code_or_none(typed: str) -> None:
    code = normalised(typed)
    assert code is None or (len(code) == LENGTH and set(code) <= set(ALPHABET) and normalised(code) == code)
