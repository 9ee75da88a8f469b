from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, strategies as st

from quiz.core.questions import Matching, Question
from quiz.core.shuffling import Layout, layout
from tests.core.samples import choice, matching

FOUR = choice("producers", "1000")
PINNED = choice("pinned", "10000", pinned=[1, 4])
PAIRS = matching("pairs", ["a", "b", "c", "a"], ["x"])

_IN_ANOTHER_PROCESS = """
from quiz.core.shuffling import layout
from tests.core.samples import choice, matching
print([layout(choice("producers", "1000"), seed) for seed in range(5)])
print(layout(matching("pairs", ["a", "b", "c", "a"], ["x"]), 7))
"""


def test_a_seed_gives_the_layout_that_it_has_always_given() -> None:
    # Sessions in histories are shown again from their seed alone.
    assert [layout(FOUR, seed).choices for seed in range(4)] == [(0, 1, 2, 3), (1, 0, 3, 2), (3, 1, 0, 2), (3, 2, 1, 0)]
    assert layout(PINNED, 1) == Layout((3, 0, 2, 1, 4))
    assert layout(PAIRS, 7) == Layout((0, 2, 3, 1), (0, 1, 2, 3))


@pytest.mark.parametrize("hash_seed", ["0", "1", "random"])
def test_a_seed_gives_the_same_layout_in_every_process(hash_seed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IN_ANOTHER_PROCESS],
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [str([layout(FOUR, seed) for seed in range(5)]), str(layout(PAIRS, 7))]


@pytest.mark.parametrize("question", [FOUR, PINNED, PAIRS])
@given(st.integers())
def test_everything_is_shown_once(question: Question, seed: int) -> None:
    shown = layout(question, seed)
    choices, prompts = (
        (len(question.choices), len(question.pairs)) if isinstance(question, Matching) else (len(question.options), 0)
    )
    assert sorted(shown.choices) == list(range(choices))
    assert sorted(shown.prompts) == list(range(prompts))


@given(st.integers())
def test_pinned_options_come_last_in_the_order_of_the_file(seed: int) -> None:
    assert layout(PINNED, seed).choices[3:] == (1, 4)
    assert layout(choice("all", "10", pinned=[0, 1]), seed).choices == (0, 1)


def test_seeds_and_questions_differ() -> None:
    assert len({layout(FOUR, seed) for seed in range(200)}) == 24
    assert layout(FOUR, 1) != layout(choice("another", "1000"), 1)
    assert any(layout(PAIRS, seed).prompts != layout(PAIRS, seed).choices[:4] for seed in range(10))


@pytest.mark.parametrize("place", range(4))
def test_over_many_seeds_each_option_stands_at_each_place_about_equally_often(place: int) -> None:
    seeds = 2000
    counts = Counter(layout(FOUR, seed).choices[place] for seed in range(seeds))
    assert set(counts) == {0, 1, 2, 3}
    # Five standard deviations around a quarter of the seeds.
    assert all(abs(count - seeds / 4) < 97 for count in counts.values())


def test_over_many_seeds_each_prompt_and_choice_comes_first_about_equally_often() -> None:
    seeds = 2000
    prompts = Counter(layout(PAIRS, seed).prompts[0] for seed in range(seeds))
    assert all(abs(prompts[i] - seeds / 4) < 97 for i in range(4))
    choices = Counter(layout(PAIRS, seed).choices[0] for seed in range(seeds))
    assert all(abs(choices[i] - seeds / 4) < 97 for i in range(4))


def test_the_order_of_one_question_says_nothing_of_the_next() -> None:
    same = sum(layout(FOUR, seed) == layout(FOUR, seed + 1) for seed in range(1000))
    assert 10 < same < 90
