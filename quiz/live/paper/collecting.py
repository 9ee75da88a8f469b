"""What an instructor's machine does: a drill made to be handed out, and what was handed in put into its log."""

from __future__ import annotations

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quiz.core.drills.assignment import Paper, gather, handed_out, handed_out_sealed
from quiz.core.drills.events import Ended, Event
from quiz.core.text import one_line
from quiz.errors import QuizError
from quiz.live.log.drillfile import SUFFIX as DRILL
from quiz.live.log.embedded import open_log
from quiz.live.log.fields import Json
from quiz.live.paper.handed_in import SUFFIX, is_signed, read_paper
from quiz.live.paper.sheet import Sheet

_KEY = "results_key"
"""Under this name the log keeps the key that signs what is handed in."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What a drill took: how many learners and answers are new, and how many it has now."""

    drill: str
    title: str
    learners: int
    answers: int
    all_learners: int
    all_answers: int


@dataclass(frozen=True, slots=True)
class Collection:
    """What came of a folder: the drills in the order of their ids, and the sentences that say what was left out."""

    drills: tuple[Collected, ...]
    faults: tuple[str, ...]


def hand_out(path: Path, *, is_exam: bool, hand_in_by: int | None) -> Sheet:
    """The sheet of the drill at the path, whose log keeps the key from now on; QuizError where it cannot."""
    return asyncio.run(_hand_out(path, is_exam=is_exam, hand_in_by=hand_in_by))


async def _hand_out(path: Path, *, is_exam: bool, hand_in_by: int | None) -> Sheet:
    log = open_log(path)
    try:
        key = log.kept(_KEY)
        if key is None:
            key = secrets.token_hex(32)
            await log.keep(_KEY, key)
        _, drill = await log.snapshot()
    finally:
        await log.close()
    created = handed_out_sealed(drill) if is_exam else handed_out(drill)
    return Sheet(created, key, is_exam, bool(drill.terms.roster), hand_in_by)


def results_in(folder: Path) -> list[Path]:
    """The files in the folder and the folders in it that are named like results; QuizError where it is none."""
    if not folder.is_dir():
        raise QuizError(f"There is no folder {one_line(str(folder))}.")
    return sorted(path for path in folder.rglob(f"*{SUFFIX}") if path.is_file())


def collect(files: Iterable[Path], drills: Path, ended_at: int | None = None) -> Collection:
    """Puts what the files have into the logs of their drills, each once, however often it is among them.

    `drills` is the folder of the logs. With `ended_at`, in milliseconds since 1970, each of the drills is over then.
    QuizError where a log cannot be written.
    """
    by_drill: dict[str, list[_Handed]] = defaultdict(list)
    faults: list[str] = []
    for file in files:
        try:
            paper, fields = read_paper(file)
        except QuizError as error:
            faults.append(str(error))
        else:
            by_drill[paper.drill].append(_Handed(file, paper, fields))
    collected: list[Collected] = []
    for id, handed in sorted(by_drill.items()):
        path = drills / f"{id}{DRILL}"
        if path.is_file():
            taken, left_out = asyncio.run(_collect(path, handed, ended_at))
            collected += [taken] if taken else []
            faults += left_out
        else:
            faults += [f"{each.shown} is of the drill {id}, which is not on this machine." for each in handed]
    return Collection(tuple(collected), tuple(faults))


@dataclass(frozen=True, slots=True)
class _Handed:
    file: Path
    paper: Paper
    fields: Json

    @property
    def shown(self) -> str:
        return one_line(str(self.file))


async def _collect(path: Path, handed: Sequence[_Handed], ended_at: int | None) -> tuple[Collected | None, list[str]]:
    log = open_log(path)
    try:
        key = log.kept(_KEY)
        if key is None:
            return None, [f"{each.shown} is of the drill {path.stem}, which was not assigned." for each in handed]
        signed = [(each, is_signed(each.fields, key)) for each in handed]
        sound = [each for each, is_sound in signed if is_sound]
        faults = [_changed(each) for each, is_sound in signed if not is_sound]
        _, drill = await log.snapshot()
        gathering = gather(drill, [each.paper for each in sound])
        events: list[Event] = [*gathering.events]
        if ended_at is not None and drill.ended_at is None:
            events.append(Ended(ended_at))
        if events:
            await log.append(events)
    finally:
        await log.close()
    files = {each.paper.attempt: each.shown for each in reversed(sound)}
    faults += [f"{files[paper.attempt]}: {sentence}" for paper, sentence in gathering.faults]
    answers = sum(len(asking.answers) for own in drill.own.values() for asking in own.values())
    all_learners = len(drill.seated)
    title = drill.created.title
    return Collected(path.stem, title, gathering.learners, gathering.answers, all_learners, answers), faults


def _changed(handed: _Handed) -> str:
    return (
        f"{handed.shown} was changed after it was written, or is damaged: its signature does not fit. "
        "Have it handed in again."
    )
