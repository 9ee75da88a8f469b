"""What any log of a drill must do, whatever keeps it: another one is added to `LOGS`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from quiz.core.drills.events import Answered, Created, Ended, Event, Joined, Locked, Opened
from quiz.core.drills.standing import Phase
from quiz.errors import QuizError
from quiz.live.log.embedded import open_log
from quiz.live.log.log import Conflict, EventLog
from tests.live.log.happenings import answered, created, joined, opening

Opener = Callable[[], EventLog]
"""Opens the one log of a test: called again, it gives what was closed before."""

LOGS: dict[str, Callable[[Path], EventLog]] = {
    "embedded": lambda folder: open_log(folder / "drill.drill"),
}


@pytest.fixture(params=LOGS)
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    return lambda: LOGS[request.param](tmp_path)


async def first(log: EventLog, count: int, after: int = 0) -> list[tuple[int, Event]]:
    """The first of the events that a follower is given."""
    found: list[tuple[int, Event]] = []
    if count:
        async for each in log.follow(after):
            found.append(each)
            if len(found) == count:
                break
    return found


def numbered(events: Sequence[Event], start: int = 1) -> list[tuple[int, Event]]:
    return list(enumerate(events, start))


async def test_a_new_log_has_nothing(open_again: Opener) -> None:
    log = open_again()
    assert await log.read() == []
    assert await log.append([]) == 0
    with pytest.raises(ValueError, match="creation"):
        await log.snapshot()
    await log.close()


async def test_events_are_numbered_from_1_and_read_in_order(open_again: Opener) -> None:
    log = open_again()
    events = opening("ada", "bob")
    assert await log.append(events[:1]) == 1
    assert await log.append(events[1:]) == len(events)
    assert await log.read() == numbered(events)
    assert await log.read(after=2) == numbered(events[2:], 3)
    assert await log.read(after=len(events)) == []
    await log.close()


async def test_a_log_that_was_closed_goes_on_with_the_next_number(open_again: Opener) -> None:
    log = open_again()
    await log.append(opening("ada"))
    await log.close()
    log = open_again()
    assert await log.append([answered("ada")]) == 4
    assert await log.read() == numbered([*opening("ada"), answered("ada")])
    await log.close()


@pytest.mark.parametrize(
    ("before", "event", "taken"),
    [
        (opening("ada"), created(), 1),
        (opening("ada"), joined("ada"), 2),
        (opening("ada"), Opened(9, 0), 3),
        ([*opening("ada"), answered("ada", 0)], answered("ada", 1, key="another"), 4),
        ([*opening("ada"), Ended(8)], Ended(9), 4),
    ],
)
async def test_a_slot_is_taken_once(open_again: Opener, before: list[Event], event: Event, taken: int) -> None:
    log = open_again()
    await log.append(before)
    with pytest.raises(Conflict) as conflict:
        await log.append([event])
    assert conflict.value.seq == taken
    assert await log.read() == numbered(before)
    await log.close()


async def test_events_without_a_slot_may_be_many(open_again: Opener) -> None:
    log = open_again()
    assert await log.append([created(), Locked(2, is_locked=True), Locked(2, is_locked=True)]) == 3
    assert await log.append([Locked(2, is_locked=True)]) == 4
    await log.close()


async def test_of_events_given_together_all_are_kept_or_none(open_again: Opener) -> None:
    log = open_again()
    await log.append(opening("ada"))
    with pytest.raises(Conflict):
        await log.append([joined("bob"), joined("ada"), joined("eve")])
    with pytest.raises(ValueError, match="one slot"):
        await log.append([joined("bob"), joined("bob")])
    with pytest.raises(ValueError):
        await log.append([joined("bob"), Joined(2, "eve", "eve", extra_time=float("nan"))])
    assert await log.read() == numbered(opening("ada"))
    assert await log.append([joined("bob")]) == 4
    await log.close()


async def test_of_fifty_that_race_for_a_slot_one_has_it_and_all_are_told_which(open_again: Opener) -> None:
    log = open_again()
    await log.append(opening("ada"))

    async def try_to_answer(number: int) -> int:
        try:
            return await log.append([answered("ada", number % 3, key=str(number))])
        except Conflict as conflict:
            return conflict.seq

    assert set(await asyncio.gather(*map(try_to_answer, range(50)))) == {4}
    assert [seq for seq, event in await log.read() if isinstance(event, Answered)] == [4]
    assert len(await log.read()) == 4
    await log.close()


async def test_many_who_append_at_once_get_a_number_each_that_is_theirs(open_again: Opener) -> None:
    log = open_again()
    await log.append([created()])
    learners = [f"learner {i}" for i in range(200)]
    numbers = await asyncio.gather(*(log.append([joined(learner)]) for learner in learners))
    assert sorted(numbers) == list(range(2, 202))
    by_number = dict(await log.read())
    assert [by_number[number] for number in numbers] == [joined(learner) for learner in learners]
    await log.close()


async def test_what_was_acknowledged_is_read_by_the_next_line(open_again: Opener) -> None:
    log = open_again()
    await log.append([created()])
    for i in range(20):
        seq = await log.append([joined(str(i))])
        assert await log.read(after=seq - 1) == [(seq, joined(str(i)))]
    await log.close()


@pytest.mark.parametrize("after", [0, 2, 3])
async def test_a_follower_gets_what_was_and_then_what_comes(open_again: Opener, after: int) -> None:
    log = open_again()
    await log.append(opening("ada"))
    follower = asyncio.create_task(first(log, 23 - after, after))
    for i in range(20):
        await log.append([joined(str(i))])
    assert await follower == (await log.read(after))[: 23 - after]
    assert [seq for seq, _ in await follower] == list(range(after + 1, 24))
    await log.close()


async def test_followers_each_have_their_own_place(open_again: Opener) -> None:
    log = open_again()
    await log.append([created()])
    followers = [asyncio.create_task(first(log, 50)) for _ in range(5)]
    await asyncio.gather(*(log.append([joined(str(i))]) for i in range(49)))
    events = await log.read()
    assert await asyncio.gather(*followers) == [events] * 5
    await log.close()


async def test_a_follower_ends_when_the_log_closes_and_has_all_by_then(open_again: Opener) -> None:
    log = open_again()

    async def follow() -> list[int]:
        return [seq async for seq, _ in log.follow()]

    follower = asyncio.create_task(follow())
    pending = [asyncio.create_task(log.append([event])) for event in opening("ada", "bob")]
    await pending[0]
    await log.close()
    assert await asyncio.gather(*pending) == [1, 2, 3, 4]
    assert await follower == [1, 2, 3, 4]


async def test_a_closed_log_says_so_and_may_be_closed_again(open_again: Opener) -> None:
    log = open_again()
    await log.append([created()])
    await log.close()
    await log.close()
    with pytest.raises(QuizError, match="closed"):
        await log.append([joined("ada")])


async def test_whoever_leaves_while_an_append_is_under_way_harms_nobody(open_again: Opener) -> None:
    log = open_again()
    await log.append([created()])
    gone = asyncio.create_task(log.append([joined("gone")]))
    stays = asyncio.create_task(log.append([joined("stays")]))
    await asyncio.sleep(0)
    gone.cancel()
    seq = await stays
    assert dict(await log.read())[seq] == joined("stays")
    await log.close()


async def test_the_snapshot_is_the_drill_so_far_and_the_callers_own(open_again: Opener) -> None:
    log = open_again()
    await log.append([*opening("ada", "bob"), answered("ada")])
    seq, drill = await log.snapshot()
    assert (seq, drill.phase, drill.place, list(drill.seated)) == (5, Phase.OPEN, 0, ["ada", "bob"])
    assert drill.current is not None
    assert list(drill.current.answers) == ["ada"]
    drill.apply(Ended(9))
    _, other = await log.snapshot()
    assert other.phase is Phase.OPEN
    await log.close()


async def test_the_creation_comes_back_whole(open_again: Opener) -> None:
    log = open_again()
    await log.append([created()])
    await log.close()
    log = open_again()
    ((_, event),) = await log.read()
    assert isinstance(event, Created)
    assert event == created()
    await log.close()
