"""Times that something takes, for people to read."""

from __future__ import annotations

from datetime import timedelta

_SECOND = timedelta(seconds=1)
_UNITS = (("hour", 3600), ("minute", 60), ("second", 1))


def on_a_clock(span: timedelta) -> str:
    """The time as a clock has it, "14:32" or "1:04:32"; a second begun is whole, so that 0:00 means nothing left."""
    minutes, seconds = divmod(-(-span // _SECOND), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def in_words(span: timedelta) -> str:
    """The time in whole seconds, without what is none of: "15 minutes", "1 hour 5 minutes", "0 seconds"."""
    left = round(span / _SECOND)
    words = []
    for noun, size in _UNITS:
        count, left = divmod(left, size)
        if count:
            words.append(f"{count} {noun}" if count == 1 else f"{count} {noun}s")
    return " ".join(words) or "0 seconds"
