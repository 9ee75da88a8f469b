from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given, strategies as st

from quiz.core.certainty import Certainty
from quiz.core.drift import AnswerChanged, CitesChanged, KeysChanged
from quiz.core.memory import Memory, Response, memories_of
from quiz.core.questions import Bank, Matching, Option, Pair, Question, Wording, wording_of
from quiz.core.review import Asked, Learnt, Reason, Review, Scope, apart, due_count, forecast, leeches, review
from quiz.core.schedule import Scheduler
from tests.core.samples import bank, choice, matching

SCHEDULER = Scheduler()
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
END = NOW + timedelta(hours=15)
MILLISECONDS = 86_400_000
EVERYTHING = Scope(new_per_day=1000)


def responses_to(question: Question, said: str, ago: float, every: float = 1) -> list[Response]:
    """A response for each letter: right or wrong, in capitals where sure; the first of them so many days ago.

    To a matching question each letter answers all pairs.
    """
    wording = wording_of(question)
    return [
        Response(
            (NOW - (ago - i * every) * DAY - EPOCH) // timedelta(milliseconds=1),
            float(letter in "rR"),
            Certainty.HIGH if letter.isupper() else None,
            wording.fingerprint,
            wording.keys,
            tuple((pair.prompt, pair.answer if letter in "rR" else "?") for pair in question.pairs)
            if isinstance(question, Matching)
            else None,
        )
        for i, letter in enumerate(said)
    ]


def learnt(
    of: Bank,
    said: Mapping[str, tuple[str, float]],
    before: Iterable[Question] = (),
    suspended: Container[str] = frozenset(),
) -> Learnt:
    """What is remembered of the bank after those responses, to questions as they were `before` if they are there."""
    asked = {question.id: question for question in [*of.questions, *before]}
    wordings = {wording_of(question).fingerprint: wording_of(question) for question in asked.values()}
    memories = {
        id: memories_of(responses_to(asked[id], letters, ago), SCHEDULER) for id, (letters, ago) in said.items()
    }
    return Learnt(of, memories, wordings.get, suspended)


def reviewed(*banks: Learnt, scope: Scope = EVERYTHING, seed: int = 1) -> Review:
    return review(banks, scope, NOW, END, seed)


def reasons(found: Review) -> dict[str, Reason]:
    return {asked.question: asked.reason for asked in found.asked}


ONE, TWO = choice("one", "10"), choice("two", "10")
PAIRS = matching("pairs", ["x", "y"])


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


def meetings(groups: Sequence[str], previous: str | None) -> int:
    """How many follow one of their own group."""
    return sum(one == other for one, other in pairwise([previous, *groups]))


@given(st.lists(st.sampled_from("xyz"), max_size=6), st.none() | st.sampled_from("xyz"))
def test_no_order_has_fewer_neighbours_of_one_group(groups: list[str], previous: str | None) -> None:
    order = apart(groups, previous)
    assert sorted(order) == list(range(len(groups)))
    best = min(meetings(other, previous) for other in permutations(groups))
    assert meetings([groups[i] for i in order], previous) == best


@pytest.mark.parametrize(
    ("groups", "order"),
    [
        ("", []),
        ("xyzxyz", [0, 1, 2, 3, 4, 5]),
        ("xxyz", [0, 2, 1, 3]),
        ("xyyy", [1, 0, 2, 3]),
        ("xxxx", [0, 1, 2, 3]),
        ("zxyxx", [1, 0, 3, 2, 4]),
    ],
)
def test_what_comes_first_stays_first_as_far_as_it_can(groups: str, order: list[int]) -> None:
    assert apart(groups) == order


def ms(days: float) -> int:
    return int((NOW + days * DAY - datetime(1970, 1, 1, tzinfo=UTC)) / DAY * MILLISECONDS)


@pytest.mark.parametrize(
    ("dues", "expected"),
    [
        ([], (0, 0, 0)),
        ([("one", ms(0))], (1, 0, 0)),
        ([("one", ms(-400)), ("two", ms(0.6))], (2, 0, 0)),
        ([("one", ms(15 / 24))], (0, 1, 0)),  # the day is over at midnight
        ([("one", ms(1.7)), ("two", ms(2.7))], (0, 0, 1)),
        ([("pairs", ms(0)), ("pairs", ms(1)), ("pairs", ms(2))], (1, 0, 0)),
        ([("pairs", ms(2)), ("pairs", ms(1))], (0, 1, 0)),
        ([("gone", ms(0)), ("draft", ms(0)), ("asleep", ms(0)), ("one", ms(0))], (1, 0, 0)),
    ],
)
def test_a_question_falls_due_on_the_day_of_the_first_of_its_items(
    dues: list[tuple[str, int]], expected: tuple[int, ...]
) -> None:
    of = bank([ONE, TWO, PAIRS, choice("draft", "10", is_draft=True), choice("asleep", "10")])
    assert forecast(of, dues, END, 3, {"asleep"}) == expected
    assert due_count(of, dues, END, {"asleep"}) == expected[0]


@given(st.dictionaries(st.sampled_from([f"q{i}" for i in range(6)]), st.text("rw", min_size=1, max_size=5)))
def test_what_is_counted_as_due_is_what_is_asked(said: dict[str, str]) -> None:
    of = bank([choice(f"q{i}", "10") for i in range(6)])
    here = learnt(of, {id: (letters, 20.0) for id, letters in said.items()})
    dues = [(id, ms((memory.due - NOW) / DAY)) for id, each in here.memories.items() for memory in each.values()]
    asked = reviewed(here, scope=Scope(ahead=29))
    assert due_count(of, dues, END) == asked.count(Reason.DUE)
    assert sum(forecast(of, dues, END, 30)) == asked.count(Reason.DUE) + asked.count(Reason.AHEAD)


def test_leeches_are_listed_the_worst_first() -> None:
    here = learnt(bank([ONE, TWO, PAIRS]), {"one": ("w" * 9, 20), "two": ("w" * 12, 20), "pairs": ("w" * 8, 20)})
    gone = replace(here, memories={**here.memories, "gone": here.memories["two"]})
    assert [(question, memory.lapses) for question, memory in leeches([gone])] == [("bank/two", 11), ("bank/one", 8)]


def test_the_wording_of_what_has_not_changed_is_not_looked_up() -> None:
    def unknown(fingerprint: str) -> Wording | None:
        raise AssertionError(fingerprint)

    memories: dict[str, dict[str, Memory]] = {"one": memories_of(responses_to(ONE, "r", 3), SCHEDULER)}
    assert reviewed(Learnt(bank([ONE]), memories, unknown)).questions == ("bank/one",)
