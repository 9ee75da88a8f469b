"""What can go wrong, as sentences that their reader can act on."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class QuizError(Exception):
    """Something the reader of the message can mend; its text is one or more whole sentences."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Problem(NamedTuple):
    """One thing to mend in a file: `line` and `column` count from 1, and 0 means that there is no such place.

    `rule` is the id of the rule of the author's bench that found it; empty where the file cannot be read as a bank.
    """

    path: str
    line: int
    column: int
    sentence: str
    severity: Severity = Severity.ERROR
    rule: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        kind = "" if self.severity is Severity.ERROR else f"{self.severity}: "
        return f"{place}: {kind}{self.sentence}"


class BankError(QuizError):
    """A bank that cannot be used, with everything that is wrong with it, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class HistoryError(QuizError):
    """The learner's history cannot be opened or written; the file was left as it is."""


class SettingsError(QuizError):
    """The settings file says something that cannot be followed."""


class RequestError(QuizError):
    """What was asked for does not exist: a bank, a question, a topic, a session."""
