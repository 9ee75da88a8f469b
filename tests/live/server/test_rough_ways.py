"""A class on a poor network, 200 ms away give or take 100, which loses three packets of a hundred."""

from __future__ import annotations

import asyncio
import logging
import random
from dataclasses import replace
from pathlib import Path

from quiz.core.drills.scores import points
from quiz.core.drills.scoring import FULL, LONGEST_CREDIT, Play, Scoring, speed_points
from quiz.live.client.address import Address
from quiz.live.client.client import LearnerDoor
from quiz.live.protocol import Receipt
from tests.live.hall import LOCAL, QUESTIONS, TERMS, Hall, hall_of
from tests.live.server.rough_way import rough_way

measured = logging.getLogger("measured").info

LEARNERS = 20
PLACES = 3
SECONDS = 20.0
TERMS_OF_SPEED = replace(TERMS, seconds=SECONDS, scoring=Scoring(is_speed=True), capacity=LEARNERS)


class Pupil:
    """A learner in the terminal, who answers rightly some time after a question is seen."""

    def __init__(self, address: Address, hall: Hall, number: int) -> None:
        self.door = LearnerDoor(address, random.Random(number))
        self.number = number
        self.id = ""
        self.due = 0
        self.receipts: list[Receipt] = []
        self.is_listening = asyncio.Event()
        self._hall = hall
        self._dice = random.Random(number)

    async def play(self) -> None:
        async with self.door as door:
            self.id = (await door.join({"code": self._hall.code, "name": f"Learner {self.number}"}))["learner"]
            async for view in door.views():
                if not isinstance(view, dict):
                    continue
                self.is_listening.set()
                if view["phase"] == "over":
                    return
                if view["phase"] == "open" and not view["answer"] and len(self.receipts) == view["place"]:
                    self.receipts.append(await self._answered(view["place"]))

    async def _answered(self, place: int) -> Receipt:
        thinking = self._dice.uniform(0.7, 1.5)
        await asyncio.sleep(thinking)
        # What is due to whoever sees the question as it is opened, and whose answer takes no time.
        self.due += speed_points(Play(1.0, round(thinking * 1000), round(SECONDS * 1000)))
        right = self._hall.server.hub.drill.layout(place).choices.index(0)
        key = f"{self.number}-{place}"
        return await self.door.answer({"place": place, "round": 1, "chosen": [right], "key": key})


async def test_on_a_poor_network_nothing_is_lost_and_hardly_a_point(tmp_path: Path) -> None:
    questions = [replace(QUESTIONS[0], id=f"q{place}") for place in range(PLACES)]
    async with rough_way(0.2, 0.1, 0.03, seed=8) as path:
        options = replace(LOCAL, names=(path.name,))
        async with hall_of(tmp_path / "d.drill", TERMS_OF_SPEED, options, questions) as hall:
            path.lead_to(int(hall.url.rpartition(":")[2]))
            pupils = [Pupil(Address(f"http://{path.name}", hall.code), hall, number) for number in range(LEARNERS)]
            playing = asyncio.gather(*(pupil.play() for pupil in pupils))
            async with asyncio.timeout(60):
                await asyncio.gather(*(pupil.is_listening.wait() for pupil in pupils))
                for place in range(PLACES):
                    await hall.do("open")
                    while not all(len(pupil.receipts) > place for pupil in pupils):  # noqa: ASYNC110 - they have no event
                        await asyncio.sleep(0.01)
                    assert (await hall.host_view())["answered"] == LEARNERS
                    await hall.do("close")
                    await hall.do("reveal")
                await hall.do("end")
                await playing
            kept = {(event.learner, event.place): event for event in await hall.answers()}
            earned = points(hall.server.hub.drill)
    assert path.lost > 0
    assert len(kept) == LEARNERS * PLACES
    for pupil in pupils:
        for place, receipt in enumerate(pupil.receipts):
            assert (receipt["status"], receipt["learner"]) in {("accepted", pupil.id), ("duplicate", pupil.id)}
            assert kept[pupil.id, place].key == receipt["key"]
    assert all(0 <= event.credit <= LONGEST_CREDIT for event in kept.values())
    shifts = [100 * (pupil.due - earned[pupil.id]) / (FULL * PLACES) for pupil in pupils]
    mean = sum(shifts) / LEARNERS
    measured("%d packets lost; %.2f %% of the points, and %.2f %% at most", path.lost, mean, max(shifts))
    # Both ways together are 400 ms, of which 150 are given back: 250 ms of 20 s are 0.6 % of the points.
    assert 0 <= mean <= 2
