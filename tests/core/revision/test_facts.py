from __future__ import annotations

import pytest

from quiz.core.revision.facts import facts_of, origins_of, pairs_of
from tests.core.remembering import pairs


def test_of_two_gone_pairs_with_one_answer_none_goes_on() -> None:
    before = facts_of(pairs("a=1", "b=1", "c=3"))
    assert origins_of(facts_of(pairs("x=1", "c=3")), before) == {"c": "c"}
    assert origins_of(facts_of(pairs("x=1", "b=1", "c=3")), before) == {"x": "a", "b": "b", "c": "c"}


@pytest.mark.parametrize(
    ("key", "prompts", "pair"),
    [
        ("a → 1", set(), ("a", "1")),
        ("a → b → 1", set(), ("a", "b → 1")),
        ("a → b → 1", {"a → b"}, ("a → b", "1")),
        ("a → b → 1", {"a"}, ("a", "b → 1")),
        ("A → b → 1 → 2", {"a → b"}, ("A → b", "1 → 2")),
        ("no arrow", set(), ("no arrow", "")),
    ],
)
def test_a_key_is_split_at_the_arrow_that_stands_for_the_pair(
    key: str, prompts: set[str], pair: tuple[str, str]
) -> None:
    assert pairs_of([key], prompts) == [pair]
