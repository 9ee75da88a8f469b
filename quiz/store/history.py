"""What a learner did: sessions, answers, what was taken back and what was marked for later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from quiz.core.certainty import Certainty
from quiz.core.marking import Rule
from quiz.core.questions import Question
from quiz.core.session import Answered, Plan, SavedAnswer
from quiz.store.database import Database
from quiz.store.given import given_from
from quiz.store.ids import new_id
from quiz.store.plans import plan_of_row
from quiz.store.times import milliseconds, moment_of
from quiz.store.writing import write_attempt, write_plan

if TYPE_CHECKING:
    from quiz.core.reports.figures import Figures
    from quiz.store.exam_days import ExamDays
    from quiz.store.exams import Exams
    from quiz.store.exchange import Exchange
    from quiz.store.memories import Memories
    from quiz.store.tallies import Tallies


class Saved(NamedTuple):
    """A session that was begun and not ended: `answered` questions of its plan, the latest at `touched`."""

    plan: Plan
    answered: int
    touched: datetime


class Attempt(NamedTuple):
    """One answer as it was marked when it was given; `seconds` is the time spent on the question."""

    id: str
    session: str
    bank: str
    question: str
    fingerprint: str
    fraction: float
    rule: Rule
    at: datetime
    seconds: float


class Flag(NamedTuple):
    """A question marked for later, and what the learner noted; `fingerprint` is of its wording at that time."""

    bank: str
    question: str
    fingerprint: str
    note: str
    at: datetime


class History:
    """The learner's history in a file, for the thread that opened it.

    What a method has written is on the disk when it returns. Moments have a time zone, and are kept to the
    millisecond. Every method raises HistoryError where the file fails it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, path: Path) -> Self:
        """The history at `path`, begun there with its folder where there is none.

        HistoryError where the file is not a history, is damaged, comes from a newer version or cannot be written; it
        is then left as it was.
        """
        return cls(Database(path))

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def memories(self) -> Memories:
        """What the learner remembers."""
        from quiz.store.memories import Memories  # noqa: PLC0415 - 3 ms that the first question does without

        return Memories(self._database)

    @cached_property
    def exams(self) -> Exams:
        """The exams that the learner sat or sits."""
        from quiz.store.exams import Exams  # noqa: PLC0415 - 8 ms that the first question does without

        return Exams(self._database)

    @cached_property
    def exam_days(self) -> ExamDays:
        """The days for which banks are learnt."""
        from quiz.store.exam_days import ExamDays  # noqa: PLC0415 - 1 ms that the first question does without

        return ExamDays(self._database)

    @cached_property
    def tallies(self) -> Tallies:
        """The answers counted up, for each question and each bank."""
        from quiz.store.tallies import Tallies  # noqa: PLC0415 - 1 ms that a session of all questions does without

        return Tallies(self._database)

    def reopened(self) -> Self:
        """The same history, open for another thread; it is the caller's to close."""
        return type(self).open(self._database.path)

    @cached_property
    def exchange(self) -> Exchange:
        """What goes to other histories and comes from them."""
        from quiz.store.exchange import Exchange  # noqa: PLC0415 - 10 ms that the first question does without

        return Exchange(self._database)

    def figures(self, bank: str | None = None, told: Callable[[int], object] | None = None) -> Figures:
        """All answers of one bank or of all, counted up; `told` hears now and then how many are so far."""
        from quiz.store.figures import figures_of  # noqa: PLC0415 - 5 ms that the first question does without

        return figures_of(self._database, bank, told)

    def begin(self, plan: Plan) -> None:
        """Keeps that the session began; nothing changes where it is kept already."""
        with self._database.transaction():
            write_plan(self._database, plan)

    def end(self, session: str, at: datetime) -> None:
        """Keeps that the session ended; nothing changes where it did already or never began."""
        with self._database.transaction():
            self._database.write(
                "INSERT OR IGNORE INTO session_end SELECT id, ? FROM session WHERE id = ?",
                (milliseconds(at), session),
            )

    def record(self, plan: Plan, question: Question, answered: Answered) -> str:
        """The id of the attempt that this answer now is, in a session that is kept from now on if it was not before.

        Ids sort in the order of recording, even where the clock went back in between.
        """
        with self._database.transaction():
            write_plan(self._database, plan)
            return write_attempt(self._database, plan, question, answered)

    def retract(self, session: str, question: str, at: datetime) -> None:
        """Takes back the answer to the question in the session; nothing changes where there is none."""
        with self._database.transaction():
            self._database.write(
                "INSERT OR IGNORE INTO retraction SELECT id, ? FROM asked WHERE session = ? AND question = ?",
                (milliseconds(at), session, question),
            )

    def unfinished(self, bank: str | None = None) -> tuple[Saved, ...]:
        """The study sessions that were begun and not ended, in one bank or in all, the last touched first.

        A review is not among them: what is still due is asked in the next one.
        """
        rows = self._database.rows(
            """
            SELECT id, bank, questions, seed, rule, began, again, mode,
                (SELECT count(DISTINCT question) FROM kept WHERE kept.session = session.id),
                max(began, coalesce((SELECT max(at) FROM attempt WHERE attempt.session = session.id), began)) AS touched
            FROM open_session JOIN session ON session.id = open_session.session
            WHERE mode = 'study' AND (:bank IS NULL OR bank = :bank)
            ORDER BY touched DESC, session.id DESC
            """,
            {"bank": bank},
        )
        return tuple(Saved(plan_of_row(row[:8]), row[8], moment_of(row[9])) for row in rows)

    def answers(self, session: str) -> tuple[SavedAnswer, ...]:
        """The answers of the session that were not taken back, in the order they were given."""
        rows = self._database.rows(
            """
            SELECT question, fingerprint, given, at, seconds, certainty, proof FROM asked
            WHERE session = ? ORDER BY id
            """,
            (session,),
        )
        return tuple(
            SavedAnswer(
                question,
                fingerprint,
                given_from(given),
                moment_of(at),
                seconds,
                Certainty(certainty) if certainty else None,
                proof,
            )
            for question, fingerprint, given, at, seconds, certainty, proof in rows
        )

    def attempts(self, bank: str | None = None) -> Iterator[Attempt]:
        """The answers of one bank or of all that were not taken back, in the order they were given."""
        rows = self._database.rows(
            """
            SELECT id, session, bank, question, fingerprint, fraction, rule, at, seconds FROM kept
            WHERE :bank IS NULL OR bank = :bank ORDER BY id
            """,
            {"bank": bank},
        )
        for id, session, of_bank, question, fingerprint, fraction, rule, at, seconds in rows:
            yield Attempt(id, session, of_bank, question, fingerprint, fraction, Rule(rule), moment_of(at), seconds)

    def flag(self, bank: str, question: str, fingerprint: str, note: str, at: datetime) -> None:
        """Marks the question for later; where it is marked already, its note is now this one."""
        self._write_flag(bank, question, fingerprint, note, at, raised=True)

    def unflag(self, bank: str, question: str, fingerprint: str, at: datetime) -> None:
        """Takes the mark from the question; nothing changes where it has none."""
        self._write_flag(bank, question, fingerprint, "", at, raised=False)

    def flags(self, bank: str | None = None) -> tuple[Flag, ...]:
        """The questions of one bank or of all that are marked for later, the last marked first."""
        # With max() as the only one of its kind, the bare columns are those of the row that has the maximum.
        rows = self._database.rows(
            """
            SELECT bank, question, fingerprint, note, at, raised, max(id) AS latest FROM flag
            WHERE :bank IS NULL OR bank = :bank GROUP BY bank, question HAVING raised ORDER BY latest DESC
            """,
            {"bank": bank},
        )
        return tuple(
            Flag(bank, question, fingerprint, note, moment_of(at)) for bank, question, fingerprint, note, at, *_ in rows
        )

    def _write_flag(self, bank: str, question: str, fingerprint: str, note: str, at: datetime, *, raised: bool) -> None:
        now = milliseconds(at)
        with self._database.transaction():
            latest = self._database.row("SELECT max(id) FROM flag")
            self._database.write(
                "INSERT INTO flag VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    new_id(now, after=latest[0] if latest else None),
                    bank,
                    question,
                    fingerprint,
                    note,
                    int(raised),
                    now,
                ),
            )
