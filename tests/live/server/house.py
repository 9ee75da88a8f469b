"""The server in a process of its own, to be flooded: what it holds, and what its host is shown meanwhile."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.drill_class import Ask
from quiz.core.drills.events import Created
from quiz.live.client.client import HostDoor
from quiz.live.log.embedded import open_log
from quiz.live.protocol import Command, CommandName, Fault, HostView
from quiz.live.server import listeners
from quiz.live.server.server import Options, serve

ROOT = Path(__file__).parents[3]


async def main(path: Path, stuck: float, *, asks_number: bool) -> None:
    """Serves the drill in the file, gives up readers that are stuck for so many seconds, and prints where it is."""
    listeners._STUCK = stuck
    log = open_log(path)
    server = await serve(log, Options(bind="127.0.0.1", port=0, asks_number=asks_number))
    place = server.url.rpartition(":")[2]
    print(place, server.code, server.host_socket, server.host_secret, flush=True)  # noqa: T201
    await server.stopping.wait()


class House:
    """A drill that is served from the file at the path, and its host."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.port = 0
        self.code = ""
        self.host = HostDoor(Path(), "")
        self._process: asyncio.subprocess.Process | None = None

    @property
    def name(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def wrong_code(self) -> str:
        return "000000" if self.code != "000000" else "000001"

    async def start(self, stuck: float, *, asks_number: bool) -> None:
        command = (sys.executable, "-m", "tests.live.server.house", str(self.path), str(stuck), "x" * asks_number)
        environment = {**os.environ, "QUIZ_HOME": str(self.path.parent)}
        self._process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
        )
        assert self._process.stdout
        port, self.code, socket, secret = (await self._process.stdout.readline()).decode().split()
        self.port = int(port)
        await self.host.close()
        self.host = HostDoor(Path(socket), secret)

    async def kill(self) -> None:
        assert self._process
        self._process.kill()
        await self._process.wait()

    @property
    def memory(self) -> int:
        """The bytes of memory that the server has now."""
        assert self._process
        lines = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))

    async def command(self, command: CommandName, **more: object) -> Fault | None:
        """What the host reads against it, None where it is done."""
        return await self.host.command(Command(command=command, **more))  # type: ignore[typeddict-item]

    async def seen(self, is_so: Callable[[HostView], bool] = lambda _: True) -> HostView:
        """What the host sees, once it is so."""
        async for view in self.host.views():
            if view.__class__ is dict and is_so(view):
                return view
        raise AssertionError("the views have no end")

    async def until_shown(self, changes: int) -> list[float]:
        """The seconds from each of so many commands of the host to the view that shows what it did."""
        took = []
        views = self.host.views()
        shown = False
        for _ in range(changes):
            shown = not shown
            began = time.monotonic()
            assert await self.command("leaderboard", is_shown=shown) is None
            async for view in views:
                if view.__class__ is dict and view["shows_leaderboard"] == shown:
                    break
            took.append(time.monotonic() - began)
            # The host is shown four views a second at most.
            await asyncio.sleep(0.25)
        return took

    async def ask(self) -> Ask:
        """A new connection of a learner."""
        _, made = await asyncio.get_running_loop().create_connection(Ask, "127.0.0.1", self.port)
        return made

    async def join(self, name: str, **more: str) -> tuple[float, str]:
        """Takes a seat over a connection of its own: the seconds that took, and the seat."""
        began = time.monotonic()
        ask = await self.ask()
        status, seat = await ask.post(self.name, "/api/join", {"code": self.code, "name": name, **more})
        assert status == 200, seat
        ask.close()
        return time.monotonic() - began, seat["seat"]

    async def join_all(self, names: list[str], **more: str) -> list[float]:
        """Has all of them join at once; the seconds of each."""
        return [took for took, _ in await asyncio.gather(*(self.join(name, **more) for name in names))]


@asynccontextmanager
async def house_of(
    created: Created, folder: Path, *, stuck: float = 10.0, asks_number: bool = False
) -> AsyncIterator[House]:
    """The drill that begins so, served from a file in the folder."""
    path = folder / f"{created.id}.drill"
    log = open_log(path)
    await log.append([created])
    await log.close()
    house = House(path)
    await house.start(stuck, asks_number=asks_number)
    try:
        yield house
    finally:
        await house.host.close()
        await house.kill()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), float(sys.argv[2]), asks_number=bool(sys.argv[3])))
