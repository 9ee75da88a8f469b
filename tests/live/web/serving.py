"""A drill in a process of its own: what a browser opens, and what can be killed."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from quiz.core.drills.events import Created
from quiz.live.client.client import HostDoor
from quiz.live.log.embedded import open_log
from quiz.live.protocol import Command, CommandName, HostView
from quiz.live.server.door import NUMBER_SECONDS, Door
from quiz.live.server.server import Options, serve

ROOT = Path(__file__).parents[3]
_DOOR = Door(b"", number_key=bytes(32))


async def main(path: Path, port: int, *, asks_number: bool) -> None:
    """Serves the drill in the file on this port of the loopback until it is killed, and prints where."""
    log = open_log(path)
    server = await serve(log, Options(bind="127.0.0.1", port=port, asks_number=asks_number))
    print(server.url, server.code, server.host_socket, server.host_secret, flush=True)  # noqa: T201
    await server.stopping.wait()


class Served:
    """A drill that is served, and its host."""

    def __init__(self, path: Path, *, asks_number: bool) -> None:
        self._path = path
        self._asks_number = "number" if asks_number else ""
        self._process: asyncio.subprocess.Process | None = None
        self.url = ""
        self.code = ""
        self.host = HostDoor(Path(), "")

    @property
    def page(self) -> str:
        return f"{self.url}/{self.code}"

    async def start(self) -> None:
        """Serves it, on the port of before where it was served already."""
        port = self.url.rpartition(":")[2] or "0"
        command = (sys.executable, "-m", "tests.live.web.serving", str(self._path), port, self._asks_number)
        environment = {**os.environ, "QUIZ_HOME": str(self._path.parent)}
        self._process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
        )
        assert self._process.stdout
        self.url, self.code, socket, secret = (await self._process.stdout.readline()).decode().split()
        await self.host.close()
        self.host = HostDoor(Path(socket), secret)

    async def kill(self) -> None:
        """Ends the process as a power cut would."""
        assert self._process
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def command(self, command: CommandName, **more: object) -> None:
        """Has the host do it."""
        fault = await self.host.command(Command(command=command, **more))  # type: ignore[typeddict-item]
        assert fault is None, fault

    @staticmethod
    def wrong_number() -> str:
        """Two digits that are on the wall neither now nor in the spans around."""
        now, span = time.time_ns() // 1_000_000, NUMBER_SECONDS * 1000
        around = {_DOOR.number(now + steps * span) for steps in range(-2, 3)}
        return next(number for number in map("{:02}".format, range(100)) if number not in around)

    async def seen(self) -> HostView:
        """What the host sees."""
        async for view in self.host.views():
            if view.__class__ is dict:
                return view
        raise AssertionError("the views have no end")


@asynccontextmanager
async def served(created: Created, folder: Path, *, asks_number: bool = False) -> AsyncIterator[Served]:
    """The drill that begins so, served from a file in the folder."""
    path = folder / f"{created.id}.drill"
    log = open_log(path)
    await log.append([created])
    await log.keep("number", _DOOR.number_key.hex())
    await log.close()
    drill = Served(path, asks_number=asks_number)
    await drill.start()
    try:
        yield drill
    finally:
        await drill.host.close()
        await drill.kill()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), asks_number=bool(sys.argv[3])))
