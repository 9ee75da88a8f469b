"""What a learner has settled once for all sessions, in a TOML file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from quiz.core.marking import Rule
from quiz.errors import Problem, SettingsError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Passage = Literal["auto", "on", "off"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one learner.

    `theme` is "dark", "light", "auto" or the name of a theme; `count` the number of questions in a session, from 1
    up; `passage` whether the document is shown beside an answered question; `certainty` whether a session asks how
    sure one is, and `proof` whether it asks for the sentence of the document that proves the answer. `retention` is
    the share of what was learnt that reviewing is to keep, from 0.7 to 0.97; `new_per_day` the number of new questions
    that reviews bring in a day; `exam_pauses` whether the clock of an exam stops while the program is closed. `keys`
    maps the ids of commands to the keys that give them, separated by commas.
    """

    theme: str = "auto"
    count: int = 10
    rule: Rule = Rule.OU
    passage: Passage = "auto"
    certainty: bool = False
    proof: bool = False
    retention: float = 0.9
    new_per_day: int = 10
    exam_pauses: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)


_NAMES = tuple(each.name for each in fields(Settings))
_ALLOWED = {
    "theme": '"auto", "dark", "light" or the name of a theme',
    "count": "the number of questions in a session: a whole number, 1 or more",
    "rule": '"ou", "false2" or "all-or-nothing"',
    "passage": '"auto", "on" or "off"',
    "certainty": "true or false",
    "proof": "true or false",
    "retention": "the share of what was learnt that is to be kept: a number from 0.7 to 0.97",
    "new_per_day": "the number of new questions in a day of reviews: a whole number, 0 or more",
    "exam_pauses": "true or false",
    "keys": "a table: [keys] on a line, and below it a line for each command",
}
_KEYS_OF_A_COMMAND = 'the keys of a command, in quotation marks and separated by commas: "n,right"'


def load(path: Path) -> Settings:
    """The settings in the file, or the defaults where there is no file.

    SettingsError where the file cannot be read, or with everything in it that cannot be followed.
    """
    text = _read(path)
    if text is None:
        return Settings()
    table = _parse(text, path)
    _check(table, text, path)
    return Settings(**table | ({"rule": Rule(table["rule"])} if "rule" in table else {}))


def save(settings: Settings, path: Path) -> None:
    """Writes the settings to the file, all of them or none; what else the file says, and how, stays as it is.

    A setting that the file does not name is written only where it is not the default. SettingsError where the file
    cannot be written or read, or what it says cannot be followed, unknown settings apart; it is then as it was.
    """
    import tomlkit  # noqa: PLC0415 - only a change of settings has to wait for it

    text = _read(path) or ""
    table = _parse(text, path)
    _check({name: value for name, value in table.items() if name in _NAMES}, text, path)
    document = tomlkit.parse(text)
    _amend(document, settings)
    try:
        _replace(path, tomlkit.dumps(document).encode())
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror or error}.") from error


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8 text from byte {error.start + 1} on. Save it as UTF-8.") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror or error}.") from error


def _parse(text: str, path: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - not needed where there is no file

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is no TOMLDecodeError, nor is deep nesting
        # tomllib ends its messages so; TOMLDecodeError has the numbers as attributes from Python 3.14 on.
        said = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error), re.DOTALL)
        sentence, line, column = said.groups() if said else (str(error), None, None)
        end = text.count("\n", 0, len(text.rstrip())) + 1
        problem = Problem(str(path), int(line or end), int(column or 1), f"This is not TOML. {sentence}.")
        raise SettingsError(str(problem)) from error


def _check(table: Mapping[str, Any], text: str, path: Path) -> None:
    problems = [Problem(str(path), *_place_of(name, text), sentence) for name, sentence in _faults(table)]
    if problems:
        raise SettingsError("\n".join(str(problem) for problem in sorted(problems)))


def _faults(table: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """What in the table cannot be followed: the name it has, in parts, and a sentence that says what can."""
    for name, value in table.items():
        if name == "keys" and isinstance(value, dict):
            for command, keys in value.items():
                if not isinstance(keys, str) or not all(key.strip() for key in keys.split(",")):
                    yield (name, command), f"{command} is {_KEYS_OF_A_COMMAND}."
        elif name not in _ALLOWED:
            yield (name,), f"{name} is no setting. The settings are {', '.join(_NAMES[:-1])} and {_NAMES[-1]}."
        elif not _is_allowed(name, value):
            yield (name,), f"{name} is {_ALLOWED[name]}."


def _is_allowed(name: str, value: object) -> bool:
    match name:
        case "theme":
            return isinstance(value, str) and bool(value.strip())
        case "count":
            return isinstance(value, int) and not isinstance(value, bool) and value > 0
        case "rule":
            return value in list(Rule)
        case "passage":
            return value in get_args(Passage)
        case "certainty" | "proof" | "exam_pauses":
            return isinstance(value, bool)
        case "retention":
            return isinstance(value, int | float) and not isinstance(value, bool) and 0.7 <= value <= 0.97
        case "new_per_day":
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case _:
            return False


_PART = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_NAME = rf"{_PART}(?:\s*\.\s*{_PART})*"
_LINE = rf"[ \t]*(?:\[\[?\s*(?P<table>{_NAME})\s*\]|(?P<key>{_NAME})\s*=)"


def _place_of(name: tuple[str, ...], text: str) -> tuple[int, int]:
    """The line and the column where the text first says something of that name, (0, 0) where it cannot be seen.

    tomllib tells no places of values; a name inside an inline table has the place of the table.
    """
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if found := re.match(_LINE, line):
            kind = "table" if found["table"] else "key"
            parts = tuple(part.strip("\"'") for part in re.findall(_PART, found[kind]))
            table, whole = (parts, parts) if kind == "table" else (table, table + parts)
            if whole[: len(name)] == name:
                return number, found.start(kind) + 1
    return _place_of(name[:-1], text) if len(name) > 1 else (0, 0)


def _amend(document: TOMLDocument, settings: Settings) -> None:
    from tomlkit.items import AbstractTable  # noqa: PLC0415

    for name in _NAMES:
        value = getattr(settings, name)
        if name != "keys" and value != document.get(name, getattr(Settings(), name)):
            document[name] = str(value) if isinstance(value, str) else value
    keys = document.get("keys", {})
    if dict(keys) == settings.keys:
        return
    if not isinstance(keys, AbstractTable):
        # There is no such table yet, or it is in pieces ("keys.a = ..." here and there), which tomlkit cannot change.
        document.pop("keys", None)
        document["keys"] = dict(settings.keys)
        return
    for command in [command for command in keys if command not in settings.keys]:
        del keys[command]
    for command, value in settings.keys.items():
        if keys.get(command) != value:
            keys[command] = value


def _replace(path: Path, content: bytes) -> None:
    """Puts the content in the place of the file, which has either the old or the new at any moment."""
    from shutil import copymode  # noqa: PLC0415 - needed by `save` alone
    from tempfile import NamedTemporaryFile  # noqa: PLC0415

    target = path.resolve()  # a link to a file elsewhere stays a link
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if target.exists():
                copymode(target, file.name)
            file.close()
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
