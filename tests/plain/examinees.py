"""A learner who sits exams of the small bank by lines."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from quiz.banks.library import Library
from quiz.core.bank import Bank
from quiz.core.exams.blueprint import spread
from quiz.core.exams.exam import Exam
from quiz.core.exams.terms import Terms
from quiz.desk import invigilation
from quiz.desk.desk import Desk
from quiz.plain.exam import ExamByLines
from quiz.plain.talk import Talk
from quiz.settings import Settings
from quiz.store.history import History
from tests.plain.small_bank import NOON, bank_of

SEED = 3
"""With it the exam asks: maker, described (matching), woken (several answers)."""


@dataclass(slots=True)
class Examinee:
    """A learner who sits exams of the small bank with lines typed beforehand; a line takes ten seconds to type."""

    folder: Path
    bank: Bank = field(default_factory=bank_of)
    moment: datetime = NOON
    desk: Desk = field(init=False)
    exam: Exam | None = None

    def __post_init__(self) -> None:
        self.desk = Desk(
            library=Library([], self.folder / "cache"),
            history=History.open(self.folder / "history.db"),
            settings=Settings(),
            settings_path=self.folder / "settings.toml",
            now=lambda: self.moment,
            ticks=lambda: 0.0,
            dice=lambda: SEED,
        )

    def begin(self, **terms: object) -> None:
        blueprint = spread(self.bank, 3, SEED)
        made = replace(Terms(blueprint, minutes=15), **terms)  # type: ignore[arg-type]
        self.exam = invigilation.begin(self.desk, self.bank, made, SEED)

    def come_back(self) -> None:
        (exam,) = self.desk.history.exams.unfinished()
        self.exam = invigilation.come_back(self.desk, self.bank, exam)

    def sit(self, *typed: str, is_interactive: bool = False, pause: float = 10) -> str:
        """What is written while these lines are typed and then no more."""
        if self.exam is None:
            self.begin()
        assert self.exam is not None
        out = io.StringIO()
        talk = Talk(Typed(typed, lambda: self.go_on(pause)), out, 79, is_interactive)
        resume = "quiz exam small --resume"
        sitting = ExamByLines(self.bank, self.desk, talk, self.exam, resume, lambda at: f"{at:%H:%M}")
        sitting.run()
        self.exam = sitting.exam
        assert self.desk.history.exams.exam(self.exam.plan.id) == self.exam
        return out.getvalue()

    def go_on(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)

    def held(self) -> dict[str, object]:
        """The answers that the exam holds, by question."""
        assert self.exam
        sheets = zip(self.exam.plan.questions, self.exam.sheets, strict=True)
        return {id: sheet.answer_to(self.bank.question(id)) for id, sheet in sheets if sheet.given}


class Typed(io.StringIO):
    """Lines that take their time."""

    def __init__(self, lines: Sequence[str], pause: Callable[[], None]) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self._pause = pause

    def readline(self, *_: object) -> str:  # type: ignore[override]
        self._pause()
        return super().readline()
