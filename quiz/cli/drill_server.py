"""The server of a drill as a process: in this terminal, or one of its own that outlives it."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

from quiz.cli.drill_options import OPTIONS
from quiz.cli.printing import print_lines
from quiz.core.drills.standing import Phase
from quiz.core.text import printable
from quiz.errors import QuizError
from quiz.live.host_key import HostKey, key_file, read_key, remove_key, write_key
from quiz.live.log.embedded import EmbeddedLog, open_log
from quiz.live.server.server import Options, Server, serve
from quiz.live.server.tls import Tls, self_signed, tls_of

_PATIENCE = 20.0
"""Seconds within which a server has begun."""

_IDLE = 30 * 60.0
"""Seconds for which the server stays when the drill is over and nobody looks at it any more."""

_LOOKS = 10.0

_LOCKED = "The room is locked: once the host unlocks it, it has a new code."

_SWITCH = 0.001
"""Seconds after which the thread that writes the log gets its turn from the one that talks to the class."""


def serve_here(drill: Path) -> int:
    """Serves the drill in this process until it is told to end, or the drill is over and nobody looks any more."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    return asyncio.run(_serve(drill))


async def _serve(drill: Path) -> int:
    log = open_log(drill)
    try:
        server = await serve(log, _options(log, drill))
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(number, server.stopping.set)
        # What is there now stays: no need to look through it for garbage while a class waits, now or later.
        gc.freeze()
        sys.setswitchinterval(_SWITCH)
        # Whoever waits for the server takes this for its beginning, be it the key or the lines.
        _write_key(server, drill)
        _tell(server, drill)
        server.at_turn(partial(_tell_anew, server, drill))
        try:
            await _until_it_ends(server)
        finally:
            remove_key(key_file(drill))
            await server.close()
    finally:
        await log.close()
    return 0


def _write_key(server: Server, drill: Path) -> None:
    key = HostKey(str(server.host_socket), server.host_secret, server.url, server.code, os.getpid())
    write_key(key_file(drill), key)


def _tell_anew(server: Server, drill: Path) -> None:
    """Says with what the room opens now, in the host's key and here; the drill goes on where nobody can be told."""
    try:
        _write_key(server, drill)
        print_lines([_LOCKED] if server.hub.drill.is_locked else _way_in(server))
        sys.stdout.flush()
    except OSError as error:
        server.hub.note(f"The new code stands here alone: it could not be written. {error.strerror or error}.")


def _way_in(server: Server) -> list[str]:
    at, fingerprint = f"{server.url}/{server.code}", server.place().fingerprint
    # A terminal cannot be asked whether it trusts a certificate that the server made itself.
    from_terminal = [f"From a terminal: quiz join {at}#{fingerprint}"] if fingerprint else []
    return [f"Join at {at}", *from_terminal, f"Code: {server.code}"]


def _tell(server: Server, drill: Path) -> None:
    warning = [] if server.url.startswith("https") else ["The connection is not encrypted: --tls encrypts it."]
    lines = [
        *_way_in(server),
        *([_LOCKED] if server.hub.drill.is_locked else []),
        *warning,
        f"The host's screen: quiz attach {drill.stem}",
        f"Again after a crash: quiz host --resume {drill.stem}",
    ]
    print_lines(lines)
    sys.stdout.flush()


async def _until_it_ends(server: Server) -> None:
    idle_since = time.monotonic()
    while not server.stopping.is_set():
        listeners = server.hub.listeners
        if server.hub.drill.phase is not Phase.OVER or listeners.host or listeners.connected():
            idle_since = time.monotonic()
        if time.monotonic() - idle_since > _IDLE:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOKS):
                await server.stopping.wait()


def _options(log: EmbeddedLog, drill: Path) -> Options:
    said = json.loads(log.kept(OPTIONS) or "{}")
    files = said.get("tls")
    return Options(
        bind=said.get("bind") or "",
        port=said.get("port"),
        names=tuple(said.get("names") or ()),
        asks_number=bool(said.get("number")),
        tls=None if files is None else partial(_tls, files, drill),
    )


def _tls(files: list[str], drill: Path, names: frozenset[str]) -> Tls:
    if files:
        certificate, key = map(Path, files)
        return tls_of(certificate, key)
    folder = drill.with_suffix(".tls")
    folder.mkdir(mode=0o700, exist_ok=True)
    return self_signed(folder, names)


def start(drill: Path) -> HostKey:
    """Starts the server of the drill as a process of its own, which outlives this one, and gives the host's key.

    Its output goes to a file beside the drill. QuizError, with what it said last, where it does not begin.
    """
    output = drill.with_suffix(".log")
    with output.open("ab") as written:
        process = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-m", "quiz", "host", "--resume", drill.stem, "--headless"],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        key = read_key(key_file(drill))
        if key is not None and key.pid == process.pid:
            process.returncode = 0  # nobody here waits for its end, which Popen would warn of
            return key
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise QuizError(f"The server did not begin. {_last_words(output)}")


def _last_words(output: Path) -> str:
    lines = [line for line in output.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return printable(lines[-1].removeprefix("quiz: ")) if lines else f"See {output}."
