"""The responses to questions, read from the attempts for whoever draws memories from them."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache

from quiz.core.certainty import Certainty
from quiz.core.revision.replay import PlainResponse
from quiz.store.database import Database, Row

CERTAINTIES: dict[str | None, Certainty | None] = {None: None} | {each.value: each for each in Certainty}
"""By the word that the history keeps."""

_MANY = 1000
"""Stale questions from which on it is quicker to read all attempts than to look for theirs."""

# To look for what is matched in an answer of chosen options, for nothing, is a quarter of the time to read it, and a
# GLOB instead of the two comparisons, which say the same, another.
_MATCHED = """
    iif(given >= '{"chosen":' AND given < '{"chosen";', NULL, json_extract(given, '$.matched'))
"""
_ANSWERED = f"at, fingerprint, fraction, certainty, {_MATCHED}"


class Responses:
    """The responses to questions, as the history has them at that moment.

    Where more than `_MANY` questions are stale all attempts are read in the order of the file, which takes a quarter
    of the time of looking each question's up, and kept for as long as no other copy of quiz writes.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keys: dict[str, tuple[str, ...]] = {}
        self._read: _Read | None = None
        self._version = database.row("PRAGMA data_version")
        row = database.row("SELECT count(*) FROM stale")
        if row and row[0] > _MANY:
            self._read = _Read(database)

    def at(self, questions: Iterable[Row]) -> Iterator[tuple[str, str, Iterator[PlainResponse]]]:
        """Each (bank, question) with the responses to it in the order they were given, inside one transaction."""
        if self._database.row("PRAGMA data_version") != self._version:
            self._read = None
        for bank, question in questions:
            if self._read is not None:
                rows: Iterable[Row] = self._read.answered(bank, question)
            else:
                rows = self._database.rows(
                    f"SELECT {_ANSWERED} FROM kept WHERE bank = ? AND question = ? ORDER BY id",  # noqa: S608 - a constant
                    (bank, question),
                )
            yield bank, question, self._responses(rows)

    def _responses(self, rows: Iterable[Row]) -> Iterator[PlainResponse]:
        for at, fingerprint, fraction, certainty, matched in rows:
            said = CERTAINTIES[certainty]
            if matched is None:
                yield at, fraction, said, fingerprint, (), None
            else:
                yield at, fraction, said, fingerprint, self._keys_of(fingerprint), _pairs_of(matched)

    def _keys_of(self, fingerprint: str) -> tuple[str, ...]:
        keys = self._keys.get(fingerprint)
        if keys is None:
            row = self._database.row("SELECT keys FROM wording WHERE fingerprint = ?", (fingerprint,))
            keys = self._keys[fingerprint] = tuple(json.loads(row[0])) if row else ()
        return keys


class _Series:
    """The answers to one question: of each its moment and the number of what was answered, side by side.

    `wordings` are the fingerprints, each with the place in `numbers` from which on it was answered.
    """

    __slots__ = ("fingerprint", "numbers", "wordings")

    def __init__(self) -> None:
        self.fingerprint: str | None = None
        self.numbers = array("q")
        self.wordings: list[tuple[int, str]] = []


class _Read:
    """What `_ANSWERED` says of all attempts that count, by question.

    A million rows kept as they are would lie all over the memory, where to fetch them from takes as long as to read
    them. Numbers stand together, and what was answered is mostly the same.
    """

    def __init__(self, database: Database) -> None:
        self._banks: dict[str, dict[str, _Series]] = {}
        answers: dict[tuple[float, str | None, str | None], int] = {}
        latest: str | None = None
        questions: dict[str, _Series] = {}
        rows = database.rows(f"SELECT bank, question, {_ANSWERED} FROM kept ORDER BY id")  # noqa: S608 - a constant
        for bank, question, at, fingerprint, fraction, certainty, matched in rows:
            if bank != latest:
                questions = self._banks.setdefault(bank, {})
                latest = bank
            series = questions.get(question)
            if series is None:
                series = questions[question] = _Series()
            if fingerprint != series.fingerprint:
                series.fingerprint = fingerprint
                series.wordings.append((len(series.numbers), fingerprint))
            series.numbers.extend((at, answers.setdefault((fraction, certainty, matched), len(answers))))
        self._answers = list(answers)

    def answered(self, bank: str, question: str) -> Iterator[Row]:
        """The rows of the question in the order they were given, which are then no longer kept."""
        series = self._banks.get(bank, {}).pop(question, None) or _Series()
        ends = [start for start, _ in series.wordings[1:]] + [len(series.numbers)]
        for (start, fingerprint), end in zip(series.wordings, ends, strict=False):
            numbers = iter(series.numbers[start:end])
            for at, answer in zip(numbers, numbers, strict=True):
                fraction, certainty, matched = self._answers[answer]
                yield at, fingerprint, fraction, certainty, matched


@lru_cache(maxsize=4096)
def _pairs_of(matched: str) -> tuple[tuple[str, str], ...]:
    return tuple((prompt, choice) for prompt, choice in json.loads(matched))
