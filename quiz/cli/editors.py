"""Editors: which one the author wants, and how it is told of a line."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from quiz.errors import RequestError

_NAMES = ("VISUAL", "EDITOR")
_FALLBACKS = ("sensible-editor", "nano", "vi") if os.name != "nt" else ("notepad",)

# Each as its manual has it: "+12 FILE", "--goto FILE:12", "FILE:12" and "--line 12 FILE".
_PLUS = frozenset(
    {
        *("vi", "vim", "nvim", "nvi", "view", "gvim", "mvim", "vim.basic", "vim.tiny"),
        *("nano", "rnano", "pico", "emacs", "emacsclient", "mg", "micro", "kak", "joe", "ne", "mcedit", "gedit"),
        *("sensible-editor", "editor"),
    }
)
_GOTO = frozenset({"code", "code-insiders", "codium", "code-oss"})
_COLON = frozenset({"hx", "helix", "subl"})
_LINE = frozenset({"kate", "kwrite"})


def editor(env: Mapping[str, str], which: Callable[[str], str | None] = shutil.which) -> list[str]:
    """The words of the editor's command: as VISUAL or EDITOR has it, or else the first usual one there is."""
    for name in _NAMES:
        if not env.get(name, "").strip():
            continue
        try:
            words = shlex.split(env[name], posix=os.name != "nt")
        except ValueError:
            words = []
        if not words:
            raise RequestError(f"{name} cannot be read as a command; close the quotes in it: {env[name].strip()}")
        return words
    for fallback in _FALLBACKS:
        if which(fallback):
            return [fallback]
    *others, last = _FALLBACKS
    tried = f"none of {', '.join(others)} and {last} was found" if others else f"{last} was not found"
    raise RequestError(f"Name your editor in VISUAL or EDITOR; {tried}.")


def is_named(env: Mapping[str, str]) -> bool:
    """Whether the author names an editor."""
    return any(env.get(name, "").strip() for name in _NAMES)


def at_line(words: Sequence[str], file: Path, line: int) -> list[str]:
    """The command that opens the file at the line, at the beginning where the editor is not known to take one."""
    name = _name(words)
    if line <= 1:
        return [*words, str(file)]
    if name in _PLUS:
        return [*words, f"+{line}", str(file)]
    if name in _GOTO:
        return [*words, "--goto", f"{file}:{line}"]
    if name in _COLON:
        return [*words, f"{file}:{line}"]
    if name in _LINE:
        return [*words, "--line", str(line), str(file)]
    return [*words, str(file)]


def knows_lines(words: Sequence[str]) -> bool:
    """Whether the editor is known to open a file at a line."""
    return _name(words) in _PLUS | _GOTO | _COLON | _LINE


def _name(words: Sequence[str]) -> str:
    return Path(words[0]).name.lower().removesuffix(".exe").removesuffix(".cmd")
