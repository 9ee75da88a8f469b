"""Histories of any size, the same for the same size, written in bulk."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import generated
from benchmarks.figures import Effort
from benchmarks.pane import ROOT
from quiz.banks.cache import open_bank
from quiz.core.answers import Answer, Chosen, Matched, given_of
from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.marking import Rule, mark
from quiz.core.questions import Choice, Question, wording_of
from quiz.core.session import Mode
from quiz.paths import history_file
from quiz.store.given import json_of, to_json
from quiz.store.history import History
from quiz.store.ids import IdSource
from quiz.store.times import milliseconds

_KEPT = ROOT / "build" / "histories"
_BEGAN = datetime(2024, 1, 1, 6, tzinfo=UTC)
_A_SESSION = 25
_SESSIONS_A_DAY = 50
_CERTAINTIES = (None, None, Certainty.GUESS, Certainty.LOW, Certainty.MIDDLE, Certainty.HIGH)

Row = tuple[str | int | float | None, ...]


def size(effort: Effort) -> tuple[int, int]:
    """The questions of the bank, and the answers to them."""
    return (2_000, 20_000) if effort.is_quick else (20_000, 1_000_000)


def put_home(home: Path, questions: int, attempts: int) -> Bank:
    """The bank of a new home, which is in its cache and of which its history has so many answers.

    What is long in the making is kept in `build/histories` for the next home and the next run.
    """
    generated.write(home / "banks" / "generated", questions)
    bank = open_bank(home / "banks" / "generated", home / "cache")
    path = history_file({"QUIZ_HOME": str(home)})
    kept = _KEPT / f"{questions}-{attempts}-{_digest()}.db"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name("fresh.db")
        _fill(fresh, bank, attempts)
        shutil.copy(fresh, kept.with_suffix(".new"))
        kept.with_suffix(".new").replace(kept)
        fresh.unlink()
    shutil.copy(kept, path)
    return bank


def _digest() -> str:
    """What stands for all that settles the rows and their tables."""
    scripts = sorted((ROOT / "quiz" / "store" / "migrations").iterdir())
    files = [Path(__file__), Path(generated.__file__), *scripts]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _fill(path: Path, bank: Bank, attempts: int, *, seed: int = 1) -> None:
    """A new history at the path, with so many attempts at the bank's questions in sessions of 25.

    Two thirds of the answers say how sure they are. What the triggers would have drawn from each row is drawn from all
    at once, and memory is out of date.
    """
    with History.open(path):
        pass
    writer = _Writer(bank, random.Random(f"{seed}/{attempts}"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = list(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.executemany(
            "INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", writer.attempts(attempts)
        )
        connection.executemany("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", writer.sessions)
        connection.executemany("INSERT INTO session_end VALUES (?, ?)", writer.ends)
        connection.executemany("INSERT INTO wording VALUES (?, ?, ?, ?)", writer.wordings())
        connection.execute(_TALLY)
        connection.execute("INSERT INTO stale SELECT bank, question FROM tally")
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")


_TALLY = """
    INSERT INTO tally
    SELECT
        bank, question, count(*), sum(fraction > 1 - 1e-6), sum(fraction < 1e-6),
        sum(CAST(round(fraction * 1e9) AS INTEGER)), sum(CAST(round(seconds * 1e3) AS INTEGER)),
        max(id), fraction, fingerprint, at
    FROM kept GROUP BY bank, question
"""


class _Writer:
    """Draws the rows; `sessions` and `ends` are those of the attempts drawn so far."""

    def __init__(self, bank: Bank, dice: random.Random) -> None:
        self._bank = bank
        self._dice = dice
        self._questions = list(bank.questions)
        self._wordings = [wording_of(question) for question in self._questions]
        self._fingerprints = [wording.fingerprint for wording in self._wordings]
        self._right = [(json_of(given_of(question, _right(question))), 1.0) for question in self._questions]
        self._new_id = IdSource(dice.randbytes).new_id
        self._met = [0] * len(self._questions)
        self.sessions: list[Row] = []
        self.ends: list[Row] = []

    def wordings(self) -> Iterator[Row]:
        rows = {
            fingerprint: (fingerprint, wording.stem, to_json(wording.keys), to_json(wording.cites))
            for fingerprint, wording in zip(self._fingerprints, self._wordings, strict=True)
        }
        yield from rows.values()

    def attempts(self, count: int) -> Iterator[Row]:
        for first in range(0, count, _A_SESSION):
            number = first // _A_SESSION
            began = _BEGAN + timedelta(days=number // _SESSIONS_A_DAY, minutes=15 * (number % _SESSIONS_A_DAY))
            places = self._dice.sample(range(len(self._questions)), min(_A_SESSION, count - first))
            session = self._new_id(milliseconds(began))
            ids = [self._questions[place].id for place in places]
            self.sessions.append(
                (
                    session,
                    self._bank.id,
                    to_json(ids),
                    str(number),
                    Rule.OU.value,
                    milliseconds(began),
                    None,
                    Mode.STUDY.value,
                    None,
                )
            )
            at = began
            for place in places:
                at += timedelta(seconds=20)
                yield self._attempt(session, place, at)
            self.ends.append((session, milliseconds(at)))

    def _attempt(self, session: str, place: int, at: datetime) -> Row:
        question = self._questions[place]
        is_known = self._dice.random() < 1 - 0.5 * 0.8 ** self._met[place]
        self._met[place] += 1
        given, fraction = self._right[place] if is_known else self._any(question)
        certainty = self._dice.choice(_CERTAINTIES)
        return (
            self._new_id(milliseconds(at)),
            session,
            self._bank.id,
            question.id,
            self._fingerprints[place],
            given,
            fraction,
            Rule.OU.value,
            milliseconds(at),
            round(self._dice.uniform(5, 35), 3),
            certainty and certainty.value,
            None,
        )

    def _any(self, question: Question) -> tuple[str, float]:
        """An answer by chance, as the history keeps it, and its mark."""
        answer: Answer
        if isinstance(question, Choice):
            count = len(question.keys) if question.takes_several else 1
            answer = Chosen(frozenset(self._dice.sample(range(len(question.options)), count)))
        else:
            answer = Matched(tuple(self._dice.randrange(len(question.choices)) for _ in question.pairs))
        return json_of(given_of(question, answer)), mark(question, answer).fraction


def _right(question: Question) -> Answer:
    return Chosen(question.keys) if isinstance(question, Choice) else Matched(question.key)
