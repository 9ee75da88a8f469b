"""What screens want of the application."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from quiz.core.bank import Bank
from quiz.core.selection import Selection
from quiz.core.session import Session
from quiz.store.history import Saved

if TYPE_CHECKING:
    from quiz.core.exams.terms import Terms


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


class ReviewWanted(Message):
    """A review of what is due, in all banks."""


class ExamWanted(Message):
    """An exam of the bank at `path`: a new one on these terms, or where there are none the one that is running."""

    def __init__(self, path: Path, terms: Terms | None, seed: int) -> None:
        super().__init__()
        self.path = path
        self.terms = terms
        self.seed = seed


class PlanWanted(Message):
    """The plan for the day of the exam of the bank at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class StatisticsWanted(Message):
    """Where the learner stands with the bank at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class BrowseWanted(Message):
    """The document and the questions of the bank at `path`, side by side."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class EditWanted(Message):
    """The questions of the bank at `path`, to be changed."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class SessionLeft(Message):
    """The session of the bank, as the learner left it on a screen with none below."""

    def __init__(self, bank: Bank, session: Session) -> None:
        super().__init__()
        self.bank = bank
        self.session = session
