"""The plan for the day of an exam, as a command."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from quiz.store.exam_days import ExamDay
from quiz.store.history import History
from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, Home, put_bank

# Far enough off that a test which runs over midnight says the same.
YEAR = datetime.now(UTC).year + 5
DAY, LATER, SOONER = f"{YEAR}-01-15", f"{YEAR}-02-01", f"{YEAR - 1}-01-01"


@pytest.fixture
def kept(history: History) -> History:
    """The history, with a day kept for the small bank."""
    history.exam_days.keep("small", date.fromisoformat(DAY), 15, datetime.now(UTC))
    return history


def test_a_day_is_kept_with_its_minutes(quiz: Quiz, history: History) -> None:
    done = quiz("plan", "small", "--date", DAY, "--minutes-a-day", "12.5")
    assert (done.status, done.err) == (0, "")
    assert history.exam_days.of("small") == ExamDay("small", date.fromisoformat(DAY), 12.5)


def test_without_a_day_the_kept_one_is_used(quiz: Quiz, kept: History) -> None:
    out = quiz("plan", "small").out
    assert f", on {DAY}\n" in out
    assert quiz("plan").out == out  # no other bank has an exam to come
    assert kept.exam_days.of("small") == ExamDay("small", date.fromisoformat(DAY), 15)


def test_minutes_can_be_changed_alone(quiz: Quiz, kept: History) -> None:
    assert json.loads(quiz("plan", "small", "--minutes-a-day", "45", "--json").out)["minutes_a_day"] == 45
    assert kept.exam_days.of("small") == ExamDay("small", date.fromisoformat(DAY), 45)
    assert json.loads(quiz("plan", "small", "--date", LATER, "--json").out)["minutes_a_day"] == 45


def test_the_bank_whose_exam_comes_next_is_meant(quiz: Quiz, home: Home, kept: History) -> None:
    put_bank(home.shelf / "next", BANK.replace("id: small", "id: next"))
    kept.exam_days.keep("next", date.fromisoformat(SOONER), 20, datetime.now(UTC))
    assert json.loads(quiz("plan", "--json").out)["bank"] == "next"
    kept.exam_days.keep("next", date(2020, 1, 1), 20, datetime.now(UTC))
    assert json.loads(quiz("plan", "--json").out)["bank"] == "small"


def test_a_plan_in_words(quiz: Quiz) -> None:
    lines = quiz("plan", "small", "--date", DAY, "--pass", "50%").out.splitlines()
    assert lines[0] == "A small bank"
    assert lines[2].startswith("The exam is in ")
    assert any(line.startswith("  Known ") for line in lines)
    assert any(line.startswith("  The chance to pass, with 50 % or more, is ") for line in lines)
    assert any(line.startswith("  To skip today's list costs ") for line in lines)
    assert any(line.startswith("Today: 3 questions, about ") for line in lines)
    assert lines[-1] == "To study the list: quiz plan small --study"


def test_json_has_a_stable_shape(quiz: Quiz, kept: History) -> None:
    plan: dict[str, Any] = json.loads(quiz("plan", "small", "--json").out)
    today = datetime.now().astimezone().date()
    assert plan["exam_day"] == DAY
    assert 0 <= plan["days"] - (date.fromisoformat(DAY) - today).days <= 1
    first, *_ = plan["today"]
    assert set(first) == {"question", "stem", "seconds", "gain"}
    readiness = {"score", "knowledge", "guessing", "low", "high", "confidence", "chance_to_pass"}
    assert set(plan["before"]) == set(plan["after"]) == readiness
    known = {
        "bank": "small",
        "minutes_a_day": 15.0,
        "minutes_done": 0.0,
        "minutes_needed": 1.5,
        "pass": 0.6,
        "questions": 3,
        "questions_met": 0,
        "questions_done_today": 0,
    }
    assert {name: plan[name] for name in known} == known
    assert set(plan) - set(known) == {"exam_day", "days", "before", "after", "cost_of_skipping", "today"}
    # Each can be guessed by a third: one of three options, two of four as this rule pays them, one of three choices.
    assert plan["before"]["knowledge"] == 0
    assert plan["before"]["score"] == plan["before"]["guessing"] == 0.3333
    gains = sum(each["gain"] for each in plan["today"])
    assert gains == pytest.approx(plan["cost_of_skipping"], abs=1e-5)
    assert gains == pytest.approx(plan["after"]["score"] - plan["before"]["score"], abs=2e-4)
    assert kept.exam_days.of("small") is not None


def test_a_suspended_question_is_not_on_the_list(quiz: Quiz, kept: History) -> None:
    assert quiz("suspend", "small", "maker").status == 0
    plan = json.loads(quiz("plan", "small", "--json").out)
    assert {each["question"] for each in plan["today"]} == {"woken", "described"}
    assert kept.exam_days.of("small") is not None


def test_todays_list_is_studied_in_its_order_and_done_then(quiz: Quiz, kept: History) -> None:
    before = json.loads(quiz("plan", "small", "--json").out)
    done = quiz("plan", "small", "--study", typed="a\na\n1a 2b\na\n1a 2b\n")
    assert done.status == 0
    (saved,) = {attempt.session for attempt in kept.attempts("small")}
    order = [attempt.question for attempt in kept.attempts("small")]
    assert order == [each["question"] for each in before["today"]][: len(order)]
    assert saved
    after = json.loads(quiz("plan", "small", "--json").out)
    assert after["questions_done_today"] == after["questions_met"] == len(order) > 0
    assert not {each["question"] for each in after["today"]} & set(order)


def test_a_list_without_questions_cannot_be_studied(quiz: Quiz, kept: History) -> None:
    for id in ("maker", "woken", "described"):
        quiz("suspend", "small", id)
    done = quiz("plan", "small", "--study")
    assert (done.status, done.out) == (1, "")
    assert done.err == "quiz: Nothing more that fits into 15 minutes a day would make the score better.\n"
    assert not list(kept.attempts())


def test_a_day_is_dropped(quiz: Quiz, kept: History) -> None:
    assert quiz("plan", "small", "--forget").out == f"The exam day of small, {DAY}, is kept no longer.\n"
    assert kept.exam_days.of("small") is None
    assert quiz("plan", "small", "--forget").out == "No exam day is kept for small.\n"


def test_without_any_day_the_learner_reads_how_to_name_one(quiz: Quiz) -> None:
    done = quiz("plan", "small")
    assert done.status == 1
    assert done.err.startswith("quiz: No exam day is kept for small. Name it: quiz plan small --date ")


def test_a_kept_day_that_is_past_is_named(quiz: Quiz, history: History) -> None:
    history.exam_days.keep("small", date(2020, 1, 1), 20, datetime.now(UTC))
    done = quiz("plan", "small")
    assert done.status == 1
    assert done.err == (
        "quiz: The exam day of small, 2020-01-01, is past. Name the next one with --date, or drop it with --forget.\n"
    )


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--date", "2020-01-01"), "2020-01-01 is past."),
        (("--date", "15.1.2027"), "Write the day as year, month and day"),
        (("--date", DAY, "--minutes-a-day", "0"), "The minutes a day are a number from 1 to 1440."),
        (("--date", DAY, "--minutes-a-day", "some"), "The minutes a day are a number from 1 to 1440."),
    ],
)
def test_what_cannot_be_kept_is_answered_with_a_sentence(
    quiz: Quiz, history: History, args: tuple[str, ...], sentence: str
) -> None:
    done = quiz("plan", "small", *args)
    assert (done.status, done.out) == (1, "")
    assert sentence in done.err
    assert history.exam_days.of("small") is None


@pytest.mark.parametrize(
    "args",
    [
        ("--forget", "--date", DAY),
        ("--forget", "--json"),
        ("--json", "--study"),
        ("--plain",),
        ("--pass", "161"),
        ("--pass", "nan"),
        ("--pass", "most"),
    ],
)
def test_what_does_not_go_together_is_a_wrong_command(quiz: Quiz, args: tuple[str, ...]) -> None:
    assert quiz("plan", "small", *args).status == 2


@pytest.mark.parametrize(("text", "share"), [("60%", 0.6), ("0.75", 0.75), ("1", 1.0), (" 100 % ", 1.0), ("0", 0.0)])
def test_a_pass_mark_is_a_share_or_per_cent(quiz: Quiz, kept: History, text: str, share: float) -> None:
    assert json.loads(quiz("plan", "small", "--json", "--pass", text).out)["pass"] == pytest.approx(share)
    assert kept.exam_days.of("small") is not None


def test_a_bank_of_drafts_has_no_plan(quiz: Quiz, home: Home) -> None:
    drafts = BANK.replace("    topic: ", "    draft: true\n    topic: ").replace("id: small", "id: drafts")
    put_bank(home.shelf / "drafts", drafts)
    done = quiz("plan", "drafts", "--date", DAY)
    assert done.status == 1
    assert "all of them are drafts" in done.err


def test_the_help_has_an_example(quiz: Quiz) -> None:
    out = quiz("plan", "--help").out
    assert "quiz plan il2-neonatal --date 2027-01-15 --minutes-a-day 30" in out
