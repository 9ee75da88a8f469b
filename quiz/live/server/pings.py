"""How long the way to each learner is, by probes that the server measures itself."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable

from quiz.core.drills.scoring import way_credit

_KEPT = 5


class Pings:
    """The probes of a class: at most one on its way to each learner. `ticks` gives seconds."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._sent: dict[str, tuple[str, float]] = {}
        self._trips: dict[str, deque[int]] = {}

    def ping(self, learner: str) -> str:
        """The nonce of a new probe, which is on its way from now on."""
        nonce = secrets.token_urlsafe(9)
        self._sent[learner] = nonce, self._ticks()
        return nonce

    def pong(self, learner: str, nonce: str) -> None:
        """The probe came back; one that was not sent, or came back before, tells nothing."""
        sent = self._sent.get(learner)
        if sent is not None and secrets.compare_digest(sent[0].encode(), nonce.encode(errors="replace")):
            del self._sent[learner]
            trip = int((self._ticks() - sent[1]) * 1000)
            self._trips.setdefault(learner, deque(maxlen=_KEPT)).append(trip)

    def credit(self, learner: str) -> int:
        """The milliseconds to take off for the way, by the last few probes."""
        return way_credit(self._trips.get(learner, ()))
