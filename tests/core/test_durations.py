from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from quiz.core.durations import in_words, on_a_clock


@pytest.mark.parametrize(
    ("seconds", "clock", "words"),
    [
        (0, "0:00", "0 seconds"),
        (0.001, "0:01", "0 seconds"),
        (1, "0:01", "1 second"),
        (59.2, "1:00", "59 seconds"),
        (59.6, "1:00", "1 minute"),
        (60, "1:00", "1 minute"),
        (450, "7:30", "7 minutes 30 seconds"),
        (600, "10:00", "10 minutes"),
        (872, "14:32", "14 minutes 32 seconds"),
        (3600, "1:00:00", "1 hour"),
        (3605, "1:00:05", "1 hour 5 seconds"),
        (90_061, "25:01:01", "25 hours 1 minute 1 second"),
    ],
)
def test_a_time_on_a_clock_and_in_words(seconds: float, clock: str, words: str) -> None:
    assert on_a_clock(timedelta(seconds=seconds)) == clock
    assert in_words(timedelta(seconds=seconds)) == words


@given(milliseconds=st.integers(1, 10**9))
def test_a_clock_shows_nothing_left_only_where_nothing_is(milliseconds: int) -> None:
    assert on_a_clock(timedelta(milliseconds=milliseconds)) != "0:00"
