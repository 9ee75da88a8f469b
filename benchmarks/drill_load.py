"""A class of hundreds and thousands in a drill: how long joining, opening and answering take, and whether all is kept.

The server is the program itself, as a process on one core; the learners are on the other, in a loop of uvloop, so that
there is little waiting among themselves. In every profile the ledger
is held against the log: each answer that was acknowledged is there once, with its key, and host, report and log count
alike. `python benchmarks/drill_load.py --learners 200` plays one class and fails where the ledger does not hold.
"""

from __future__ import annotations

import argparse
import asyncio
import compileall
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

import aiohttp  # noqa: E402
import uvloop  # noqa: E402

from benchmarks.drill_class import Pupil, Receipts  # noqa: E402
from benchmarks.figures import Effort, Table, percentile, shown  # noqa: E402
from quiz.core.drills.events import Answered, Opened  # noqa: E402
from quiz.core.drills.tally import tally_at  # noqa: E402
from quiz.live.log.shelf import drill_at, drills, events_at  # noqa: E402

NAME = "drill"

# As the process began: the driver then keeps to one of them, and a server that it starts again must not.
_CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []

_SIZES = (500, 2000, 5000)
_WINDOW = 1.0
_LONGEST_LINE = 4 * 2**20
"""Bytes: what the host is shown of thousands of seats is one line."""

_PATIENCE = 60.0
_GOALS = {
    "joining, p99": 1.0,
    "from opening to the last learner, p99": 0.1,
    "answer to receipt, p50": 0.01,
    "answer to receipt, p99": 0.06,
}


class Broken(Exception):  # noqa: N818 - it names what is the case
    """The ledger does not hold, or the class could not be served."""


@dataclass(frozen=True, slots=True)
class AfterKill:
    """Seconds from the start of a new server to the first receipt, and until all learners have a view again."""

    first_receipt: float
    resumed: float


@dataclass(slots=True)
class Figures:
    """What was measured of one class; times in seconds, `memory` in bytes a learner."""

    learners: int
    joining: list[float] = field(default_factory=list)
    opening: list[float] = field(default_factory=list)
    answering: list[float] = field(default_factory=list)
    memory: float = 0.0
    after_kill: AfterKill | None = None
    after_kill_at_once: AfterKill | None = None
    reconnected: list[float] = field(default_factory=list)
    acknowledged: int = 0


class House:
    """The server of a drill as a process of its own, and the host's way in."""

    def __init__(self, home: Path, learners: int) -> None:
        self.home = home
        self._learners = learners
        self._process: subprocess.Popen[bytes] | None = None
        self.key: dict[str, Any] = {}
        self.path = Path()

    def start(self) -> None:
        """Starts the server, anew or on the log that is there; returns when it can be joined."""
        again = (
            ["--resume", self.path.stem]
            if self.path.name
            else [
                str(ROOT / "questions" / "il2-neonatal"),
                "--type",
                "choice",
                "--count",
                "10",
                "--seed",
                "1",
                "--seconds",
                "600",
                "--capacity",
                str(self._learners + 10),
                "--bind",
                "127.0.0.1",
                "--port",
                "0",
            ]
        )
        for stale in self.home.glob("drills/*.host"):
            stale.unlink()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "quiz", "host", *again, "--headless"],
            env={**os.environ, "QUIZ_HOME": str(self.home)},
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=_on_core(0),  # noqa: PLW1509 - this process has one thread
        )
        deadline = time.monotonic() + _PATIENCE
        while True:
            with suppress(OSError, ValueError, StopIteration):
                file = next(self.home.glob("drills/*.host"))
                self.key = json.loads(file.read_text(encoding="utf-8"))
                self.path = file.with_suffix(".drill")
                return
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise Broken("the server did not begin")
            time.sleep(0.005)

    @property
    def address(self) -> tuple[str, int]:
        host, _, port = self.key["url"].removeprefix("http://").rpartition(":")
        return host, int(port)

    @property
    def memory(self) -> int:
        """The bytes of memory that the server has now."""
        status = Path(f"/proc/{self.key['pid']}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def kill(self) -> None:
        """Ends the server as a loss of power would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(_PATIENCE)

    async def command(self, name: str, **more: Any) -> None:
        async with self._door() as door:
            said = {"command": name, **more}
            async with door.post("http://host/host/command", json=said, headers=self._headers) as reply:
                if reply.status != 200:
                    raise Broken(f"{name}: {await reply.text()}")

    async def answered(self) -> int:
        """How many have answered, as the host's screen says."""
        async with self._door() as door, door.get("http://host/host/events", headers=self._headers) as reply:
            async for line in reply.content:
                if line.startswith(b"data: {"):
                    return int(json.loads(line[6:])["answered"])
        raise Broken("the host was told nothing")

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key['secret']}"}

    def _door(self) -> aiohttp.ClientSession:
        connector = aiohttp.UnixConnector(self.key["socket"])
        return aiohttp.ClientSession(connector=connector, read_bufsize=_LONGEST_LINE)


def _on_core(core: int) -> Any:
    def settle() -> None:
        os.sched_setaffinity(0, {_CORES[core % len(_CORES)]})

    return settle if hasattr(os, "sched_setaffinity") else None


async def _spread(dice: random.Random, works: list[Any], window: float) -> list[float]:
    async def later(work: Any, delay: float) -> Any:
        await asyncio.sleep(delay)
        return await work()

    return list(await asyncio.gather(*(later(work, dice.uniform(0, window)) for work in works)))


async def _ask(house: House, pupils: list[Pupil], figures: Figures, dice: random.Random, place: int) -> None:
    """Opens the next question, has all answer within a second, and closes and reveals it."""
    began = time.perf_counter()
    await house.command("open")
    await _all_see(pupils, ("open", place, 1))
    figures.opening += [pupil.phases["open", place, 1] - began for pupil in pupils]
    figures.answering += await _spread(dice, [_answering(pupil, place, dice) for pupil in pupils], _WINDOW)
    if (counted := await house.answered()) != len(pupils):
        raise Broken(f"the host counts {counted} answers of {len(pupils)}")
    await _closed_and_revealed(house, pupils, place)


async def _closed_and_revealed(house: House, pupils: list[Pupil], place: int) -> None:
    with suppress(Broken):  # all have answered, which closes it
        await house.command("close")
    await house.command("reveal")
    await _all_see(pupils, ("revealed", place, 1))


def _answering(pupil: Pupil, place: int, dice: random.Random) -> Any:
    key = f"{pupil.number}-{place}"
    return lambda: pupil.answer(place, 1, [dice.randrange(len(pupil.view["question"]["options"]))], key)


async def _all_see(pupils: list[Pupil], scene: tuple[str, int, int]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not all(scene in pupil.phases for pupil in pupils):
        if time.monotonic() > deadline:
            raise Broken(f"{sum(scene not in pupil.phases for pupil in pupils)} learners never saw {scene}")
        await asyncio.sleep(0.005)


async def _reconnect(pupils: list[Pupil], figures: Figures) -> None:
    """Cuts all sockets at once; the seconds until each learner has a view again."""
    for pupil in pupils:
        pupil.cut()
    began = time.perf_counter()

    async def back(pupil: Pupil) -> float:
        await _until_it_listens(pupil)
        return pupil.resumed_at - began

    figures.reconnected = list(await asyncio.gather(*(back(pupil) for pupil in pupils)))


async def _until_it_listens(pupil: Pupil) -> None:
    while True:
        try:
            async with asyncio.timeout(5):
                await pupil.listen()
                return
        except (OSError, TimeoutError):
            await asyncio.sleep(0.05)


async def _once_up(is_up: asyncio.Event, pupil: Pupil) -> None:
    await is_up.wait()
    await _until_it_listens(pupil)


async def _killed(
    house: House, pupils: list[Pupil], dice: random.Random, place: int, *, is_page_like: bool
) -> AfterKill:
    """SIGKILL at a random moment of the answers, and a new server on the same log, for which all learners wait.

    They come back as the phone page does, or else all of them at the moment at which the server is there.
    """
    await house.command("open")
    await _all_see(pupils, ("open", place, 1))
    answers = asyncio.ensure_future(_spread(dice, [_answering(pupil, place, dice) for pupil in pupils], _WINDOW))
    await asyncio.sleep(dice.uniform(0.1, 0.9))
    house.kill()
    known = len(pupils[0].receipts.keys)
    is_up = asyncio.Event()
    back = (pupil.come_back() if is_page_like else _once_up(is_up, pupil) for pupil in pupils)
    listening = asyncio.gather(*back)
    restarted = time.perf_counter()
    await asyncio.to_thread(house.start)
    is_up.set()
    await pupils[0].receipts.more_than(known)
    first_receipt = time.perf_counter() - restarted
    await asyncio.gather(answers, listening)
    resumed = max(pupil.resumed_at for pupil in pupils) - restarted
    await _closed_and_revealed(house, pupils, place)
    return AfterKill(first_receipt, resumed)


def check_ledger(path: Path, receipts: dict[tuple[str, int, int], str]) -> int:
    """How many answers the log has; Broken where an acknowledged one is not there once with its key."""
    events = [event for _, event in events_at(path)]
    answers = [event for event in events if isinstance(event, Answered)]
    rows = Counter((event.learner, event.place, event.round) for event in answers)
    if twice := [slot for slot, times in rows.items() if times > 1]:
        raise Broken(f"{len(twice)} answers are in the log twice, such as {twice[0]}")
    keys = {(event.learner, event.place, event.round): event.key for event in answers}
    if lost := [slot for slot, key in receipts.items() if keys.get(slot) != key]:
        raise Broken(f"{len(lost)} acknowledged answers are not in the log, such as {lost[0]}")
    drill = drill_at(path)
    asked = {event.place for event in events if isinstance(event, Opened)}
    told = sum(tally_at(drill, place).answered for place in asked)
    if told != len(answers):
        raise Broken(f"the report counts {told} answers, and the log has {len(answers)}")
    return len(answers)


def play(home: Path, learners: int, seed: int, *, kills: bool = True) -> Figures:
    """A drill of that many learners, from joining to the end, with the ledger held against the log."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    home.mkdir(parents=True, exist_ok=True)
    # A program that was installed has its bytecode: a server that starts again has not to compile anything.
    compileall.compile_dir(ROOT / "quiz", quiet=2)
    house = House(home, learners)
    house.start()
    cores = os.sched_getaffinity(0)
    _on_core(1)()
    try:
        figures, receipts = uvloop.run(_played(house, learners, seed, kills=kills))
    finally:
        house.end()
        os.sched_setaffinity(0, cores)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if len(drills(home / "drills")) != 1:
        raise Broken("there is not one drill")
    check_ledger(house.path, receipts)
    return figures


async def _played(house: House, learners: int, seed: int, *, kills: bool) -> tuple[Figures, dict[Any, str]]:
    figures, receipts = Figures(learners), Receipts()
    dice = random.Random(seed)
    before = house.memory
    pupils = [Pupil(number, *house.address, receipts) for number in range(learners)]
    code = house.key["code"]
    figures.joining = await _spread(dice, [lambda pupil=pupil: pupil.join(code) for pupil in pupils], 2.0)
    await asyncio.gather(*(pupil.listen() for pupil in pupils))
    figures.memory = (house.memory - before) / learners
    for place in range(3):
        await _ask(house, pupils, figures, dice, place)
    await _reconnect(pupils, figures)
    if kills:
        figures.after_kill = await _killed(house, pupils, dice, 3, is_page_like=True)
        figures.after_kill_at_once = await _killed(house, pupils, dice, 4, is_page_like=False)
    for pupil in pupils:
        pupil.cut()
    figures.acknowledged = len(receipts.keys)
    if receipts.refused:
        raise Broken(f"{len(receipts.refused)} answers were refused, such as {receipts.refused[0]}")
    return figures, receipts.keys


def measure(folder: Path, effort: Effort) -> Iterator[Table]:
    for learners in (200,) if effort.is_quick else _SIZES:
        yield _table(play(folder / f"class-{learners}", learners, seed=learners))


def _table(figures: Figures) -> Table:
    table = Table(
        f"A drill of {figures.learners:,} learners",
        ("what is done", "p50", "p99", "max", "goal"),
        note=f"{figures.acknowledged:,} answers were acknowledged, and the log has each of them once.",
    )
    for title, seconds in (
        ("joining", figures.joining),
        ("from opening to the last learner", figures.opening),
        ("answer to receipt", figures.answering),
        ("back after all connections were cut", figures.reconnected),
    ):
        goals = [f"{name.rpartition(', ')[2]} {shown(goal)}" for name, goal in _GOALS.items() if name.startswith(title)]
        table.add(
            title,
            shown(percentile(seconds, 0.5)),
            shown(percentile(seconds, 0.99)),
            shown(max(seconds)),
            ", ".join(goals),
        )
    if after := figures.after_kill:
        table.add("first receipt after SIGKILL and a new server", "", "", shown(after.first_receipt), shown(1.0))
        table.add("all learners back after it", "", "", shown(after.resumed), shown(5.0))
    if after := figures.after_kill_at_once:
        table.add("first receipt, all streams coming back in one moment", "", "", shown(after.first_receipt), "")
        table.add("all learners back then", "", "", shown(after.resumed), "")
    table.add("memory a learner", f"{figures.memory / 1024:.1f} KiB", "", "", "20 KiB")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description="Play one class, and hold the ledger against the log.")
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="drill-", dir=_build()) as folder:
        try:
            print(_table(play(Path(folder), args.learners, args.seed)).text())
        except Broken as broken:
            sys.exit(f"seed {args.seed}: {broken}")


def _build() -> Path:
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    return build


if __name__ == "__main__":
    main()
