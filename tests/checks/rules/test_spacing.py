"""Spaces that are mended, and those that may mean something."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from quiz.checks.rules.spacing import mended_spacing, spacing
from quiz.core.text import fold
from tests.checks.authoring import bank, choice

TEXTS = st.text(st.sampled_from("ab.,;:?!  \n`()é中1"), max_size=12).map(str.strip)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Two  spaces.   Three.", "Two spaces. Three."),
        ("What is it ?", "What is it?"),
        ("First , then ; last !", "First, then; last!"),
        ("Nothing to mend.", "Nothing to mend."),
        ("Copy it to .", "Copy it to ."),  # a folder
        ("What makes IL-2 ?", "What makes IL-2?"),
        ("How much is 5 !", "How much is 5 !"),  # a factorial
        ("So (it is) , then", "So (it is), then"),
        ("The ratio is 1 : 2", "The ratio is 1 : 2"),
        ("The rest ... is silence", "The rest ... is silence"),
        ("See .bashrc ,v", "See .bashrc ,v"),
        ("`a  b ,`  c", "`a  b ,`  c"),  # code
        ("1 \n 2  3\t\n4", "1\n 2  3\n4"),
        ("é  à ,", "é à,"),
    ],
)
def test_spacing_is_mended_where_there_is_no_doubt(text: str, mended: str) -> None:
    assert mended_spacing(text, "en", white_space_alone=False) == mended


def test_a_french_space_before_a_sign_stays() -> None:
    assert mended_spacing("Qui est-ce ,  lui ?", "fr", white_space_alone=False) == "Qui est-ce, lui ?"


@given(TEXTS, st.booleans(), st.sampled_from(["en", "fr", "zh"]))
def test_mended_spacing_has_nothing_more_to_mend(text: str, is_key: bool, language: str) -> None:
    once = mended_spacing(text, language, white_space_alone=is_key)
    assert mended_spacing(once, language, white_space_alone=is_key) == once
    assert re.sub(r"\s", "", once) == re.sub(r"\s", "", text)


@given(st.text(max_size=20).map(str.strip))
def test_a_key_is_changed_only_as_no_memory_notices(text: str) -> None:
    assert fold(mended_spacing(text, "en", white_space_alone=True)) == fold(text)


def test_each_text_that_can_be_mended_is_found_at_its_part() -> None:
    question = choice("Which  is it?", ["It grows , truly", "It dies , truly"], whys=["So", "a  b"], why="c ,")
    found = [finding.part for finding in spacing(bank([question]), question)]
    assert found == ["q", "options[1]", "options[1].why", "why"], "a key keeps its signs"
