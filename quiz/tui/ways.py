"""The ways through the screens: which one follows which, until the learner is back where the way began.

Each is awaited from a worker of the app, and raises QuizError where the banks or the history fail it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

from quiz.core.bank import Bank
from quiz.core.selection import Selection
from quiz.core.session import Session
from quiz.core.text import printable
from quiz.desk.desk import Desk
from quiz.errors import RequestError
from quiz.tui.wishes import At

if TYPE_CHECKING:
    from quiz.core.exams.exam import Exam

Remarks = Mapping[str, Sequence[str]]


async def study(app: App[int], desk: Desk, bank: Bank, session: Session | None, remarks: Remarks | None = None) -> None:
    """Between the questions of a session and its result, and on to what was missed in it."""
    from quiz.tui.screens.study import StudyScreen

    while session:
        left = await app.push_screen_wait(StudyScreen(bank, session, desk.flags(bank), desk, remarks))
        session = await after(app, desk, bank, left)


async def after(app: App[int], desk: Desk, bank: Bank, session: Session | None) -> Session | None:
    """The session to show after this one's result: itself to be looked at, its missed questions, or none.

    One that is left before its end has no result.
    """
    if session is None or not session.is_over:
        return None
    from quiz.tui.screens.results import Again, Look, ResultsScreen

    match await app.push_screen_wait(ResultsScreen(bank, session, desk)):
        case Look(position):
            return session.go(position)
        case Again():
            return desk.begin_again(session)
        case None:
            return None


async def sit(app: App[int], desk: Desk, bank: Bank, exam: Exam) -> None:
    """From a running exam to its result, and to the questions it is made of."""
    from quiz.tui.screens.exam import ExamScreen

    handed_in = await app.push_screen_wait(ExamScreen(bank, exam, desk)) if exam.is_running else exam
    if handed_in:
        await exam_result(app, desk, bank, handed_in)


async def exam_result(app: App[int], desk: Desk, bank: Bank, exam: Exam) -> None:
    """Between the result of an exam and its questions."""
    from quiz.core.exams.report import looked_through
    from quiz.desk import invigilation
    from quiz.tui.screens.exam_result import ExamResultScreen
    from quiz.tui.screens.study import StudyScreen

    sittings = invigilation.sittings_of(desk, bank)
    looked_at: str | None = None
    while looked_at := await app.push_screen_wait(ExamResultScreen(bank, exam, sittings, desk, looked_at)):
        session = looked_through(exam, bank)
        session = session.go(session.plan.questions.index(looked_at))
        left = await app.push_screen_wait(StudyScreen(bank, session, desk.flags(bank), desk))
        looked_at = left.current if left else looked_at


async def plan(app: App[int], desk: Desk, bank: Bank) -> None:
    """Between the plan for the day of an exam and the questions of its list."""
    from quiz.desk import preparation
    from quiz.tui.screens.plan import PlanScreen

    while wish := await app.push_screen_wait(PlanScreen(desk, bank)):
        begun = preparation.begin_today(desk, bank, wish.questions)
        await study(app, desk, bank, Session(begun))


async def statistics(app: App[int], desk: Desk, bank: Bank) -> None:
    """Between where one stands and a drill of what one takes for something else."""
    from quiz.tui.screens.statistics import StatisticsScreen

    while wish := await app.push_screen_wait(StatisticsScreen(desk, bank)):
        begun = desk.begin(bank, Selection(ids=frozenset(wish.questions)))
        if begun is None:
            raise RequestError("The bank has none of these questions any more.")
        await study(app, desk, bank, Session(begun))


async def browse(app: App[int], path: Path, keys: Mapping[str, str]) -> None:
    """Between the document of the bank at `path`, beside what rests on it, and the writing of its questions."""
    from quiz.desk.concordance import concordance
    from quiz.tui.screens.browse import BrowseScreen

    at = At()
    while True:
        read = await asyncio.to_thread(concordance, path)  # of ten thousand questions it takes seconds
        if not read.statements:
            raise RequestError(
                "The bank has no document with a statement in it; its questions can be written without one."
            )
        wish = await app.push_screen_wait(BrowseScreen(read, keys, at))
        if wish is None:
            return
        written = await edit(app, path, keys, wish.question, wish.cites)
        at = At(wish.at.statement, written or wish.at.question)


async def edit(
    app: App[int], path: Path, keys: Mapping[str, str], question_id: str | None = None, cites: tuple[str, ...] = ()
) -> str | None:
    """The questions of the bank at `path` changed, from that one on, or a new one that quotes `cites` written.

    Gives the id of the question that was left, None where it was never kept.
    """
    from quiz.desk import manuscript
    from quiz.desk.workbench import workbench
    from quiz.tui.screens.editor import EditorScreen

    bench = await asyncio.to_thread(workbench, path)
    if question_id is not None and question_id not in bench.bank:
        raise RequestError(f'The bank has no question "{printable(question_id)}".')
    if question_id is None and cites:
        written = manuscript.begun(bench, cites)
    else:
        written = manuscript.opened(bench, question_id or bench.opened_first)
    return await app.push_screen_wait(EditorScreen(written, keys))
