"""Whether the statement of the document that a learner marked proves the answer."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.core.documents.document import Document
from quiz.core.marking import State
from quiz.core.questions import Question, all_cites
from quiz.core.text import fold


def statements_of(document: Document) -> tuple[tuple[str, str], ...]:
    """Every statement of the document with the title of its section before it, in order, each on one line."""
    return tuple(
        (document.section_of(span), " ".join(document.text[span.start : span.end].split()))
        for span in document.statements
    )


def found_in(statements: Sequence[tuple[str, str]], sought: str) -> tuple[int, ...]:
    """The places of the statements that have every word sought, in them or in the title of their section.

    Part of a word is enough, and texts are compared as `fold` does; where nothing is sought, all are found.
    """
    words = fold(sought).split()
    texts = [fold(f"{title} {statement}") for title, statement in statements]
    return tuple(place for place, text in enumerate(texts) if all(word in text for word in words))


def proves(document: Document, question: Question, statement: str) -> bool:
    """Whether the statement holds some of what the question cites: that proves the right answer."""
    marked = document.find(statement)
    cited = [span for cite in all_cites(question) for span in document.find(cite)]
    return any(one.overlaps(other) for one in marked for other in cited)


def reasoning(state: State, *, is_proved: bool) -> str:
    """What an answer is worth together with the statement marked for it, in words for the learner."""
    match state, is_proved:
        case State.RIGHT, True:
            return "Right, and for the right reason: the sentence you marked proves it."
        case State.RIGHT, False:
            return "Right for the wrong reason: the sentence you marked does not prove it."
        case State.PARTLY, True:
            return "The sentence you marked is the right one, but it says more than you took from it."
        case State.WRONG, True:
            return "The sentence you marked is the right one, but you read it wrongly."
        case _:
            return "The sentence you marked is not the one that settles it."
