"""How the author's screens look, at three sizes, dark and light."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.tui.authoring import AuthoringApp
from tests.tui.authors import bank_in, browsing, editing, press
from tests.tui.test_snapshots import SIZES, Compare

BROWSED = {
    "gap": "j j",
    "resting": "j j j j tab down",
    "whole": "j j j j tab enter enter",
    "ignored": "end",
    "ignoring": "j j i",
    "keys": "question_mark",
}
EDITED = {
    "choice": ("carry", ""),
    "matching": ("tasks", "tab tab tab"),
    "new": ("carry", "ctrl+n =Which_of_these_is_not_true? enter =All_of_the_above ctrl+t ctrl+s"),
    "found": ("carry", "enter =All_of_the_above_and_some_more_words_that_make_it_long"),
    "preview": ("defenders", "ctrl+r"),
    "passage": ("carry", "ctrl+o shift+down right_square_bracket right"),
    "unsaved": ("carry", "end =_Now? escape"),
    "finder": ("nucleus", "ctrl+f"),
    "foot": ("carry", "shift+tab"),
    "allowance": ("carry", "enter =All_of_the_above f4"),
    "deletion": ("carry", "f9"),
    "pinned": ("nucleus", "tab tab tab alt+end"),
    "across": ("carry", "ctrl+o j j shift+down shift+down"),
}


def looks(compare: Compare, app: AuthoringApp, keys: str, size: str) -> bool:
    async def before(pilot: Pilot[int]) -> None:
        await press(pilot, keys)

    return compare(app, terminal_size=SIZES[size], run_before=before)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", BROWSED)
def test_browse(scene: str, size: str, tmp_path: Path, snap_compare: Compare) -> None:
    assert looks(snap_compare, browsing(bank_in(tmp_path)), BROWSED[scene], size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", EDITED)
def test_editor(scene: str, size: str, tmp_path: Path, snap_compare: Compare) -> None:
    question, keys = EDITED[scene]
    assert looks(snap_compare, editing(bank_in(tmp_path), question), keys, size)


@pytest.mark.parametrize("scene", ["resting", "whole"])
def test_browse_light(scene: str, tmp_path: Path, snap_compare: Compare) -> None:
    assert looks(snap_compare, browsing(bank_in(tmp_path), theme="light"), BROWSED[scene], "80x24")


@pytest.mark.parametrize("scene", ["choice", "new", "passage"])
def test_editor_light(scene: str, tmp_path: Path, snap_compare: Compare) -> None:
    question, keys = EDITED[scene]
    assert looks(snap_compare, editing(bank_in(tmp_path), question, theme="light"), keys, "80x24")


@pytest.mark.parametrize("size", ["80x24", "40x24"])
def test_right_to_left(size: str, tmp_path: Path, snap_compare: Compare) -> None:
    path = bank_in(tmp_path, language="ar")
    file = path / "bank.yaml"
    text = file.read_text().replace("What do red blood cells carry?", "ماذا تحمل خلايا الدم الحمراء؟ 红细胞")
    file.write_text(text)
    assert looks(snap_compare, editing(path, "carry"), "", size)
