"""The server killed while a class answers: nothing that was acknowledged is lost, and everybody goes on."""

from __future__ import annotations

import asyncio
import json
import random
import signal
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from quiz.core.drills.events import Answered, Prolonged
from quiz.live.host_key import HostKey, key_file, read_key
from quiz.live.log.shelf import events_at
from tests.cli.shelf import Home, put_bank

CLASS = 40


class Served:
    """The whole program, serving a drill of the small bank."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.process: asyncio.subprocess.Process | None = None

    @property
    def file(self) -> Path:
        (file,) = (self.home.folder / "home" / "drills").glob("*.drill")
        return file

    async def start(self, *args: str) -> HostKey:
        command = [sys.executable, "-m", "quiz", "host", *args, "--headless"]
        self.process = await asyncio.create_subprocess_exec(
            *command, env=self.home.env, cwd=self.home.folder, stdout=asyncio.subprocess.PIPE
        )
        assert self.process.stdout
        assert (await self.process.stdout.readline()).startswith(b"Join at http://127.0.0.1:")
        # A killed server has left its key.
        while (key := read_key(key_file(self.file))) is None or key.pid != self.process.pid:  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.01)
        return key

    async def end(self, with_signal: signal.Signals) -> int:
        assert self.process
        self.process.send_signal(with_signal)
        await self.process.communicate()
        return self.process.returncode or 0


@pytest.fixture
def served(tmp_path: Path) -> Served:
    home = Home(tmp_path)
    put_bank(home.shelf / "small")
    return Served(home)


async def command(key: HostKey, **said: Any) -> int:
    async with (
        aiohttp.ClientSession(connector=aiohttp.UnixConnector(key.socket)) as http,
        http.post("http://h/host/command", json=said, headers={"Authorization": f"Bearer {key.secret}"}) as reply,
    ):
        return reply.status


async def receipt(http: aiohttp.ClientSession, key: HostKey, seat: str, said: dict[str, Any]) -> dict[str, Any]:
    """The receipt of the answer, which is sent until there is one."""
    headers = {"X-Quiz": "1", "Authorization": f"Bearer {seat}"}
    while True:
        try:
            async with http.post(f"{key.url}/api/answer", json=said, headers=headers) as reply:
                found: dict[str, Any] = await reply.json()
                if "status" in found:
                    return found
        except (aiohttp.ClientError, OSError):
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("seed", range(2))
async def test_a_killed_server_has_lost_nothing_it_acknowledged(served: Served, seed: int) -> None:
    dice = random.Random(seed)
    key = await served.start("small", "--topic", "cells", "--count", "2", "--bind", "127.0.0.1", "--port", "0")
    id = served.file.stem
    acknowledged: list[dict[str, Any]] = []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        seats = []
        for i in range(CLASS):
            joining = {"code": key.code, "name": f"Learner {i}"}
            async with http.post(f"{key.url}/api/join", json=joining, headers={"X-Quiz": "1"}) as reply:
                seats.append((await reply.json())["seat"])
        assert await command(key, command="open") == 200
        killed = asyncio.Event()

        async def answer(number: int) -> None:
            said = {"place": 0, "round": 1, "chosen": [dice.randrange(3)], "key": f"key-{number}"}
            # Some come before the kill, some as it happens and some after it.
            if number >= CLASS // 2:
                await killed.wait()
            acknowledged.append(await receipt(http, key, seats[number], said))
            if len(acknowledged) == CLASS // 4:
                killed.set()

        answers = [asyncio.create_task(answer(i)) for i in range(CLASS)]
        await killed.wait()
        assert await served.end(signal.SIGKILL) == -signal.SIGKILL
        assert await served.start("--resume", id) == read_key(key_file(served.file))
        async with asyncio.timeout(30):
            await asyncio.gather(*answers)
    assert await served.end(signal.SIGTERM) == 0
    events = [event for _, event in events_at(served.file)]
    kept = {event.learner: event for event in events if isinstance(event, Answered)}
    assert len(kept) == sum(isinstance(event, Answered) for event in events) == CLASS
    assert all(each["status"] in {"accepted", "duplicate"} for each in acknowledged)
    assert {each["learner"]: each["key"] for each in acknowledged} == {id: event.key for id, event in kept.items()}
    assert sum(isinstance(event, Prolonged) for event in events) == 1


async def test_the_hosts_key_has_the_code_of_now_and_a_killed_server_has_it_too(served: Served) -> None:
    key = await served.start("small", "--bind", "127.0.0.1", "--port", "0")
    path, codes = key_file(served.file), [key.code]
    for wish in ("lock", "unlock", "lock"):
        assert await command(key, command=wish) == 200
        now = read_key(path)
        assert now is not None
        assert (now.secret, now.url, now.pid) == (key.secret, key.url, key.pid)
        assert path.stat().st_mode & 0o077 == 0
        codes.append(now.code)
    assert codes[1] == codes[2]
    assert len(set(codes)) == 3
    assert await served.end(signal.SIGKILL) == -signal.SIGKILL
    assert (await served.start("--resume", served.file.stem)).code == codes[-1]
    assert await served.end(signal.SIGTERM) == 0


async def test_where_to_join_is_said_anew_where_the_server_runs(served: Served) -> None:
    key = await served.start("small", "--bind", "127.0.0.1", "--port", "0")
    assert await command(key, command="lock") == 200
    assert await command(key, command="unlock") == 200
    now = read_key(key_file(served.file))
    assert served.process
    assert now is not None
    served.process.terminate()
    said, _ = await served.process.communicate()
    lines = said.decode().splitlines()
    assert lines[-3:] == [
        "The room is locked: once the host unlocks it, it has a new code.",
        f"Join at {now.url}/{now.code}",
        f"Code: {now.code}",
    ]
    assert f"Code: {key.code}" in lines[:-3]


async def test_a_server_that_is_ended_leaves_one_file_and_no_door(served: Served) -> None:
    key = await served.start("small", "--bind", "127.0.0.1", "--port", "0")
    assert json.loads(key_file(served.file).read_text())["code"] == key.code
    assert key_file(served.file).stat().st_mode & 0o077 == 0
    assert await served.end(signal.SIGTERM) == 0
    assert [path.name for path in served.file.parent.iterdir()] == [served.file.name]
    assert not Path(key.socket).parent.exists()
