"""A way to a server over a poor network: far, of another length each time, and what gets lost is sent again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.live.server.way import Hear, Way

_PACKET = 1448
_RETRANSMITTED = 0.4
"""Seconds after which what was lost is sent again, which a sender does that heard nothing for twice the way."""


class RoughWay(Way):
    """Takes `delay` seconds in each direction, give or take `jitter`; of all packets the share `loss` is lost.

    Bytes arrive in their order as TCP has it, so one that was lost holds up all after it.
    """

    def __init__(self, delay: float, jitter: float, loss: float, dice: random.Random) -> None:
        super().__init__(delay)
        self._shortest, self._longest = delay - jitter, delay + jitter
        self._loss = loss
        self._dice = dice
        self.lost = 0

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, hear: Hear = lambda _: None
    ) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        with suppress(ConnectionError):
            while data := await reader.read(_PACKET):
                hear(data)
                due = max(due, loop.time() + self._delayed())
                loop.call_at(due, writer.write, data)
        loop.call_at(max(due, loop.time() + self._shortest), writer.close)

    def _delayed(self) -> float:
        seconds = self._dice.uniform(self._shortest, self._longest)
        while self._dice.random() < self._loss:
            self.lost += 1
            seconds += _RETRANSMITTED
        return seconds


@asynccontextmanager
async def rough_way(delay: float, jitter: float, loss: float, seed: int) -> AsyncIterator[RoughWay]:
    """A way that is open while this lasts."""
    made = RoughWay(delay, jitter, loss, random.Random(seed))
    server = await asyncio.start_server(made.take, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        made.close()
        await asyncio.sleep(2 * (delay + jitter))
