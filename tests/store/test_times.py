from datetime import UTC, datetime, timedelta, timezone

import pytest

from quiz.store.times import milliseconds, moment_of

TEHRAN = timezone(timedelta(hours=3, minutes=30))


@pytest.mark.parametrize(
    ("moment", "since_1970"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC), -1000),
        (datetime(2026, 3, 1, 12, 0, 0, 1000, tzinfo=UTC), 1_772_366_400_001),
        (datetime(2026, 3, 1, 15, 30, 0, 1999, tzinfo=TEHRAN), 1_772_366_400_001),
        (datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), 253_402_300_799_999),
    ],
)
def test_moments_are_whole_milliseconds_in_utc(moment: datetime, since_1970: int) -> None:
    assert milliseconds(moment) == since_1970
    back = moment_of(since_1970)
    assert back.tzinfo is UTC
    assert timedelta(0) <= moment - back < timedelta(milliseconds=1)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        milliseconds(datetime(2026, 3, 1))  # noqa: DTZ001
