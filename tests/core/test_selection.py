from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, strategies as st

from quiz.core.questions import Kind, Level
from quiz.core.reports.progress import Standing
from quiz.core.selection import MISSED, UNSEEN, Selection, all_tags, draw, fitting
from tests.core.samples import bank, choice, matching

BANK = bank(
    [
        choice("a", "10", topic="x", level=Level.RECALL, tags=("red",)),
        choice("b", "110", topic="x", level=Level.UNDERSTAND, tags=("red", "blue")),
        matching("c", ["p", "q"], topic="y", level=Level.APPLY),
        choice("d", "10", topic="y", tags=("green",)),
        choice("e", "110", topic="z", any_key_will_do=True, level=Level.RECALL),
        choice("f", "10", topic="x", level=Level.RECALL, tags=("red", "grey"), is_draft=True),
    ]
)
STANDINGS = {"a": Standing.RIGHT, "b": Standing.MISSED, "c": Standing.CHANGED, "f": Standing.MISSED}


def ids(wanted: Selection) -> str:
    return "".join(BANK.catalogue.ids[i] for i in fitting(BANK, wanted, STANDINGS))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Selection(), "abcde"),
        (Selection(topics=frozenset({"x"})), "ab"),
        (Selection(topics=frozenset({"z", "y"})), "cde"),
        (Selection(topics=frozenset({"nowhere"})), ""),
        (Selection(kinds=frozenset({Kind.CHOICE})), "ade"),
        (Selection(kinds=frozenset({Kind.MULTIPLE})), "b"),
        (Selection(kinds=frozenset({Kind.MATCHING})), "c"),
        (Selection(kinds=frozenset({Kind.MATCHING, Kind.MULTIPLE})), "bc"),
        (Selection(levels=frozenset({Level.RECALL})), "ae"),
        (Selection(levels=frozenset({Level.UNDERSTAND, Level.APPLY})), "bc"),
        (Selection(tags=frozenset({"red"})), "ab"),
        (Selection(tags=frozenset({"blue", "green"})), "bd"),
        (Selection(tags=frozenset({"grey"})), ""),
        (Selection(standings=frozenset({Standing.UNSEEN})), "de"),
        (Selection(standings=frozenset({Standing.RIGHT})), "a"),
        (Selection(standings=frozenset({Standing.MISSED})), "b"),
        (Selection(standings=UNSEEN), "cde"),
        (Selection(standings=MISSED), "bc"),
        (Selection(topics=frozenset({"x"}), levels=frozenset({Level.RECALL}), tags=frozenset({"red"})), "a"),
        (Selection(topics=frozenset({"x"}), kinds=frozenset({Kind.MATCHING})), ""),
        (Selection(ids=frozenset("dfa")), "ad"),
        (Selection(ids=frozenset("bcd"), topics=frozenset({"y"})), "cd"),
        (Selection(ids=frozenset({"nothing"})), ""),
        (Selection(count=2), "abcde"),
    ],
)
def test_what_fits_is_named_on_every_side(wanted: Selection, expected: str) -> None:
    assert ids(wanted) == expected


@pytest.mark.parametrize(("count", "drawn"), [(None, 5), (0, 0), (1, 1), (5, 5), (99, 5)])
def test_no_more_are_drawn_than_fit_or_are_wanted(count: int | None, drawn: int) -> None:
    assert len(draw(BANK, Selection(count=count), STANDINGS, 1)) == drawn


@given(st.integers(), st.integers(0, 6))
def test_each_is_drawn_once_and_drafts_never(seed: int, count: int) -> None:
    drawn = draw(BANK, Selection(count=count), {}, seed)
    assert len(set(drawn)) == len(drawn) == min(count, 5)
    assert set(drawn) <= set("abcde")


def test_a_seed_draws_in_the_order_that_it_has_always_drawn() -> None:
    assert draw(BANK, Selection(), {}, 1) == ("d", "e", "c", "a", "b")
    assert draw(BANK, Selection(count=3), {}, 2) == ("c", "d", "a")


def test_a_seed_draws_the_same_in_every_process() -> None:
    script = "from tests.core.test_selection import *; print([draw(BANK, Selection(count=3), {}, s) for s in range(9)])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str([draw(BANK, Selection(count=3), {}, seed) for seed in range(9)])


def test_seeds_draw_in_different_orders() -> None:
    assert len({draw(BANK, Selection(), {}, seed) for seed in range(2000)}) == 120
    assert {draw(BANK, Selection(count=1), {}, seed) for seed in range(100)} == {(id,) for id in "abcde"}


def test_tags_are_told_once_each_in_alphabetical_order_and_those_of_drafts_not() -> None:
    assert all_tags(BANK.catalogue) == ("blue", "green", "red")
