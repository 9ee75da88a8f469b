from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from quiz.core.certainty import Certainty
from quiz.core.questions import Choice, Matching, Option, wording_of
from quiz.core.revision.facts import WHOLE, facts_of, origins_of, pairs_of
from quiz.core.revision.memory import Memory, memories_now
from quiz.core.revision.replay import Response, memories_of
from quiz.core.revision.schedule import Rating
from quiz.core.text import fold
from tests.core.remembering import (
    ABC,
    CITING,
    CITING_ANOTHER,
    DAY,
    GUESS,
    HIGH,
    LOW,
    NINE,
    ONE,
    OTHER_KEY,
    OTHER_STEM,
    SCHEDULER,
    answered,
    matched,
    memory_of,
    milliseconds,
    pairs,
    strength_of,
)


def test_a_first_response_begins_a_memory() -> None:
    strength = strength_of((Rating.GOOD, 0))
    assert memory_of(answered(ONE, 0)) == Memory(
        part=WHOLE,
        stability=strength.stability,
        difficulty=strength.difficulty,
        first=NINE,
        last=NINE,
        due=NINE + 2 * DAY,
        reviews=1,
        lapses=0,
        fact=wording_of(ONE).fingerprint.split("-")[1],
        fingerprint=wording_of(ONE).fingerprint,
        certainty=None,
        is_right=True,
    )


@pytest.mark.parametrize(
    ("responses", "reviews", "lapses"),
    [
        ([(0, True, None)], [(Rating.GOOD, 0)], 0),
        ([(0, False, None)], [(Rating.AGAIN, 0)], 0),
        ([(0, True, None), (2, True, None)], [(Rating.GOOD, 0), (Rating.GOOD, 2)], 0),
        ([(0, True, LOW), (1, True, HIGH)], [(Rating.HARD, 0), (Rating.GOOD, 1)], 0),
        ([(0, True, None), (2, False, None)], [(Rating.GOOD, 0), (Rating.AGAIN, 2)], 1),
        ([(0, True, None), (2, True, GUESS)], [(Rating.GOOD, 0), (Rating.AGAIN, 2)], 1),
        ([(0, False, None), (1, False, None)], [(Rating.AGAIN, 0), (Rating.AGAIN, 1)], 1),
        # A whole day is a day of the calendar: ten minutes earlier the next morning is the next day.
        ([(0, True, None), (0.99, True, None)], [(Rating.GOOD, 0), (Rating.GOOD, 1)], 0),
        ([(0.5, True, None), (1.4, True, None)], [(Rating.GOOD, 0), (Rating.GOOD, 1)], 0),
        # Later on the same day is practice, whatever comes of it.
        ([(0, True, None), (0.1, False, None)], [(Rating.GOOD, 0)], 0),
        ([(0, False, None), (0.1, True, None), (0.2, True, None)], [(Rating.AGAIN, 0)], 0),
        ([(0, False, None), (0.1, True, None), (1, True, None)], [(Rating.AGAIN, 0), (Rating.GOOD, 1)], 0),
    ],
)
def test_the_first_response_of_a_day_is_a_review(
    responses: list[tuple[float, bool, Certainty | None]], reviews: list[tuple[Rating, int]], lapses: int
) -> None:
    memory = memory_of(*(answered(ONE, day, is_right, certainty) for day, is_right, certainty in responses))
    assert memory.strength == strength_of(*reviews)
    assert (memory.reviews, memory.lapses) == (len(reviews), lapses)
    assert memory.due == memory.last + memory.strength.interval * DAY


@pytest.mark.parametrize(
    ("fraction", "rating"), [(1.0, Rating.GOOD), (1 - 1e-9, Rating.GOOD), (0.99, Rating.AGAIN), (0.0, Rating.AGAIN)]
)
def test_only_a_whole_answer_is_a_right_one(fraction: float, rating: Rating) -> None:
    assert memory_of(answered(ONE, 0, fraction=fraction)).strength == strength_of((rating, 0))


@pytest.mark.parametrize(
    ("hours", "reviews"),
    [(0, 2), (-8, 1), (10, 1)],
)
def test_days_are_those_of_the_learners_clock(hours: int, reviews: int) -> None:
    # 23:30 and 0:30 in UTC: half past three and half past four in the afternoon where it is eight hours earlier.
    late, early = answered(ONE, 14.5 / 24), answered(ONE, 15.5 / 24)
    memories = memories_of([late, early], SCHEDULER, ahead_of_utc=timedelta(hours=hours))
    assert memories[WHOLE].reviews == reviews


@pytest.mark.parametrize(
    ("said", "is_sure_and_wrong"),
    [
        ([(False, HIGH)], True),
        ([(True, HIGH)], False),
        ([(False, LOW)], False),
        ([(False, HIGH), (True, None)], False),
        ([(False, HIGH), (False, LOW)], True),
        ([(False, LOW), (False, HIGH), (False, None)], True),
        ([(False, HIGH), (True, LOW), (False, LOW)], False),
        ([(True, HIGH), (False, LOW)], False),
    ],
)
@pytest.mark.parametrize("step", [1, 0.001])
def test_sure_and_wrong_lasts_until_a_right_answer(
    said: list[tuple[bool, Certainty | None]], is_sure_and_wrong: bool, step: float
) -> None:
    responses = [answered(ONE, i * step, is_right, certainty) for i, (is_right, certainty) in enumerate(said)]
    assert memory_of(*responses).is_sure_and_wrong is is_sure_and_wrong


@pytest.mark.parametrize(
    ("before", "now", "is_kept"),
    [
        (ONE, OTHER_STEM, True),
        (ONE, OTHER_KEY, False),
        (ONE, CITING, True),
        (CITING, CITING_ANOTHER, True),
        (ONE, replace(ONE, options=ONE.options[::-1]), True),
        (ONE, replace(ONE, options=(*ONE.options, Option("one more", False))), True),
    ],
)
def test_a_memory_outlives_all_but_another_key(before: Choice, now: Choice, is_kept: bool) -> None:
    memory = memory_of(answered(before, 0), answered(now, 2))
    assert memory.fingerprint == wording_of(now).fingerprint
    assert memory.reviews == (2 if is_kept else 1)
    assert memory.first == (NINE if is_kept else NINE + 2 * DAY)


def test_another_key_is_a_review_even_on_the_same_day() -> None:
    memory = memory_of(answered(ONE, 0), answered(OTHER_KEY, 0.1, is_right=False))
    assert memory.strength == strength_of((Rating.AGAIN, 0))
    assert memory.first == memory.last == NINE + 0.1 * DAY


def test_each_pair_is_remembered_for_itself() -> None:
    memories = memories_of([matched(ABC, 0, "1", "1", None), matched(ABC, 2, "1", "2", "2")], SCHEDULER)
    good, again = Rating.GOOD, Rating.AGAIN
    assert {part: memory.strength for part, memory in memories.items()} == {
        "a": strength_of((good, 0), (good, 2)),
        "b": strength_of((again, 0), (good, 2)),
        "c": strength_of((again, 0), (again, 2)),
    }
    assert [memory.lapses for memory in memories.values()] == [0, 0, 1]


def test_words_that_differ_only_in_typing_are_the_same() -> None:
    question = pairs("The  “Tac” antigen=CD25", "b=IL‑2")
    answer = Response(0, 1.0, None, "s-k", wording_of(question).keys, (('the "tac" antigen', "CD25"), ("B", "il-2")))
    assert [memory.is_right for memory in memories_of([answer], SCHEDULER).values()] == [True, True]


@pytest.mark.parametrize(
    ("now", "kept"),
    [
        (pairs("a=1", "b=2", "c=3"), {"a": "a", "b": "b", "c": "c"}),
        (pairs("c=3", "a=1", "b=2"), {"a": "a", "b": "b", "c": "c"}),
        (pairs("a=1", "b=9", "c=3"), {"a": "a", "c": "c"}),
        (pairs("a=1", "c=3"), {"a": "a", "c": "c"}),
        (pairs("a=1", "b=2", "c=3", "d=4"), {"a": "a", "b": "b", "c": "c"}),
        (pairs("a=1", "bee=2", "c=3"), {"a": "a", "bee": "b", "c": "c"}),
        (pairs("a=1", "bee=9", "c=3"), {"a": "a", "c": "c"}),
        (pairs("a=1", "b=2", "bee=2"), {"a": "a", "b": "b"}),
        (pairs("x=1", "y=2", "z=3"), {"x": "a", "y": "b", "z": "c"}),
        (pairs("x=1", "y=1", "c=3"), {"c": "c"}),
        (pairs("a=2", "b=1", "c=3"), {"c": "c"}),
        (pairs("a=2", "x=1", "c=3"), {"c": "c"}),
    ],
)
def test_a_pair_goes_on_where_its_answer_tells_which_it_was(now: Matching, kept: dict[str, str]) -> None:
    response = matched(ABC, 0, "1", None, "1")
    before = memories_of([response], SCHEDULER)
    assert origins_of(facts_of(now), facts_of(ABC)) == kept

    expected = {fold(pair.prompt): None for pair in now.pairs} | {
        part: replace(before[origin], part=part) for part, origin in kept.items()
    }
    assert memories_now(now, before).memories == expected

    after = memories_of([response, matched(now, 2, *(pair.answer for pair in now.pairs))], SCHEDULER)
    assert {part: memory.reviews for part, memory in after.items()} == {
        part: 2 if part in kept else 1 for part in expected
    }
    assert all(memory.part == part for part, memory in after.items())


def test_a_question_that_becomes_one_of_another_kind_is_remembered_anew() -> None:
    there = [answered(ONE, 0), matched(ABC, 1, "1", "2", "3")]
    assert set(memories_of(there, SCHEDULER)) == {"a", "b", "c"}
    back = memories_of([*there, answered(ONE, 2)], SCHEDULER)
    assert [(memory.part, memory.reviews) for memory in back.values()] == [(WHOLE, 1)]


def test_a_question_of_another_kind_with_the_same_words_is_another() -> None:
    options = replace(ONE, stem=ABC.stem, options=tuple(Option(key, True) for key in wording_of(ABC).keys))
    assert wording_of(options) == wording_of(ABC)
    as_pairs, as_options = matched(ABC, 0, "1", "2", "3"), answered(options, 1)
    assert set(memories_of([as_pairs, as_options], SCHEDULER)) == {WHOLE}
    assert set(memories_of([as_options, as_pairs], SCHEDULER)) == {"a", "b", "c"}


def test_a_prompt_with_an_arrow_is_remembered_whole() -> None:
    question = pairs("pre → pro=1", "b=2")
    memories = memories_of([matched(question, 0, "1", "2"), matched(question, 2, "1", "2")], SCHEDULER)
    assert {part: (memory.reviews, memory.is_right) for part, memory in memories.items()} == {
        "pre → pro": (2, True),
        "b": (2, True),
    }
    assert memories_now(question, memories).memories == memories


def test_a_clock_that_was_set_back_takes_the_memory_with_it() -> None:
    ahead = answered(ONE, 4000)
    memory = memory_of(ahead, answered(ONE, 0, is_right=False))
    assert memory.strength == strength_of((Rating.GOOD, 0))
    assert (memory.reviews, memory.last, memory.due) == (1, NINE, NINE + 2 * DAY)
    after = memory_of(ahead, answered(ONE, 0), answered(ONE, 2))
    assert after.strength == strength_of((Rating.GOOD, 0), (Rating.GOOD, 2))


def test_a_memory_of_the_last_day_of_all_is_due_at_its_end() -> None:
    memory = memory_of(answered(ONE, 0)._replace(at=milliseconds(datetime(9999, 12, 31, 9, tzinfo=UTC))))
    assert memory.due == datetime.max.replace(tzinfo=UTC)


VERSIONS = [ONE, OTHER_STEM, OTHER_KEY, CITING, CITING_ANOTHER]
MATCHINGS = [
    ABC,
    pairs("a=1", "bee=2", "c=3"),
    pairs("a=2", "b=1"),
    pairs("a=1", "b=2", "c=3", "d=1"),
    pairs("a=1", "b → c=2"),
]
MOMENTS = st.datetimes(timezones=st.just(UTC))
NEARLY = st.one_of(
    st.timedeltas(timedelta(), timedelta(days=60)).map(lambda since: NINE + since),
    MOMENTS,
)


@st.composite
def any_response(draw: st.DrawFn) -> Response:
    question = draw(st.sampled_from([*VERSIONS, *MATCHINGS]))
    certainty = draw(st.none() | st.sampled_from(Certainty))
    at = milliseconds(draw(NEARLY))
    if isinstance(question, Choice):
        return answered(question, 0, draw(st.booleans()), certainty)._replace(at=at)
    assert isinstance(question, Matching)
    choices = draw(st.tuples(*(st.sampled_from([None, "1", "2", "3"]) for _ in question.pairs)))
    return matched(question, 0, *choices, certainty=certainty)._replace(at=at)


RESPONSES = st.lists(any_response(), max_size=12)


@given(RESPONSES, st.integers(0, 12))
def test_to_go_on_from_what_is_kept_is_to_go_through_all(responses: list[Response], count: int) -> None:
    known = memories_of(responses[:count], SCHEDULER)
    assert memories_of(responses[count:], SCHEDULER, known) == memories_of(responses, SCHEDULER)


@given(RESPONSES)
def test_the_parts_are_those_of_the_last_wording(responses: list[Response]) -> None:
    memories = memories_of(responses, SCHEDULER)
    if responses:
        last = responses[-1]
        given = {fold(prompt) for prompt, _ in last.matched or ()}
        wanted = {WHOLE} if last.matched is None else {fold(prompt) for prompt, _ in pairs_of(last.keys, given)}
        assert set(memories) == wanted
        assert {memory.fingerprint for memory in memories.values()} == {last.fingerprint}
    for memory in memories.values():
        assert memory.due >= memory.last
        assert 0 <= memory.lapses < memory.reviews <= len(responses)
        assert memory.stability > 0
        assert 1 <= memory.difficulty <= 10


@given(RESPONSES, st.lists(st.tuples(st.floats(0, 1), st.none() | st.sampled_from(Certainty)), max_size=4))
def test_more_responses_on_the_day_change_nothing_in_the_strength(
    responses: list[Response], more: Sequence[tuple[float, Certainty | None]]
) -> None:
    first = answered(ONE, 3)._replace(at=milliseconds(NINE + 3 * DAY))
    responses = [each for each in responses if each.at < milliseconds(datetime(9000, 1, 1, tzinfo=UTC))]
    before = memories_of([*responses, first], SCHEDULER)[WHOLE]
    repeats = [first._replace(fraction=mark, certainty=said) for mark, said in more]
    after = memories_of([*responses, first, *repeats], SCHEDULER)[WHOLE]
    assert replace(after, certainty=before.certainty, is_right=before.is_right) == before


@given(st.lists(MOMENTS, max_size=8))
def test_no_clock_is_too_wrong(moments: list[datetime]) -> None:
    memories = memories_of([answered(ONE, 0)._replace(at=milliseconds(at)) for at in moments], SCHEDULER)
    assert bool(memories) == bool(moments)
    for memory in memories.values():
        assert 0 < memory.recall(datetime.max.replace(tzinfo=UTC)) <= 1


@given(st.lists(st.integers(0, 400), min_size=1, max_size=8))
def test_to_answer_on_the_day_it_is_due_is_always_a_review(delays: list[int]) -> None:
    responses = [answered(ONE, 0)]
    for minutes in delays:
        memory = memory_of(*responses)
        # Any moment of the day, the first and the last included.
        day = memory.due.replace(hour=0)
        responses.append(responses[0]._replace(at=milliseconds(day + timedelta(minutes=minutes * 3.59))))
    assert memory_of(*responses).reviews == len(responses)
