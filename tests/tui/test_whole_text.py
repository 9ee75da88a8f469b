"""No text is cut, however long, on 80 and on 40 columns: what does not fit in a line goes on in the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.tui.app import QuizApp
from tests.tui.desks import desk_in, drawn, press, settle

TITLE = " ".join(f"title{n:02}" for n in range(1, 16))  # 119 characters
STEM = " ".join(f"stem{n:02}" for n in range(1, 41))
OPTION = " ".join(f"option{n:02}" for n in range(1, 31))
SIZES = [(80, 24), (40, 24)]

BANK = f"""
quiz: 1
id: long
title: {TITLE}
language: en
license: CC0-1.0
topics:
  t: A topic
questions:
  - id: one
    q: {STEM} one
    options:
      - right: Yes
        why: It is.
      - wrong: No
        why: It is not.
      - wrong: {OPTION}
        why: Too long.
    why: So it is.
    topic: t
    level: recall
  - id: two
    q: {STEM} two
    options:
      - right: Yes
        why: It is.
      - wrong: No
        why: It is not.
      - wrong: {OPTION}
        why: Too long.
    why: So it is.
    topic: t
    level: recall
"""


@pytest.fixture
def app(tmp_path: Path) -> QuizApp:
    folder = tmp_path / "banks" / "long"
    folder.mkdir(parents=True)
    (folder / "bank.yaml").write_text(BANK)
    return QuizApp(desk_in(tmp_path, banks=tmp_path / "banks"))


def read(app: QuizApp) -> str:
    """The words on the screen, without frames and scrollbars."""
    signs = dict.fromkeys(map(ord, "│╭╮╰╯─▁▂▃▄▅▆▇█"), " ")
    return " ".join(drawn(app).translate(signs).split())


@pytest.mark.parametrize("size", SIZES)
async def test_titles_are_whole_at_home_in_the_options_in_study_and_in_the_results(
    size: tuple[int, int], app: QuizApp
) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert TITLE in read(app)
        await press(pilot, "o")
        assert f"Study: {TITLE}" in read(app)
        await press(pilot, "escape enter")
        assert TITLE in read(app)
        await press(pilot, "a enter enter a enter enter")
        assert TITLE in read(app)


async def stems_read(app: QuizApp, pilot: Pilot[int]) -> set[str]:
    """The stems that stand whole on the screen at once, while the arrow goes down the results."""
    seen = set()
    for _ in range(4):
        seen |= {stem for stem in (f"{STEM} one", f"{STEM} two") if stem in read(app)}
        await press(pilot, "down")
    return seen


@pytest.mark.parametrize("size", SIZES)
async def test_the_results_show_whole_stems(size: tuple[int, int], app: QuizApp) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter a enter enter a enter enter")
        assert await stems_read(app, pilot) == {f"{STEM} one", f"{STEM} two"}


@pytest.mark.parametrize("size", SIZES)
async def test_the_arrows_bring_the_whole_of_an_option_into_view(size: tuple[int, int], app: QuizApp) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter down down")
        await settle(pilot)
        assert OPTION in read(app)


@pytest.mark.parametrize("size", SIZES)
async def test_every_button_of_the_note_is_in_view(size: tuple[int, int], app: QuizApp) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter m enter m")
        assert "Mark Remove the mark Cancel" in read(app)


@pytest.mark.parametrize(("keys", "end"), [("o", "( ) all"), ("enter question_mark", "Escape closes this page.")])
async def test_a_dialog_says_that_more_is_below_until_nothing_is(keys: str, end: str, app: QuizApp) -> None:
    async with app.run_test(size=(40, 24)) as pilot:
        await press(pilot, keys)
        assert "more below" in read(app)
        assert end not in read(app)
        for _ in range(60):
            if "more below" not in read(app):
                break
            await pilot.press("down")
            await pilot.pause()
        assert end in read(app)
