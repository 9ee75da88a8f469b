from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from quiz.core.marking import Rule
from quiz.core.questions import Option, Question, fingerprint_of
from quiz.core.reports.exhibits import Sentences, Shares
from quiz.core.revision.agenda import (
    SECONDS_A_PAIR,
    SECONDS_A_QUESTION,
    Agenda,
    agenda,
    chance_in_words,
    exhibits_of,
    home_line,
    read_day,
    read_minutes,
)
from quiz.core.revision.facts import WHOLE, facts_of
from quiz.core.revision.memory import Memory
from quiz.core.revision.schedule import Scheduler, retrievability
from quiz.core.revision.waiting import Learnt
from tests.core.samples import bank, choice, matching

SCHEDULER = Scheduler()
DAY = timedelta(days=1)
MORNING = datetime(2026, 11, 25, tzinfo=UTC)
TODAY = MORNING.date()
NOON = MORNING + timedelta(hours=12)

ONE, TWO, THREE = choice("one", "100"), choice("two", "1000"), choice("three", "1100")
PAIRS = matching("pairs", ["x", "y"])


def memory(question: Question, part: str = WHOLE, *, days: float = 10, ago: timedelta = DAY) -> Memory:
    """What is remembered of a part, with a stability of so many days, and answered rightly so long before noon."""
    return Memory(
        part=part,
        stability=days,
        difficulty=5.0,
        first=NOON - ago,
        last=NOON - ago,
        due=NOON - ago + round(days) * DAY,
        reviews=1,
        lapses=0,
        fact=facts_of(question)[part],
        fingerprint=fingerprint_of(question),
        certainty=None,
        is_right=True,
    )


def remembered(question: Question, *, days: float = 10, ago: timedelta = DAY) -> dict[str, Memory]:
    return {part: memory(question, part, days=days, ago=ago) for part in facts_of(question)}


def found(
    questions: Iterable[Question],
    memories: Mapping[str, Mapping[str, Memory]] | None = None,
    *,
    days: int = 7,
    minutes: float = 20,
    paces: Mapping[str, float] | None = None,
    suspended: Iterable[str] = (),
    start_of_day: datetime = MORNING,
    rule: Rule = Rule.OU,
) -> Agenda:
    it = agenda(
        Learnt(bank(tuple(questions)), memories or {}, lambda _: None, frozenset(suspended)),
        paces or {},
        start_of_day.date() + days * DAY,
        start_of_day=start_of_day,
        minutes=minutes,
        rule=rule,
        scheduler=SCHEDULER,
    )
    assert it is not None
    return it


def ids(it: Agenda) -> list[str]:
    return [each.question for each in it.today]


# What is on the list


def test_what_was_never_met_is_new_and_guessed() -> None:
    it = found([ONE, TWO])
    assert set(ids(it)) == {"one", "two"}
    assert (it.questions, it.met, it.done, it.days) == (2, 0, 0, 7)
    assert it.before.knowledge == 0
    assert it.before.guessing == it.before.score == pytest.approx((1 / 3 + 1 / 4) / 2)
    assert it.after.knowledge == pytest.approx(retrievability(7, 0.212))


def test_what_is_remembered_counts_whole_days_on_to_the_exam() -> None:
    it = found([ONE], {"one": remembered(ONE, days=10, ago=10 * DAY)})
    assert it.met == 1
    assert it.before.knowledge == pytest.approx(retrievability(17, 10))
    # The published vector of a review for an exam in seven days: stability 10, difficulty 5, after 10 days.
    assert it.after.knowledge - it.before.knowledge == pytest.approx(0.089811, abs=5e-7)
    assert it.skipping == pytest.approx(0.089811 * 2 / 3, abs=5e-7)


def test_what_adds_most_for_its_time_comes_first() -> None:
    it = found([ONE, TWO], {"two": remembered(TWO)}, paces={"one": 10, "two": 10})
    assert ids(it) == ["one", "two"]
    it = found([ONE, TWO], {"two": remembered(TWO)}, paces={"one": 600, "two": 5})
    assert ids(it) == ["two", "one"]


@pytest.mark.parametrize(("minutes", "count"), [(2, 4), (1.9, 3), (1, 2), (0.5, 1), (0.4, 0), (0, 0)])
def test_the_list_fits_the_minutes_of_a_day(minutes: float, count: int) -> None:
    assert SECONDS_A_QUESTION == 2 * SECONDS_A_PAIR == 30
    it = found([ONE, TWO, THREE, PAIRS], minutes=minutes)
    assert len(it.today) == count
    assert it.minutes_needed == count / 2


def test_an_answer_is_taken_to_need_what_it_needed_before() -> None:
    it = found([ONE, TWO, PAIRS], paces={"one": 12.5, "two": 0.0})
    assert {each.question: each.seconds for each in it.today} == {"one": 12.5, "two": 1.0, "pairs": 30.0}


def test_suspended_questions_are_in_the_exam_and_never_on_the_list() -> None:
    it = found([ONE, TWO], suspended={"one"})
    assert ids(it) == ["two"]
    assert it.questions == 2


def test_drafts_are_neither_in_the_exam_nor_on_the_list() -> None:
    it = found([ONE, choice("draft", "10", is_draft=True)])
    assert ids(it) == ["one"]
    assert it.questions == 1


def test_a_bank_without_a_question_to_ask_has_no_agenda() -> None:
    learnt = Learnt(bank([choice("draft", "10", is_draft=True)]), {}, lambda _: None)
    days = {"start_of_day": MORNING, "minutes": 20.0}
    assert agenda(learnt, {}, TODAY, rule=Rule.OU, scheduler=SCHEDULER, **days) is None  # type: ignore[arg-type]


def test_a_changed_key_makes_a_question_new() -> None:
    now = replace(ONE, options=(Option("another", True), *ONE.options[1:]))
    it = found([now], {"one": remembered(ONE)})
    assert (it.met, it.before.knowledge) == (0, 0)


def test_of_a_matching_question_each_pair_counts() -> None:
    known = memory(PAIRS, "pairs prompt 0")
    it = found([PAIRS], {"pairs": {known.part: known}})
    assert it.met == 1
    assert it.before.knowledge == pytest.approx(retrievability(8, 10) / 2)


def test_the_rule_says_what_a_guess_is_worth() -> None:
    kind, strict = found([THREE], rule=Rule.OU), found([THREE], rule=Rule.ALL_OR_NOTHING)
    assert strict.before.guessing == pytest.approx(1 / 15)
    assert kind.before.guessing > strict.before.guessing


# The learner's day


def test_what_was_answered_today_is_done_and_takes_of_the_minutes() -> None:
    memories = {"one": remembered(ONE, ago=timedelta(hours=1))}
    it = found([ONE, TWO, THREE], memories, minutes=1.2, paces={"one": 36})
    assert it.done == 1
    assert it.minutes_done == pytest.approx(0.6)
    assert len(it.today) == 1
    assert "one" not in ids(it)
    assert found([ONE, TWO, THREE], memories, minutes=0.6, paces={"one": 36}).today == ()


def test_a_matching_question_is_done_when_all_its_pairs_are() -> None:
    old, new = memory(PAIRS, "pairs prompt 0"), memory(PAIRS, "pairs prompt 1", ago=timedelta(hours=1))
    it = found([PAIRS], {"pairs": {old.part: old, new.part: new}})
    assert (it.done, ids(it)) == (0, ["pairs"])
    done = {part: replace(each, last=NOON) for part, each in remembered(PAIRS).items()}
    assert found([PAIRS], {"pairs": done}).done == 1


@pytest.mark.parametrize(("hours", "age"), [(-6, 0), (0, 0), (2, 0), (6, -1), (-22, 1)])
def test_days_are_those_of_the_learners_calendar(hours: int, age: int) -> None:
    # At 21 o'clock in UTC it is tomorrow already where clocks are six hours ahead; 22 hours behind it is yesterday.
    start = datetime(2026, 11, 25, tzinfo=timezone(timedelta(hours=hours)))
    it = found([ONE], {"one": remembered(ONE, ago=timedelta(hours=-9))}, start_of_day=start)
    assert it.done == (age <= 0)
    assert it.before.knowledge == pytest.approx(retrievability(7 + max(age, 0), 10))


def test_an_answer_before_midnight_is_a_day_old_after_it() -> None:
    before = {"one": remembered(ONE, ago=timedelta(hours=12, minutes=1))}
    it = found([ONE], before)
    assert it.done == 0
    assert it.before.knowledge == pytest.approx(retrievability(8, 10))


def test_an_answer_from_the_future_is_of_today() -> None:
    it = found([ONE], {"one": remembered(ONE, ago=-3 * DAY)})
    assert it.done == 1
    assert it.before.knowledge == pytest.approx(retrievability(7, 10))


def test_for_an_exam_today_what_is_learnt_now_is_known() -> None:
    it = found([ONE, TWO], {"one": remembered(ONE, ago=5 * DAY)}, days=0)
    assert (it.days, it.exam_day) == (0, TODAY)
    assert set(ids(it)) == {"one", "two"}
    assert it.before.knowledge == pytest.approx(retrievability(5, 10) / 2)
    assert it.after.score == it.after.chance_to_pass(1) == pytest.approx(1)


@pytest.mark.parametrize("days", [-1, -400])
def test_the_day_of_an_exam_that_is_past_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="is past"):
        found([ONE], days=days)


# What holds always

QUESTIONS: list[Question] = [ONE, TWO, THREE, PAIRS, choice("four", "10"), choice("draft", "10", is_draft=True)]
STABILITIES = st.floats(0.1, 2000)


@st.composite
def situations(draw: st.DrawFn) -> Agenda:
    met: list[Question] = draw(st.lists(st.sampled_from(QUESTIONS), unique_by=lambda it: it.id))
    memories = {
        question.id: remembered(question, days=draw(STABILITIES), ago=timedelta(hours=draw(st.integers(-5, 24 * 400))))
        for question in met
    }
    return found(
        QUESTIONS,
        memories,
        days=draw(st.integers(0, 365)),
        minutes=draw(st.floats(0, 6)),
        paces=draw(st.dictionaries(st.sampled_from([it.id for it in QUESTIONS]), st.floats(0, 400))),
        suspended=draw(st.sets(st.sampled_from([it.id for it in QUESTIONS]))) | {"four"},
    )


@given(situations())
def test_the_list_fits_what_is_left_of_the_day_best_first(it: Agenda) -> None:
    assert it.minutes_needed <= max(it.minutes - it.minutes_done, 0) + 1e-9
    rates = [each.gain / each.seconds for each in it.today]
    assert all(earlier >= later for earlier, later in pairwise(rates))
    assert all(rate > 0 for rate in rates)


@given(situations())
def test_neither_drafts_nor_suspended_questions_are_ever_on_the_list(it: Agenda) -> None:
    assert {"draft", "four"}.isdisjoint(ids(it))
    assert len(set(ids(it))) == len(it.today)
    assert it.questions == 5
    assert 0 <= it.done <= it.met <= it.questions


@given(situations(), st.floats(0, 1))
def test_the_list_makes_the_exam_better_by_what_skipping_costs(it: Agenda, pass_share: float) -> None:
    assert it.after.score - it.before.score == pytest.approx(it.skipping, abs=1e-9)
    assert it.after.knowledge >= it.before.knowledge - 1e-12
    assert (it.after.score > it.before.score) == bool(it.today)
    assert it.after.chance_to_pass(pass_share) >= it.before.chance_to_pass(pass_share) - 1e-9
    assert it.before.low <= it.before.high


@given(situations())
def test_every_agenda_can_be_shown(it: Agenda) -> None:
    forecast, outlook, today = exhibits_of(it, {each.question: f"{each.question}?" for each in it.today}, 0.6)
    assert isinstance(forecast, Shares)
    assert all(0 <= row.share <= 1 + 1e-9 for row in forecast.rows)
    assert len(forecast.rows) == (4 if it.today else 3)
    assert isinstance(outlook, Sentences)
    assert isinstance(today, Sentences)
    assert len(today.rows) == max(len(it.today), 1)


# In words


def test_the_agenda_in_words() -> None:
    memories = {"one": remembered(ONE, ago=timedelta(hours=1)), "two": remembered(TWO, ago=10 * DAY)}
    it = found([ONE, TWO, THREE], memories, days=51)
    forecast, outlook, today = exhibits_of(it, {"two": "Second\nquestion?", "three": "Third\x1b?"}, 0.6)
    assert forecast.title == "The exam is in 51 days, on 2027-01-15"
    assert isinstance(forecast, Shares)
    assert [(row.label, row.answers) for row in forecast.rows] == [
        ("Known", 3),
        ("Guessed rightly", 3),
        ("Score to expect", 3),
        ("With today's list done", 3),
    ]
    assert isinstance(outlook, Sentences)
    assert outlook.rows[0].startswith("The chance to pass, with 60 % or more, is ")
    assert outlook.rows[0].endswith(" with today's list done.")
    assert outlook.rows[1:] == (
        f"To skip today's list costs {100 * it.skipping:.1f} points of the score.",
        "1 of 3 questions was never answered, and could only be guessed.",
        "1 question was answered today, in about 0 of 20 minutes.",
    )
    assert isinstance(today, Sentences)
    assert today.title == "Today: 2 questions, about 1 min"
    assert [row.partition(" (adds ")[0] for row in today.rows] == ["Third<U+001B>?", "Second question?"]
    assert today.rows[0].endswith(" points, 30 s)")


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "tomorrow"), (2, "in 2 days")])
def test_how_far_off_the_exam_is(days: int, words: str) -> None:
    title = exhibits_of(found([ONE], days=days, minutes=0.1), {}, 0.6)[0].title
    assert title == f"The exam is {words}, on {(TODAY + days * DAY).isoformat()}"


@pytest.mark.parametrize(("hours", "title"), [(1, "Today: done"), (24, "Today: nothing")])
def test_a_list_that_is_empty_says_why(hours: int, title: str) -> None:
    it = found([ONE], {"one": remembered(ONE, ago=timedelta(hours=hours))}, minutes=0.25)
    _, outlook, today = exhibits_of(it, {}, 0.6)
    assert isinstance(today, Sentences)
    assert isinstance(outlook, Sentences)
    assert today.title == title
    assert today.rows == ("Nothing more that fits into 0.25 minutes a day would make the score better.",)
    assert not any("skip" in row or "list" in row for row in outlook.rows)


def test_a_gain_too_small_for_decimals_is_not_told_as_none() -> None:
    many: list[Question] = [choice(f"q{i}", "10") for i in range(2000)]
    it = found(many, {it.id: remembered(it, days=1900, ago=DAY) for it in many}, days=1, minutes=1)
    rows = exhibits_of(it, {each.question: "?" for each in it.today}, 0.6)[2]
    assert isinstance(rows, Sentences)
    assert set(rows.rows) == {"? (adds less than 0.01 points, 30 s)"}


def test_the_exam_in_one_line() -> None:
    it = found([ONE, TWO], {"one": remembered(ONE)}, days=51)
    line = home_line(TODAY + 51 * DAY, TODAY, it, 0.6)
    assert line.startswith("exam in 51 days: ")
    assert line.endswith(" to pass; 2 questions today")
    assert " expected, " in line


@pytest.mark.parametrize(
    ("days", "line"),
    [(0, "exam today"), (1, "exam tomorrow"), (9, "exam in 9 days"), (-1, "exam was on 2026-11-24")],
)
def test_the_exam_in_one_line_before_more_is_known(days: int, line: str) -> None:
    assert home_line(TODAY + days * DAY, TODAY, None, 0.6) == line


def test_a_day_with_nothing_left_says_so_in_one_line() -> None:
    it = found([ONE], minutes=0.1)
    assert home_line(TODAY + 7 * DAY, TODAY, it, 0.6).endswith("; nothing left for today")


# What the learner types


@pytest.mark.parametrize("text", ["2026-11-25", " 2027-01-15 ", "20270115", "2036-11-01"])
def test_a_day_is_read(text: str) -> None:
    assert read_day(text, TODAY) == date.fromisoformat(text.strip())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2026-11-24", "2026-11-24 is past. Give the day of an exam to come."),
        ("9999-12-31", "9999-12-31 is more than 10 years ahead. Check the year."),
        ("2027-02-29", "Write the day as year, month and day, like 2026-12-25."),
        ("15.1.2027", "Write the day as year, month and day, like 2026-12-25."),
        ("", "Write the day as year, month and day, like 2026-12-25."),
    ],
)
def test_what_is_no_day_to_come_is_answered_with_a_sentence(text: str, fault: str) -> None:
    assert read_day(text, TODAY) == fault


@pytest.mark.parametrize(("text", "minutes"), [("20", 20), ("1", 1), (" 7.5 ", 7.5), ("1440", 1440)])
def test_minutes_are_read(text: str, minutes: float) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "0", "0.9", "-5", "1441", "nan", "inf", "an hour"])
def test_what_are_no_minutes_of_a_day_is_answered_with_a_sentence(text: str) -> None:
    assert read_minutes(text) == "The minutes a day are a number from 1 to 1440."


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "under 1 %"),
        (0.0099, "under 1 %"),
        (0.01, "1 %"),
        (0.5, "50 %"),
        (0.99, "99 %"),
        (0.9901, "over 99 %"),
        (1.0, "over 99 %"),
    ],
)
def test_a_chance_near_none_or_certain_is_a_bound(chance: float, words: str) -> None:
    assert chance_in_words(chance) == words
