"""The keys of all commands as the settings have them, checked."""

from __future__ import annotations

from collections.abc import Mapping

from quiz.errors import SettingsError
from quiz.tui import author_commands, commands, drill_commands
from quiz.tui.commands import Command

TABLES = (*commands.TABLES, *drill_commands.TABLES, *author_commands.TABLES)
"""The commands of each screen and dialog whose keys can be set."""

EVERY: Mapping[str, Command] = {command.id: command for table in TABLES for command in table}

_ANSWERED_NOWHERE = frozenset(
    command.id for table in (*drill_commands.WITHOUT_ANSWERS, author_commands.BROWSE) for command in table
)
"""Commands of screens on which nobody answers, so that the keys of answers are theirs too."""

_TYPED_BESIDE = frozenset(command.id for command in author_commands.EDITOR)
"""Commands of the screen on which texts are typed."""

_OF_PADS = {*"abcdefghij", *"123456789", "space", "up", "down", "left", "right", "backspace", "delete"}
"""Keys with which questions are answered, and no command beside them can have."""

_OF_LISTS = {"space", "up", "down", "left", "right", "backspace", "delete"}

_OF_DOCUMENTS = {"j", "k", "pageup", "pagedown", "home", "end"}

_OF_TEXTS = (
    {"enter", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "backspace", "delete", "f6", "f7"}
    | {f"ctrl+{key}" for key in [*"acdehijkmuvwxyz", "left", "right", "backspace"]}
    | {"shift+up", "shift+down", "shift+left", "shift+right", "shift+home", "shift+end", "ctrl+shift+left"}
    | {"ctrl+shift+right", "ctrl+shift+k", "alt+backspace"}
)
"""Keys with which texts are typed, beside those of their characters."""

_OF_TEXTUAL = {"ctrl+c", "ctrl+q", "ctrl+p", "tab", "shift+tab"}


def keymap(keys: Mapping[str, str]) -> dict[str, str]:
    """The settings' keys, checked.

    SettingsError where a command is unknown, a key is none, answers questions, or has another command on its screen.
    """
    for name, wanted in keys.items():
        if name not in EVERY:
            known = ", ".join(sorted(EVERY))
            raise SettingsError(f"There is no command {name!r} whose keys could be set. The commands are: {known}.")
        for key in _keys(wanted):
            _check_key(name, key)
    for table in TABLES:
        taken: dict[str, str] = {}
        for command in table:
            for key in _keys(keys.get(command.id, command.keys)):
                if key in taken:
                    raise SettingsError(
                        f"The key {key!r} is that of both {taken[key]} and {command.id}. Give one another."
                    )
                taken[key] = command.id
    return dict(keys)


def _check_key(name: str, key: str) -> None:
    if name in _TYPED_BESIDE:
        _check_key_beside_texts(name, key)
        return
    is_beside_answers = name not in _ANSWERED_NOWHERE or name in {commands.KEYS.id, commands.THEME.id}
    others = "Use a letter from k to z, or another key." if is_beside_answers else "Use a letter, or another key."
    of_lists = _OF_LISTS | _OF_DOCUMENTS if name.startswith("browse.") else _OF_LISTS
    if key.lower() in (_OF_PADS if is_beside_answers else of_lists):
        why = "it answers questions" if is_beside_answers else "it moves in what is shown"
        raise SettingsError(f"The key {key!r} cannot be given to {name}: {why}. {others}")
    if key in _OF_TEXTUAL or not _is_key(key):
        raise SettingsError(f"{key!r} cannot be the key of {name}. {others}")


def _check_key_beside_texts(name: str, key: str) -> None:
    types = len(key.removeprefix("shift+")) == 1 or key.removeprefix("shift+") in {"space", *_PUNCTUATION}
    others = "Use a function key, or a key with ctrl or alt."
    if types or key.lower() in _OF_TEXTS:
        raise SettingsError(f"The key {key!r} cannot be given to {name}: texts are typed with it. {others}")
    if key in _OF_TEXTUAL or not _is_key(key):
        raise SettingsError(f"{key!r} cannot be the key of {name}. {others}")


def _keys(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",")]


def _is_key(key: str) -> bool:
    """Whether a terminal can send it: a character, or a name that Textual has, with ctrl, alt or shift before it."""
    *modifiers, last = key.split("+")
    return {*modifiers} <= {"ctrl", "alt", "shift", "super"} and (len(last) == 1 or last in _NAMES)


_PUNCTUATION = {
    "question_mark",
    "exclamation_mark",
    "full_stop",
    "comma",
    "colon",
    "semicolon",
    "slash",
    "backslash",
    "minus",
    "plus",
    "equals_sign",
    "underscore",
    "number_sign",
    "asterisk",
    "apostrophe",
    "tilde",
    "grave_accent",
}

_MOVING = {"up", "down", "left", "right"}
"""Keys of the pads and the lists, which are commands with ctrl or alt alone."""

_NAMES = (
    {"enter", "escape", "home", "end", "insert", "pageup", "pagedown", *(f"f{n}" for n in range(1, 13))}
    | _MOVING
    | _PUNCTUATION
)
