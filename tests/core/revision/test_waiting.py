from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from quiz.core.questions import Option, Question
from quiz.core.revision.review import Scope
from quiz.core.revision.waiting import Reason, changed, forecast, leeches
from tests.core.learning import (
    END,
    ONE,
    PAIRS,
    TWO,
    learnt,
    reviewed,
)
from tests.core.samples import bank, choice, matching


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, (0, 0, 0)),
        ({"one": ("r", 1.4)}, (1, 0, 0)),  # due at half past eleven tonight
        ({"one": ("r", 1.375)}, (0, 1, 0)),  # and at midnight
        ({"one": ("r", 400), "two": ("r", 2)}, (2, 0, 0)),
        ({"one": ("r", 0.3), "two": ("w", 0.1)}, (0, 1, 1)),
        ({"one": ("W", 0.1), "two": ("W", 5)}, (2, 0, 0)),  # sure and wrong: at once
        ({"pairs": ("r", 2)}, (1, 0, 0)),
        ({"gone": ("r", 9), "draft": ("r", 9), "asleep": ("W", 9), "one": ("r", 9)}, (1, 0, 0)),
    ],
)
def test_a_question_falls_due_on_the_day_on_which_a_review_asks_it(
    said: dict[str, tuple[str, float]], expected: tuple[int, ...]
) -> None:
    of = bank([ONE, TWO, PAIRS, choice("draft", "10", is_draft=True), choice("asleep", "10")])
    here = learnt(of, said, [choice("gone", "10")], suspended={"asleep"})
    assert forecast(here, END, 3) == expected


def test_what_has_changed_is_counted_for_today_and_named() -> None:
    here = learnt(
        bank([replace(ONE, options=(Option("other", is_key=True), Option("x", is_key=False)))]),
        {"one": ("r", 0.1)},
        [ONE],
    )
    assert forecast(here, END, 3) == (1, 0, 0)
    assert changed(here) == {"one"}
    assert changed(replace(here, suspended={"one"})) == frozenset()


CITING = replace(ONE, cites=("one fact",))
VERSIONS = (ONE, replace(ONE, stem="In other words?"), choice("one", "01"), CITING, replace(ONE, cites=("another",)))
MATCHED = (PAIRS, matching("pairs", ["x", "z"]), matching("pairs", ["x", "y", "z"]), choice("pairs", "10"))


@given(
    st.lists(st.text("rwRW", max_size=5), min_size=6, max_size=6),
    st.floats(0.1, 40),
    *(st.sampled_from(versions) for versions in (VERSIONS, VERSIONS, MATCHED, MATCHED)),
    st.integers(1, 30),
)
def test_what_is_counted_is_what_a_review_asks(
    said: list[str], ago: float, was: Question, now: Question, matched: Question, matched_now: Question, days: int
) -> None:
    others = [choice(f"q{i}", "10") for i in range(4)]
    ids = ["one", "pairs", *(other.id for other in others)]
    answers = {id: (letters, ago) for id, letters in zip(ids, said, strict=True) if letters}
    here = learnt(bank([now, matched_now, *others]), answers, [was, matched])
    asked = reviewed(here, scope=Scope(new_per_day=0, ahead=days - 1))
    assert forecast(here, END, days)[0] == len(asked.asked) - asked.count(Reason.AHEAD)
    assert sum(forecast(here, END, days)) == len(asked.asked)
    assert {f"bank/{id}" for id in changed(here)} == {
        each.question for each in asked.asked if each.reason is Reason.CHANGED
    }


def test_leeches_are_listed_the_worst_first() -> None:
    here = learnt(bank([ONE, TWO, PAIRS]), {"one": ("w" * 9, 20), "two": ("w" * 12, 20), "pairs": ("w" * 8, 20)})
    gone = replace(here, memories={**here.memories, "gone": here.memories["two"]})
    assert [(question, memory.lapses) for question, memory in leeches([gone])] == [("bank/two", 11), ("bank/one", 8)]
