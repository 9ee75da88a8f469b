"""Commands as processes that begin at once: forks of a program which has loaded what they need."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from select import select
from time import monotonic

ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0
"""Seconds after which what was waited for will not come."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a process is killed: once it has written so many bytes, or after so many seconds."""

    written: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """What a process wrote, to both streams, and how it ended: its exit status, or the negative of a signal."""

    out: str
    status: int

    @property
    def was_killed(self) -> bool:
        return self.status == -signal.SIGKILL


class Warm:
    """The program that is forked; `run` begins a command, types, and kills it at the moment."""

    def __init__(self, door: socket.socket) -> None:
        self._door = door

    def run(self, arguments: Sequence[str], typed: str, moment: Moment | None = None) -> Ended:
        """The command, given what is typed; without a moment it is waited for, and its input has an end.

        What is typed has to fit into a pipe.
        """
        their_in, typing = os.pipe()
        reading, their_out = os.pipe()
        socket.send_fds(self._door, [json.dumps(arguments).encode()], [their_in, their_out])
        for end in (their_in, their_out):
            os.close(end)
        try:
            pid = int(self._door.recv(64))
            os.write(typing, typed.encode())
            if moment is None:
                os.close(typing)
                typing = -1
                out = _read(reading, Moment(seconds=_PATIENCE))
            else:
                out = _read(reading, moment)
            # Nobody has waited for it yet, so the number is still that of this process.
            os.kill(pid, signal.SIGKILL if moment else 0)
            out += _read(reading, Moment(seconds=_PATIENCE))
        finally:
            os.close(reading)
            if typing >= 0:
                os.close(typing)
            self._door.send(b"wait")
            status = int(self._door.recv(64))
        return Ended(out.decode(), status)


def _read(end: int, moment: Moment) -> bytes:
    """What is read up to the moment, or to the end of what there is."""
    read = b""
    until = monotonic() + (_PATIENCE if moment.seconds is None else moment.seconds)
    while moment.written is None or len(read) < moment.written:
        left = until - monotonic()
        if left <= 0 or not select([end], [], [], left)[0]:
            break
        piece = os.read(end, 65536 if moment.written is None else moment.written - len(read))
        if not piece:
            break
        read += piece
    return read


@contextmanager
def warm(env: Mapping[str, str], folder: Path) -> Iterator[Warm]:
    """The program, in an environment and a working folder."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        ours.settimeout(_PATIENCE)
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.forks", str(theirs.fileno())],
            env=dict(env),
            cwd=folder,
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        try:
            yield Warm(ours)
        finally:
            ours.close()
            process.wait(timeout=_PATIENCE)


def _serve(door: socket.socket) -> None:
    """Forks into a command for each that comes through the door, until it is closed."""
    while True:
        message, ends, _, _ = socket.recv_fds(door, 65536, 2)
        if not message:
            return
        pid = os.fork()
        if not pid:
            door.close()
            _become(json.loads(message), *ends)
        for end in ends:
            os.close(end)
        door.send(str(pid).encode())
        door.recv(64)
        _, status = os.waitpid(pid, 0)
        door.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become(arguments: list[str], reads: int, writes: int) -> None:
    """Runs the command in this process with its own streams, and ends as the program would."""
    from quiz.__main__ import main  # noqa: PLC0415 - only the program that is forked loads the quiz

    for stream, end in enumerate((reads, writes, writes)):
        os.dup2(end, stream)
    for end in (reads, writes):
        os.close(end)
    # Those that Python opened when it started know the files that were there then.
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    status = main(arguments)
    sys.stdout.flush()
    os._exit(status)


if __name__ == "__main__":
    import importlib

    for name in (
        "fsrs",
        "hashlib",
        "importlib.resources.readers",
        "quiz.__main__",
        "quiz.cli.sessions",
        "quiz.cli.sitting",
        "quiz.core.documents.document",
        "quiz.core.revision.review",
        "quiz.plain.exam",
        "quiz.plain.study",
        "quiz.store.memories",
    ):
        importlib.import_module(name)
    importlib.import_module("quiz.cli.parser").build()
    _serve(socket.socket(fileno=int(sys.argv[1])))
