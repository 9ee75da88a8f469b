"""A clock for tests."""

from __future__ import annotations

from tests.core.drills.test_playback import START


class Hands:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        return self.now
