from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from quiz.core.answers import Given
from quiz.core.certainty import Certainty
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
from quiz.core.memory import WHOLE, Memory
from quiz.core.questions import Bank, Question, fingerprint_of
from quiz.core.report import Report, confused, report
from quiz.core.review import Learnt
from quiz.core.statistics import Count
from tests.core.samples import bank, choice, matching

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 11, tzinfo=UTC)
DAY = timedelta(days=1)

CELLS = choice("cells", "100", topic="biology", stem="Which\ncells?")
GUT = choice("gut", "1100", topic="medicine")
PAIRS = matching("pairs", ["An infection", "Antibodies"], topic="medicine")
DRAFT = choice("draft", "10", topic="medicine", is_draft=True)
BANK = bank([CELLS, GUT, PAIRS, DRAFT], id="il2")
OTHER = bank([choice("cells", "10", topic="biology")], id="il3")

E = TypeVar("E", bound=Exhibit)


def utc(moment: datetime) -> datetime:
    return moment


def memory(part: str = WHOLE, *, days: float = 0, due: int = 5, stability: float = 5, lapses: int = 0) -> Memory:
    """A memory whose last review was so many days ago."""
    last = NOON - timedelta(days=days)
    return Memory(part, stability, 5, last, last, last + due * DAY, 3, lapses, "fact", "a-b", None, is_right=True)


def learnt(of: Bank = BANK, memories: Mapping[str, Mapping[str, Memory]] | None = None) -> Learnt:
    return Learnt(of, memories or {}, lambda _: None)


def count(answers: int, right: int, points: float | None = None) -> Count:
    return Count(answers, right, right if points is None else points)


def taken(question: Question, *chosen: str, times: int = 1, bank: str = "il2", fingerprint: str = "") -> Taken:
    said = Given(chosen=chosen)
    return Taken(bank, question.id, fingerprint or fingerprint_of(question), said, times)


TEN = count(10, 8, 8.5)


def figures(
    total: Count = TEN,
    *,
    questions: Mapping[str, Mapping[str, Count]] | None = None,
    quarters: Mapping[datetime, Count] | None = None,
    repeats: Sequence[Count] = (),
    places: Sequence[Count] = (),
    certainties: Mapping[Certainty, Count] | None = None,
    wrong: Sequence[Taken] = (),
) -> Figures:
    return Figures(
        sessions=2,
        questions={"il2": {"cells": total}} if questions is None else questions,
        quarters={NOON: total} if quarters is None else quarters,
        repeats=tuple(repeats) or (total,),
        places=tuple(places) or (total,),
        certainties=certainties or {},
        taken=tuple(wrong),
    )


def reported(of: Figures, *of_banks: Learnt) -> Report:
    return report(of_banks or [learnt()], of, NOON, MIDNIGHT, utc)


def find(it: Report, id: str, kind: type[E]) -> E:
    (found,) = [exhibit for exhibit in it.exhibits if exhibit.id == id]
    assert isinstance(found, kind)
    return found


def test_where_nothing_was_answered_one_sentence_says_so() -> None:
    nothing = Figures(0, {}, {}, (), (), {}, ())
    (only,) = reported(nothing).exhibits
    assert isinstance(only, Sentences)
    assert only.rows[0].startswith("Nothing was answered yet.")
    assert reported(nothing).confused == ()


def test_what_there_is_nothing_of_is_left_out() -> None:
    ids = [exhibit.id for exhibit in reported(figures()).exhibits]
    assert ids == [
        "overview",
        "accuracy",
        "due",
        "calendar",
        "learning-curve",
        "time-of-day",
        "fatigue",
        "calibration",
        "hardest",
    ]


def test_all_in_all() -> None:
    it = figures(questions={"il2": {"cells": count(6, 4), "gone": count(4, 4)}})
    known = learnt(memories={"cells": {WHOLE: memory(due=0)}, "gone": {WHOLE: memory()}})
    assert find(reported(it, known), "overview", Sentences).rows == (
        "10 answers to 2 questions in 2 sessions, on 1 day.",
        "80 % of the answers were wholly right; the mean mark is 85 %.",
        "Of 1 item that you met you would recall 100 % now; 1 question is due today.",
    )


# By topic


def test_topics_have_the_mean_mark_of_the_answers_to_what_they_have() -> None:
    questions = {"il2": {"gut": count(10, 5, 6.5), "pairs": count(90, 45), "gone": count(7, 0), "cells": count(4, 4)}}
    rows = find(reported(figures(questions=questions)), "accuracy", Shares).rows
    assert [(row.label, round(row.share, 3), row.answers) for row in rows] == [
        ("Biology", 1, 4),
        ("Medicine", 0.515, 100),
    ]
    assert rows[0].low == pytest.approx(0.5101, abs=1e-4)
    assert rows[1].low == pytest.approx(0.4184, abs=1e-4)


def test_an_interval_is_shown_where_answers_are_few() -> None:
    questions = {"il2": {"gut": count(5000, 2500), "cells": count(5, 2)}}
    few, many = find(reported(figures(questions=questions)), "accuracy", Shares).rows
    assert few.low is not None
    assert many.low is many.high is None


def test_topics_of_several_banks_are_told_apart_by_their_titles() -> None:
    questions = {"il2": {"cells": count(1, 1)}, "il3": {"cells": count(2, 0)}}
    it = reported(figures(questions=questions), learnt(), learnt(OTHER))
    rows = find(it, "accuracy", Shares).rows
    assert [(row.label, row.answers) for row in rows] == [("Il2: Biology", 1), ("Il3: Biology", 2)]
    assert [row.label for row in find(it, "hardest", Shares).rows] == ["il3/cells: cells?"]


def test_recall_by_topic_is_the_mean_of_the_items_met() -> None:
    known = learnt(
        memories={
            "pairs": {"one": memory("one", days=5), "two": memory("two")},
            "gut": {WHOLE: memory(days=5)},
            "gone": {WHOLE: memory()},
        }
    )
    exhibit = find(reported(figures(), known), "retrievability", Shares)
    (row,) = exhibit.rows
    assert (row.label, row.answers, exhibit.unit) == ("Medicine", 3, "items")
    assert row.share == pytest.approx((0.9 + 1 + 0.9) / 3)


def test_what_falls_due_is_counted_by_day() -> None:
    known = learnt(
        memories={
            "cells": {WHOLE: memory(days=9, due=2)},
            "gut": {WHOLE: memory(due=2)},
            "pairs": {"one": memory(due=13), "two": memory(due=14)},
            "draft": {WHOLE: memory()},
        }
    )
    exhibit = find(reported(figures(), known), "due", Counts)
    assert len(exhibit.rows) == 14
    assert [(row.label, row.count) for row in exhibit.rows if row.count] == [
        ("today", 1),
        ("Thu 12 Mar", 1),
        ("Mon 23 Mar", 1),
    ]
    assert exhibit.rows[1].label == "tomorrow"


# When


def test_days_and_hours_are_those_of_the_learner() -> None:
    late = datetime(2026, 3, 9, 18, 45, tzinfo=UTC)
    it = figures(quarters={late: count(3, 3), NOON: count(7, 5)})
    there = report([learnt()], it, NOON, MIDNIGHT, lambda moment: moment.astimezone(ZoneInfo("Asia/Kathmandu")))
    assert find(there, "calendar", Calendar).days == ((date(2026, 3, 10), 10),)
    assert [row.label for row in find(there, "time-of-day", Shares).rows] == ["00:00 to 03:00", "15:00 to 18:00"]
    assert find(reported(it), "calendar", Calendar).days == ((date(2026, 3, 9), 3), (date(2026, 3, 10), 7))


@pytest.mark.parametrize(
    ("ago", "note"),
    [
        ((0, 1, 2, 5), "4 answers on 4 days; 3 days in a row up to today; the longest streak was 3 days."),
        ((1, 2), "2 answers on 2 days; 2 days in a row up to yesterday; the longest streak was 2 days."),
        ((0,), "1 answer on 1 day; the longest streak was 1 day."),
        ((3, 4), "2 answers on 2 days; the longest streak was 2 days."),
    ],
)
def test_the_calendar_tells_of_streaks(ago: tuple[int, ...], note: str) -> None:
    it = figures(quarters={NOON - days * DAY: count(1, 1) for days in ago})
    assert find(reported(it), "calendar", Calendar).note == note


def test_hours_stand_alone_where_there_are_many_answers() -> None:
    many = count(1000, 900)
    assert [row.label for row in find(reported(figures(many)), "time-of-day", Shares).rows] == ["12:00 to 13:00"]


def test_the_learning_curve_takes_late_attempts_together() -> None:
    repeats = [count(20 - i, 7) for i in range(14)]
    rows = find(reported(figures(repeats=repeats)), "learning-curve", Shares).rows
    assert [row.label for row in rows[:4]] == ["1st time", "2nd time", "3rd time", "4th time"]
    assert (rows[-1].label, rows[-1].answers) == ("10th time and later", 11 + 10 + 9 + 8 + 7)
    assert len(rows) == 10


@pytest.mark.parametrize(
    ("places", "labels"),
    [
        (3, ["answers 1 to 3"]),
        (11, ["answers 1 to 5", "answers 6 to 10", "answer 11"]),
        (60, [f"answers {n}1 to {n + 1}0" if n else "answers 1 to 10" for n in range(6)]),
    ],
)
def test_a_session_is_looked_at_in_stretches(places: int, labels: list[str]) -> None:
    it = figures(places=[count(2, 1)] * places)
    assert [row.label for row in find(reported(it), "fatigue", Shares).rows] == labels


def test_very_late_answers_of_a_session_are_taken_together() -> None:
    rows = find(reported(figures(places=[count(2, 1)] * MOST_PLACES)), "fatigue", Shares).rows
    assert rows[-1].label == "answers 91 and later"


# How sure, and how right


def test_where_nobody_said_how_sure_the_exhibit_says_how_to() -> None:
    exhibit = find(reported(figures()), "calibration", Reliability)
    assert not has_rows(exhibit)
    assert exhibit.note.startswith("Say how sure you are")


def test_certainties_are_held_against_what_came_of_them() -> None:
    said = {Certainty.LOW: count(20, 10, 12), Certainty.HIGH: count(10, 9, 9.5)}
    it = reported(figures(certainties=said))
    rows = find(it, "calibration", Reliability).rows
    assert [(row.label, row.forecast, row.share, row.answers) for row in rows] == [
        ("low", 0.5, 0.5, 20),
        ("high", 0.9, 0.9, 10),
    ]
    assert rows[0].low == pytest.approx(0.2993, abs=1e-4)
    assert find(it, "certainty", Sentences).rows == (
        "On average you said 63 % and were right in 63 % of 30 answers: that fits.",
        "What you said was 0 % off on average (expected calibration error).",
        (
            "Of a right and a wrong answer that you were not equally sure of, the right one was the surer in 90 % of "
            "the pairs (gamma 0.80)."
        ),
        (
            "Brier score 0.197, where 0 is perfect: 0.232 for how hard the questions are to foresee, less 0.036 for "
            "telling right from wrong, and 0.000 for saying too much or too little."
        ),
        "That is 15 % better than to say 63 % each time.",
        "Low: 50 % right of 20, 0 % to 67 % would be fitting: about right.",
        "High: 90 % right of 10, 80 % to 100 % would be fitting: about right.",
    )


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        (
            {Certainty.HIGH: count(10, 2)},
            "On average you said 90 % and were right in 20 % of 10 answers: 70 % too sure.",
            "To say 20 % each time would have been no worse.",
        ),
        (
            {Certainty.GUESS: count(10, 5)},
            "On average you said 25 % and were right in 50 % of 10 answers: 25 % not sure enough.",
            "To say 50 % each time would have been no worse.",
        ),
    ],
)
def test_who_is_too_sure_is_told(said: Mapping[Certainty, Count], first: str, last: str) -> None:
    rows = find(reported(figures(certainties=said)), "certainty", Sentences).rows
    assert rows[0] == first
    assert rows[-2] == last


# What is hard


def test_the_hardest_questions_come_first_and_those_never_missed_not_at_all() -> None:
    questions = {
        "il2": {
            "cells": count(4, 1),
            "gut": count(2, 2),
            "pairs": count(2, 0, 1.5),
            "draft": count(1, 0),
            "gone": count(9, 0),
        }
    }
    rows = find(reported(figures(questions=questions)), "hardest", Shares).rows
    assert [(row.label, row.share, row.answers) for row in rows] == [
        ("cells: Which cells?", 0.25, 4),
        ("pairs: pairs?", 0.75, 2),
    ]


def test_a_long_stem_is_cut() -> None:
    long = choice("long", "10", stem="Word " * 40)
    of = bank([long], id="il2")
    it = figures(questions={"il2": {"long": count(2, 0)}})
    (row,) = find(reported(it, learnt(of)), "hardest", Shares).rows
    assert row.label.startswith("long: Word Word")
    assert row.label.endswith("Word…")
    assert len(row.label) <= len("long: ") + 70


def test_confusions_say_what_was_taken_for_what() -> None:
    wrong = (
        taken(CELLS, "cells option 1", times=3),
        taken(CELLS, "Cells  option 1", times=2),
        taken(CELLS, "gone option", times=9),
        taken(GUT, "gut option 0", "gut option 3", times=4),
        taken(DRAFT, "draft option 1", times=8),
        taken(CELLS, "cells option 2", times=8, fingerprint="a-other"),
        Taken("il2", "pairs", fingerprint_of(PAIRS), Given(matched=(("pairs prompt 0", "Antibodies"),)), 1),
        Taken("il2", "gone", "a-b", Given(chosen=("x",)), 7),
        Taken("elsewhere", "cells", "a-b", Given(chosen=("x",)), 7),
    )
    questions = {"il2": {"cells": count(30, 8), "gut": count(9, 5), "pairs": count(4, 2), "draft": count(8, 0)}}
    it = reported(figures(questions=questions, wrong=wrong))
    assert find(it, "confusions", Counts).rows == (
        Counted("cells: “cells option 1” for “cells option 0”", 5, 30),
        Counted("gut: “gut option 3” for a right one", 4, 9),
        Counted("pairs: pairs prompt 0: “Antibodies” for “An infection”", 1, 4),
    )
    assert it.confused == ("cells", "gut", "pairs")


def test_the_drill_of_several_banks_names_questions_as_a_mixture_does() -> None:
    questions = {"il2": {"cells": count(3, 1)}, "il3": {"cells": count(3, 1)}}
    theirs = OTHER.question("cells")
    wrong = [taken(CELLS, "cells option 1"), taken(theirs, "cells option 1", times=2, bank="il3")]
    it = figures(questions=questions, wrong=wrong)
    both = [learnt(), learnt(OTHER)]
    assert reported(it, *both).confused == confused(both, it) == ("il3/cells", "il2/cells")


@given(st.lists(st.tuples(st.integers(0, 29), st.integers(1, 4), st.integers(1, 6)), max_size=60))
def test_the_commonest_confusions_are_found_whichever_questions_are_read(
    mistakes: list[tuple[int, int, int]],
) -> None:
    many = [choice(f"q{i:02}", "10000") for i in range(30)]
    wrong = [taken(many[i], f"q{i:02} option {option}", times=times) for i, option, times in mistakes]
    times: Counter[tuple[str, int]] = Counter()
    for i, option, number in mistakes:
        times[f"q{i:02}", option] += number
    of_all = figures(questions={"il2": {it.id: count(99, 0) for it in many}}, wrong=wrong)
    it = reported(of_all, learnt(bank(many, id="il2")))
    shown = [row.count for row in find(it, "confusions", Counts).rows] if mistakes else []
    assert shown == sorted(times.values(), reverse=True)[:10]
    assert all(sum(n for (id, _), n in times.items() if id == question) for question in it.confused)


def test_leeches_are_listed_with_the_pair_that_is_forgotten() -> None:
    known = learnt(memories={"cells": {WHOLE: memory(lapses=8)}, "pairs": {"a prompt": memory("a prompt", lapses=9)}})
    assert find(reported(figures(), known), "leeches", Counts).rows == (
        Counted("pairs: pairs? (a prompt)", 9),
        Counted("cells: Which cells?", 8),
    )


# What must hold always


COUNTS = st.builds(
    lambda wrong, right, part: Count(wrong + right, right, right + wrong * part),
    st.integers(0, 50),
    st.integers(1, 50),
    st.floats(0, 0.99),
)


@given(
    st.lists(COUNTS, min_size=1, max_size=20),
    st.dictionaries(st.datetimes(datetime(2020, 1, 1), datetime(2026, 3, 10)), COUNTS, max_size=20),  # noqa: DTZ001  made aware below
    st.dictionaries(st.sampled_from(Certainty), COUNTS),
    st.lists(COUNTS, max_size=MOST_PLACES),
)
def test_every_figure_says_from_how_many_it_comes_and_lies_within_its_bounds(
    repeats: list[Count], moments: dict[datetime, Count], said: dict[Certainty, Count], places: list[Count]
) -> None:
    quarters = {moment.replace(tzinfo=UTC): each for moment, each in moments.items()}
    it = reported(figures(repeats=repeats, quarters=quarters, certainties=said, places=places))
    assert len({exhibit.id for exhibit in it.exhibits}) == len(it.exhibits)
    for exhibit in it.exhibits:
        rows: Sequence[Share | Forecast] = exhibit.rows if isinstance(exhibit, Shares | Reliability) else ()
        for row in rows:
            assert row.answers > 0
            assert 0 <= (row.low or 0.0) <= row.share <= (1.0 if row.high is None else row.high) <= 1
    curve = find(it, "learning-curve", Shares)
    assert sum(row.answers for row in curve.rows) == sum(each.answers for each in repeats)
    hours = find(it, "time-of-day", Shares).rows if moments else ()
    assert sum(row.answers for row in hours) == sum(each.answers for each in moments.values())
