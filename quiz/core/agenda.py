"""What to do today for an exam on a day to come, and what the exam would then be like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from quiz.core.exhibits import Exhibit, Sentences
from quiz.core.marking import Rule, percent
from quiz.core.memory import Memory, memories_now
from quiz.core.questions import Question
from quiz.core.readiness import (
    Prospect,
    Readiness,
    cost_of_skipping,
    guess_rate,
    outlook_of,
    readiness,
    worth_most,
)
from quiz.core.review import Learnt
from quiz.core.schedule import Scheduler
from quiz.core.text import one_line

SECONDS_A_QUESTION = 30.0
"""What an answer is taken to need where none was given yet."""

_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Agenda:
    """The list of today, best first, for an exam in `days` days of a bank with so many `questions`.

    `before` is what the exam would be like if nothing more were done, `after` if today's list is done, and `skipping`
    the share of the score that is lost if it is not. `met` are the questions that were answered before.
    """

    days: int
    minutes: float
    today: tuple[Prospect, ...]
    questions: int
    met: int
    before: Readiness
    after: Readiness
    skipping: float

    @property
    def minutes_needed(self) -> float:
        return sum(each.seconds for each in self.today) / 60


def agenda(
    learnt: Learnt,
    paces: Mapping[str, float],
    exam_day: date,
    *,
    today: date,
    now: datetime,
    minutes: float,
    rule: Rule,
    scheduler: Scheduler,
) -> Agenda | None:
    """The agenda for an exam that asks all questions of the bank, None where it has none to ask.

    `paces` are the seconds that an answer to a question took on average, where one was given. ValueError where the day
    of the exam is past.
    """
    days = (exam_day - today).days
    if days < 0:
        raise ValueError(f"{exam_day.isoformat()} is past")
    bank = learnt.bank
    prospects: list[Prospect] = []
    met = 0
    for i, id in enumerate(bank.catalogue.ids):
        if i in bank.catalogue.drafts:
            continue
        question = bank.questions[i]
        memories = learnt.memories.get(id, {})
        met += bool(memories)
        prospects.append(_prospect(question, memories, paces, days, now, rule, scheduler))
    before = readiness(prospects)
    if before is None:
        return None
    able = [each for each in prospects if each.question not in learnt.suspended]
    chosen = worth_most(able, minutes * 60)
    after = readiness(prospects, {each.question for each in chosen})
    return Agenda(
        days=days,
        minutes=minutes,
        today=chosen,
        questions=len(prospects),
        met=met,
        before=before,
        after=after or before,
        skipping=cost_of_skipping(prospects, chosen),
    )


def _prospect(
    question: Question,
    memories: Mapping[str, Memory],
    paces: Mapping[str, float],
    days: int,
    now: datetime,
    rule: Rule,
    scheduler: Scheduler,
) -> Prospect:
    parts = []
    for memory in memories_now(question, memories).memories.values():
        elapsed = max((now - memory.last).total_seconds() / _DAY, 0.0) if memory else 0.0
        parts.append(outlook_of(memory.strength if memory else None, elapsed, days, scheduler))
    seconds = max(paces.get(question.id, SECONDS_A_QUESTION), 1.0)
    return Prospect(question.id, tuple(parts), guess_rate(question, rule), seconds)


def exhibits_of(agenda: Agenda, stems: Mapping[str, str], pass_share: float) -> tuple[Exhibit, ...]:
    """The agenda laid out to be shown; `stems` are those of today's questions, by id."""
    day = "today" if agenda.days == 0 else "tomorrow" if agenda.days == 1 else f"in {agenda.days} days"
    after = agenda.after
    list_done = f"{percent(after.score)} expected, {percent(after.chance_to_pass(pass_share))} to pass"
    outlook: tuple[str, ...] = (
        f"{agenda.met} of {agenda.questions} questions were answered at least once.",
        _sentence_of(agenda.before),
        f"The chance to pass at {percent(pass_share)}: {percent(agenda.before.chance_to_pass(pass_share))}.",
        f"With today's list done: {list_done}.",
        f"To skip today costs {_points(agenda.skipping)} of the score.",
    )
    if not agenda.today:
        outlook = (*outlook[:3], "Nothing that fits into the time of today would make the score better.")
    rows = tuple(
        f"{one_line(stems[each.question])} ({_points(each.gain / agenda.questions)} in {round(each.seconds)} s)"
        for each in agenda.today
    )
    return (
        Sentences("outlook", f"The exam is {day}", "As it would go if nothing more were done until then.", outlook),
        Sentences(
            "today",
            f"Today: {len(rows)} question{'' if len(rows) == 1 else 's'}, {agenda.minutes_needed:.0f} min",
            "What adds most to the score for the time it takes comes first.",
            rows,
        ),
    )


def _sentence_of(readiness: Readiness) -> str:
    return (
        f"Expected score: {percent(readiness.score)}, from {percent(readiness.low)} to {percent(readiness.high)} with "
        f"a probability of {percent(readiness.confidence)}; {percent(readiness.knowledge)} is knowledge, "
        f"{percent(readiness.guessing)} is guessing."
    )


def _points(share: float) -> str:
    return f"{100 * share:.2f} percentage points"
