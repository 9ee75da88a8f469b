"""Where the learner stands, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.core.answers import Chosen
from quiz.core.questions import Choice
from quiz.core.selection import Selection
from quiz.core.session import Session
from quiz.desk.desk import Desk
from quiz.store.history import History
from quiz.tui.screens.statistics import Drill, StatisticsScreen
from quiz.tui.widgets.exhibit import ExhibitView
from tests.tui.standing import StandingApp, bank_of, desk_with, press, settle

pytestmark = pytest.mark.usefixtures("in_utc")

WIDE, NARROW = (120, 40), (80, 24)


def views(app: StandingApp) -> list[ExhibitView]:
    return list(app.screen.query(ExhibitView))


def at_hand(app: StandingApp) -> str:
    (view,) = app.screen.query(".-at-hand").results(ExhibitView)
    return view.exhibit.id


async def test_the_figures_are_those_of_the_bank(tmp_path: Path) -> None:
    app = StandingApp(desk_with(tmp_path))
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot)
        assert "Where you stand: Cells of the blood" in app.drawn()
        assert "Counting" not in app.drawn()
        assert [view.exhibit.id for view in views(app)][:3] == ["overview", "accuracy", "retrievability"]
        assert "112 answers to 4 questions in 28 sessions, on 28 days." in " ".join(app.drawn().split())


async def test_keys_go_from_figure_to_figure_and_stop_at_the_ends(tmp_path: Path) -> None:
    app = StandingApp(desk_with(tmp_path))
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot)
        ids = [view.exhibit.id for view in views(app)]
        assert at_hand(app) == ids[0]
        await press(pilot, "p")
        assert at_hand(app) == ids[0]
        for id in ids[1:]:
            await press(pilot, "n")
            assert at_hand(app) == id
        await press(pilot, "n")
        assert at_hand(app) == ids[-1]
        await press(pilot, "p")
        assert at_hand(app) == ids[-2]
        (view,) = app.screen.query(".-at-hand")
        assert view.region.y >= 0
        assert view.region.y < NARROW[1] - 2


async def test_two_columns_where_there_is_room_in_the_order_of_the_figures(tmp_path: Path) -> None:
    app = StandingApp(desk_with(tmp_path))
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "n n")
        ids = [view.exhibit.id for view in views(app)]
        assert len(app.screen.query(".column")) == 1
        await pilot.resize_terminal(*WIDE)
        await settle(pilot)
        left, right = app.screen.query(".column")
        assert [view.exhibit.id for view in views(app)] == ids
        assert abs(left.size.height - right.size.height) < 20
        assert at_hand(app) == ids[2]
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        assert len(app.screen.query(".column")) == 1


def answer(desk: Desk, id: str, *, is_right: bool) -> None:
    """The question is answered once more, with its keys or with the first of the other options."""
    question = bank_of(desk).question(id)
    assert isinstance(question, Choice)
    others = (i for i, option in enumerate(question.options) if not option.is_key)
    plan = desk.begin(bank_of(desk), Selection(ids=frozenset([id])))
    assert plan
    chosen = question.keys if is_right else frozenset([next(others)])
    _, answered = Session(plan).answer(question, Chosen(chosen), desk.now(), 1.0)
    desk.history.record(plan, question, answered)


async def test_r_gives_the_wish_for_a_drill_of_what_is_confused_and_was_not_got_right_since(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    one, other = [each.id for each in bank_of(desk).questions if isinstance(each, Choice) and not each.takes_several][
        :2
    ]
    for id, is_right in ((one, False), (other, False), (other, True)):
        answer(desk, id, is_right=is_right)
    app = StandingApp(desk)
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "r r")
        assert app.left == [Drill((one,))]


async def test_where_all_was_got_right_since_there_is_no_drill(tmp_path: Path) -> None:
    app = StandingApp(desk_with(tmp_path))
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "r r")
        assert app.left == []
        assert "confusions" in [view.exhibit.id for view in views(app)]


async def test_without_confusions_there_is_no_drill(tmp_path: Path) -> None:
    app = StandingApp(desk_with(tmp_path, days=None))
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "r n p")
        assert app.left == []
        assert "Nothing was answered yet." in app.drawn()
        assert "drill" not in app.drawn()
        await press(pilot, "q q")
        assert app.left == [None]


async def test_the_screen_can_be_left_before_all_is_counted(tmp_path: Path) -> None:
    app = StandingApp(desk_with(tmp_path))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("q")
        await press(pilot)
        assert app.left == [None]
        assert not isinstance(app.screen, StatisticsScreen)


async def test_a_history_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    with History.open(tmp_path / "other.db") as history:
        other = history
    desk.history.close()
    (tmp_path / "history.db").write_bytes(b"no history " * 100)
    desk.history = other
    desk.history._database.path = tmp_path / "history.db"
    app = StandingApp(desk)
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "n r")
        assert "is not a history" in " ".join(app.drawn().split())
        await press(pilot, "q")
        assert app.left == [None]
