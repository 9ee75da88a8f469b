"""What attackers try, by the rows of the list of threats: to know the key, to lie about time, to answer twice."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.core.drills.scoring import LONGEST_CREDIT, Scoring
from quiz.core.questions import Choice
from tests.live.hall import QUESTIONS, TERMS, Hall, hall_of


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        yield hall


# 5


async def test_row_5_what_is_sent_before_the_reveal_is_the_same_for_every_key(tmp_path: Path) -> None:
    first = QUESTIONS[0]
    assert isinstance(first, Choice)
    seen = []
    for right in range(3):
        options = tuple(
            option._replace(is_key=i == right, why=f"Because {right}.") for i, option in enumerate(first.options)
        )
        question = replace(first, options=options, why=f"So {right}.", cites=())
        async with hall_of(tmp_path / f"{right}.drill", questions=[question]) as hall:
            ann = await hall.join("Ann")
            frames = [await ann.view()]
            for command in ("open", "close", "again"):
                await hall.do(command)
                frames.append(await ann.view())
                await ann.answer(0, "k", [0], round=2 if command == "again" else 1)
                frames.append(await ann.view())
        varying = {"now", "epoch", "opened_at", "closes_at"}
        seen.append([{name: value for name, value in view.items() if name not in varying} for view in frames])
    assert seen[0] == seen[1] == seen[2]


# 6


async def test_row_6_no_time_that_a_client_names_counts(tmp_path: Path) -> None:
    terms = replace(TERMS, seconds=20.0, scoring=Scoring(is_speed=True))
    async with hall_of(tmp_path / "drill-1.drill", terms) as hall:
        ann, bob = await hall.join("Ann"), await hall.join("Bob")
        await hall.do("open")
        lies = {"at": 0, "taken": -10_000, "credit": 10_000, "rtt": 10_000, "now": 10**14}
        await ann.answer(0, "a", [0], **lies)
        await bob.answer(0, "b", [0])
        honest, lying = await hall.answers()
        assert honest.credit == lying.credit == 0
        assert abs(honest.at - lying.at) < 2000


async def test_row_6_a_probe_answered_late_earns_little(tmp_path: Path) -> None:
    terms = replace(TERMS, seconds=20.0, scoring=Scoring(is_speed=True))
    async with hall_of(tmp_path / "drill-1.drill", terms) as hall:
        ann = await hall.join("Ann")
        pings = hall.server.hub.pings
        pings.ping(ann.id)
        await hall.post("/api/pong", {"nonce": "made up"}, ann.headers)
        assert pings.credit(ann.id) == 0
        nonce = pings.ping(ann.id)
        pings._sent[ann.id] = nonce, time.monotonic() - 10
        await hall.post("/api/pong", {"nonce": nonce}, ann.headers)
        await hall.post("/api/pong", {"nonce": nonce}, ann.headers)
        assert pings.credit(ann.id) == LONGEST_CREDIT


# 7


async def test_row_7_of_fifty_answers_at_once_one_is_kept_and_all_hear_of_it(hall: Hall) -> None:
    ann = await hall.join("Ann")
    await hall.do("open")
    replies = await asyncio.gather(*(ann.answer(0, f"key {i}".replace(" ", "-"), [i % 3]) for i in range(50)))
    (kept,) = await hall.answers()
    assert sorted(reply.status for reply in replies) == [200, *[409] * 49]
    assert {reply.json["key"] for reply in replies} == {kept.key}
    assert {reply.json["status"] for reply in replies} == {"accepted", "taken"}


# 8


@pytest.mark.parametrize("seed", range(3))
async def test_row_8_in_any_order_only_an_open_question_takes_answers(hall: Hall, seed: int) -> None:
    dice = random.Random(seed)
    learners = [await hall.join(f"Learner {i}") for i in range(3)]
    kept: set[tuple[str, int, int]] = set()
    for step in range(60):
        drill = hall.server.hub.drill
        place, round = max(drill.place, 0), max(len(drill.rounds.get(drill.place, ())), 1)
        act = dice.choice(["open", "close", "again", "reveal", *["answer"] * 4])
        if act != "answer":
            before = drill.phase.value
            status = (await hall.command(act)).status
            allowed = {"close": {"open"}, "again": {"closed"}, "reveal": {"closed"}}.get(act)
            if allowed is not None:
                assert (status == 200) == (before in allowed)
            continue
        ann = dice.choice(learners)
        reply = await ann.answer(place, f"k{step}", [0], round=round)
        fits = place < 2  # a matching question is not answered with options
        is_first = (ann.id, place, round) not in kept
        assert (reply.status == 200) == (drill.phase.value == "open" and fits and is_first), reply.body
        if reply.status == 200:
            kept.add((ann.id, place, round))
    assert {(event.learner, event.place, event.round) for event in await hall.answers()} == kept


# 16


async def test_row_16_a_whole_drill_sent_again_changes_nothing(hall: Hall) -> None:
    sent: list[tuple[str, dict[str, object], dict[str, str]]] = []
    ann, bob = await hall.join("Ann"), await hall.join("Bob")
    for place in range(2):
        await hall.do("open")
        for learner in (ann, bob):
            said: dict[str, object] = {"place": place, "round": 1, "chosen": [0], "key": f"{learner.name}-{place}"}
            sent.append(("/api/answer", said, learner.headers))
            assert (await hall.post(*sent[-1])).status == 200
        await hall.do("close")
        await hall.do("reveal")
    await hall.do("open")
    before = await hall.events()
    for _ in range(2):
        replies = [await hall.post(*each) for each in sent]
        assert [reply.json["status"] for reply in replies] == ["duplicate"] * len(sent)
        # The same answer under another key, and another answer under the same key.
        for path, said, headers in sent:
            assert (await hall.post(path, {**said, "key": "new"}, headers)).status == 409
            assert (await hall.post(path, {**said, "chosen": [1]}, headers)).json["status"] == "duplicate"
    assert await hall.events() == before
