from __future__ import annotations

from collections.abc import Sequence
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as st

from quiz.core.answers import Answer, Chosen, Given, Matched, given_of
from quiz.core.certainty import Certainty
from quiz.core.exams.blueprint import Blueprint, Part, draw_exam
from quiz.core.exams.events import (
    Answered,
    Began,
    Cleared,
    Event,
    Flagged,
    HandedIn,
    Resumed,
    Struck,
    Turned,
    answering,
    striking,
)
from quiz.core.exams.exam import Exam, Sheet, exam_of, plan_exam, replay
from quiz.core.exams.terms import Terms
from quiz.core.marking import Rule
from quiz.core.questions import Extra, Option, Question, fingerprint_of
from quiz.core.reports.progress import Standing
from quiz.core.session import Mode, Plan
from tests.core.samples import bank, choice, matching

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

QUESTIONS: dict[str, Question] = {
    "a": choice("a", "100"),
    "b": choice("b", "1100"),
    "c": matching("c", ["x", "y"]),
}
PLAN = Plan("e", "bank", tuple(QUESTIONS), 1, Rule.FALSE2, NOON, mode=Mode.EXAM)
TERMS = Terms(Blueprint((Part("t", 3),)), minutes=10)
PAUSING = replace(TERMS, pauses=True)
EACH = replace(TERMS, minutes=None, seconds_each=60)
FREE = replace(TERMS, minutes=None)

ONE = Chosen(frozenset({0}))
TWO = Chosen(frozenset({1}))
HALF = Matched((1, None))


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def began(minute: float = 0) -> Began:
    return Began(at(minute))


def turned(minute: float, to: int) -> Turned:
    return Turned(at(minute), to)


def answered(minute: float, id: str, answer: Answer = ONE, certainty: Certainty | None = None) -> Event:
    return answering(QUESTIONS[id], answer, at(minute), certainty)


def cleared(minute: float, id: str) -> Cleared:
    return Cleared(at(minute), id)


def flagged(minute: float, id: str, is_flagged: bool = True) -> Flagged:
    return Flagged(at(minute), id, is_flagged)


def resumed(minute: float) -> Resumed:
    return Resumed(at(minute))


def handed_in(minute: float, by_clock: bool = False) -> HandedIn:
    return HandedIn(at(minute), by_clock)


def exam(*events: Event, terms: Terms = TERMS) -> Exam:
    """The exam that these events lead to, none of them refused."""
    made = exam_of(PLAN, terms)
    for event in events:
        made = made.apply(event)
    return made


def filled(exam: Exam) -> dict[str, tuple[Given | None, float, bool]]:
    """What the exam has of each question: the answer, the minutes and the flag."""
    return {
        id: (sheet.given, sheet.spent / timedelta(minutes=1), sheet.is_flagged)
        for id, sheet in zip(exam.plan.questions, exam.sheets, strict=True)
    }


FIRST = given_of(QUESTIONS["a"], ONE)
SECOND = given_of(QUESTIONS["a"], TWO)
PAIRS = given_of(QUESTIONS["c"], HALF)


@pytest.mark.parametrize(
    ("before", "event", "position", "sheets"),
    [
        ([], began(), 0, {}),
        ([began()], turned(2, 1), 1, {"a": (None, 2, False)}),
        ([began()], turned(2, 0), 0, {"a": (None, 2, False)}),
        ([began(), turned(1, 2)], turned(4, 0), 0, {"a": (None, 1, False), "c": (None, 3, False)}),
        ([began()], answered(1, "a"), 0, {"a": (FIRST, 1, False)}),
        ([began(), answered(1, "a")], answered(3, "a", TWO), 0, {"a": (SECOND, 3, False)}),
        ([began(), turned(1, 2)], answered(2, "c", HALF), 2, {"a": (None, 1, False), "c": (PAIRS, 1, False)}),
        ([began(), answered(1, "a")], cleared(2, "a"), 0, {"a": (None, 2, False)}),
        ([began()], cleared(2, "a"), 0, {"a": (None, 2, False)}),
        ([began()], answered(2, "a", Chosen(frozenset())), 0, {"a": (None, 2, False)}),
        ([began(), answered(1, "a")], answered(2, "a", Chosen(frozenset())), 0, {"a": (None, 2, False)}),
        ([began()], flagged(1, "a"), 0, {"a": (None, 1, True)}),
        ([began()], flagged(1, "c"), 0, {"a": (None, 1, False), "c": (None, 0, True)}),
        ([began(), flagged(1, "a")], flagged(1, "a", is_flagged=False), 0, {"a": (None, 1, False)}),
        ([began(), answered(1, "a"), flagged(1, "a")], cleared(1, "a"), 0, {"a": (None, 1, True)}),
        ([began(), turned(1, 1)], resumed(6), 1, {"a": (None, 1, False)}),
        ([began(), turned(1, 1), resumed(6)], turned(8, 2), 2, {"a": (None, 1, False), "b": (None, 2, False)}),
        ([began(), turned(1, 1)], handed_in(4), 1, {"a": (None, 1, False), "b": (None, 3, False)}),
        ([began(), turned(1, 1)], handed_in(30, by_clock=True), 1, {"a": (None, 1, False), "b": (None, 9, False)}),
        ([began(5), turned(6, 1)], turned(2, 0), 0, {"a": (None, 1, False)}),
        ([began(5), turned(6, 1), turned(2, 0)], turned(3, 1), 1, {"a": (None, 2, False)}),
    ],
)
def test_an_event_leads_from_one_exam_to_another(
    before: Sequence[Event], event: Event, position: int, sheets: dict[str, Any]
) -> None:
    after = exam(*before).apply(event)
    assert after.position == position
    assert filled(after) == {id: sheets.get(id, (None, 0, False)) for id in QUESTIONS}
    assert after.events == len(before) + 1


NOT_BEGUN: list[Event] = []
RUNNING: list[Event] = [began()]
OVER: list[Event] = [began(), answered(1, "a"), handed_in(2)]
UP: list[Event] = [began(), handed_in(10, by_clock=True)]
EVERY = [
    began(3),
    turned(3, 1),
    answered(3, "a"),
    cleared(3, "a"),
    flagged(3, "a"),
    Struck(at(3), "a", frozenset()),
    resumed(3),
    handed_in(3),
    handed_in(30, by_clock=True),
]


@pytest.mark.parametrize(
    ("before", "terms", "event", "words"),
    [
        *((NOT_BEGUN, TERMS, event, "not begun") for event in EVERY[1:]),
        *((OVER, TERMS, event, "handed in") for event in EVERY),
        *((UP, TERMS, event, "handed in") for event in EVERY),
        (RUNNING, TERMS, began(1), "began already"),
        (RUNNING, TERMS, turned(1, 3), "no question 4"),
        (RUNNING, TERMS, turned(1, -1), "no question 0"),
        (RUNNING, TERMS, Answered(at(1), "z", "0-0", FIRST), '"z"'),
        (RUNNING, TERMS, cleared(1, "z"), '"z"'),
        (RUNNING, TERMS, flagged(1, "z"), '"z"'),
        (RUNNING, TERMS, Struck(at(1), "z", frozenset()), '"z"'),
        (RUNNING, TERMS, Answered(at(1), "a", "0-0", Given()), "empty"),
        (RUNNING, TERMS, handed_in(9.9, by_clock=True), "not up"),
        (RUNNING, FREE, handed_in(9000, by_clock=True), "not up"),
        (RUNNING, PAUSING, handed_in(9.9, by_clock=True), "not up"),
        (RUNNING, TERMS, turned(10, 1), "time is up"),
        (RUNNING, TERMS, answered(10, "a"), "time is up"),
        (RUNNING, TERMS, cleared(11, "a"), "time is up"),
        (RUNNING, TERMS, flagged(11, "a"), "time is up"),
        (RUNNING, TERMS, resumed(11), "time is up"),
        (RUNNING, TERMS, handed_in(11), "time is up"),
        (RUNNING, PAUSING, answered(11, "a"), "time is up"),
        ([began(), turned(4, 1), resumed(8)], TERMS, answered(10, "a"), "time is up"),
        ([began(), turned(4, 1), turned(1, 1)], TERMS, answered(7, "a"), "time is up"),
        (RUNNING, EACH, answered(1, "a"), "time for this question"),
        (RUNNING, EACH, cleared(1, "a"), "time for this question"),
        ([began(), turned(1, 1)], EACH, answered(1.5, "a"), "time for this question"),
        ([began(), turned(0.5, 1), turned(0.7, 0)], EACH, answered(1.2, "a"), "time for this question"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(
    before: Sequence[Event], terms: Terms, event: Event, words: str
) -> None:
    made = exam(*before, terms=terms)
    refusal = made.refusal(event)
    assert refusal
    assert words in refusal
    with pytest.raises(ValueError) as refused:
        made.apply(event)
    assert str(refused.value) == refusal
    assert made == exam(*before, terms=terms)
    assert replay(PLAN, terms, [*before, event]) == made


@pytest.mark.parametrize(
    ("before", "terms", "event"),
    [
        (RUNNING, TERMS, answered(9.99, "a")),
        (RUNNING, FREE, answered(90_000, "a")),
        ([began(), resumed(500)], PAUSING, answered(509, "a")),
        (RUNNING, replace(TERMS, extra_time=1.5), answered(14, "a")),
        (RUNNING, EACH, answered(0.99, "a")),
        (RUNNING, EACH, turned(5, 1)),
        (RUNNING, EACH, flagged(5, "a")),
        (RUNNING, replace(EACH, extra_time=2), answered(1.5, "a")),
        ([began(), turned(0.9, 1), resumed(50)], EACH, answered(50.9, "b")),
        ([began(), turned(1, 1)], EACH, answered(1.5, "b")),
        (RUNNING, TERMS, handed_in(10, by_clock=True)),
    ],
)
def test_what_is_in_time_is_taken(before: Sequence[Event], terms: Terms, event: Event) -> None:
    made = exam(*before, terms=terms)
    assert made.refusal(event) is None
    assert made.apply(event).events == made.events + 1


@pytest.mark.parametrize(
    ("terms", "events", "now", "left"),
    [
        (TERMS, [], 3, 10),
        (TERMS, [began()], 0, 10),
        (TERMS, [began()], 3, 7),
        (TERMS, [began(), turned(2, 1)], 3, 7),
        (TERMS, [began(), turned(2, 1), resumed(6)], 7, 3),
        (TERMS, [began()], 12, 0),
        (TERMS, [began(), handed_in(4)], 12, 6),
        (TERMS, [began(), handed_in(12, by_clock=True)], 15, 0),
        (FREE, [began()], 12, None),
        (replace(TERMS, extra_time=1.25), [began()], 12, 0.5),
        # The clock stops only between the latest event before a return and that return.
        (PAUSING, [began(), turned(2, 1), resumed(60)], 61, 7),
        (PAUSING, [began(), turned(2, 1), resumed(60), turned(63, 0), resumed(90)], 91, 4),
        (PAUSING, [began(), turned(2, 1)], 61, 0),
        # Set back by an hour, the clock gives nothing back and goes on.
        (TERMS, [began(), turned(2, 1)], -58, 8),
        (TERMS, [began(), turned(2, 1), turned(-58, 0)], -57, 7),
        (TERMS, [began(), turned(2, 1), resumed(-58)], -57, 7),
        (PAUSING, [began(), turned(2, 1), resumed(-58)], -57, 7),
    ],
)
def test_the_time_left_is_what_the_terms_leave(
    terms: Terms, events: Sequence[Event], now: float, left: float | None
) -> None:
    made = exam(*events, terms=terms)
    assert made.remaining(at(now)) == (None if left is None else timedelta(minutes=left))
    assert made.is_up(at(now)) == (left == 0)


def test_the_time_taken_counts_on_until_the_exam_is_handed_in() -> None:
    assert exam().time_taken(at(5)) == timedelta()
    assert exam(*RUNNING, terms=FREE).time_taken(at(5)) == timedelta(minutes=5)
    assert exam(*OVER).time_taken(at(5)) == timedelta(minutes=2)


def test_a_question_has_a_time_of_its_own() -> None:
    made = exam(began(), turned(0.5, 1), terms=EACH)
    now = at(1.25)
    assert [made.remaining_for(id, now) for id in "abc"] == [timedelta(seconds=left) for left in (30, 15, 60)]
    assert [made.is_locked(id, at(2)) for id in "abc"] == [False, True, False]
    assert exam(*RUNNING).remaining_for("a", now) is None


def test_an_exam_whose_time_is_up_ended_when_it_was() -> None:
    made = exam(began(), turned(2, 1))
    assert made.deadline == at(10)
    event = made.handing_in(at(45))
    assert event == handed_in(10, by_clock=True)
    over = made.apply(event)
    assert over == made.apply(handed_in(45, by_clock=True))
    assert (over.handed_in, over.elapsed) == (event, timedelta(minutes=10))
    assert over.sheet("b").spent == timedelta(minutes=8)
    assert over.deadline is None


def test_the_learner_hands_in_before() -> None:
    made = exam(*RUNNING)
    assert made.handing_in(at(9)) == handed_in(9)
    assert exam(*RUNNING, terms=FREE).handing_in(at(900)) == handed_in(900)
    assert exam(*RUNNING, terms=FREE).deadline is None


@pytest.mark.parametrize(
    ("terms", "now", "event"),
    [
        (TERMS, 9, resumed(9)),
        (TERMS, 10, handed_in(10, by_clock=True)),
        (TERMS, 90, handed_in(10, by_clock=True)),
        (TERMS, -5, resumed(-5)),
        (PAUSING, 90, resumed(90)),
        (FREE, 9000, resumed(9000)),
    ],
)
def test_a_program_that_comes_back_goes_on_or_finds_the_time_up(terms: Terms, now: float, event: Event) -> None:
    made = exam(began(), turned(2, 1), terms=terms)
    assert made.coming_back(at(now)) == event
    assert made.refusal(event) is None


class Berlin(tzinfo):
    """The time of Berlin in the spring of 2026, whose clocks went an hour forward at 2 on the night of 29 March."""

    def utcoffset(self, moment: datetime | None) -> timedelta:
        return timedelta(hours=1) + self.dst(moment)

    def dst(self, moment: datetime | None) -> timedelta:
        is_summer = moment is not None and moment.replace(tzinfo=None) >= datetime(2026, 3, 29, 2)  # noqa: DTZ001  wall clock
        return timedelta(hours=1 if is_summer else 0)

    def tzname(self, moment: datetime | None) -> str:
        return "CEST" if self.dst(moment) else "CET"


def test_moments_are_kept_in_whole_milliseconds_of_utc() -> None:
    precise = NOON + timedelta(microseconds=1999)
    begun = exam(Began(precise))
    assert begun.latest == NOON + timedelta(milliseconds=1)
    berlin = Berlin()
    made = exam(Began(datetime(2026, 3, 29, 1, 58, tzinfo=berlin)))
    assert made.remaining(datetime(2026, 3, 29, 3, 1, tzinfo=berlin)) == timedelta(minutes=7)


def test_an_exam_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        exam().position = 1  # type: ignore[misc]


# Answers in words


@pytest.mark.parametrize(
    ("id", "answer", "chosen", "matched"),
    [
        ("a", ONE, ("a option 0",), ()),
        ("b", Chosen(frozenset({0, 3})), ("b option 0", "b option 3"), ()),
        ("c", HALF, (), (("c prompt 0", "y"),)),
        ("c", Matched((0, 1)), (), (("c prompt 0", "x"), ("c prompt 1", "y"))),
    ],
)
def test_an_answer_is_kept_in_words_and_found_again(
    id: str, answer: Answer, chosen: tuple[str, ...], matched: tuple[tuple[str, str], ...]
) -> None:
    question = QUESTIONS[id]
    event = answering(question, answer, at(1), Certainty.LOW)
    assert event == Answered(at(1), id, fingerprint_of(question), Given(chosen, matched), Certainty.LOW)
    sheet = exam(began(), event).sheet(id)
    assert sheet.answer_to(question) == answer
    assert (sheet.certainty, sheet.at) == (Certainty.LOW, at(1))


@pytest.mark.parametrize(
    ("id", "answer"),
    [("a", None), ("a", Chosen(frozenset())), ("c", None), ("c", Matched((None, None)))],
)
def test_no_answer_and_an_empty_one_leave_the_question_unanswered(id: str, answer: Answer | None) -> None:
    assert answering(QUESTIONS[id], answer, at(1), Certainty.HIGH) == cleared(1, id)


@pytest.mark.parametrize(
    ("id", "answer"),
    [("a", Chosen(frozenset({0, 1}))), ("a", Chosen(frozenset({9}))), ("a", HALF), ("c", ONE), ("c", Matched((1,)))],
)
def test_an_answer_that_does_not_fit_is_refused(id: str, answer: Answer) -> None:
    with pytest.raises(ValueError):
        answering(QUESTIONS[id], answer, at(1))


def test_an_answer_taken_away_leaves_no_certainty() -> None:
    made = exam(began(), answered(1, "a", ONE, Certainty.HIGH), cleared(1, "a"))
    assert made.sheet("a") == Sheet(spent=timedelta(minutes=1))
    assert made.sheet("a").answer_to(QUESTIONS["a"]) is None


def test_an_answer_outlives_a_reordering_but_no_other_key() -> None:
    question = choice("a", "100")
    sheet = exam(began(), answered(1, "a", TWO)).sheet("a")
    turned_round = replace(question, options=question.options[::-1], stem="Otherwise?")
    assert sheet.answer_to(turned_round) == TWO
    other_key = replace(question, options=(*question.options[:2], Option("a option 2", is_key=True)))
    assert sheet.answer_to(other_key) is None
    gone = replace(question, options=(question.options[0], Option("new", is_key=False)))
    assert sheet.answer_to(gone) is None


def test_what_is_struck_out_is_kept_in_words() -> None:
    question = choice("a", "100")
    made = exam(began(), striking(question, [0, 2], at(1)), striking(question, [1, 2], at(2)))
    sheet = made.sheet("a")
    assert sheet.struck == {"a option 1", "a option 2"}
    assert sheet.struck_in(replace(question, options=question.options[::-1])) == {0, 1}
    pairs = matching("c", ["x", "y"])
    struck = exam(began(), striking(pairs, [1], at(1))).sheet("c")
    assert struck.struck_in(replace(pairs, extras=(Extra("w"),))) == {1}
    assert exam(began(), striking(pairs, [1], at(1)), striking(pairs, [], at(1))).sheet("c").struck == frozenset()


# The plan


def test_a_plan_has_what_the_blueprint_draws() -> None:
    of_two = bank([choice(f"{topic}{i}", "10", topic=topic) for topic in "xy" for i in range(4)])
    terms = replace(TERMS, blueprint=Blueprint((Part("x", 3), Part("y", 1))), rule=Rule.OU)
    standings = {"x0": Standing.RIGHT, "y1": Standing.MISSED}
    plan = plan_exam(of_two, terms, standings, id="e", seed=3, now=NOON)
    drawn = draw_exam(of_two, terms.blueprint, standings, 3)
    assert plan == Plan("e", "bank", drawn, 3, Rule.OU, NOON, mode=Mode.EXAM)
    assert sorted(id for id in drawn if id.startswith("x")) == ["x1", "x2", "x3"]
    with pytest.raises(ValueError, match="4 questions"):
        plan_exam(of_two, replace(terms, blueprint=Blueprint((Part("x", 5),))), {}, id="e", seed=3, now=NOON)


# Whatever happens


IDS = st.sampled_from(sorted(QUESTIONS))
ANSWERS: dict[str, list[Answer]] = {
    "a": [ONE, TWO, Chosen(frozenset())],
    "b": [ONE, Chosen(frozenset({0, 1})), Chosen(frozenset())],
    "c": [HALF, Matched((0, 1)), Matched((None, None))],
}
GIVEN = st.sampled_from([(id, answer) for id, answers in ANSWERS.items() for answer in answers])

Move = tuple[str, Any]
MOVES = st.one_of(
    st.tuples(st.just("answer"), GIVEN),
    st.tuples(st.just("clear"), IDS),
    st.tuples(st.just("flag"), st.tuples(IDS, st.booleans())),
    st.tuples(st.just("turn"), st.integers(-1, 3)),
    st.tuples(st.just("kill"), st.none()),
    st.tuples(st.just("hand in"), st.none()),
)
# Mostly forward by some seconds, at times far, and at times back.
SPANS = st.one_of(st.integers(0, 60_000), st.integers(0, 60_000), st.integers(-4_000_000, 4_000_000))
LOGS = st.lists(st.tuples(SPANS, MOVES), max_size=25)
ALL_TERMS = st.builds(
    Terms,
    st.just(TERMS.blueprint),
    minutes=st.none() | st.floats(1, 20),
    seconds_each=st.none() | st.floats(10, 200),
    extra_time=st.floats(1, 2),
    pauses=st.booleans(),
)


def event_of(move: Move, now: datetime, made: Exam) -> Event:
    match move:
        case "answer", (id, answer):
            return answering(QUESTIONS[id], answer, now)
        case "clear", id:
            return Cleared(now, id)
        case "flag", (id, is_flagged):
            return Flagged(now, id, is_flagged)
        case "turn", to:
            return Turned(now, to)
        case "kill", _:
            return made.coming_back(now) if made.is_running else Resumed(now)
        case _:
            return made.handing_in(now)


def run(terms: Terms, log: Sequence[tuple[int, Move]]) -> tuple[list[Event], list[Exam], list[Event]]:
    """The events taken, the exam after each of them from before the first on, and all events tried."""
    now, made = NOON, exam_of(PLAN, terms).apply(Began(NOON))
    taken: list[Event] = [Began(NOON)]
    exams = [exam_of(PLAN, terms), made]
    tried: list[Event] = [Began(NOON)]
    for span, move in log:
        now += timedelta(milliseconds=span)
        event = event_of(move, now, made)
        tried.append(event)
        if made.refusal(event) is None:
            made = made.apply(event)
            taken.append(event)
            exams.append(made)
    return taken, exams, tried


@given(ALL_TERMS, LOGS)
def test_every_prefix_of_the_log_leads_to_the_exam_there_was(terms: Terms, log: list[tuple[int, Move]]) -> None:
    taken, exams, tried = run(terms, log)
    for length, made in enumerate(exams):
        assert replay(PLAN, terms, taken[:length]) == made
        assert made.events == length
    assert replay(PLAN, terms, tried) == exams[-1]


@given(ALL_TERMS, LOGS)
def test_answers_and_flags_are_those_of_the_latest_events(terms: Terms, log: list[tuple[int, Move]]) -> None:
    taken, exams, _ = run(terms, log)
    given: dict[str, Given] = {}
    flags: dict[str, bool] = {}
    position = 0
    for event, made in zip(taken, exams[1:], strict=True):
        match event:
            case Answered():
                given[event.question] = event.given
            case Cleared():
                given.pop(event.question, None)
            case Flagged():
                flags[event.question] = event.is_flagged
            case Turned():
                position = event.to
            case _:
                pass
        assert {id: sheet.given for id, sheet in zip(PLAN.questions, made.sheets, strict=True) if sheet.given} == given
        assert [sheet.is_flagged for sheet in made.sheets] == [flags.get(id, False) for id in PLAN.questions]
        assert made.position == position


@given(ALL_TERMS, LOGS, st.integers(-4_000_000, 4_000_000))
def test_time_is_never_given_back_and_never_below_nothing(
    terms: Terms, log: list[tuple[int, Move]], later: int
) -> None:
    taken, exams, _ = run(terms, log)
    nothing = timedelta()
    for event, before, after in zip(taken, exams, exams[1:], strict=False):
        assert after.elapsed >= before.elapsed >= nothing
        assert all(one.spent >= other.spent >= nothing for one, other in zip(after.sheets, before.sheets, strict=True))
        left = after.remaining(event.at + timedelta(milliseconds=later))
        if terms.limit is None:
            assert left is None
        else:
            assert left is not None
            assert nothing <= left <= terms.limit - before.elapsed
            assert after.elapsed <= terms.limit
        # What was looked at is in the time taken, but for the times when no question was shown.
        looked_at = sum((sheet.spent for sheet in after.sheets), nothing)
        assert looked_at <= after.elapsed
        if not any(isinstance(each, Resumed) for each in taken) or terms.pauses:
            assert looked_at == after.elapsed


@given(ALL_TERMS, LOGS)
def test_the_time_is_that_of_the_clock_where_nobody_touches_it(terms: Terms, log: list[tuple[int, Move]]) -> None:
    forward = [(abs(span), move) for span, move in log]
    taken, exams, _ = run(replace(terms, pauses=False), forward)
    made = exams[-1]
    assert made.latest is not None
    assert made.elapsed == made.latest - NOON
    # With pauses, all the time but that before each return.
    taken, exams, _ = run(replace(terms, pauses=True), forward)
    gaps = [now.at - last.at for last, now in pairwise(taken) if isinstance(now, Resumed)]
    assert exams[-1].latest is not None
    assert exams[-1].elapsed == exams[-1].latest - NOON - sum(gaps, timedelta())


@given(ALL_TERMS, LOGS, LOGS)
def test_an_exam_that_was_handed_in_never_changes(
    terms: Terms, before: list[tuple[int, Move]], after: list[tuple[int, Move]]
) -> None:
    taken, exams, _ = run(terms, before)
    made = exams[-1]
    if made.handed_in is None:
        taken.append(made.handing_in(at(5)))
        made = made.apply(taken[-1])
    now = at(5)
    for span, move in after:
        now += timedelta(milliseconds=span)
        event = event_of(move, now, made)
        assert made.refusal(event)
        taken.append(event)
    assert replay(PLAN, terms, taken) == made
    assert made.remaining(now) == made.remaining(now + timedelta(hours=1))


@given(ALL_TERMS, LOGS)
def test_an_answer_after_the_time_does_not_count(terms: Terms, log: list[tuple[int, Move]]) -> None:
    taken, exams, _ = run(terms, log)
    made = exams[-1]
    deadline = made.deadline
    if deadline is None:
        return
    assert made.latest is not None
    late = answering(QUESTIONS["a"], TWO, deadline)
    assert made.refusal(late) == "The time is up."
    assert replay(PLAN, terms, [*taken, late]) == made
    just_before = deadline - timedelta(milliseconds=1)
    if just_before >= made.latest and not made.is_locked("a", just_before):
        assert made.apply(replace(late, at=just_before)).sheet("a").given == SECOND
