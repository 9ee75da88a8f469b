"""Events made in a line, and programs that write them: what tests of logs need."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from quiz.core.answers import Given
from quiz.core.drills.events import Answered, Created, Event, Joined, Opened
from quiz.core.drills.terms import DrillTerms
from quiz.live.log.embedded import open_log
from tests.core.samples import choice, matching

QUESTIONS = (choice("a", "100"), choice("b", "1100"), matching("c", ["x", "y"], ["z"]))


def created(id: str = "drill", at: int = 1) -> Created:
    return Created(at, id, "bank", "The Title", "en", (("t", "T"),), QUESTIONS, "Words.", 7, DrillTerms())


def joined(learner: str) -> Joined:
    return Joined(2, learner, f"name of {learner}")


def answered(learner: str, option: int = 0, place: int = 0, key: str = "key") -> Answered:
    return Answered(4, learner, place, 1, Given(chosen=(f"a option {option}",)), key)


def opening(*learners: str) -> list[Event]:
    """A drill whose first question is open to these learners."""
    return [created(), *map(joined, learners), Opened(3, 0)]


async def write(path: Path) -> None:
    """Answers until it is killed, and prints the key of each answer that was acknowledged, a line each."""
    log = open_log(path)
    if not await log.read():
        await log.append([created()])
    count = await log.append([])

    async def learner(number: int) -> None:
        for i in range(10_000):
            key = f"{count}-{number}-{i}"
            await log.append([answered(key, key=key)])
            sys.stdout.write(f"{key}\n")
            sys.stdout.flush()

    print("ready", flush=True)  # noqa: T201
    await asyncio.gather(*map(learner, range(20)))


if __name__ == "__main__":
    asyncio.run(write(Path(sys.argv[1])))
