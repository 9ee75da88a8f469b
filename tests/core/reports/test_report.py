from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given, strategies as st

from quiz.core.certainty import Certainty
from quiz.core.reports.exhibits import (
    Forecast,
    Reliability,
    Sentences,
    Share,
    Shares,
)
from quiz.core.reports.figures import MOST_PLACES, Figures
from quiz.core.reports.statistics import Count
from quiz.core.revision.facts import WHOLE
from tests.core.made_reports import (
    count,
    figures,
    find,
    learnt,
    memory,
    reported,
)


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
