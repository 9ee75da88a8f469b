"""All answers counted up as they are given, for each question and each bank."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from quiz.core.reports.progress import Record
from quiz.store.database import Database
from quiz.store.times import moment_of

_BILLIONTH = 1e-9


class Summary(NamedTuple):
    """A bank at a glance: answers given, questions they were to, and the mean of the latest mark of each."""

    bank: str
    attempts: int
    questions: int
    mean: float
    last: datetime


class Totals(NamedTuple):
    """All answers in a bank: how many came out how, their mean mark, the time spent and the sessions they were in."""

    bank: str
    answers: int
    right: int
    partly: int
    wrong: int
    mean: float
    seconds: float
    sessions: int
    last: datetime


class Tallies:
    """The tallies of a history: the database counts each answer in as it comes, and out where it is taken back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def records(self, bank: str) -> dict[str, Record]:
        """The record of each question of the bank that has an attempt, by question id."""
        rows = self._database.rows(
            "SELECT question, attempts, fraction, billionths, fingerprint, at FROM tally WHERE bank = ?", (bank,)
        )
        return {
            question: Record(
                question, attempts, fraction, billionths / attempts * _BILLIONTH, fingerprint, moment_of(at)
            )
            for question, attempts, fraction, billionths, fingerprint, at in rows
        }

    def summaries(self) -> dict[str, Summary]:
        """Each bank that has an attempt, by bank id."""
        rows = self._database.rows(
            "SELECT bank, sum(attempts), count(*), avg(fraction), max(at) FROM tally GROUP BY bank ORDER BY bank"
        )
        return {
            bank: Summary(bank, attempts, questions, mean, moment_of(last))
            for bank, attempts, questions, mean, last in rows
        }

    def totals(self, bank: str | None = None) -> dict[str, Totals]:
        """The totals of one bank or of all, by bank id; a bank without an attempt has none."""
        rows = self._database.rows(
            """
            WITH met AS (
                SELECT bank, count(*) AS sessions FROM (
                    SELECT bank, id FROM session
                    WHERE bank <> '' AND EXISTS (SELECT 1 FROM kept WHERE kept.session = session.id)
                    UNION
                    SELECT kept.bank, session.id FROM session JOIN kept ON kept.session = session.id
                    WHERE session.bank = ''
                ) GROUP BY bank
            )
            SELECT bank, sum(attempts), sum("right"), sum(wrong), sum(billionths), sum(milliseconds), sessions, max(at)
            FROM tally JOIN met USING (bank)
            WHERE :bank IS NULL OR bank = :bank GROUP BY bank ORDER BY bank
            """,
            {"bank": bank},
        )
        return {
            bank: Totals(
                bank=bank,
                answers=answers,
                right=right,
                partly=answers - right - wrong,
                wrong=wrong,
                mean=billionths / answers * _BILLIONTH,
                seconds=thousandths / 1000,
                sessions=sessions,
                last=moment_of(last),
            )
            for bank, answers, right, wrong, billionths, thousandths, sessions, last in rows
        }

    def paces(self, bank: str) -> dict[str, float]:
        """The seconds that an answer to each question of the bank took on average, where one was given."""
        rows = self._database.rows("SELECT question, milliseconds / 1e3 / attempts FROM tally WHERE bank = ?", (bank,))
        return {str(question): float(seconds) for question, seconds in rows}
