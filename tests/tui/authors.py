"""The author's screens on a bank in a folder of its own, in the application of their own."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import ModalScreen

from quiz.settings import Settings
from quiz.tui import ways
from quiz.tui.authoring import AuthoringApp
from quiz.tui.screens.browse import BrowseScreen
from quiz.tui.screens.editor import EditorScreen
from tests.tui.desks import BANKS

_APART = {"lookout", "_save", "_read_again", "_keep_ignored"}
"""The workers that look at what is typed, and that write and read the file."""

_MOST_WAITS = 2_000

GAP = "They live for about 120 days, and then end in the spleen."
"""A statement of the document that no question examines, after the two on red cells."""


def bank_in(folder: Path, *, language: str = "en") -> Path:
    """A copy of the bank of four questions, whose document has a statement more and a passage that is ignored."""
    path = copytree(BANKS / "cells", folder / "cells")
    document = path / "document.md"
    text = document.read_text().replace("They have no nucleus.", f"They have no nucleus. {GAP}")
    document.write_text(f"{text}\n## About this sheet\n\nIt was written for a test.\n")
    file = path / "bank.yaml"
    ignored = "ignore:\n  - cite: It was written for a test.\n    why: It is about the sheet.\nquestions:\n"
    bank = file.read_text().replace("questions:\n", f"{ignored}  # The first one is the author's favourite.\n", 1)
    file.write_text(bank.replace("language: en", f"language: {language}"))
    return path


def browsing(path: Path, theme: str = "dark") -> AuthoringApp:
    return AuthoringApp(lambda app: ways.browse(app, path, {}), Settings(theme=theme))


def editing(path: Path, question: str | None = None, theme: str = "dark") -> AuthoringApp:
    return AuthoringApp(lambda app: ways.edit(app, path, {}, question), Settings(theme=theme))


async def settle(pilot: Pilot[int]) -> None:
    """Waits until a screen is there, what was pressed is dealt with, and what is typed was looked at."""
    app = pilot.app
    assert isinstance(app, AuthoringApp)
    for _ in range(_MOST_WAITS):
        await pilot.pause()
        if app.failure or not app.is_running or len(app.screen_stack) > 1:
            break
        await pilot.pause(0.005)  # the bank is read in a thread
    await pilot.pause()
    for screen in app.screen_stack:
        if isinstance(screen, EditorScreen) and screen.lookout.is_waiting:
            screen.lookout.look()
    for _ in range(3):  # to save is to look again at what was saved
        is_asked = isinstance(app.screen, ModalScreen)  # where the author is asked, the way goes on with the answer
        names = _APART if is_asked else _APART | {"ways"}
        if working := [each for each in app.workers if {each.name, each.group} & names and not each.is_finished]:
            await app.workers.wait_for_complete(working)
        await pilot.pause()


async def press(pilot: Pilot[int], keys: str) -> None:
    """Presses the keys, split at spaces; what comes after = is pasted, with _ for a space."""
    await settle(pilot)
    for key in keys.split():
        if key.startswith("="):
            pilot.app.screen.post_message(Paste(key[1:].replace("_", " ")))
        else:
            await pilot.press(key)
        await settle(pilot)


def drawn(pilot: Pilot[int]) -> str:
    """Everything on the screen, line by line, without styles."""
    return "\n".join(strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips())


def browse_screen(pilot: Pilot[int]) -> BrowseScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BrowseScreen)
    return screen


def editor_screen(pilot: Pilot[int]) -> EditorScreen:
    screen = pilot.app.screen
    assert isinstance(screen, EditorScreen)
    return screen
