from __future__ import annotations

from pathlib import Path

import pytest

from quiz.core.bank import Bank
from quiz.desk.desk import Desk
from quiz.store.exam_days import ExamDay
from quiz.tui.dialogs.exam_day import ExamDayDialog
from quiz.tui.screens.plan import PlanScreen, StudyToday
from tests.tui.plans import PlanApp, answer_rightly, day_in, desk_with, press, settle

EVERY = ("carry", "nucleus", "defenders", "tasks")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_with(tmp_path)


@pytest.fixture
def bank(desk: Desk) -> Bank:
    return desk.library.open("cells")


def keep(desk: Desk, days: int, minutes: float = 20) -> None:
    desk.history.exam_days.keep("cells", day_in(desk, days), minutes, desk.now())


def typed(text: str) -> str:
    """The keys that type the text."""
    return " ".join({"-": "minus", ".": "full_stop"}.get(character, character) for character in text)


async def test_the_plan_is_shown_for_the_kept_day(desk: Desk, bank: Bank) -> None:
    keep(desk, 51)
    answer_rightly(desk, bank, "carry", days_ago=3)
    app = PlanApp(desk, bank)
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        shown = app.drawn()
        assert "The exam: Cells of the blood" in shown
        assert f"The exam is in 51 days, on {day_in(desk, 51).isoformat()}" in shown
        assert "3 of 4 questions were never answered" in shown
        assert "To skip today's list costs " in shown
        assert "Today: 4 questions, about 2 min" in shown
        assert "enter study" in shown


async def test_enter_has_todays_list_studied_in_its_order(desk: Desk, bank: Bank) -> None:
    keep(desk, 7)
    answer_rightly(desk, bank, "nucleus", days_ago=1)
    app = PlanApp(desk, bank)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "enter enter")
    (wish,) = app.left
    assert isinstance(wish, StudyToday)
    assert sorted(wish.questions) == sorted(EVERY)
    assert wish.questions[-1] == "nucleus"


async def test_a_list_that_is_done_cannot_be_studied(desk: Desk, bank: Bank) -> None:
    keep(desk, 7)
    for id in EVERY:
        answer_rightly(desk, bank, id, days_ago=0)
    app = PlanApp(desk, bank)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "enter")
        assert isinstance(app.screen, PlanScreen)
        assert "Today: done" in app.drawn()
        assert "enter study" not in app.drawn()
        await press(pilot, "q q")
    assert app.left == [None]


async def test_a_suspended_question_is_not_on_the_list(desk: Desk, bank: Bank) -> None:
    keep(desk, 7)
    desk.history.memories.suspend("cells", ["tasks"], desk.now())
    app = PlanApp(desk, bank)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "enter")
    (wish,) = app.left
    assert isinstance(wish, StudyToday)
    assert sorted(wish.questions) == ["carry", "defenders", "nucleus"]


@pytest.mark.parametrize("days", [None, -3])
async def test_without_a_day_to_come_the_learner_is_asked_for_one(desk: Desk, bank: Bank, days: int | None) -> None:
    if days is not None:
        keep(desk, days, 15)
    app = PlanApp(desk, bank)
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, ExamDayDialog)
        wanted = day_in(desk, 30)
        await press(pilot, f"end ctrl+u {typed(wanted.isoformat())} tab end ctrl+u {typed('12.5')} enter")
        assert isinstance(app.screen, PlanScreen)
        assert "The exam is in 30 days" in app.drawn()
    assert desk.history.exam_days.of("cells") == ExamDay("cells", wanted, 12.5)


async def test_who_gives_no_day_leaves_the_plan(desk: Desk, bank: Bank) -> None:
    app = PlanApp(desk, bank)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "escape")
    assert app.left == [None]
    assert desk.history.exam_days.of("cells") is None


async def test_the_day_and_the_minutes_can_be_changed(desk: Desk, bank: Bank) -> None:
    keep(desk, 7)
    app = PlanApp(desk, bank)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "m escape")
        assert "The exam is in 7 days" in app.drawn()
        await press(pilot, "m tab end ctrl+u 1 enter")
        assert "Today: 2 questions, about 1 min" in app.drawn()
        assert app.drawn().count("Score to expect") == 1
    assert desk.history.exam_days.of("cells") == ExamDay("cells", day_in(desk, 7), 1)


async def test_the_day_can_be_dropped(desk: Desk, bank: Bank) -> None:
    keep(desk, 7)
    app = PlanApp(desk, bank)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "m")
        await pilot.click("#forget")
        await settle(pilot)
    assert app.left == [None]
    assert desk.history.exam_days.of("cells") is None


@pytest.mark.parametrize(
    ("day", "minutes", "fault", "place"),
    [
        ("2020-01-01", "20", "2020-01-01 is past.", "day"),
        ("soon", "20", "Write the day as year, month and day", "day"),
        ("", "20", "Write the day as year, month and day", "day"),
        ("2030-01-01", "0", "The minutes a day are a number from 1 to 1440.", "minutes"),
        ("2030-01-01", "", "The minutes a day are a number from 1 to 1440.", "minutes"),
    ],
)
async def test_what_cannot_be_kept_is_answered_with_a_sentence(
    desk: Desk, bank: Bank, day: str, minutes: str, fault: str, place: str
) -> None:
    app = PlanApp(desk, bank)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, f"{typed(day)} tab end ctrl+u {typed(minutes)} enter")
        assert isinstance(app.screen, ExamDayDialog)
        assert fault in app.drawn()
        assert app.focused is not None
        assert app.focused.id == place
        await press(pilot, "x")
        assert fault not in app.drawn()
        await press(pilot, "escape")
    assert desk.history.exam_days.of("cells") is None


async def test_the_list_is_read_with_the_keys_that_scroll(desk: Desk, bank: Bank) -> None:
    keep(desk, 7)
    app = PlanApp(desk, bank)
    async with app.run_test(size=(40, 16)) as pilot:
        await settle(pilot)
        assert "The exam is in 7 days" in app.drawn()
        assert "↓ more below" in app.drawn()
        await press(pilot, "end")
        assert "The exam is in 7 days" not in app.drawn()
        assert "↓ more below" not in app.drawn()
