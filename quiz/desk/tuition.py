"""How a session is gone through, whichever front end shows it: what happens is on the disk before it counts.

Each raises HistoryError where the history does not take it, and the session is as it was.
"""

from __future__ import annotations

from quiz.core.answers import Answer
from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.questions import Question, fingerprint_of
from quiz.core.session import Answered, Session
from quiz.desk.desk import Desk


def answer(
    desk: Desk,
    session: Session,
    question: Question,
    given: Answer,
    seconds: float,
    *,
    certainty: Certainty | None = None,
    proof: str | None = None,
) -> tuple[Session, Answered]:
    """The session with the answer to its question at hand, and that answer as it was marked."""
    after, answered = session.answer(question, given, desk.now(), seconds, certainty=certainty, proof=proof)
    desk.history.record(after.plan, question, answered)
    return after, answered


def undo(desk: Desk, session: Session) -> tuple[Session, Answered]:
    """The session without its latest answer, at that question, and the answer that was taken back."""
    after, undone = session.undo()
    desk.history.retract(session.plan.id, undone.question, desk.now())
    return after, undone


def flag(desk: Desk, bank: Bank, question: Question, note: str | None) -> None:
    """Marks the question of the bank or mixture for later, with the note; with None it is marked no longer."""
    source, id = bank.source(question.id)
    if note is None:
        desk.history.unflag(source.id, id, fingerprint_of(question), desk.now())
    else:
        desk.history.flag(source.id, id, fingerprint_of(question), note, desk.now())
