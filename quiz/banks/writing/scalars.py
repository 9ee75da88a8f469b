"""Texts as YAML scalars: plain where they can be, in quotes where they must, as blocks where they have lines."""

from __future__ import annotations

import re
from collections.abc import Callable

WIDTH = 110
"""The columns of a line, beyond which a text goes on in the next."""

INDENT = 2

# What begins a plain text but stands for something else, or does where a space follows it.
_INDICATOR = re.compile(r"[,\[\]{}#&*!|>'\"%@`]|[-?:](?:[ \t]|\Z)")
_CUT_SHORT = re.compile(r":(?:[ \t]|\Z)|[ \t]#|[\t\n]")
_FLOWS = re.compile(r"[^\W_](?:[^,\[\]{}?:#&*!|>'\"%@`\t\n\\]*[^\s,\[\]{}?:#&*!|>'\"%@`\\])?")
# The loader takes these as typed; an editor that knows YAML alone would not.
_WORDS = frozenset({"true", "false", "null", "~"})
_FOLD = re.compile(r"(?<=[^ ]) (?=[^ ])")


def scalar(text: str, *, at: int, indent: int, width: int = WIDTH, may_block: bool = True) -> str:
    """The text, without white space around it, as the rest of a line that it begins in the column `at`, from 0.

    What follows of it is indented by `indent`. Lines end with a newline; the last has none. A text with line breaks is
    a block, unless `may_block` says that none can stand there.
    """
    if is_plain(text):
        return folded(text, at=at, indent=indent, width=width, may_begin=may_begin_line)
    if "\n" in text and may_block and is_block(text):
        return block(text, indent=indent)
    return folded(in_quotes(text), at=at, indent=indent, width=width)


def flow_scalar(text: str) -> str:
    """The text on one line, as it stands between brackets."""
    return text if _FLOWS.fullmatch(text) and text.lower() not in _WORDS else in_quotes(text)


def is_plain(text: str) -> bool:
    """Whether the text needs no quotes where lines are indented, rather than between brackets."""
    return bool(text) and not (_INDICATOR.match(text) or _CUT_SHORT.search(text) or text.lower() in _WORDS)


def is_block(text: str) -> bool:
    """Whether the text can stand as a block without a space at the end of a line that an editor might take away."""
    return not any(line != line.rstrip() or line[:1] == "\t" for line in text.split("\n"))


def block(text: str, *, indent: int, header: str = "|-") -> str:
    """The text as a block, each of its lines on one."""
    return "\n".join([header, *(f"{' ' * indent}{line}" if line else "" for line in text.split("\n"))])


def in_quotes(text: str) -> str:
    """The text in quotes, on one line."""
    if re.search(r"[\"\\]", text) and not re.search(r"['\t\n]", text):
        return in_single_quotes(text)
    return in_double_quotes(text)


def in_double_quotes(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def in_single_quotes(text: str) -> str:
    """The text in single quotes; it holds neither line breaks nor tabs."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def folded(text: str, *, at: int, indent: int, width: int, may_begin: Callable[[str], bool] = lambda _: True) -> str:
    """The text broken at single spaces, so that no line is longer than it must be; `may_begin` says of a word whether
    a line may begin with it.
    """
    words = _FOLD.split(text)
    lines: list[str] = []
    line = words[0]
    column = at
    for word in words[1:]:
        if column + len(line) + 1 + len(word) > width and may_begin(word):
            lines.append(line)
            line = " " * indent + word
            column = 0
        else:
            line += f" {word}"
    return "\n".join([*lines, line])


def may_begin_line(word: str) -> bool:
    """Whether a line of a plain text may begin with the word."""
    return not _INDICATOR.match(word)
