"""A program in a pseudo-terminal, and the moment at which a text of its screen has come through."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[1]

_ROWS, _COLUMNS = 24, 80
_PATIENCE = 120.0
_QUIET = 0.03
_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;:<=>?]*[ -/]*[@-~]|[()][A-Za-z0-9]|[=>78])")


class LateError(Exception):
    """What was waited for did not come."""


class Pane:
    """Runs a Python module in a terminal of 80x24; `began` is the moment just before its process was started.

    Textual asks the terminal what it can do and does not wait for an answer, so it gets none, as from a plain terminal.
    """

    def __init__(self, module: str, arguments: Sequence[str], home: Path) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
        env = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(home),
            "QUIZ_HOME": str(home),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
        }
        command = [sys.executable, "-m", module, *arguments]
        self._seen = b""
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=env, cwd=ROOT, start_new_session=True
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._master)

    def wait_for(self, *texts: str) -> float:
        """The moment at which one of the texts had come through, of all that came since something was last typed."""
        wanted = [text.encode() for text in texts]
        while not any(text in _ESCAPES.sub(b"", self._seen) for text in wanted):
            if not self._read(_PATIENCE):
                tail = _ESCAPES.sub(b"", self._seen)[-2000:].decode(errors="replace")
                raise LateError(f"None of {texts} came. The last of what did:\n{tail}")
        return time.perf_counter()

    def type(self, keys: str) -> float:
        """Types the keys when nothing more has come for a while, and gives the moment."""
        while self._read(_QUIET):
            pass
        self._seen = b""
        moment = time.perf_counter()
        os.write(self._master, keys.encode())
        return moment

    def leave(self, key: str) -> None:
        """Types the key, and waits for the program to end."""
        self.type(key)
        while self._read(_PATIENCE):
            pass
        self._process.wait()

    def _read(self, patience: float) -> bool:
        """Whether more came before so many seconds were over."""
        ready, _, _ = select.select([self._master], [], [], patience)
        try:
            more = os.read(self._master, 1 << 16) if ready else b""
        except OSError:
            # Linux says so where the last process that had the terminal is gone.
            return False
        self._seen += more
        return bool(more)
