"""The two streams of a conversation by lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from quiz.core.text import printable
from quiz.plain.page import hang


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

    def ask(self, prompt: str) -> str:
        """The line that is typed after the prompt, without its end; EOFError where no more lines come."""
        lines = hang("", f"{prompt}:", self.width)
        self.out.write("\n".join(lines) + " ")
        self.out.flush()
        line = self.lines.readline()
        if not line:
            self.tell([""])
            raise EOFError
        line = line.rstrip("\r\n")
        if not self.is_interactive:
            self.tell([line])
        return line
