"""What a report says of mistakes: the hardest questions, and what is taken for what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quiz.core.bank import mixed_id, parts_of
from quiz.core.reports.exhibits import Counted, Counts, Shares
from quiz.core.reports.figures import Figures, Taken
from quiz.core.reports.shelf import Shelf, share_row
from quiz.core.reports.statistics import Confusion, confusions, hardest
from quiz.core.revision.waiting import Learnt
from quiz.core.text import one_line

_LEAST_FOR_HARDEST = 2
_MOST_ROWS = 10


def lowest_marks(shelf: Shelf, figures: Figures) -> Shares:
    """The questions with the lowest mean marks, the lowest first."""
    counts = (
        (mixed_id(bank, question), count)
        for bank, rows in figures.questions.items()
        if bank in shelf.banks
        for question, count in rows.items()
        if question in shelf.banks[bank]
    )
    rows = tuple(
        share_row(shelf.label(*parts_of(question)), it)
        for question, it in hardest(counts, _LEAST_FOR_HARDEST, _MOST_ROWS)
        if it.share < 1
    )
    note = f"The lowest mean marks, of questions with {_LEAST_FOR_HARDEST} answers or more."
    return Shares("hardest", "Hardest questions", note, rows)


@dataclass(frozen=True, slots=True)
class Confused:
    """A confusion at a question that was answered so many times."""

    bank: str
    question: str
    confusion: Confusion
    answers: int


def commonest(shelf: Shelf, figures: Figures) -> list[Confused]:
    """The commonest confusions, the commonest first.

    No confusion of a question is commoner than its wrong answers, so most questions need not be read.
    """
    wrong: dict[tuple[str, str], list[Taken]] = {}
    for taken in figures.taken:
        if taken.bank in shelf.banks and taken.question in shelf.banks[taken.bank]:
            wrong.setdefault((taken.bank, taken.question), []).append(taken)
    totals = sorted(((-sum(it.times for it in each), named) for named, each in wrong.items()))
    found: list[Confused] = []
    for minus, (bank, id) in totals:
        if len(found) == _MOST_ROWS and -minus < found[-1].confusion.times:
            break
        question = shelf.banks[bank].question(id)
        if question.is_draft:
            continue
        answers = figures.questions[bank][id].answers
        given = ((it.fingerprint, it.given, it.times) for it in wrong[bank, id])
        found += [Confused(bank, id, confusion, answers) for confusion in confusions(question, given)]
        found = sorted(found, key=lambda it: (-it.confusion.times, it.bank, it.question))[:_MOST_ROWS]
    return found


def questions_of(shelf: Shelf, found: Iterable[Confused]) -> tuple[str, ...]:
    """The questions of the confusions, each once, as they are named in the report."""
    return tuple(dict.fromkeys(shelf.name(each.bank, each.question) for each in found))


def taken_for_another(shelf: Shelf, found: Iterable[Confused]) -> Counts:
    """What was taken for what, and in how many answers."""
    rows = tuple(
        Counted(f"{shelf.name(each.bank, each.question)}: {_said(each.confusion)}", each.confusion.times, each.answers)
        for each in found
    )
    note = (
        "What was taken for what, in how many of the answers to its question. What was not answered rightly since can "
        "be drilled."
    )
    return Counts("confusions", "Taken for one another", note, "answers", rows)


def _said(it: Confusion) -> str:
    key = f"“{one_line(it.keys[0])}”" if len(it.keys) == 1 else "a right one"
    instead = f"“{one_line(it.taken)}” for {key}"
    return f"{one_line(it.prompt)}: {instead}" if it.prompt else instead


def confused(learnt: Sequence[Learnt], figures: Figures) -> tuple[str, ...]:
    """The questions of the commonest confusions, as the report has them."""
    shelf = Shelf(learnt)
    return questions_of(shelf, commonest(shelf, figures))
