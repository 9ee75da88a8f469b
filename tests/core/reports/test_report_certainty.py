from __future__ import annotations

from collections.abc import Mapping

import pytest

from quiz.core.certainty import Certainty
from quiz.core.reports.exhibits import (
    Reliability,
    Sentences,
    has_rows,
)
from quiz.core.reports.statistics import Count
from tests.core.made_reports import (
    count,
    figures,
    find,
    reported,
)


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
        "On average you said 63 % and were wholly right in 63 % of 30 answers: that fits.",
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
        "Low: 50 % wholly right of 20, 0 % to 67 % would be fitting: about right.",
        "High: 90 % wholly right of 10, 80 % to 100 % would be fitting: about right.",
    )


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        (
            {Certainty.HIGH: count(10, 2)},
            "On average you said 90 % and were wholly right in 20 % of 10 answers: 70 % too sure.",
            "To say 20 % each time would have been no worse.",
        ),
        (
            {Certainty.GUESS: count(10, 5)},
            "On average you said 25 % and were wholly right in 50 % of 10 answers: 25 % not sure enough.",
            "To say 50 % each time would have been no worse.",
        ),
    ],
)
def test_who_is_too_sure_is_told(said: Mapping[Certainty, Count], first: str, last: str) -> None:
    rows = find(reported(figures(certainties=said)), "certainty", Sentences).rows
    assert rows[0] == first
    assert rows[-2] == last


def test_of_few_answers_nothing_is_said_of_how_well_the_certainties_fit() -> None:
    rows = find(reported(figures(certainties={Certainty.HIGH: count(1, 0)})), "certainty", Sentences).rows
    assert rows == (
        "Of 1 answer you said how sure you were: too few to say whether that fits; it takes 8.",
        "High: 0 of 1 wholly right, too few answers to say whether that fits; it takes 8.",
    )
