"""What screens want of the application."""

from __future__ import annotations

from pathlib import Path

from textual.message import Message

from quiz.core.selection import Selection
from quiz.store.history import Saved


class StudyWanted(Message):
    """A new session of the bank at `path`, with questions of the selection."""

    def __init__(self, path: Path, selection: Selection) -> None:
        super().__init__()
        self.path = path
        self.selection = selection


class ResumeWanted(Message):
    """The session of the bank at `path` that was left unfinished."""

    def __init__(self, path: Path, saved: Saved) -> None:
        super().__init__()
        self.path = path
        self.saved = saved
