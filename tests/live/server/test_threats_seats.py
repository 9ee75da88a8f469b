"""What attackers try, by the rows of the list of threats: to sit in another's seat, the host's too, or to see it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from quiz.live.protocol import CommandName, Standing
from quiz.live.server.host_door import LOOK, MAY, Role
from tests.live.hall import TERMS, Hall, hall_of


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        yield hall


# 9


@pytest.mark.parametrize(
    "forge",
    [
        lambda _: "",
        lambda ann: ann.id,
        lambda ann: ann.seat[:-1] + ("A" if ann.seat[-1] != "A" else "B"),
        lambda ann: ann.seat.replace(".1.", ".2."),
        lambda ann: ann.seat.upper(),
        lambda ann: ann.seat + "\u00e4",
    ],
)
async def test_row_9_a_forged_seat_is_none(hall: Hall, forge: Any) -> None:
    ann = await hall.join("Ann")
    for method, path in (("GET", "/api/poll"), ("GET", "/api/events"), ("GET", "/api/missed"), ("POST", "/api/answer")):
        headers = {"Cookie": f"seat={forge(ann)}", "X-Quiz": "1"}
        async with hall.http.request(method, hall.url + path, headers=headers) as reply:
            assert reply.status == 401


async def test_row_9_an_old_seat_and_that_of_another_drill_are_none(hall: Hall, tmp_path: Path) -> None:
    ann = await hall.join("Ann")
    async with hall_of(tmp_path / "other.drill") as other:
        assert (await other.get("/api/poll", ann.headers)).status == 401
    await hall.post("/api/leave", {}, ann.headers)
    assert (await ann.poll()).status == 401


async def test_row_9_nobody_is_told_the_seat_of_another(hall: Hall) -> None:
    ann, bob = await hall.join("Ann"), await hall.join("Bob")
    await hall.do("open")
    said = [await ann.answer(0, "k", [0]), await ann.poll(), await hall.post("/api/room", {"code": hall.code})]
    assert all(bob.seat.encode() not in reply.body and ann.seat.encode() not in reply.body for reply in said)
    assert ann.seat not in json.dumps(await hall.host_view())


# 10


@pytest.mark.parametrize("role", Role)
async def test_row_10_only_the_host_commands(hall: Hall, role: Role) -> None:
    ann = await hall.join("Ann")
    secret = {Role.HOST: hall.server.host_secret, Role.LEARNER: ann.seat, Role.STRANGER: "f" * 64}[role]
    expected = {Role.HOST: {200, 409}, Role.LEARNER: {403}, Role.STRANGER: {401}}[role]
    seq = hall.server.hub.version
    for command in get_args(CommandName):
        assert (await hall.command(command, secret=secret, learner="nobody")).status in expected
    assert (hall.server.hub.version == seq) == (role is not Role.HOST)


def test_row_10_what_is_not_named_nobody_may() -> None:
    assert MAY[Role.HOST] == {LOOK, *get_args(CommandName)}
    assert all(not may for role, may in MAY.items() if role is not Role.HOST)


async def test_row_10_the_host_is_not_on_the_network_and_its_folder_is_closed(hall: Hall) -> None:
    headers = {"Authorization": f"Bearer {hall.server.host_secret}"}
    assert (await hall.get("/host/events", headers)).status == 404
    assert (await hall.post("/host/command", {"command": "end"}, headers)).status == 404
    assert hall.server.host_socket.parent.stat().st_mode & 0o077 == 0


# 17


async def test_row_17_without_encryption_the_host_is_told_and_a_seat_is_in_no_address(hall: Hall) -> None:
    ann = await hall.join("Ann")
    view = await hall.host_view()
    assert view["is_secure"] is False
    assert ann.seat not in json.dumps(view)
    assert (await hall.get(f"/api/poll?after=-1&seat={ann.seat}")).status == 401


# 18


async def test_row_18_peers_learn_name_points_and_rank_alone(tmp_path: Path) -> None:
    terms = replace(TERMS, roster=(("secret-17", "Ann Real"), ("secret-18", "Bob Real")), shows_leaderboard=True)
    async with hall_of(tmp_path / "drill-1.drill", terms) as hall:
        ann, bob = await hall.join("Ann", identifier="secret-17"), await hall.join("Bob", identifier="secret-18")
        await hall.do("open")
        await ann.answer(0, "k", [0])
        await hall.do("close")
        await hall.do("reveal")
        view = await bob.view()
        assert view["leaderboard"]
        assert all(line.keys() == get_type_hints(Standing).keys() for line in view["leaderboard"])
        said = json.dumps([view, await hall.host_view()])
        assert "secret-17" not in said
        assert "Real" not in said
        assert ann.id not in json.dumps(view)
