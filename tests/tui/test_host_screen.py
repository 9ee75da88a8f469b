"""The host's screen: what the room sees, what the keys do, what is said when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from quiz.live.client.address import address_of
from quiz.live.client.client import HostDoor, LearnerDoor
from quiz.live.client.host_turn import next_step
from quiz.live.protocol import Command, HostView, PublicQuestion, Reveal
from quiz.tui.dialogs.entry import EntryDialog
from quiz.tui.dialogs.seats import SeatsDialog
from quiz.tui.hosting import HostApp
from tests.live.hall import hall_of
from tests.tui.drill_apps import HostBench, press, seen, settle, wait_for, wait_for_text
from tests.tui.drill_views import (
    CHOICE,
    MATCHING,
    MATCHING_REVEAL,
    NOW,
    REVEAL,
    STANDINGS,
    asked,
    at_own_pace,
    closed,
    host_view,
    questions,
    revealed,
    voted_twice,
)

SIZE = (80, 24)
STEM = asked({**CHOICE, "options": None}, phase="stem", closes_at=None, next_place=2)


@pytest.mark.parametrize(
    ("view", "label", "command"),
    [
        (host_view(), "begin", {"command": "open"}),
        (STEM, "show the options", {"command": "open", "place": 2}),
        (asked(), "close", {"command": "close"}),
        (closed(), "reveal", {"command": "reveal"}),
        (revealed(), "next question", {"command": "open"}),
        (revealed(next_place=None), "end the drill", {"command": "end"}),
        (host_view(phase="over"), "close the room", {"command": "end"}),
    ],
)
def test_enter_does_the_obvious(view: HostView, label: str, command: Command) -> None:
    assert next_step(view) == (label, command)


@pytest.mark.parametrize("view", [host_view(), STEM, asked(), closed(), revealed()])
async def test_the_line_at_the_foot_names_what_enter_does(view: HostView) -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(view)
        app.clock.now += 1000
        await settle(pilot)
        assert f"enter {next_step(view).label}" in seen(app)
        await press(pilot, "enter")
        assert app.commands == [next_step(view).command]


async def test_enter_that_was_meant_for_what_was_there_before_does_nothing() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(host_view())
        app.clock.now += 1000
        await press(pilot, "enter")
        app.host.show(asked())
        await press(pilot, "enter enter")
        assert app.commands == [{"command": "open"}]
        app.clock.now += 1000
        await press(pilot, "enter")
        assert app.commands[-1] == {"command": "close"}


@pytest.mark.parametrize(
    ("view", "key", "command"),
    [
        (closed(), "a", {"command": "discuss"}),
        (closed(phase="discussion"), "c", {"command": "reveal"}),
        (closed(phase="discussion"), "n", {"command": "open"}),
        (asked(), "c", {"command": "close"}),
        (asked(), "plus", {"command": "prolong", "seconds": 15.0}),
        (closed(), "n", {"command": "open"}),
        (host_view(), "l", {"command": "lock"}),
        (host_view(is_locked=True), "l", {"command": "unlock"}),
        (revealed(), "b", {"command": "leaderboard", "is_shown": True}),
    ],
)
async def test_a_letter_does_what_its_help_says(view: HostView, key: str, command: Command) -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(view)
        await press(pilot, key)
        assert app.commands == [command]


@pytest.mark.parametrize(
    ("view", "keys"),
    [
        (host_view(), "a c plus n b p d j"),
        (asked(), "a n b p d"),
        (asked(closes_at=None), "plus"),
        (revealed(), "a c plus n d"),
        (revealed(next_place=None), "n"),
        (host_view(phase="over"), "a c plus n s l x j"),
    ],
)
async def test_what_cannot_be_done_now_is_not_wanted(view: HostView, keys: str) -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(view)
        await settle(pilot)
        before = seen(app)
        await press(pilot, keys)
        assert app.commands == []
        assert seen(app).splitlines()[1:] == before.splitlines()[1:]


async def test_while_a_question_is_open_nothing_tells_how_it_is_answered() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(asked(reveal=REVEAL, share_right=0.6))
        await settle(pilot)
        assert "7 of 10 connected have answered" in seen(app)
        assert "%" not in seen(app)


@pytest.mark.parametrize(("public", "reveal"), [(CHOICE, REVEAL), (MATCHING, MATCHING_REVEAL)])
async def test_until_the_reveal_the_key_and_the_explanations_are_kept_from_the_wall(
    public: PublicQuestion, reveal: Reveal
) -> None:
    app = HostBench()
    async with app.run_test(size=(80, 50)) as pilot:
        app.host.show(closed(public, reveal))
        await settle(pilot)
        assert "discuss and vote again" in seen(app)
        for secret in ("✓", " right", "haemoglobin", "They make it", "IL-2 is made mainly"):
            assert secret not in seen(app)
        app.host.show(revealed(public, reveal))
        await settle(pilot)
        assert "✓" in seen(app)
        assert "IL-2 is made mainly" in seen(app)


@pytest.mark.parametrize(
    ("share", "round", "is_suggested"),
    [(0.29, 1, False), (0.3, 1, True), (0.7, 1, True), (0.71, 1, False), (0.5, 2, False), (None, 1, False)],
)
async def test_to_vote_again_is_suggested_where_opinions_are_divided(
    share: float | None, round: int, is_suggested: bool
) -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(closed(share_right=share, round=round))
        await settle(pilot)
        assert ("Opinions are divided" in seen(app)) is is_suggested
        assert "vote again" in seen(app)


async def test_the_gain_of_the_second_vote_is_told() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(voted_twice())
        await settle(pilot)
        assert "Of the 12 asked each time 3 were right, then 6: +25 percentage points." in seen(app)
        assert "Question 3 of 10, vote 2" in seen(app)
        assert "(before 50 %)" in seen(app)


async def test_in_a_discussion_the_way_to_the_reveal_is_named_and_an_open_question_is_closed_by_one_key() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(closed(phase="discussion"))
        await settle(pilot)
        assert "enter vote again  c reveal" in seen(app)
        app.host.show(asked())
        await settle(pilot)
        assert "enter close  + 15 s more" in seen(app)


async def test_the_answers_can_be_kept_from_the_wall_before_a_second_vote() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(closed())
        await press(pilot, "d")
        assert "60 %" not in seen(app)
        await press(pilot, "d")
        assert "60 %" in seen(app)


async def test_the_countdown_is_that_of_the_server() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.clock.now += 3_600_000  # this machine's clock is an hour ahead
        app.host.show(asked())
        await settle(pilot)
        assert "0:23" in seen(app)
        app.clock.now += 15_000
        app.host.draw()
        await settle(pilot)
        assert "! 0:08" in seen(app)
        app.clock.now += 60_000
        app.host.draw()
        await settle(pilot)
        assert "0:00" in seen(app)


@pytest.mark.parametrize("size", [SIZE, (40, 24), (120, 40)])
async def test_once_the_time_of_the_class_is_up_the_wall_says_that_some_have_longer(size: tuple[int, int]) -> None:
    app = HostBench()
    async with app.run_test(size=size) as pilot:
        app.host.show(asked(last_closes_at=NOW + 46_000))
        await settle(pilot)
        assert "longer" not in seen(app)
        app.clock.now += 23_000
        app.host.draw()
        await settle(pilot)
        assert "some have longer" in seen(app)
        app.host.show(asked())
        await settle(pilot)
        assert "longer" not in seen(app)


async def test_at_ones_own_pace_enter_ends_nothing_and_the_wall_says_how_far_the_class_is() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(at_own_pace())
        app.clock.now += 1000
        await press(pilot, "enter")
        assert app.commands == []
        assert app.screen is app.host
        assert "enter" not in seen(app)
        assert "x end" in seen(app)
        said = " ".join(seen(app).split())
        for part in ("at their own pace", "3 have answered all", "5 half or more", "2 less than half", "2 nothing yet"):
            assert part in said


async def test_a_lost_connection_is_told_until_it_is_back() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(asked())
        app.host.lose()
        await settle(pilot)
        assert "Connection lost, trying again." in seen(app)
        assert "Activated CD4+ T cells" in seen(app)
        app.host.show(asked())
        await settle(pilot)
        assert "Connection lost" not in seen(app)


async def test_a_server_that_has_died_is_told_and_enter_starts_it_again() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(asked())
        app.host.lose_server()
        await settle(pilot)
        said = " ".join(seen(app).split())
        assert "The server of the drill has died: enter starts it again. Or go on with `quiz host --resume" in said
        assert "nothing that was acknowledged is lost" in said
        assert "enter start the server again" in said
        assert "x end" not in said
        await press(pilot, "enter")
        assert app.restarts == 0  # it was pressed for what was there before
        app.clock.now += 1000
        await press(pilot, "enter x")
        assert (app.restarts, app.commands) == (1, [])
        app.host.lose_server("The server did not begin.")
        await settle(pilot)
        assert "The server did not begin. Or go on with" in " ".join(seen(app).split())
        await press(pilot, "q")
        assert app.is_left


async def test_a_fault_is_told_until_the_next_step() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(asked())
        app.host.told({"code": "refused", "sentence": "Close the question first."})
        await settle(pilot)
        assert "Close the question first." in seen(app)
        app.host.show(closed())
        await settle(pilot)
        assert "Close the question first." not in seen(app)


async def test_joined_and_connected_are_two_figures() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(host_view())
        await settle(pilot)
        assert "12 joined  10 connected" in seen(app)
        assert "192.168.0.10:8080" in seen(app)
        assert "● Ada Lovelace" in seen(app)
        assert "○ Björk" in seen(app)


@pytest.mark.parametrize(
    ("keys", "command"),
    [
        ("k enter", None),
        ("k left enter", {"command": "kick", "learner": "l11"}),
        ("down b left enter", {"command": "ban", "learner": "l10"}),
        ("r x y enter", {"command": "rename", "learner": "l11", "name": "xy"}),
        ("e 5 0 enter", {"command": "grant", "learner": "l11", "extra_time": 1.5}),
        ("e x enter", None),
        (
            "e x y z enter backspace backspace backspace 5 0 enter",
            {"command": "grant", "learner": "l11", "extra_time": 1.5},
        ),
        ("f left enter", {"command": "kick_since", "since": 1_779_999_940_000}),
    ],
)
async def test_what_can_be_done_about_a_learner_takes_a_key_and_a_second_thought(
    keys: str, command: Command | None
) -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(host_view())
        await press(pilot, f"s {keys}")
        assert app.commands == ([command] if command else [])


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ("e a b c enter", "Type a number of per cent, from 0 to 900"),
        ("r A d a enter", "Somebody here has this name already."),
    ],
)
async def test_what_cannot_be_had_is_said_in_the_dialog_which_stays(keys: str, sentence: str) -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        ada, other = host_view()["seats"][:2]
        app.host.show(host_view(seats=[{**ada, "name": "ADA"}, other]))
        await press(pilot, f"s {keys}")
        assert isinstance(app.screen, EntryDialog)
        assert sentence in seen(app)
        assert not app.commands
        await press(pilot, "escape")
        assert isinstance(app.screen, SeatsDialog)


async def test_what_the_server_refuses_is_said_in_the_list_of_seats(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "d.drill") as hall:
        await hall.join("Ada")
        app = HostApp(HostDoor(hall.server.host_socket, hall.server.host_secret))
        async with app.run_test(size=SIZE) as pilot:
            await wait_for_text(pilot, "1 joined")
            await press(pilot, "s r home delete delete delete")
            # A name of nothing that can be seen is refused by the server alone.
            app.screen.query_one(Input).value = "\u3164"
            await press(pilot, "enter")
            await wait_for_text(pilot, "A name has letters, digits or signs that can be seen.")
            assert isinstance(app.screen, SeatsDialog)


async def test_the_list_of_seats_follows_what_happens_and_keeps_its_place() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        view = host_view()
        app.host.show(view)
        await press(pilot, "s down")
        app.host.show(host_view(seats=[*view["seats"], {**view["seats"][0], "id": "new", "name": "Newcomer"}]))
        await settle(pilot)
        assert "Newcomer" in seen(app)
        await press(pilot, "k left enter")
        assert app.commands == [{"command": "kick", "learner": "l10"}]


async def test_leaving_and_ending_are_asked_once_more() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(asked())
        await press(pilot, "q")
        assert "The drill goes on without this screen." in seen(app)
        await press(pilot, "escape x")
        assert "End the drill?" in seen(app)
        await press(pilot, "enter")
        assert (app.commands, app.is_left) == ([], False)
        await press(pilot, "x left enter q enter")
        assert (app.commands, app.is_left) == ([{"command": "end"}], True)


async def test_everything_can_be_done_with_the_mouse() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(closed())
        await settle(pilot)
        row, line = next((y, text) for y, text in enumerate(seen(app).splitlines()) if "enter reveal" in text)
        await pilot.click(offset=(line.index("a discuss"), row))
        await settle(pilot)
        assert app.commands == [{"command": "discuss"}]


SOME = questions(revealed=2, asked=1)


@pytest.mark.parametrize(
    ("view", "keys", "command"),
    [
        (revealed(questions=SOME), "g enter", {"command": "open", "place": 3}),
        (revealed(questions=SOME), "g down down enter", {"command": "open", "place": 5}),
        (closed(questions=SOME), "g n n n enter", {"command": "open", "place": 6}),
        (host_view(), "g down enter", {"command": "open", "place": 1}),
        (revealed(place=9, questions=questions(revealed=2)), "g enter", {"command": "open", "place": 2}),
    ],
)
async def test_any_question_that_was_not_asked_can_be_asked_next(view: HostView, keys: str, command: Command) -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(view)
        await press(pilot, keys)
        assert app.commands == [command]
        assert app.screen is app.host


@pytest.mark.parametrize("width", [80, 40])
async def test_a_question_that_was_asked_is_not_asked_again(width: int) -> None:
    app = HostBench()
    async with app.run_test(size=(width, 24)) as pilot:
        app.host.show(revealed(questions=SOME))
        await press(pilot, "g")
        assert "3 of 10 questions were asked" in seen(app)
        await press(pilot, "home enter")
        assert "This question was asked already." in " ".join(seen(app).split()) or width < 60
        assert app.commands == []
        await press(pilot, "down")
        assert "asked already" not in seen(app)
        app.host.show(revealed(questions=questions(revealed=3)))
        await settle(pilot)
        await press(pilot, "escape")
        assert app.screen is app.host
        assert app.commands == []


@pytest.mark.parametrize("view", [asked(), host_view(phase="over"), host_view(is_self_paced=True)])
async def test_where_none_can_be_asked_the_list_is_not_offered(view: HostView) -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(view)
        await press(pilot, "g")
        assert app.screen is app.host


async def test_a_question_is_asked_with_a_click() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(revealed(questions=SOME))
        await press(pilot, "g")
        await pilot.click("#questions", offset=(10, 6))
        await settle(pilot)
        assert app.commands == [{"command": "open", "place": 6}]


async def test_the_keys_are_those_of_the_settings() -> None:
    app = HostBench(keys={"host.next": "v", "host.discuss": "w", "seats.close": "z"})
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(closed())
        app.clock.now += 1000
        await settle(pilot)
        assert "v reveal" in seen(app)
        assert "w vote again" in seen(app) or "w discuss" in seen(app)
        await press(pilot, "enter a w v")
        assert app.commands == [{"command": "discuss"}, {"command": "reveal"}]
        await press(pilot, "s")
        assert "z back" in seen(app)
        await press(pilot, "z")
        assert app.screen is app.host
        await press(pilot, "question_mark")
        assert "v          What the drill needs next" in seen(app)


async def test_the_standings_are_on_the_wall_when_wanted() -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        view = revealed(leaderboard=STANDINGS, shows_leaderboard=True)
        app.host.show(view)
        await press(pilot, "b")
        assert app.commands == []
        assert [line.split()[0] for line in seen(app).splitlines() if "█" in line] == ["1", "2", "2", "4"]
        await press(pilot, "b")
        assert "Activated" in seen(app)


@pytest.mark.parametrize(
    "view", [host_view(), STEM, asked(), asked(MATCHING), closed(), revealed(), host_view(phase="over")]
)
async def test_every_size_of_a_terminal_will_do(view: HostView) -> None:
    app = HostBench()
    async with app.run_test(size=SIZE) as pilot:
        app.host.show(view)
        for size in ((40, 24), (120, 40), (200, 60), (30, 10), (12, 4)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert max(map(len, seen(app).splitlines())) <= size[0]


async def test_a_whole_question_on_a_real_server(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "d.drill") as hall:
        app = HostApp(HostDoor(hall.server.host_socket, hall.server.host_secret))
        async with app.run_test(size=SIZE) as pilot, LearnerDoor(address_of(f"{hall.url}/{hall.code}")) as ada:
            await wait_for_text(pilot, "Nobody is here yet.")
            await ada.join({"code": hall.code, "name": "Ada"})
            await wait_for_text(pilot, "Ada")
            await wait_for(pilot, lambda: _is_settled(app))
            await pilot.press("enter")
            await wait_for_text(pilot, "enter close")
            await ada.answer({"place": 0, "round": 1, "chosen": [0], "key": "k1"})
            await wait_for_text(pilot, "1 of 0 connected have answered")
            await pilot.press("c")
            await wait_for_text(pilot, "enter reveal")
            await wait_for(pilot, lambda: _is_settled(app))
            await pilot.press("enter")
            await wait_for_text(pilot, "of 1 who answered")
            assert "Why of a." in seen(app)


def _is_settled(app: HostApp) -> bool:
    screen = app.host_screen
    return screen._clock() - screen._changed_at > 600
