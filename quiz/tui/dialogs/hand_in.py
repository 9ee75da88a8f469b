"""Whether the exam is to end, with what is still open in it."""

from __future__ import annotations

from datetime import datetime

from quiz.core.bank import Bank
from quiz.core.exams.exam import Exam
from quiz.core.exams.map import loose_ends
from quiz.core.exams.words import leaving_sentence, loose_sentences
from quiz.tui.dialogs.confirmation import ConfirmationDialog


class HandInDialog(ConfirmationDialog):
    """Asks whether the exam is to be handed in, and says which questions are unanswered, incomplete or flagged."""

    def __init__(self, exam: Exam, bank: Bank) -> None:
        loose = loose_sentences(loose_ends(exam, bank))
        sentences = loose or ("Every question is answered.",)
        super().__init__("Hand in the exam?", sentences, "Hand in", "Go back", is_safe=not loose)


class LeaveDialog(ConfirmationDialog):
    """Asks whether the learner leaves the running exam, and says what becomes of it."""

    def __init__(self, exam: Exam, now: datetime, *, is_quitting: bool = False) -> None:
        """`is_quitting` where the whole program is left."""
        is_safe = exam.terms.pauses or exam.terms.limit is None
        heading, yes = ("Quit, and leave the exam?", "Quit") if is_quitting else ("Leave the exam?", "Leave")
        super().__init__(heading, [leaving_sentence(exam, now)], yes, "Stay", is_safe=is_safe)
