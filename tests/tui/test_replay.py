"""A past drill on the host's screen."""

from __future__ import annotations

from quiz.core.drills.events import Event
from quiz.live.past.replay import ReplayDoor
from quiz.tui.hosting import HostApp
from quiz.tui.screens.host import HostScreen
from tests.core.made_drills import answered, closed, created, ended, joined, opened, revealed
from tests.tui.drill_apps import Hands, press, seen, wait_for_text

SIZE = (80, 24)
EVENTS: tuple[Event, ...] = (
    created(),
    joined(1, "ada"),
    joined(4, "bob"),
    opened(110),
    answered(113, "ada", 0),
    answered(120, "bob", 1),
    closed(121),
    revealed(140),
    opened(160, 1),
    ended(200),
)


class ReplayApp(HostApp):
    """The host's application, on a clock that stands still until it is moved."""

    def __init__(self, speed: float = 1.0) -> None:
        self.clock = Hands()
        super().__init__(ReplayDoor(EVENTS, speed, self.clock))

    def get_default_screen(self) -> HostScreen:
        return HostScreen(self.clock, self.keys)


async def test_a_past_drill_is_shown_as_it_was_and_enter_goes_on() -> None:
    app = ReplayApp()
    async with app.run_test(size=SIZE) as pilot:
        await wait_for_text(pilot, "Question 1 of 3")
        assert "A replay." in seen(app)
        assert "0:30" in seen(app)
        for text in ("enter reveal", "50 %", "Question 2 of 3"):
            app.clock.now += 1000
            await press(pilot, "enter")
            await wait_for_text(pilot, text)
        app.clock.now += 1000
        await press(pilot, "enter")
        await wait_for_text(pilot, "over")
        await press(pilot, "q")
    assert app.return_code == 0


async def test_it_goes_on_by_itself() -> None:
    app = ReplayApp(speed=100)
    async with app.run_test(size=SIZE) as pilot:
        await wait_for_text(pilot, "0 of 2")
        app.clock.now += 50
        await wait_for_text(pilot, "1 of 2")
        app.clock.now += 100
        await wait_for_text(pilot, "enter reveal")


async def test_nothing_that_has_been_can_be_changed() -> None:
    app = ReplayApp()
    async with app.run_test(size=SIZE) as pilot:
        await wait_for_text(pilot, "Question 1 of 3")
        await press(pilot, "l s j x c plus g a n")
        assert app.screen is app.host_screen
        assert "Question 1 of 3" in seen(app)
        assert "lock" not in seen(app)
        assert "A replay." in seen(app)


async def test_it_is_left_at_once_for_nothing_goes_on() -> None:
    app = ReplayApp()
    async with app.run_test(size=SIZE) as pilot:
        await wait_for_text(pilot, "Question 1 of 3")
        await press(pilot, "q")
    assert app.return_code == 0


async def test_at_the_end_enter_leaves() -> None:
    app = ReplayApp(speed=1000)
    async with app.run_test(size=SIZE) as pilot:
        app.clock.now += 10_000
        await wait_for_text(pilot, "The drill is over")
        assert "enter leave" in seen(app)
        app.clock.now += 1000
        await press(pilot, "enter")
    assert app.return_code == 0
