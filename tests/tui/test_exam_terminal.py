"""An exam in a real pseudo-terminal: killed, resumed, handed in, looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.store.history import History
from tests.tui.desks import BANKS
from tests.tui.terminal import Terminal

BANK = str(BANKS / "cells")


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
def test_an_exam_that_is_killed_goes_on_and_is_handed_in(size: tuple[int, int], tmp_path: Path) -> None:
    # With the seed 2 the order is carry (c is right), tasks, nucleus (b), defenders (b and d).
    with Terminal(["exam", BANK, "--minutes", "15", "--seed", "2"], tmp_path, size) as terminal:
        terminal.wait_for("What do red blood cells carry?")
        terminal.press("c\r")
        terminal.wait_for("Match each cell")
        terminal.press("mnb")
        terminal.wait_for("B (•) False")
        terminal.kill()
    with History.open(tmp_path / "history.db") as history:
        assert list(history.attempts()) == []
    with Terminal(["exam", BANK, "--resume"], tmp_path, size) as terminal:
        terminal.wait_for("B (•) False")
        terminal.wait_for("3/4 ●⚐●○")
        terminal.wait_for("14:5")  # the clock runs on
        terminal.press("nbd")
        terminal.wait_for("D [x]")
        terminal.press("z")
        terminal.wait_for("1 question is unanswered: 2.")
        terminal.press("\x1b[Z")  # back to the button before
        terminal.press("\r")
        terminal.wait_for("✓ Passed")
        terminal.press("\r")
        terminal.wait_for("Match each cell")
        terminal.wait_for("no partner")
        terminal.press("q")
        terminal.wait_for("✓ Passed")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    with History.open(tmp_path / "history.db") as history:
        assert [(each.question, each.fraction) for each in history.attempts()] == [
            ("carry", 1.0),
            ("nucleus", 1.0),
            ("defenders", 1.0),
        ]
