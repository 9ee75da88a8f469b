"""What to do today for an exam on a day to come, and what the exam would then be like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import fsum
from typing import assert_never

from quiz.core.marking import Rule, percent
from quiz.core.questions import Choice, Matching, Question
from quiz.core.reports.exhibits import Exhibit, Sentences, Share, Shares
from quiz.core.revision.memory import Memory, memories_now
from quiz.core.revision.readiness import (
    Prospect,
    Readiness,
    cost_of_skipping,
    guess_rate,
    outlook_of,
    readiness,
    worth_most,
)
from quiz.core.revision.schedule import Scheduler
from quiz.core.revision.waiting import Learnt
from quiz.core.text import fold, one_line

SECONDS_A_QUESTION, SECONDS_A_PAIR = 30.0, 15.0
"""What an answer to a choice question, and to each pair of a matching one, is taken to need until one was given."""

MINUTES_A_DAY = 20.0
"""The time to learn in where the learner says none."""

PASS_SHARE = 0.6
"""The share of the questions that passes where the learner says none."""

_FEWEST_MINUTES, _MOST_MINUTES = 1, 24 * 60
_FARTHEST = 10 * 365  # days
_FARTHEST_FROM_SURE = 0.01
_SHORTEST = 1.0  # seconds that an answer needs at least
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The list of today, best first, for an exam in `days` days of a bank with so many `questions`.

    `minutes` are those of a day, of which the `done` questions, answered today already, took `minutes_done`; `met`
    questions were answered today or before. `before` is what the exam would be like if nothing more were done, `after`
    if today's list is done, and `skipping` the share of the score that is lost if it is not.
    """

    exam_day: date
    days: int
    minutes: float
    minutes_done: float
    today: tuple[Prospect, ...]
    questions: int
    met: int
    done: int
    before: Readiness
    after: Readiness
    skipping: float

    @property
    def minutes_needed(self) -> float:
        return fsum(each.seconds for each in self.today) / 60


def agenda(
    learnt: Learnt,
    paces: Mapping[str, float],
    exam_day: date,
    *,
    start_of_day: datetime,
    minutes: float,
    rule: Rule,
    scheduler: Scheduler,
) -> Agenda | None:
    """The agenda for an exam that asks all questions of the bank, None where it has none to ask.

    `paces` are the seconds that an answer to a question took on average, where one was given. `start_of_day` is when
    the learner's day began, in the learner's time zone: days are counted on that calendar. Only the first answer of a
    day tells of memory, so what was answered today is not on the list again. ValueError where the day of the exam is
    past.
    """
    today = start_of_day.date()
    days = (exam_day - today).days
    if days < 0:
        raise ValueError(f"{exam_day.isoformat()} is past")
    bank = learnt.bank
    unmet = outlook_of(None, 0.0, days, scheduler)
    prospects: list[Prospect] = []
    met = 0
    done: list[Prospect] = []
    for i, id in enumerate(bank.catalogue.ids):
        if i in bank.catalogue.drafts:
            continue
        question = bank.questions[i]
        memories = _memories(question, learnt.memories.get(id, {}))
        ages = [None if memory is None else _age(memory, start_of_day) for memory in memories]
        parts = tuple(
            unmet if memory is None or age is None else outlook_of(memory.strength, age, days, scheduler)
            for memory, age in zip(memories, ages, strict=True)
        )
        seconds = max(paces.get(id, _seconds(question)), _SHORTEST)
        prospect = Prospect(id, parts, guess_rate(question, rule), seconds)
        prospects.append(prospect)
        met += any(memories)
        if all(age == 0 for age in ages):
            done.append(prospect)
    before = readiness(prospects)
    if before is None:
        return None
    seconds_done = fsum(each.seconds for each in done)
    left_out = {each.question for each in done}
    able = [each for each in prospects if each.question not in left_out and each.question not in learnt.suspended]
    chosen = worth_most(able, max(minutes * 60 - seconds_done, 0.0))
    return Agenda(
        exam_day=exam_day,
        days=days,
        minutes=minutes,
        minutes_done=seconds_done / 60,
        today=chosen,
        questions=len(prospects),
        met=met,
        done=len(done),
        before=before,
        after=readiness(prospects, {each.question for each in chosen}) or before,
        skipping=cost_of_skipping(prospects, chosen),
    )


def _memories(question: Question, memories: Mapping[str, Memory]) -> tuple[Memory | None, ...]:
    """What is remembered of each part of the question as it is now."""
    if memories:
        return tuple(memories_now(question, memories).memories.values())
    match question:  # without the digests that only a memory is compared by
        case Choice():
            return (None,)
        case Matching():
            return (None,) * len({fold(pair.prompt) for pair in question.pairs})
        case _:
            assert_never(question)


def _age(memory: Memory, start_of_day: datetime) -> int:
    """The days since the last review on the learner's calendar; 0 where the clock was set back since."""
    return max((start_of_day.date() - memory.last.astimezone(start_of_day.tzinfo).date()).days, 0)


def _seconds(question: Question) -> float:
    return SECONDS_A_PAIR * len(question.pairs) if isinstance(question, Matching) else SECONDS_A_QUESTION


# What the learner says of the exam


def read_day(text: str, today: date) -> date | str:
    """The day of the exam that the text says, or a sentence on why it says none."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return f"Write the day as year, month and day, like {(today + 30 * _DAY).isoformat()}."
    if day < today:
        return f"{day.isoformat()} is past. Give the day of an exam to come."
    if day - today > _FARTHEST * _DAY:
        return f"{day.isoformat()} is more than {_FARTHEST // 365} years ahead. Check the year."
    return day


def read_minutes(text: str) -> float | str:
    """The minutes a day that the text says, or a sentence on why it says none."""
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if _FEWEST_MINUTES <= minutes <= _MOST_MINUTES:
        return minutes
    return f"The minutes a day are a number from {_FEWEST_MINUTES} to {_MOST_MINUTES}."


# The agenda in words and bars


def exhibits_of(agenda: Agenda, stems: Mapping[str, str], pass_share: float) -> tuple[Exhibit, ...]:
    """The agenda laid out to be shown; `stems` are those of today's questions, by id."""
    return (
        Shares(
            "forecast",
            f"The exam is {_when(agenda.days)}, on {agenda.exam_day.isoformat()}",
            f"What it would be like if you did nothing more until then. The range of a score holds in "
            f"{percent(agenda.before.confidence)} of such exams.",
            tuple(_shares(agenda)),
            "questions",
        ),
        Sentences("outlook", "What that means", "", tuple(_sentences(agenda, pass_share))),
        Sentences("today", _title(agenda), _note(agenda), tuple(_rows(agenda, stems))),
    )


def _when(days: int) -> str:
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"


def home_line(exam_day: date, today: date, agenda: Agenda | None, pass_share: float) -> str:
    """The exam in one line; `agenda` is None where it is past or not known yet."""
    days = (exam_day - today).days
    if days < 0:
        return f"exam was on {exam_day.isoformat()}"
    line = f"exam {_when(days)}"
    if agenda is None:
        return line
    score, chance = percent(agenda.before.score), chance_in_words(agenda.before.chance_to_pass(pass_share))
    list_of_today = f"{_questions(len(agenda.today))} today" if agenda.today else "nothing left for today"
    return f"{line}: {score} expected, {chance} to pass; {list_of_today}"


def chance_in_words(chance: float) -> str:
    """The forecast probability as whole per cent, and where it is nearer to none or to certain as a bound.

    No forecast is sure of anything: its 0 and its 1 are bounds as well.
    """
    if chance < _FARTHEST_FROM_SURE:
        return f"under {percent(_FARTHEST_FROM_SURE)}"
    if chance > 1 - _FARTHEST_FROM_SURE:
        return f"over {percent(1 - _FARTHEST_FROM_SURE)}"
    return percent(chance)


def _shares(agenda: Agenda) -> Iterator[Share]:
    before, after, asked = agenda.before, agenda.after, agenda.questions
    yield Share("Known", before.knowledge, asked)
    yield Share("Guessed rightly", before.guessing, asked)
    yield Share("Score to expect", before.score, asked, before.low, before.high)
    if agenda.today:
        yield Share("With today's list done", after.score, asked, after.low, after.high)


def _sentences(agenda: Agenda, pass_share: float) -> Iterator[str]:
    chance = f"The chance to pass, with {percent(pass_share)} or more, is "
    now = chance_in_words(agenda.before.chance_to_pass(pass_share))
    if agenda.today:
        then = chance_in_words(agenda.after.chance_to_pass(pass_share))
        yield f"{chance}{now}" + (
            f", and {then} with today's list done." if then != now else ", with today's list too."
        )
        yield f"To skip today's list costs {_points(agenda.skipping)} of the score."
    else:
        yield f"{chance}{now}."
    if never := agenda.questions - agenda.met:
        yield f"{never} of {_questions(agenda.questions)} {_were(never)} never answered, and could only be guessed."
    if agenda.done:
        yield (
            f"{_questions(agenda.done)} {_were(agenda.done)} answered today, "
            f"in about {agenda.minutes_done:.0f} of {agenda.minutes:g} minutes."
        )


def _title(agenda: Agenda) -> str:
    if agenda.today:
        return f"Today: {_questions(len(agenda.today))}, about {max(agenda.minutes_needed, 1):.0f} min"
    return "Today: done" if agenda.done else "Today: nothing"


def _note(agenda: Agenda) -> str:
    return "What adds most to the score for the time it takes comes first." if agenda.today else ""


def _rows(agenda: Agenda, stems: Mapping[str, str]) -> Iterator[str]:
    for each in agenda.today:
        gain = _points(each.gain / agenda.questions)
        yield f"{one_line(stems[each.question])} (adds {gain}, {each.seconds:.0f} s)"
    if not agenda.today:
        yield nothing_more(agenda)


def nothing_more(agenda: Agenda) -> str:
    """The sentence that stands for an empty list."""
    return f"Nothing more that fits into {agenda.minutes:g} minutes a day would make the score better."


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _points(share: float) -> str:
    """A share of the score as percentage points, with as many decimals as tell it from none."""
    points = 100 * share
    if points < 0.01:
        return "less than 0.01 points"
    return f"{points:.1f} points" if round(points, 2) >= 0.1 else f"{points:.2f} points"
