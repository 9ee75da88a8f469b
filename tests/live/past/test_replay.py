from __future__ import annotations

import pytest

from quiz.core.drills.events import Event
from quiz.errors import RequestError
from quiz.live.past.replay import ReplayDoor
from quiz.live.protocol import Command, HostView
from tests.core.drills.test_playback import EVENTS, START
from tests.core.made_drills import created, joined, ms
from tests.live.past.hands import Hands


async def next_view(door: ReplayDoor) -> HostView:
    async for view in door.views():
        return view
    raise AssertionError("views have no end")


async def test_it_is_shown_as_the_host_saw_it_with_the_clock_running_as_quickly() -> None:
    clock = Hands()
    door = ReplayDoor(EVENTS, 10, clock)
    view = await next_view(door)
    assert (view["phase"], view["place"], view["joined"], view["connected"]) == ("stem", 0, 2, 2)
    assert view["notices"] == ["A replay, at 10 times the speed."]
    clock.now += 1300
    view = await next_view(door)
    assert (view["phase"], view["answered"], view["reveal"]) == ("open", 1, None)
    # It was open for 30 seconds, from the tenth on.
    assert (view["opened_at"], view["closes_at"]) == (START + 1000, START + 4000)
    clock.now += 1000
    view = await next_view(door)
    assert (view["phase"], view["answered"]) == ("closed", 2)
    assert view["reveal"] is not None
    assert view["reveal"]["counts"]


async def test_a_command_for_the_next_step_goes_there_at_once() -> None:
    door = ReplayDoor(EVENTS, 1, Hands())
    phases = []
    async for view in door.views():
        phases.append(view["phase"])
        if view["phase"] == "over":
            break
        # Were it not for the command, it would be waited for seconds.
        assert await door.command({"command": "open"}) is None
    assert phases == ["stem", "open", "closed", "revealed", "open", "closed", "over"]


@pytest.mark.parametrize(
    "command", [{"command": "kick", "learner": "ada"}, {"command": "lock"}, {"command": "prolong", "seconds": 9.0}]
)
async def test_what_has_been_cannot_be_changed(command: Command) -> None:
    door = ReplayDoor(EVENTS, 1, Hands())
    fault = await door.command(command)
    assert fault is not None
    assert "cannot be changed" in fault["sentence"]
    assert len((await next_view(door))["seats"]) == 2


async def test_standings_are_shown_where_they_are_wanted() -> None:
    clock = Hands()
    door = ReplayDoor(EVENTS, 1, clock)
    clock.now += ms(45)
    assert (await next_view(door))["leaderboard"] is None
    await door.command({"command": "leaderboard", "is_shown": True})
    assert [row["name"] for row in (await next_view(door))["leaderboard"] or []] == ["Ada", "Bob"]


@pytest.mark.parametrize("events", [(created(),), (created(), joined(1, "ada"))])
async def test_what_cannot_be_shown_is_said(events: tuple[Event, ...]) -> None:
    with pytest.raises(RequestError, match="nothing can be shown"):
        ReplayDoor(events, 1, Hands())
