"""What has to happen in an exam for it to hold of a question what its learner has before them."""

from __future__ import annotations

from collections.abc import Iterator, Set as AbstractSet
from datetime import datetime

from quiz.core.answers import Answer
from quiz.core.exams.events import Answered, Cleared, Struck, answering, striking
from quiz.core.exams.exam import Sheet
from quiz.core.questions import Question


def changes(
    sheet: Sheet, question: Question, answer: Answer, struck: AbstractSet[int], at: datetime
) -> Iterator[Struck | Answered | Cleared]:
    """The events that make of the sheet one with the answer and with what is struck out; none where it is that already.

    An answer keeps the certainty that was said of the one before.
    """
    if struck != sheet.struck_in(question):
        yield striking(question, struck, at)
    held, event = sheet.answer_to(question), answering(question, answer, at, sheet.certainty)
    if held is not None if isinstance(event, Cleared) else held != answer:
        yield event
