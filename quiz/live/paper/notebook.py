"""The learner's notebook: an attempt in a file, to which each answer is added before its feedback is seen."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quiz.core.drills.assignment import Paper, Reply
from quiz.core.drills.names import clean
from quiz.core.text import fold, one_line
from quiz.errors import QuizError
from quiz.live.log.fields import Fields, Json
from quiz.live.paper.handed_in import json_of_reply, reply_of
from quiz.live.paper.sheet import is_id, read_bounded

SUFFIX = ".answers"

_FORMAT = 1
_MOST_BYTES = 16 * 1024 * 1024
_BINARY: int = getattr(os, "O_BINARY", 0)  # only Windows knows other files


@dataclass(slots=True)
class Notebook:
    """An attempt, and the file that has it."""

    path: Path
    paper: Paper

    def add(self, reply: Reply) -> None:
        """Adds the reply, which is on the disk once this returns; QuizError where it cannot be."""
        _append(self.path, json_of_reply(reply))
        self.paper = replace(self.paper, replies=(*self.paper.replies, reply))


def begin(folder: Path, paper: Paper) -> Notebook:
    """The notebook of a new attempt in the folder, on the disk; QuizError where it cannot be made."""
    path = folder / paper.drill / f"{paper.attempt}{SUFFIX}"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise QuizError(_unwritable(path.parent, error)) from error
    head: Json = {
        "quiz_answers": _FORMAT,
        "attempt": paper.attempt,
        "name": paper.name,
        "identifier": paper.identifier,
        "began_at": paper.began_at,
    }
    _append(path, head)
    return Notebook(path, paper)


def left(folder: Path, drill: str) -> list[Notebook]:
    """The notebooks of all attempts at the drill on this machine, the one begun last first.

    What a kill left of an answer is taken away: nobody was told of it. A file that cannot be read is a QuizError.
    """
    paths = [path for path in (folder / drill).glob(f"*{SUFFIX}") if is_id(path.stem)]
    found = [notebook for path in paths if (notebook := _opened(path, drill))]
    return sorted(found, key=lambda notebook: (notebook.paper.began_at, notebook.paper.attempt), reverse=True)


def of_learner(notebooks: Sequence[Notebook], name: str) -> Notebook | None:
    """The first of the notebooks that has this name; the first of all where none is given."""
    wanted = fold(clean(name))
    return next((each for each in notebooks if not name or fold(clean(each.paper.name)) == wanted), None)


def _opened(path: Path, drill: str) -> Notebook | None:
    content = read_bounded(path, _MOST_BYTES)
    whole, newline, torn = content.rpartition(b"\n")
    if torn:
        try:
            os.truncate(path, len(whole) + len(newline))
        except OSError as error:
            raise QuizError(_unwritable(path, error)) from error
    lines = whole.decode("ascii", "replace").split("\n") if newline else []
    if not lines:
        return None  # killed before there was an attempt
    try:
        return Notebook(path, _paper_of(lines, drill, path.stem))
    except (ValueError, RecursionError) as error:
        raise QuizError(
            f"{one_line(str(path))}, which has your answers, is damaged: {error}. Mend it, or move it away."
        ) from error


def _paper_of(lines: Sequence[str], drill: str, attempt: str) -> Paper:
    """The attempt that the lines of a notebook have; ValueError where they have none."""
    head, *replies = (Fields(json.loads(line)) for line in lines)
    if head.whole("quiz_answers") > _FORMAT:
        raise ValueError("it is of a newer version of quiz")
    # Two programs at once may both have answered a question: the first answer counts.
    firsts: dict[int, Reply] = {}
    for reply in map(reply_of, replies):
        firsts.setdefault(reply.place, reply)
    name, identifier = head.text("name"), head.text("identifier")
    return Paper(drill, attempt, name, identifier, head.whole("began_at"), tuple(firsts.values()))


def _append(path: Path, fields: Json) -> None:
    line = json.dumps(fields, separators=(",", ":")).encode("ascii") + b"\n"
    is_new = not path.exists()
    try:
        end = os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY | _BINARY, 0o600)
        try:
            before = os.fstat(end).st_size
            if os.write(end, line) != len(line):
                os.ftruncate(end, before)
                raise QuizError(f"The disk of {one_line(str(path))} is full: this was not kept. Free some space.")
            os.fsync(end)
        finally:
            os.close(end)
        if is_new:
            _sync_folder(path.parent)
    except OSError as error:
        raise QuizError(_unwritable(path, error)) from error


def _sync_folder(folder: Path) -> None:
    """Has the disk know that there is a new file; systems that open no folders see to it themselves."""
    try:
        end = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(end)
    finally:
        os.close(end)


def _unwritable(path: Path, error: OSError) -> str:
    return f"{one_line(str(path))} cannot be written: {error.strerror or error}. Nothing more is kept until it can be."
