"""How the figures of where one stands look, at three sizes, dark and light."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.standing import StandingApp, desk_with, press
from tests.tui.test_snapshots import SIZES, Compare

pytestmark = pytest.mark.usefixtures("in_utc")

SCENES = {"top": "", "days": "n n n n", "sure": "n n n n n n n n", "foot": "end"}


def looks(compare: Compare, app: StandingApp, keys: str, size: str) -> bool:
    async def before(pilot: Pilot[int]) -> None:
        await press(pilot, keys)

    return compare(app, terminal_size=SIZES[size], run_before=before)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES)
def test_dark(scene: str, size: str, tmp_path: Path, snap_compare: Compare) -> None:
    assert looks(snap_compare, StandingApp(desk_with(tmp_path)), SCENES[scene], size)


@pytest.mark.parametrize("scene", ["top", "sure"])
def test_light(scene: str, tmp_path: Path, snap_compare: Compare) -> None:
    assert looks(snap_compare, StandingApp(desk_with(tmp_path, theme="light")), SCENES[scene], "80x24")


@pytest.mark.parametrize("size", ["80x24", "40x24"])
def test_nothing_answered(size: str, tmp_path: Path, snap_compare: Compare) -> None:
    assert looks(snap_compare, StandingApp(desk_with(tmp_path, days=None)), "", size)
