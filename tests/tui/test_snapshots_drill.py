"""How the screens of a drill look, at three sizes, and some of them in light colours."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from quiz.live.client.joining import Entry
from quiz.live.protocol import HostView, LearnerView, Room
from quiz.tui.dialogs.join_form import JoinForm
from tests.live.client.test_joining import ROOM
from tests.tui.drill_apps import HostBench, JoinBench, press, settle
from tests.tui.drill_views import (
    CHOICE,
    MATCHING,
    MATCHING_REVEAL,
    STANDINGS,
    asked,
    at_own_pace,
    closed,
    host_view,
    learner_view,
    question_for,
    questions,
    result_for,
    revealed,
    seats,
    voted_twice,
)
from tests.tui.test_snapshots import SIZES, Compare

BOARD = revealed(leaderboard=STANDINGS, shows_leaderboard=True)

HOST: dict[str, tuple[HostView, str]] = {
    "lobby": (host_view(), ""),
    "lobby-many": (host_view(seats=seats(300), joined=300, connected=240, number="42"), ""),
    "lobby-locked": (host_view(is_locked=True), ""),
    "lobby-secure": (
        host_view(addresses=["https://192.168.0.10:8443/7K2XQ4"], is_secure=True, fingerprint="5e" * 32),
        "",
    ),
    "stem": (asked({**CHOICE, "options": None}, phase="stem", closes_at=None), ""),
    "question": (asked(), ""),
    "pairs": (asked(MATCHING), ""),
    "closed": (closed(), ""),
    "discussion": (asked(phase="discussion", closes_at=None, answered=10), ""),
    "revealed": (revealed(), ""),
    "revealed-pairs": (revealed(MATCHING, MATCHING_REVEAL), ""),
    "second-vote": (voted_twice(), ""),
    "own-pace": (at_own_pace(), ""),
    "leaderboard": (BOARD, "b"),
    "seats": (host_view(), "s"),
    "questions": (revealed(questions=questions(revealed=2, asked=1)), "g"),
    "over": (
        host_view(
            phase="over", questions=questions(revealed=7, asked=1), leaderboard=STANDINGS, shows_leaderboard=True
        ),
        "",
    ),
}

LEARNER: dict[str, tuple[LearnerView, str]] = {
    "lobby": (learner_view(), ""),
    "question": (question_for(wants_certainty=True), "b plus"),
    "pairs": (question_for(MATCHING), "c 2 a"),
    "saved": (question_for(answer={"chosen": [1], "matched": [], "certainty": None}), ""),
    "result": (result_for(), ""),
    "over": (learner_view(phase="over", points=2500, rank=3, leaderboard=STANDINGS), ""),
}


def host_looks(compare: Compare, scene: str, size: str, theme: str = "dark") -> bool:
    app = HostBench(theme)
    view, keys = HOST[scene]

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        app.host.show(view)
        await settle(pilot)
        await press(pilot, keys)

    return compare(app, terminal_size=SIZES[size], run_before=before)


def learner_looks(compare: Compare, scene: str, size: str, theme: str = "dark") -> bool:
    app = JoinBench(theme)
    view, keys = LEARNER[scene]

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        await app.join.show(view)
        await settle(pilot)
        await press(pilot, keys)

    return compare(app, terminal_size=SIZES[size], run_before=before)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", HOST)
def test_host(scene: str, size: str, snap_compare: Compare) -> None:
    assert host_looks(snap_compare, scene, size)


@pytest.mark.parametrize("scene", ["lobby", "question", "revealed"])
def test_host_in_light_colours(scene: str, snap_compare: Compare) -> None:
    assert host_looks(snap_compare, scene, "120x40", "light")


@pytest.mark.parametrize("size", ["80x24", "40x24"])
@pytest.mark.parametrize("scene", LEARNER)
def test_learner(scene: str, size: str, snap_compare: Compare) -> None:
    assert learner_looks(snap_compare, scene, size)


@pytest.mark.parametrize("size", ["80x24", "40x24"])
def test_form(size: str, snap_compare: Compare) -> None:
    app = JoinBench()
    room: Room = {**ROOM, "title": "IL-2 in newborns", "teams": ["Red", "Blue"], "wants_number": True}

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        app.push_screen(JoinForm(room, Entry("Ada"), "Somebody here has this name already. Choose another."))
        await settle(pilot)

    assert snap_compare(app, terminal_size=SIZES[size], run_before=before)
