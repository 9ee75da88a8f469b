"""Where a learner stands, laid out to be shown: each figure with how many answers it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from quiz.core.calibration import PROBABILITY, Calibration, calibration_of_certainties
from quiz.core.certainty import Certainty
from quiz.core.confidence import judgement_of
from quiz.core.exhibits import (
    Calendar,
    Counted,
    Counts,
    Exhibit,
    Forecast,
    Reliability,
    Sentences,
    Share,
    Shares,
    has_rows,
)
from quiz.core.figures import MOST_PLACES, Figures, Taken
from quiz.core.marking import percent
from quiz.core.memory import Memory
from quiz.core.questions import Bank, mixed_id, parts_of
from quiz.core.review import Learnt, forecast, leeches
from quiz.core.statistics import (
    Confusion,
    Count,
    Facility,
    Stretch,
    by_day,
    by_hour,
    by_topic,
    confusions,
    facility,
    fatigue,
    hardest,
    learning_curve,
    streak,
)
from quiz.core.text import one_line

_DAYS_AHEAD = 14
_MOST_ROWS = 10
_LEAST_FOR_HARDEST = 2
_FEW = 1000
"""Answers below which the hours of the day are shown by threes."""

_HOURS_TOGETHER = 3
_ALWAYS = "calibration"
"""The exhibit that says, where it is empty, how it comes to be filled."""

_SHORT_SESSION = 50
_SHOWN_OF_A_TEXT = 70
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_NONE = Count(0, 0, 0.0)
_NOTHING_YET = "Nothing was answered yet. What you answer is counted here: by topic, by day, by how sure you were."
_RANGE = "Where answers are few, the range in brackets has the true one with a confidence of 95 % (Wilson)."


@dataclass(frozen=True, slots=True)
class Report:
    """The exhibits in the order of showing, and the questions of the commonest confusions, the commonest first.

    A question has its own id where the report is of one bank, and that in a Mixture where it is of several.
    """

    exhibits: tuple[Exhibit, ...]
    confused: tuple[str, ...] = ()


def report(
    learnt: Sequence[Learnt],
    figures: Figures,
    now: datetime,
    end_of_day: datetime,
    local: Callable[[datetime], datetime],
) -> Report:
    """The report of what is remembered of the banks, and of all answers; what there is nothing of is left out.

    `figures` may have answers to questions that the banks do not have: they count, but in no topic. `end_of_day` is
    when the learner's day ends, and `local` gives a moment by the learner's clock.
    """
    if not figures.total.answers:
        return Report((Sentences("overview", "All in all", "", (_NOTHING_YET,)),))
    shelf = _Shelf(learnt)
    found = _confused(shelf, figures)
    due = _due(learnt, end_of_day)
    today = local(now).date()
    moments = [(local(moment), count) for moment, count in figures.quarters.items()]
    days = tuple((day, count.answers) for day, count in by_day(moments).items())
    exhibits: tuple[Exhibit, ...] = (
        _overview(shelf, figures, len(days), due[0], now),
        _accuracy(shelf, figures),
        _retrievability(shelf, now),
        _forecast(due, today),
        _calendar(days, today),
        _learning_curve(figures),
        _time_of_day(moments, figures.total),
        _fatigue(figures),
        _calibration(figures),
        _certainty(figures),
        _hardest(shelf, figures),
        _confusions(shelf, found),
        _leeches(shelf),
    )
    return Report(
        tuple(exhibit for exhibit in exhibits if has_rows(exhibit) or exhibit.id == _ALWAYS),
        _questions_of(shelf, found),
    )


def confused(learnt: Sequence[Learnt], figures: Figures) -> tuple[str, ...]:
    """The questions of the commonest confusions, as the report has them."""
    shelf = _Shelf(learnt)
    return _questions_of(shelf, _confused(shelf, figures))


class _Shelf:
    """The banks of a report, and what their questions and topics are called in it.

    Topics are told apart by their ids in a Mixture, and questions of several banks likewise.
    """

    def __init__(self, learnt: Sequence[Learnt]) -> None:
        self.learnt = learnt
        self.banks = {each.bank.id: each.bank for each in learnt}
        self._are_several = len(learnt) > 1

    def name(self, bank: str, question: str) -> str:
        return mixed_id(bank, question) if self._are_several else question

    @cached_property
    def topics(self) -> dict[str, str]:
        """The titles of the topics, in the order of the banks and their files."""
        return {
            mixed_id(bank.id, id): f"{bank.title}: {title}" if self._are_several else title
            for bank in self.banks.values()
            for id, title in bank.topics.items()
        }

    @cached_property
    def topic_of(self) -> Mapping[str, dict[str, str]]:
        """The topic of each question, by bank and question."""
        return {bank.id: _topics_of(bank) for bank in self.banks.values()}

    def label(self, bank: str, question: str) -> str:
        """The question's name and the beginning of its stem."""
        stem = self.banks[bank].question(question).stem
        return f"{self.name(bank, question)}: {_short(stem)}"

    def memories(self) -> Iterator[tuple[str, Memory]]:
        """What is remembered of the questions that there are, with the topic of each."""
        for each in self.learnt:
            topics = self.topic_of[each.bank.id]
            for question, parts in each.memories.items():
                if question in topics:
                    yield from ((topics[question], memory) for memory in parts.values())


def _topics_of(bank: Bank) -> dict[str, str]:
    keys = [mixed_id(bank.id, topic) for topic in bank.topics]
    return {id: keys[topic] for id, topic in zip(bank.catalogue.ids, bank.catalogue.topics, strict=True)}


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _SHOWN_OF_A_TEXT else text[: _SHOWN_OF_A_TEXT - 1].rstrip() + "…"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _share(label: str, it: Facility) -> Share:
    """The facility as a row, with its interval where it is rough."""
    bounds = (it.interval.low, it.interval.high) if it.is_rough else (None, None)
    return Share(one_line(label), it.share, it.answers, *bounds)


# All in all, by topic, and what is due


def _overview(shelf: _Shelf, figures: Figures, days: int, due: int, now: datetime) -> Sentences:
    total = figures.total
    questions = sum(map(len, figures.questions.values()))
    met = f"{_number(total.answers, 'answer')} to {_number(questions, 'question')}"
    right, mark = percent(total.right / total.answers), percent(min(total.points / total.answers, 1.0))
    rows = [
        f"{met} in {_number(figures.sessions, 'session')}, on {_number(days, 'day')}.",
        f"{right} of the answers were wholly right; the mean mark is {mark}.",
    ]
    if recalls := [memory.recall(now) for _, memory in shelf.memories()]:
        rows.append(
            f"Of {_number(len(recalls), 'item')} that you met you would recall "
            f"{percent(sum(recalls) / len(recalls))} now; {_number(due, 'question')} "
            f"{'is' if due == 1 else 'are'} due today."
        )
    return Sentences("overview", "All in all", "", tuple(rows))


def _accuracy(shelf: _Shelf, figures: Figures) -> Shares:
    rows = (
        (shelf.topic_of[bank][question], count)
        for bank, counts in figures.questions.items()
        if bank in shelf.banks
        for question, count in counts.items()
        if question in shelf.topic_of[bank]
    )
    found = by_topic(rows)
    note = f"The mean mark, of so many answers. {_RANGE}"
    shares = tuple(_share(title, found[topic]) for topic, title in shelf.topics.items() if topic in found)
    return Shares("accuracy", "Accuracy by topic", note, shares)


def _retrievability(shelf: _Shelf, now: datetime) -> Shares:
    recalls: dict[str, list[float]] = {}
    for topic, memory in shelf.memories():
        recalls.setdefault(topic, []).append(memory.recall(now))
    rows = tuple(
        Share(one_line(title), sum(recalls[topic]) / len(recalls[topic]), len(recalls[topic]))
        for topic, title in shelf.topics.items()
        if topic in recalls
    )
    note = (
        "How much you would recall now of what you met, as FSRS forecasts it from your answers. An item is a question, "
        "or a pair of one to match."
    )
    return Shares("retrievability", "What you would recall, by topic", note, rows, unit="items")


def _due(learnt: Iterable[Learnt], end_of_day: datetime) -> tuple[int, ...]:
    """How many questions fall due on each of the days ahead, the first being today."""
    each_bank = [
        forecast(
            each.bank,
            (
                (question, (memory.due - _EPOCH) // _MILLISECOND)
                for question, parts in each.memories.items()
                for memory in parts.values()
            ),
            end_of_day,
            _DAYS_AHEAD,
            each.suspended,
        )
        for each in learnt
    ]
    return tuple(map(sum, zip(*each_bank, strict=True))) if each_bank else (0,) * _DAYS_AHEAD


def _forecast(due: Sequence[int], today: date) -> Counts:
    rows = tuple(Counted(_day_name(today, ahead), count) for ahead, count in enumerate(due))
    note = f"{_number(sum(due), 'question')} of those answered; what is overdue counts as today."
    return Counts("due", f"Due in {_DAYS_AHEAD} days", note, "questions", rows)


def _day_name(today: date, ahead: int) -> str:
    return "today" if not ahead else "tomorrow" if ahead == 1 else f"{today + timedelta(days=ahead):%a %d %b}"


# When, and how often


def _calendar(days: tuple[tuple[date, int], ...], today: date) -> Calendar:
    it = streak([day for day, _ in days], today)
    longest = f"the longest streak was {_number(it.longest, 'day')}"
    now = f"{_number(it.now, 'day')} in a row up to {'today' if it.is_kept else 'yesterday'}; " if it.now > 1 else ""
    answers = sum(count for _, count in days)
    note = f"{_number(answers, 'answer')} on {_number(len(days), 'day')}; {now}{longest}."
    return Calendar("calendar", "Days", note, days)


def _learning_curve(figures: Figures) -> Shares:
    alone, rest = figures.repeats[: _MOST_ROWS - 1], figures.repeats[_MOST_ROWS - 1 :]
    rows = learning_curve([*alone, *([sum(rest, _NONE)] if rest else [])])
    note = "The mean mark when a question was answered for the first time, the second time and so on."
    shares = tuple(
        _share(f"{_ordinal(it.first)} time{' and later' if it.first == _MOST_ROWS else ''}", it.facility) for it in rows
    )
    return Shares("learning-curve", "Learning curve", note, shares)


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number, "th")
    return f"{number}{ending}"


def _time_of_day(moments: Sequence[tuple[datetime, Count]], total: Count) -> Shares:
    every = _HOURS_TOGETHER if total.answers < _FEW else 1
    rows = tuple(
        _share(f"{place * every:02}:00 to {(place + 1) * every:02}:00", it)
        for place, it in enumerate(by_hour(moments, every))
        if it
    )
    return Shares("time-of-day", "Time of day", "The mean mark by the hour of your clock, of so many answers.", rows)


def _fatigue(figures: Figures) -> Shares:
    every = 5 if len(figures.places) <= _SHORT_SESSION else 10
    rows = tuple(_share(_places(it), it.facility) for it in fatigue(figures.places, every))
    note = "The mean mark of the first answers of a session, the next and so on; only long sessions have later ones."
    return Shares("fatigue", "Within a session", note, rows)


def _places(it: Stretch) -> str:
    if it.last == MOST_PLACES:
        return f"answers {it.first} and later"
    return f"answers {it.first} to {it.last}" if it.last > it.first else f"answer {it.first}"


# How sure, and how right


def _calibration(figures: Figures) -> Reliability:
    said = figures.certainties
    rows = tuple(_forecast_of(level, said[level]) for level in Certainty if level in said)
    if rows:
        note = (
            f"Of {_number(sum(row.answers for row in rows), 'answer')} you said how sure you were. "
            "On the dotted line you are right as often as you say."
        )
    else:
        note = "Say how sure you are of an answer before you hand it in, and see here whether you know what you know."
    return Reliability("calibration", "How sure, and how right", note, rows)


def _right_only(count: Count) -> Count:
    """The answers with nothing for what is partly right: it was said of the whole of them how sure they were."""
    return Count(count.answers, count.right, count.right)


def _forecast_of(level: Certainty, count: Count) -> Forecast:
    it = facility(_right_only(count))
    if it is None:
        raise AssertionError("a level that was said has answers")
    return Forecast(level.value, PROBABILITY[level], it.share, it.answers, it.interval.low, it.interval.high)


def _certainty(figures: Figures) -> Sentences:
    rows: list[str] = []
    if it := calibration_of_certainties(figures.certainties):
        rows += _judged(it)
        found = (judgement_of(level, _right_only(count)) for level, count in figures.certainties.items())
        rows += [judgement.sentence for judgement in found if judgement]
    return Sentences("certainty", "What your certainty says", "", tuple(rows))


def _judged(it: Calibration) -> Iterator[str]:
    share = sum(each.right for each in it.bins) / it.answers
    said = share + it.bias
    off = f"{percent(abs(it.bias))} {'too sure' if it.bias > 0 else 'not sure enough'}"
    yield (
        f"On average you said {percent(said)} and were right in {percent(share)} of {_number(it.answers, 'answer')}: "
        f"{'that fits' if percent(said) == percent(share) else off}."
    )
    yield f"What you said was {percent(it.error)} off on average (expected calibration error)."
    if it.gamma is not None:
        yield (
            f"Of a right and a wrong answer that you were not equally sure of, the right one was the surer in "
            f"{percent((1 + it.gamma) / 2)} of the pairs (gamma {it.gamma:.2f})."
        )
    yield (
        f"Brier score {it.brier:.3f}, where 0 is perfect: {it.uncertainty:.3f} for how hard the questions are to "
        f"foresee, less {it.resolution:.3f} for telling right from wrong, and {it.reliability:.3f} for saying too much "
        "or too little."
    )
    if it.skill is not None:
        if it.skill > 0:
            yield f"That is {percent(it.skill)} better than to say {percent(share)} each time."
        else:
            yield f"To say {percent(share)} each time would have been no worse."


# What is hard


def _hardest(shelf: _Shelf, figures: Figures) -> Shares:
    counts = (
        (mixed_id(bank, question), count)
        for bank, rows in figures.questions.items()
        if bank in shelf.banks
        for question, count in rows.items()
        if question in shelf.banks[bank]
    )
    rows = tuple(
        _share(shelf.label(*parts_of(question)), it)
        for question, it in hardest(counts, _LEAST_FOR_HARDEST, _MOST_ROWS)
        if it.share < 1
    )
    note = f"The lowest mean marks, of questions with {_LEAST_FOR_HARDEST} answers or more."
    return Shares("hardest", "Hardest questions", note, rows)


@dataclass(frozen=True, slots=True)
class _Confused:
    """A confusion at a question that was answered so many times."""

    bank: str
    question: str
    confusion: Confusion
    answers: int


def _confused(shelf: _Shelf, figures: Figures) -> list[_Confused]:
    """The commonest confusions, the commonest first.

    No confusion of a question is commoner than its wrong answers, so most questions need not be read.
    """
    wrong: dict[tuple[str, str], list[Taken]] = {}
    for taken in figures.taken:
        if taken.bank in shelf.banks and taken.question in shelf.banks[taken.bank]:
            wrong.setdefault((taken.bank, taken.question), []).append(taken)
    totals = sorted(((-sum(it.times for it in each), named) for named, each in wrong.items()))
    found: list[_Confused] = []
    for minus, (bank, id) in totals:
        if len(found) == _MOST_ROWS and -minus < found[-1].confusion.times:
            break
        question = shelf.banks[bank].question(id)
        if question.is_draft:
            continue
        answers = figures.questions[bank][id].answers
        given = ((it.fingerprint, it.given, it.times) for it in wrong[bank, id])
        found += [_Confused(bank, id, confusion, answers) for confusion in confusions(question, given)]
        found = sorted(found, key=lambda it: (-it.confusion.times, it.bank, it.question))[:_MOST_ROWS]
    return found


def _questions_of(shelf: _Shelf, found: Iterable[_Confused]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shelf.name(each.bank, each.question) for each in found))


def _confusions(shelf: _Shelf, found: Iterable[_Confused]) -> Counts:
    rows = tuple(
        Counted(f"{shelf.name(each.bank, each.question)}: {_said(each.confusion)}", each.confusion.times, each.answers)
        for each in found
    )
    note = "What was taken for what, in how many of the answers to its question. They can be drilled."
    return Counts("confusions", "Taken for one another", note, "answers", rows)


def _said(it: Confusion) -> str:
    key = f"“{_short(it.keys[0])}”" if len(it.keys) == 1 else "a right one"
    instead = f"“{_short(it.taken)}” for {key}"
    return f"{_short(it.prompt)}: {instead}" if it.prompt else instead


def _leeches(shelf: _Shelf) -> Counts:
    rows = tuple(
        Counted(shelf.label(*parts_of(question)) + (f" ({memory.part})" if memory.part else ""), memory.lapses)
        for question, memory in leeches(shelf.learnt)[:_MOST_ROWS]
    )
    note = "Forgotten again and again: to read the passage may help more than to be asked once more."
    return Counts("leeches", "Leeches", note, "times forgotten", rows)
