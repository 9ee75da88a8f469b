from __future__ import annotations

import pytest

from quiz.core.reports.exhibits import (
    Counted,
    Counts,
    Shares,
)
from quiz.core.revision.facts import WHOLE
from tests.core.made_reports import (
    OTHER,
    count,
    figures,
    find,
    learnt,
    memory,
    reported,
)


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


def test_leeches_are_listed_with_the_pair_that_is_forgotten() -> None:
    known = learnt(memories={"cells": {WHOLE: memory(lapses=8)}, "pairs": {"a prompt": memory("a prompt", lapses=9)}})
    assert find(reported(figures(), known), "leeches", Counts).rows == (
        Counted("pairs: pairs? (a prompt)", 9),
        Counted("cells: Which cells?", 8),
    )
