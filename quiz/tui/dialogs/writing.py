"""What an author is asked before a question is written over what others wrote, or goes."""

from __future__ import annotations

from quiz.core.text import one_line
from quiz.tui.dialogs.confirmation import ConfirmationDialog


def reading_again() -> ConfirmationDialog:
    """Whether to read the file that was changed elsewhere."""
    sentence = (
        "Read it again, and keep what you typed here? Nothing is written yet; saving then puts this question, and it "
        "alone, into the file as it is now."
    )
    return ConfirmationDialog("The file was changed elsewhere", [sentence], "Read it again", "Not now", is_safe=True)


def deletion(id: str, stem: str) -> ConfirmationDialog:
    """Whether to take the question out of the bank."""
    sentences = [
        f"“{one_line(stem)}” goes out of the bank's file, with the comments straight above it.",
        "The answers that learners gave to it stay in their histories.",
    ]
    return ConfirmationDialog(f"Delete {id}?", sentences, "Delete it", "Keep it", is_safe=False)
