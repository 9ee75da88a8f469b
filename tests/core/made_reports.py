"""Figures and banks, for tests of reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from quiz.core.answers import Given
from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.questions import Question, fingerprint_of
from quiz.core.reports.exhibits import (
    Exhibit,
)
from quiz.core.reports.figures import Figures, Taken
from quiz.core.reports.report import Report, report
from quiz.core.reports.statistics import Count
from quiz.core.revision.facts import WHOLE
from quiz.core.revision.memory import Memory
from quiz.core.revision.waiting import Learnt
from tests.core.samples import bank, choice, matching

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 11, tzinfo=UTC)
DAY = timedelta(days=1)

CELLS = choice("cells", "100", topic="biology", stem="Which\ncells?")
GUT = choice("gut", "1100", topic="medicine")
PAIRS = matching("pairs", ["An infection", "Antibodies"], topic="medicine")
DRAFT = choice("draft", "10", topic="medicine", is_draft=True)
BANK = bank([CELLS, GUT, PAIRS, DRAFT], id="il2")
OTHER = bank([choice("cells", "10", topic="biology")], id="il3")

E = TypeVar("E", bound=Exhibit)


def utc(moment: datetime) -> datetime:
    return moment


def memory(part: str = WHOLE, *, days: float = 0, due: int = 5, stability: float = 5, lapses: int = 0) -> Memory:
    """A memory whose last review was so many days ago."""
    last = NOON - timedelta(days=days)
    return Memory(part, stability, 5, last, last, last + due * DAY, 3, lapses, "fact", "a-b", None, is_right=True)


def learnt(of: Bank = BANK, memories: Mapping[str, Mapping[str, Memory]] | None = None) -> Learnt:
    """The memories as of the last response to each question as it is in the bank."""
    as_now = {
        id: {part: replace(it, fingerprint=of.fingerprint(id)) if id in of else it for part, it in parts.items()}
        for id, parts in (memories or {}).items()
    }
    return Learnt(of, as_now, lambda _: None)


def count(answers: int, right: int, points: float | None = None) -> Count:
    return Count(answers, right, right if points is None else points)


def taken(question: Question, *chosen: str, times: int = 1, bank: str = "il2", fingerprint: str = "") -> Taken:
    said = Given(chosen=chosen)
    return Taken(bank, question.id, fingerprint or fingerprint_of(question), said, times)


TEN = count(10, 8, 8.5)


def figures(
    total: Count = TEN,
    *,
    questions: Mapping[str, Mapping[str, Count]] | None = None,
    quarters: Mapping[datetime, Count] | None = None,
    repeats: Sequence[Count] = (),
    places: Sequence[Count] = (),
    certainties: Mapping[Certainty, Count] | None = None,
    wrong: Sequence[Taken] = (),
) -> Figures:
    return Figures(
        sessions=2,
        questions={"il2": {"cells": total}} if questions is None else questions,
        quarters={NOON: total} if quarters is None else quarters,
        repeats=tuple(repeats) or (total,),
        places=tuple(places) or (total,),
        certainties=certainties or {},
        taken=tuple(wrong),
    )


def reported(of: Figures, *of_banks: Learnt) -> Report:
    return report(of_banks or [learnt()], of, NOON, MIDNIGHT, utc)


def find(it: Report, id: str, kind: type[E]) -> E:
    (found,) = [exhibit for exhibit in it.exhibits if exhibit.id == id]
    assert isinstance(found, kind)
    return found
