from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given, strategies as st

from quiz.core.certainty import Certainty
from quiz.core.reports.calibration import (
    PROBABILITY,
    Calibration,
    Forecasts,
    calibration_of,
    calibration_of_certainties,
)
from quiz.core.reports.statistics import Count, wilson


class _Case(TypedDict):
    forecast: list[float]
    outcome: list[int]
    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    skill: float
    bias: float
    error: float
    gamma: float


class _Vectors(TypedDict):
    calibration: _Case


_VECTORS: _Vectors = json.loads((Path(__file__).parents[2] / "data" / "vectors.json").read_text("utf-8"))
CASE = _VECTORS["calibration"]


def calibrated(forecasts: list[tuple[float, bool]]) -> Calibration:
    calibration = calibration_of(Forecasts(forecast, 1, int(is_right)) for forecast, is_right in forecasts)
    assert calibration is not None
    return calibration


ALL = calibrated(list(zip(CASE["forecast"], map(bool, CASE["outcome"]), strict=True)))


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (ALL.brier, CASE["brier"]),
        (ALL.reliability, CASE["reliability"]),
        (ALL.resolution, CASE["resolution"]),
        (ALL.uncertainty, CASE["uncertainty"]),
        (ALL.skill, CASE["skill"]),
        (ALL.bias, CASE["bias"]),
        (ALL.error, CASE["error"]),
        (ALL.gamma, CASE["gamma"]),
    ],
)
def test_the_figures_are_those_of_the_vectors(figure: float | None, expected: float) -> None:
    assert figure == pytest.approx(expected, abs=1e-9)


def test_bins_are_one_for_each_forecast_in_rising_order_with_their_interval() -> None:
    assert ALL.answers == 10
    assert ALL.bins == (Forecasts(0.25, 1, 0), Forecasts(0.6, 4, 2), Forecasts(0.9, 5, 4))
    assert [each.share for each in ALL.bins] == [0, 0.5, 0.8]
    assert ALL.bins[2].interval == wilson(4, 5)


def test_counted_up_or_one_by_one_is_the_same() -> None:
    assert calibration_of([Forecasts(0.9, 5, 4), Forecasts(0.25, 1, 0), Forecasts(0.6, 4, 2)]) == ALL


def test_of_nothing_there_is_no_calibration() -> None:
    assert calibration_of([]) is None
    assert calibration_of([Forecasts(0.5, 0, 0)]) is None
    assert calibration_of_certainties({Certainty.LOW: Count(0, 0, 0.0)}) is None


@pytest.mark.parametrize(("forecast", "answers", "right"), [(1.1, 1, 1), (-0.1, 1, 1), (0.5, 1, 2), (0.5, 1, -1)])
def test_what_cannot_be_a_forecast_is_refused(forecast: float, answers: int, right: int) -> None:
    with pytest.raises(ValueError, match="forecast"):
        Forecasts(forecast, answers, right)


def test_where_all_is_right_there_is_no_skill_and_nothing_to_tell_apart() -> None:
    calibration = calibrated([(0.9, True), (0.5, True)])
    assert calibration.skill is None
    assert calibration.gamma is None
    assert calibration.brier == pytest.approx((0.1**2 + 0.5**2) / 2)


def test_certainties_are_forecasts_of_being_wholly_right() -> None:
    calibration = calibration_of_certainties(
        {
            Certainty.HIGH: Count(5, 4, 4.5),
            Certainty.GUESS: Count(4, 1, 1.0),
            Certainty.LOW: Count(0, 0, 0.0),
        }
    )
    assert calibration is not None
    assert calibration.bins == (Forecasts(0.25, 4, 1), Forecasts(0.9, 5, 4))


def test_every_certainty_is_shown_as_a_probability_and_the_surer_the_higher() -> None:
    assert [round(PROBABILITY[level], 4) for level in Certainty] == [0.25, 0.5, 0.7333, 0.9]


FORECASTS = st.lists(st.tuples(st.floats(0, 1) | st.sampled_from([0.25, 0.5, 0.9]), st.booleans()), min_size=1)


@given(FORECASTS)
def test_the_brier_score_is_reliability_less_resolution_and_uncertainty(forecasts: list[tuple[float, bool]]) -> None:
    it = calibrated(forecasts)
    assert it.brier == pytest.approx(sum((f - o) ** 2 for f, o in forecasts) / len(forecasts), abs=1e-9)
    assert it.brier == pytest.approx(it.reliability - it.resolution + it.uncertainty, abs=1e-9)


@given(FORECASTS)
def test_the_bias_is_never_larger_than_the_error(forecasts: list[tuple[float, bool]]) -> None:
    it = calibrated(forecasts)
    assert abs(it.bias) <= it.error + 1e-9
    assert it.error**2 <= it.reliability + 1e-9


@given(FORECASTS)
def test_gamma_counts_the_pairs_of_a_right_and_a_wrong_answer(forecasts: list[tuple[float, bool]]) -> None:
    signs = [
        (a[0] > b[0]) - (a[0] < b[0]) if a[1] else (b[0] > a[0]) - (b[0] < a[0])
        for a, b in combinations(forecasts, 2)
        if a[1] != b[1]
    ]
    differing = sum(map(abs, signs))
    assert calibrated(forecasts).gamma == (sum(signs) / differing if differing else None)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 20), st.integers(1, 20)), min_size=1))
def test_forecasts_that_are_the_shares_right_are_reliable(rows: list[tuple[float, int, int]]) -> None:
    honest = [Forecasts(min(right, n) / n, n, min(right, n)) for _, right, n in rows]
    calibration = calibration_of(honest)
    assert calibration is not None
    assert calibration.reliability == pytest.approx(0, abs=1e-12)
    assert calibration.error == pytest.approx(0, abs=1e-9)
    assert calibration.bias == pytest.approx(0, abs=1e-9)
