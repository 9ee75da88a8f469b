"""The real program in a pseudo-terminal, whose screen is what a terminal would show."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

_PATIENCE = 20.0
"""Seconds after which what was waited for will not come."""


class Terminal:
    """Runs `quiz` with the arguments; `sent` is every byte it wrote."""

    def __init__(
        self,
        arguments: Sequence[str],
        home: Path,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        """`folder` is where the program runs, the one of the tests where it is None."""
        columns, rows = size
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.sent = b""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        surroundings = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "QUIZ_HOME": str(home),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            **(env or {}),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "quiz", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=surroundings,
            cwd=folder,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.kill()
        os.close(self._master)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=_PATIENCE)

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def line_at_cursor(self) -> str:
        """The line from the terminal's cursor on."""
        line: str = self._screen.display[self._screen.cursor.y]
        return line[self._screen.cursor.x :].rstrip()

    def colours(self) -> set[str]:
        """The names and values of the foreground and background colours on the screen."""
        cells = [cell for row in self._screen.buffer.values() for cell in row.values()]
        return {cell.fg for cell in cells} | {cell.bg for cell in cells}

    def wait_for(self, condition: str | Callable[[], bool]) -> None:
        """Reads on until the text is on the screen or the condition holds; AssertionError where neither comes."""
        deadline = time.monotonic() + _PATIENCE
        while not (condition in self.text if isinstance(condition, str) else condition()):
            left = deadline - time.monotonic()
            assert left > 0, f"{condition!r} did not come; the screen is:\n{self.text}"
            if select.select([self], [], [], min(left, 1.0))[0]:
                has_read = self.take_in()
                assert has_read or self.process.poll() is None, f"the program ended; the screen is:\n{self.text}"

    def fileno(self) -> int:
        """What can be read once the program has written."""
        return self._master

    def take_in(self) -> bool:
        """Shows what the program has written, and whether that was anything: after its end it is nothing."""
        try:
            read = os.read(self._master, 65536)
        except OSError:  # the program has ended and the terminal with it
            read = b""
        self.sent += read
        self._stream.feed(read)
        return bool(read)

    def wait_for_end(self) -> int:
        """The exit status, when the program has ended by itself."""
        deadline = time.monotonic() + _PATIENCE
        while select.select([self._master], [], [], max(deadline - time.monotonic(), 0))[0]:
            try:
                read = os.read(self._master, 65536)
            except OSError:
                break
            if not read:
                break
            self.sent += read
        return self.process.wait(timeout=_PATIENCE)
