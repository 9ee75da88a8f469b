"""A clock for tests, which stands until it is moved."""

from __future__ import annotations


class Ticks:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now
