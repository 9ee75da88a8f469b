"""What the learner remembers, drawn from the attempts and kept so that it is at hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from quiz.core.questions import Wording
from quiz.core.revision.memory import Memory
from quiz.core.revision.replay import memories_of
from quiz.core.revision.schedule import Scheduler
from quiz.store.database import Database, Row
from quiz.store.ids import new_id
from quiz.store.responses import CERTAINTIES, Responses
from quiz.store.times import milliseconds, moment_of

_AT_ONCE = 50
"""Questions brought up to date in a transaction: few enough that another copy's answer hardly waits."""


class Memories:
    """The memories of a history. They are drawn from its attempts alone, and can be drawn anew at any time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def bring_up_to_date(self, retention: float, ahead_of_utc: timedelta = timedelta()) -> int:
        """The number of questions whose memory was told of attempts it did not know, or of other terms.

        `retention` is the probability of recall at which an item is due; the days between answers are those of a clock
        so far ahead of UTC.
        """
        if self._database.row("SELECT retention, ahead FROM memory_terms") != (retention, _ahead(ahead_of_utc)):
            return self.rebuild(retention, ahead_of_utc)
        return self._draw_stale(retention, ahead_of_utc)

    def rebuild(self, retention: float, ahead_of_utc: timedelta = timedelta()) -> int:
        """The number of questions whose memory was drawn anew: all of them."""
        database = self._database
        with database.transaction():
            database.write("DELETE FROM memory")
            database.write("INSERT OR IGNORE INTO stale SELECT bank, question FROM tally")
            database.write("DELETE FROM memory_terms")
            database.write("INSERT INTO memory_terms VALUES (?, ?)", (retention, _ahead(ahead_of_utc)))
        return self._draw_stale(retention, ahead_of_utc)

    def _draw_stale(self, retention: float, ahead_of_utc: timedelta) -> int:
        database = self._database
        drawn = 0
        scheduler: Scheduler | None = None
        given = Responses(database)
        while stale := list(database.rows("SELECT bank, question FROM stale LIMIT ?", (_AT_ONCE,))):
            scheduler = scheduler or Scheduler(retention)
            with database.transaction():
                # What is read here is as the attempts are now: nobody adds one before this transaction ends.
                database.write_many("DELETE FROM memory WHERE bank = ? AND question = ?", stale)
                database.write_many("DELETE FROM stale WHERE bank = ? AND question = ?", stale)
                for bank, question, responses in given.at(stale):
                    self._keep(bank, question, memories_of(responses, scheduler, ahead_of_utc=ahead_of_utc))
            drawn += len(stale)
        return drawn

    def _keep(self, bank: str, question: str, memories: Mapping[str, Memory]) -> None:
        for memory in memories.values():
            self._database.write(
                "INSERT INTO memory VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    bank,
                    question,
                    memory.part,
                    memory.stability,
                    memory.difficulty,
                    milliseconds(memory.first),
                    milliseconds(memory.last),
                    milliseconds(memory.due),
                    memory.reviews,
                    memory.lapses,
                    memory.fact,
                    memory.fingerprint,
                    memory.certainty and memory.certainty.value,
                    int(memory.is_right),
                ),
            )

    def of_bank(self, bank: str) -> dict[str, dict[str, Memory]]:
        """What is remembered of each question of the bank, by question id and part, as far as memory is up to date."""
        rows = self._database.rows(f"SELECT question, {_COLUMNS} FROM memory WHERE bank = ? ORDER BY question", (bank,))  # noqa: S608 - a constant
        return {
            question: {memory.part: memory for memory in (_memory_of(row[1:]) for row in parts)}
            for question, parts in groupby(rows, key=lambda row: str(row[0]))
        }

    def begun_since(self, moment: datetime) -> int:
        """The number of questions that were answered for the first time since then."""
        row = self._database.row(
            "SELECT count(*) FROM (SELECT 1 FROM memory GROUP BY bank, question HAVING min(first) >= ?)",
            (milliseconds(moment),),
        )
        return int(row[0]) if row else 0

    def wordings(self, fingerprints: Iterable[str]) -> dict[str, Wording]:
        """The wordings that were answered, by fingerprint."""
        found: dict[str, Wording] = {}
        for fingerprint in fingerprints:
            row = self._database.row("SELECT stem, keys, cites FROM wording WHERE fingerprint = ?", (fingerprint,))
            if row:
                stem, keys, cites = row
                found[fingerprint] = Wording(stem, tuple(json.loads(keys)), tuple(json.loads(cites)))
        return found

    # What is not to be reviewed

    def suspend(self, bank: str, questions: Sequence[str], at: datetime) -> None:
        """Takes the questions out of all reviews until they are taken up again."""
        self._write_suspensions(bank, questions, at, raised=True)

    def take_up(self, bank: str, questions: Sequence[str], at: datetime) -> None:
        """Puts the questions back into the reviews."""
        self._write_suspensions(bank, questions, at, raised=False)

    def suspended(self, bank: str | None = None) -> frozenset[tuple[str, str]]:
        """The questions of one bank or of all that are not reviewed, as (bank, question)."""
        rows = self._database.rows(
            "SELECT bank, question FROM suspended WHERE :bank IS NULL OR bank = :bank", {"bank": bank}
        )
        return frozenset((of_bank, question) for of_bank, question in rows)

    def _write_suspensions(self, bank: str, questions: Sequence[str], at: datetime, *, raised: bool) -> None:
        now = milliseconds(at)
        with self._database.transaction():
            latest = self._database.row("SELECT max(id) FROM suspension")
            id = latest[0] if latest else None
            for question in questions:
                id = new_id(now, after=id)
                self._database.write(
                    "INSERT INTO suspension VALUES (?, ?, ?, ?, ?)", (id, bank, question, int(raised), now)
                )


def _ahead(ahead_of_utc: timedelta) -> int:
    return ahead_of_utc // timedelta(milliseconds=1)


_COLUMNS = "part, stability, difficulty, first, last, due, reviews, lapses, fact, fingerprint, certainty, is_right"


def _memory_of(row: Row) -> Memory:
    part, stability, difficulty, first, last, due, reviews, lapses, fact, fingerprint, certainty, is_right = row
    return Memory(
        part=part,
        stability=stability,
        difficulty=difficulty,
        first=moment_of(first),
        last=moment_of(last),
        due=moment_of(due),
        reviews=reviews,
        lapses=lapses,
        fact=fact,
        fingerprint=fingerprint,
        certainty=CERTAINTIES[certainty],
        is_right=bool(is_right),
    )
