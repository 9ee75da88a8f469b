"""How the screens of an exam look, at three sizes, and some of them in light colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.tui.dialogs.exam_setup import ExamSetupDialog
from tests.tui.desks import Clock, press, settle
from tests.tui.exams import SEED, ExamApp, desk_with, sit
from tests.tui.test_snapshots import SIZES, Compare

SCENES = {
    "single": "c",
    "matching": "c plus n m a b",
    "several": "c n a n m n b x a d",
    "map": "c n m a n m o",
    "hand-in": "c n m a z",
    "leave": "c q",
    "result": "c plus n a b n plus n b d plus plus z shift+tab enter",
}


def looks(compare: Compare, folder: Path, size: str, keys: str, *, theme: str = "dark", late: float = 0) -> bool:
    clock = Clock()
    app = sit(desk_with(folder, clock, theme=theme), with_certainty=True, seconds_each=90)

    async def before(pilot: Pilot[int]) -> None:
        await settle(pilot)
        screen = app.exam_screen
        for key in keys.split():
            clock.go_on(8)
            await press(pilot, key)
        clock.go_on(late)
        screen.look_at_the_clock()
        await settle(pilot)

    return compare(app, terminal_size=SIZES[size], run_before=before)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES)
def test_dark(scene: str, size: str, tmp_path: Path, snap_compare: Compare) -> None:
    assert looks(snap_compare, tmp_path, size, SCENES[scene])


@pytest.mark.parametrize("scene", ["matching", "map", "result"])
def test_light(scene: str, tmp_path: Path, snap_compare: Compare) -> None:
    assert looks(snap_compare, tmp_path, "80x24", SCENES[scene], theme="light")


@pytest.mark.parametrize("size", ["80x24", "40x24"])
def test_the_time_for_the_question_is_up_and_the_end_is_near(size: str, tmp_path: Path, snap_compare: Compare) -> None:
    assert looks(snap_compare, tmp_path, size, "c", late=16 * 60)


@pytest.mark.parametrize("size", SIZES)
def test_setup(size: str, tmp_path: Path, snap_compare: Compare) -> None:
    clock = Clock()
    desk = desk_with(tmp_path, clock)
    app = sit(desk)

    async def before(pilot: Pilot[int]) -> None:
        assert isinstance(pilot.app, ExamApp)
        await settle(pilot)
        pilot.app.push_screen(ExamSetupDialog(pilot.app.bank, desk.settings, SEED))
        await press(pilot, "down down space")

    assert snap_compare(app, terminal_size=SIZES[size], run_before=before)
