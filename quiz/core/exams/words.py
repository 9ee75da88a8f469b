"""What is said of an exam before it is handed in, in the same words on a screen and line by line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.durations import in_words
from quiz.core.exams.exam import Exam
from quiz.core.exams.map import LooseEnds, Place, Status
from quiz.core.exams.terms import Terms
from quiz.core.marking import Rule, percent
from quiz.core.questions import Choice, Matching, Question

_RULES = {
    Rule.OU: "of several right options, a wrong choice takes the place of a right one (Open University)",
    Rule.FALSE2: "of several right options, wrong choices are subtracted in proportion (R/exams)",
    Rule.ALL_OR_NOTHING: "of several right options, all or nothing",
}
_MOST_NAMED = 12


def rule_in_words(rule: Rule) -> str:
    """How the rule pays for partial knowledge."""
    return _RULES[rule]


def terms_sentence(terms: Terms, questions: int) -> str:
    """How many questions there are, the time for all and for each, and what passes."""
    parts = ["1 question" if questions == 1 else f"{questions} questions"]
    parts.append("no time limit" if terms.limit is None else in_words(terms.limit))
    if terms.limit_each is not None:
        parts.append(f"{in_words(terms.limit_each)} a question")
    return f"{', '.join(parts)}; {percent(terms.pass_share)} passes."


def warning_sentence(left: timedelta) -> str:
    return f"{in_words(left)} left."


def standing_sentence(places: Sequence[Place]) -> str:
    """How many questions are answered, unanswered and flagged."""
    answered = sum(place.status is Status.ANSWERED for place in places)
    flagged = sum(place.is_flagged for place in places)
    return f"{answered} answered, {len(places) - answered} unanswered, {flagged} flagged"


def loose_sentences(ends: LooseEnds) -> tuple[str, ...]:
    """A sentence for each kind of loose end that there is, with the numbers of its questions from 1 on."""
    kinds = (
        (ends.unanswered, "unanswered"),
        (ends.incomplete, "matched in part"),
        (ends.unsure, "answered without a certainty, which counts as low"),
        (ends.flagged, "flagged"),
    )
    return tuple(f"{_count(places)} {what}: {_numbers(places)}." for places, what in kinds if places)


def _count(places: Sequence[int]) -> str:
    return "1 question is" if len(places) == 1 else f"{len(places)} questions are"


def _numbers(places: Sequence[int]) -> str:
    named = [str(place + 1) for place in places[:_MOST_NAMED]]
    if len(places) > _MOST_NAMED:
        return f"{', '.join(named)} and {len(places) - _MOST_NAMED} more"
    *others, last = named
    return f"{', '.join(others)} and {last}" if others else last


def running_sentence(exam: Exam, now: datetime, key: str) -> str:
    """How far an exam is that was left, and that the key goes on with it, for the list of banks."""
    left = exam.remaining(now)
    if left is not None and not left and not exam.terms.pauses:
        return f"mock exam left: its time is up, {key} shows the result"
    answered = sum(sheet.given is not None for sheet in exam.sheets)
    time = "" if left is None else f", {in_words(left)} left"
    return f"mock exam left: {answered} of {len(exam)} answered{time}, {key} goes on"


def leaving_sentence(exam: Exam, now: datetime) -> str:
    """What becomes of a running exam whose learner leaves."""
    left = exam.remaining(now)
    if left is None:
        return "Your answers are kept, and you can go on at any time."
    if exam.terms.pauses:
        return f"Your answers are kept, and the clock stops: {in_words(left)} are left when you come back."
    return f"Your answers are kept, but the clock runs on: in {in_words(left)} the exam is handed in as it is."


def blank_answer(question: Question) -> Answer:
    """The answer of someone who has chosen nothing yet."""
    match question:
        case Choice():
            return Chosen(frozenset())
        case Matching():
            return Matched((None,) * len(question.pairs))
        case _:
            assert_never(question)
