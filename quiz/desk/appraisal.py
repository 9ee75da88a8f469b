"""How a learner stands, taken from the history, whichever front end shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from quiz.core.bank import Bank
from quiz.core.reports.mistakes import confused
from quiz.core.reports.progress import Standing
from quiz.core.reports.report import Report, report
from quiz.desk.desk import Desk


def appraise(
    desk: Desk, banks: Sequence[Bank], *, only: str | None = None, told: Callable[[int], object] | None = None
) -> Report:
    """The report of what is remembered of the banks and of the answers in the bank `only`, or in all.

    `told` hears now and then how many answers have been counted so far.
    """
    desk.remember()
    figures = desk.history.figures(only, told)
    return report(desk.learnt(banks), figures, desk.now(), desk.end_of_day(), datetime.astimezone)


def drilled(desk: Desk, bank: Bank) -> tuple[str, ...]:
    """The questions of the bank's commonest confusions that were not answered rightly since, the commonest first."""
    return still_confused(desk, bank, confused(desk.learnt([bank]), desk.history.figures(bank.id)))


def still_confused(desk: Desk, bank: Bank, questions: Sequence[str]) -> tuple[str, ...]:
    """Those of the bank's questions that were not answered rightly the last time, in their order."""
    standings = desk.standings(bank)
    return tuple(id for id in questions if standings.get(id) is not Standing.RIGHT)
