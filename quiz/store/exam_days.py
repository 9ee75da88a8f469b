"""The days for which banks are learnt."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from quiz.store.database import Database
from quiz.store.ids import new_id
from quiz.store.times import milliseconds


class ExamDay(NamedTuple):
    """The day of an exam on the learner's calendar, and the minutes a day to learn for it."""

    bank: str
    day: date
    minutes: float


class ExamDays:
    """The exam days of a history: for each bank the one that was kept last counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, bank: str) -> ExamDay | None:
        """The day for which the bank is learnt, None where there is none."""
        row = self._database.row("SELECT day, minutes FROM exam_day WHERE bank = ? ORDER BY id DESC LIMIT 1", (bank,))
        return ExamDay(bank, date.fromisoformat(row[0]), row[1]) if row and row[0] else None

    def keep(self, bank: str, day: date | None, minutes: float, at: datetime) -> None:
        """Keeps the day for which the bank is learnt, None for no day, and the minutes a day to learn for it."""
        now = milliseconds(at)
        with self._database.transaction():
            latest = self._database.row("SELECT max(id) FROM exam_day")
            self._database.write(
                "INSERT INTO exam_day VALUES (?, ?, ?, ?, ?)",
                (
                    new_id(now, after=latest[0] if latest else None),
                    bank,
                    day.isoformat() if day else None,
                    minutes,
                    now,
                ),
            )
