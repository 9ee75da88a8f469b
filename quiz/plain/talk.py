"""The two streams of a conversation by lines."""

from __future__ import annotations

import select
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TextIO

from quiz.core.text import printable
from quiz.plain.page import hang

HELP_WORDS = frozenset({"help", "?"})
"""What is typed to be told what can be typed."""

Meanwhile = Callable[[], tuple[str, float | None]]
"""Gives a sentence to be told while a line is waited for, or "", and the seconds until it is to be asked again."""


class Left(Exception):  # noqa: N818 - nothing went wrong
    """The learner leaves, and what was begun can be gone on with."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Where lines are read and written, and how many cells a line may take.

    `is_interactive` is true where a person types the lines: the terminal then shows what is typed.
    """

    lines: TextIO
    out: TextIO
    width: int = 79
    is_interactive: bool = False

    def tell(self, lines: Sequence[str]) -> None:
        """Writes the lines; what a terminal could take for a command never leaves here as one."""
        for line in lines:
            self.out.write(f"{printable(line)}\n")
        self.out.flush()

    def say(self, sentence: str) -> None:
        self.tell(hang("", sentence, self.width))

    def ask(self, prompt: str, meanwhile: Meanwhile | None = None) -> str:
        """The line that is typed after the prompt, without its end; EOFError where no more lines come.

        A person is told what `meanwhile` gives, before the prompt and while nothing is typed, and then asked again.
        """
        sentence, seconds = meanwhile() if meanwhile and self.is_interactive else ("", None)
        if sentence:
            self.say(sentence)
        self._write_prompt(prompt)
        while meanwhile and seconds is not None and not self._has_line(seconds):
            sentence, seconds = meanwhile()
            if sentence:
                self.tell([""])
                self.say(sentence)
                self._write_prompt(prompt)
        line = self.lines.readline()
        if not line:
            self.tell([""])
            raise EOFError
        line = line.rstrip("\r\n")
        if not self.is_interactive:
            self.tell([line])
        return line

    def _write_prompt(self, prompt: str) -> None:
        lines = hang("", f"{prompt}:", self.width)
        self.out.write("\n".join(lines) + " ")
        self.out.flush()

    def _has_line(self, seconds: float) -> bool:
        """Whether there is something to read before so many seconds have passed, or no way to tell."""
        if sys.platform == "win32":
            return True
        try:
            ready, _, _ = select.select([self.lines], [], [], max(seconds, 0))
        except (OSError, ValueError):  # lines that no system knows of
            return True
        return bool(ready)
