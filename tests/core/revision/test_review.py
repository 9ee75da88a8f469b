from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from quiz.core.questions import Option, Pair, Question, Wording
from quiz.core.revision.drift import AnswerChanged, CitesChanged, KeysChanged
from quiz.core.revision.memory import Memory
from quiz.core.revision.replay import memories_of
from quiz.core.revision.review import Asked, Scope
from quiz.core.revision.waiting import Learnt, Reason
from tests.core.learning import (
    EVERYTHING,
    NOW,
    ONE,
    PAIRS,
    SCHEDULER,
    TWO,
    learnt,
    reasons,
    responses_to,
    reviewed,
)
from tests.core.samples import bank, choice, matching


@pytest.mark.parametrize(
    ("said", "ago", "reason"),
    [
        ("r", 2, Reason.DUE),
        ("r", 1.4, Reason.DUE),  # due at half past eleven tonight
        ("r", 1.375, None),  # and at midnight
        ("r", 1, None),
        ("w", 1, Reason.DUE),
        ("w", 0.1, None),
        ("W", 0.1, Reason.SURE_AND_WRONG),
        ("W", 30, Reason.SURE_AND_WRONG),
        ("Wr", 30, Reason.DUE),
        ("Wr", 2, None),
        ("R", 2, Reason.DUE),
    ],
)
@pytest.mark.parametrize("question", [ONE, PAIRS])
def test_a_question_is_asked_for_the_reason_it_has(
    question: Question, said: str, ago: float, reason: Reason | None
) -> None:
    found = reviewed(learnt(bank([question]), {question.id: (said, ago)}))
    assert [asked.reason for asked in found.asked] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("ahead", "reason"), [(0, None), (1, None), (2, Reason.AHEAD), (9, Reason.AHEAD), (10**9, Reason.AHEAD), (-1, None)]
)
def test_what_falls_due_in_the_days_ahead_is_asked_where_wanted(ahead: int, reason: Reason | None) -> None:
    here = learnt(bank([ONE]), {"one": ("r", 0)})
    assert reasons(reviewed(here, scope=Scope(ahead=ahead))).get("bank/one") is reason


def test_a_matching_question_is_asked_whole_when_one_of_its_pairs_is_due() -> None:
    half = responses_to(PAIRS, "r", 1)[0]
    assert half.matched
    half = half._replace(matched=half.matched[:1])
    memories = memories_of([half], SCHEDULER)
    found = reviewed(Learnt(bank([PAIRS]), {"pairs": memories}, lambda _: None))
    assert found.questions == ("bank/pairs",)
    assert found.asked[0].reason is Reason.DUE
    assert found.asked[0].recall == memories["pairs prompt 1"].recall(NOW)


@pytest.mark.parametrize(
    ("was", "now", "changes"),
    [
        (
            ONE,
            replace(ONE, options=(Option("another", True), *ONE.options[1:])),
            (KeysChanged(("one option 0",), ("another",)),),
        ),
        (replace(ONE, cites=("a",)), replace(ONE, stem="?", cites=("b",)), (CitesChanged(("a",), ("b",)),)),
        (
            PAIRS,
            replace(PAIRS, pairs=(PAIRS.pairs[0], Pair("pairs prompt 1", "z"))),
            (AnswerChanged("pairs prompt 1", "y", "z"),),
        ),
    ],
)
def test_what_is_to_be_unlearned_is_asked_first_and_says_why(
    was: Question, now: Question, changes: tuple[object, ...]
) -> None:
    questions = [TWO, choice("sure", "10"), now]
    here = learnt(bank(questions), {"two": ("w", 5), "sure": ("W", 5), now.id: ("r", 0)}, [was])
    found = reviewed(here)
    assert found.questions == (f"bank/{now.id}", "bank/sure", "bank/two")
    assert found.asked[0].reason is Reason.CHANGED
    assert found.asked[0].changes == changes
    assert not found.asked[1].changes


def test_a_change_whose_wording_is_lost_is_asked_without_saying_what_it_was() -> None:
    now = replace(ONE, options=(Option("another", True), *ONE.options[1:]))
    memories = memories_of(responses_to(ONE, "r", 0), SCHEDULER)
    found = reviewed(Learnt(bank([now]), {"one": memories}, lambda _: None))
    assert found.asked == (Asked("bank/one", Reason.CHANGED),)


def test_a_matching_question_whose_pairs_are_all_others_is_new() -> None:
    now = replace(PAIRS, pairs=(Pair("new", "z"),))
    here = learnt(bank([now]), {"pairs": ("r", 0)}, [PAIRS])
    assert reasons(reviewed(here)) == {"bank/pairs": Reason.NEW}
    assert not reviewed(here, scope=Scope(new_per_day=0)).asked


@pytest.mark.parametrize(
    ("new_per_day", "new_today", "count"), [(10, 0, 10), (10, 4, 6), (10, 10, 0), (10, 30, 0), (0, 0, 0), (99, 0, 30)]
)
def test_no_more_questions_are_new_than_the_day_allows(new_per_day: int, new_today: int, count: int) -> None:
    here = learnt(bank([choice(f"q{i}", "10") for i in range(30)]), {})
    found = reviewed(here, scope=Scope(new_per_day=new_per_day, new_today=new_today))
    assert found.count(Reason.NEW) == len(found.asked) == count


def test_new_questions_are_spread_among_those_that_are_due() -> None:
    questions = [choice(f"q{i}", "10", topic=f"t{i}") for i in range(12)]
    found = reviewed(learnt(bank(questions), {f"q{i}": ("w", 3) for i in range(9)}))
    places = [i for i, asked in enumerate(found.asked) if asked.reason is Reason.NEW]
    assert len(places) == 3
    assert all(3 <= later - earlier <= 5 for earlier, later in pairwise(places))


def test_what_is_most_likely_forgotten_comes_first() -> None:
    questions = [choice(f"q{i}", "10", topic=f"t{i}") for i in range(6)]
    here = learnt(bank(questions), {f"q{i}": ("r", 10 + 7 * i % 5 + i / 10) for i in range(6)})
    recalls = [asked.recall for asked in reviewed(here).asked]
    assert recalls == sorted(recalls, key=lambda recall: recall or 0)
    assert len(recalls) == 6


@pytest.mark.parametrize("limit", [0, 1, 3, 5, 99, -1])
def test_the_limit_keeps_what_is_needed_most(limit: int) -> None:
    questions = [choice(f"q{i}", "10") for i in range(8)]
    here = learnt(bank(questions), {f"q{i}": ("r", 3 + i) for i in range(8)})
    found = reviewed(here, scope=replace(EVERYTHING, limit=limit))
    kept = min(max(limit, 0), 8)
    assert {asked.question for asked in found.asked} == {f"bank/q{i}" for i in range(8 - kept, 8)}
    assert found.left_out == 8 - kept


def test_suspended_questions_drafts_and_those_the_bank_no_longer_has_are_not_asked() -> None:
    of = bank([ONE, TWO, choice("draft", "10", is_draft=True), choice("new", "10")])
    here = learnt(of, {"one": ("W", 3), "two": ("W", 3), "draft": ("W", 3)}, suspended={"one", "new"})
    gone = replace(here, memories={**here.memories, "gone": here.memories["one"]})
    assert reviewed(gone).questions == ("bank/two",)


def test_only_the_topics_wanted_are_asked() -> None:
    first = bank([choice("a", "10", topic="x"), choice("b", "10", topic="y")], id="first")
    second = bank([choice("c", "10", topic="x"), choice("d", "10", topic="y")], id="second")
    banks = [learnt(first, {"a": ("w", 2), "b": ("w", 2)}), learnt(second, {"c": ("w", 2)})]
    wanted = Scope(topics=frozenset({"first/x", "second/y"}))
    assert set(reviewed(*banks, scope=wanted).questions) == {"first/a", "second/d"}


def test_the_seed_decides_what_is_left_open() -> None:
    of = bank([choice(f"q{i}", "10", topic=f"t{i % 3}") for i in range(40)])
    here = learnt(of, {f"q{i}": ("w", 4) for i in range(20)})
    assert reviewed(here, seed=5) == reviewed(here, seed=5)
    assert reviewed(here, scope=Scope(), seed=5) != reviewed(here, scope=Scope(), seed=6)


def test_the_seed_orders_what_is_forgotten_alike() -> None:
    here = learnt(bank([choice(f"q{i}", "10") for i in range(20)]), {f"q{i}": ("w", 4) for i in range(20)})
    orders = [reviewed(here, seed=seed).questions for seed in (5, 6)]
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])


def test_topics_are_apart_from_one_reason_to_the_next() -> None:
    questions = [choice("sure", "10", topic="x"), choice("a", "10", topic="x"), choice("b", "10", topic="y")]
    here = learnt(bank(questions), {"sure": ("W", 2), "a": ("w", 9), "b": ("w", 2)})
    assert reviewed(here).questions == ("bank/sure", "bank/b", "bank/a")


TOPICS = st.sampled_from("xyz")
SAID = st.none() | st.tuples(st.text("rwRW", min_size=1, max_size=4), st.integers(0, 40))
SHELF = st.lists(st.lists(st.tuples(TOPICS, SAID, st.booleans()), min_size=1, max_size=6), min_size=1, max_size=3)


@given(SHELF, st.integers(0, 20), st.none() | st.integers(0, 12), st.integers(0, 5))
def test_a_review_asks_each_question_once_in_the_order_of_the_reasons(
    shelf: Sequence[Sequence[tuple[str, tuple[str, int] | None, bool]]], new: int, limit: int | None, ahead: int
) -> None:
    banks = []
    for number, questions in enumerate(shelf):
        made: list[Question] = [
            choice(f"q{i}", "10", topic=topic) if is_choice else matching(f"q{i}", ["1", "2"], topic=topic)
            for i, (topic, _, is_choice) in enumerate(questions)
        ]
        said = {f"q{i}": done for i, (_, done, _) in enumerate(questions) if done}
        banks.append(learnt(bank(made, id=f"bank{number}"), said))
    found = reviewed(*banks, scope=Scope(new_per_day=new, ahead=ahead, limit=limit))
    assert len(set(found.questions)) == len(found.questions)
    assert found.count(Reason.NEW) <= new
    assert sum(found.count(reason) for reason in Reason) == len(found.asked)
    if limit is not None:
        assert len(found.asked) <= limit
        assert not found.left_out or len(found.asked) == limit
    place = {Reason.CHANGED: 0, Reason.SURE_AND_WRONG: 1, Reason.DUE: 2, Reason.NEW: 2, Reason.AHEAD: 3}
    order = [place[asked.reason] for asked in found.asked]
    assert order == sorted(order)


def test_the_wording_of_what_has_not_changed_is_not_looked_up() -> None:
    def unknown(fingerprint: str) -> Wording | None:
        raise AssertionError(fingerprint)

    memories: dict[str, dict[str, Memory]] = {"one": memories_of(responses_to(ONE, "r", 3), SCHEDULER)}
    assert reviewed(Learnt(bank([ONE]), memories, unknown)).questions == ("bank/one",)
