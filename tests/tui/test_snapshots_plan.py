"""How the plan for an exam looks, at three sizes, dark and light."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.plans import PlanApp, answer_rightly, day_in, desk_with, press
from tests.tui.test_snapshots import SIZES, Compare

SCENES = {"plan": "", "end": "end", "day": "m", "fault": "m backspace enter", "none": ""}


def app_of(folder: Path, scene: str, theme: str = "dark") -> PlanApp:
    desk = desk_with(folder, theme=theme)
    bank = desk.library.open("cells")
    answer_rightly(desk, bank, "carry", days_ago=9)
    answer_rightly(desk, bank, "carry", days_ago=3)
    answer_rightly(desk, bank, "tasks", days_ago=5)
    answer_rightly(desk, bank, "nucleus", days_ago=0)
    if scene != "none":
        desk.history.exam_days.keep("cells", day_in(desk, 51), 20, desk.now())
    return PlanApp(desk, bank)


def looks(compare: Compare, app: PlanApp, scene: str, size: str) -> bool:
    async def before(pilot: Pilot[int]) -> None:
        await press(pilot, SCENES[scene])

    return compare(app, terminal_size=SIZES[size], run_before=before)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES)
def test_dark(scene: str, size: str, tmp_path: Path, snap_compare: Compare) -> None:
    assert looks(snap_compare, app_of(tmp_path, scene), scene, size)


@pytest.mark.parametrize("scene", ["plan", "day"])
def test_light(scene: str, tmp_path: Path, snap_compare: Compare) -> None:
    assert looks(snap_compare, app_of(tmp_path, scene, theme="light"), scene, "80x24")
