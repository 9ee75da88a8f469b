"""Moments as the history keeps them: whole milliseconds since 1970 in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def milliseconds(moment: datetime) -> int:
    """The moment in milliseconds since 1970, rounded down; TypeError where it has no time zone."""
    return (moment - _EPOCH) // _MILLISECOND


def moment_of(milliseconds: int) -> datetime:
    """The moment that many milliseconds after 1970 began, in UTC."""
    return _EPOCH + milliseconds * _MILLISECOND
