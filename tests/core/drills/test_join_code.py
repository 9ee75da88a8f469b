from __future__ import annotations

from random import Random
from secrets import SystemRandom

import pytest
from hypothesis import given, strategies as st

from quiz.core.drills.join_code import ALPHABET, LENGTH, drawn_code, normalised

CODES = st.text(st.sampled_from(ALPHABET), min_size=LENGTH, max_size=LENGTH)


def test_the_alphabet_is_crockfords() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 32
    assert not set(ALPHABET) & set("ILOU")
    assert ALPHABET.isascii()
    assert ALPHABET.upper() == ALPHABET


@given(st.randoms(use_true_random=False))
def test_a_drawn_code_is_one(dice: Random) -> None:
    assert normalised(drawn_code(dice)) is not None


def test_codes_are_drawn_evenly_and_by_the_dice_alone() -> None:
    assert drawn_code(Random(5)) == drawn_code(Random(5)) != drawn_code(Random(6))
    assert drawn_code(SystemRandom()) != drawn_code(SystemRandom())
    dice = Random(1)
    drawn = "".join(drawn_code(dice) for _ in range(3200))
    assert all(480 < drawn.count(character) < 720 for character in ALPHABET)


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
