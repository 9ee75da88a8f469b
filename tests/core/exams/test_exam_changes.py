"""What has to happen for an exam to hold what its learner has before them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quiz.core.answers import Answer, Chosen, Matched, given_of
from quiz.core.certainty import Certainty
from quiz.core.exams.changes import changes
from quiz.core.exams.events import Answered, Cleared, Event, Struck
from quiz.core.exams.exam import Sheet
from quiz.core.questions import Question, fingerprint_of
from tests.core.samples import choice, matching

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CHOICE = choice("a", "1100")
PAIRS = matching("m", "AB")
NOTHING = Chosen(frozenset())
FIRST = Chosen(frozenset({0}))


def held(question: Question, answer: Answer, certainty: Certainty | None = None) -> Sheet:
    return Sheet(given=given_of(question, answer), fingerprint=fingerprint_of(question), certainty=certainty)


@pytest.mark.parametrize(
    ("sheet", "question", "answer", "struck", "kinds"),
    [
        (Sheet(), CHOICE, NOTHING, frozenset(), []),
        (Sheet(), CHOICE, FIRST, frozenset(), [Answered]),
        (held(CHOICE, FIRST), CHOICE, FIRST, frozenset(), []),
        (held(CHOICE, FIRST), CHOICE, Chosen(frozenset({0, 1})), frozenset(), [Answered]),
        (held(CHOICE, FIRST), CHOICE, NOTHING, frozenset(), [Cleared]),
        (held(CHOICE, FIRST), CHOICE, NOTHING, frozenset({0}), [Struck, Cleared]),
        (held(CHOICE, FIRST), CHOICE, FIRST, frozenset({2}), [Struck]),
        (Sheet(), PAIRS, Matched((None, None)), frozenset(), []),
        (Sheet(), PAIRS, Matched((0, None)), frozenset(), [Answered]),
    ],
)
def test_only_what_is_another_has_to_happen(
    sheet: Sheet, question: Question, answer: Answer, struck: frozenset[int], kinds: list[type[Event]]
) -> None:
    events = list(changes(sheet, question, answer, struck, NOON))
    assert [type(event) for event in events] == kinds
    assert {event.at for event in events} <= {NOON}


def test_another_answer_keeps_how_sure_the_one_before_was() -> None:
    (event,) = changes(held(CHOICE, FIRST, Certainty.HIGH), CHOICE, Chosen(frozenset({1})), frozenset(), NOON)
    assert isinstance(event, Answered)
    assert event.certainty is Certainty.HIGH
