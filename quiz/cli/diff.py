"""`quiz diff`: how two versions of a bank differ, and whose memory a change touches."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command
from quiz.core.text import one_line

if TYPE_CHECKING:
    from quiz.cli.workplace import Workplace
    from quiz.core.bank import Bank
    from quiz.core.revision.drift import Drift
    from quiz.core.revision.impact import Impact
    from quiz.core.revision.memory import Memory

    Memories = Mapping[str, Mapping[str, Memory]]


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "diff",
        run,
        about="tell how two versions of a bank differ, and what of your memory a change touches",
        examples=[
            "quiz diff old/bank.yaml new/bank.yaml",
            "git show HEAD~1:./bank.yaml > old.yaml && quiz diff old.yaml bank.yaml    beside the document",
            'quiz diff OLD NEW --json    an object with "added", "removed" and "changed"',
            "",
            'In JSON "only_reworded" says of a change that whoever learnt the question before need not learn it anew;',
            '"your_memory" how many memories of yours are "kept" and "lost", and whether you are "asked_again".',
            "",
            "The exit status is 0 whether the versions differ or not.",
        ],
    )
    parser.add_argument("old", metavar="OLD", help="the older version: a bank's file, folder or id")
    parser.add_argument("new", metavar="NEW", help="the newer version")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    from quiz.cli.printing import print_json, print_lines
    from quiz.cli.workplace import Workplace
    from quiz.core.revision.drift import drift

    workplace = Workplace(os.environ)
    old, new = (workplace.library.open(_named(name)) for name in (args.old, args.new))
    found = drift(old, new)
    impacts = _impacts(old, new, found, _memories(workplace, new))
    if args.json:
        print_json(_json(old, new, found, impacts))
    else:
        print_lines(_lines(old, new, found, impacts))
    return 0


def _named(name: str) -> str:
    """The name in a form that no library takes for an id where it is a file, whatever its ending."""
    return str(Path(name).absolute()) if Path(name).is_file() else name


def _memories(workplace: Workplace, bank: Bank) -> Memories:
    """What the learner remembers of the bank; where there is no history none is begun for it."""
    from quiz import paths

    if not paths.history_file(os.environ).exists():
        return {}
    with workplace.history() as history:
        workplace.desk(history).remember()
        return history.memories.of_bank(bank.id)


def _impacts(old: Bank, new: Bank, found: Drift, memories: Memories) -> dict[str, Impact]:
    """What the changes do to the learner's memories, by question; nothing where none is remembered."""
    from quiz.core.revision.impact import impact

    return {
        id: impact(old.question(id), new.question(id) if id in new else None, memories[id])
        for id in (*found.changed, *found.removed)
        if id in memories
    }


def _lines(old: Bank, new: Bank, found: Drift, impacts: Mapping[str, Impact]) -> Iterator[str]:
    from quiz.core.revision.drift import sentence_of
    from quiz.core.revision.impact import keeps_memory
    from quiz.plain.page import number_of

    if old.id != new.id:
        yield one_line(f"These are two banks: what was learnt as {old.id} does not count as {new.id}.")
    if not found:
        yield "No difference in what is asked."
        return
    reworded = [id for id, changes in found.changed.items() if keeps_memory(changes)]
    changed = [id for id in found.changed if id not in reworded]
    for title, ids in (
        ("added", found.added),
        ("removed", found.removed),
        ("reworded, what is remembered stays", reworded),
        ("changed, asked again", changed),
    ):
        if ids:
            yield f"{number_of(len(ids), 'question')} {title}:"
        for id in ids:
            yield f"  {one_line(f'{id}: {(new if id in new else old).question(id).stem}')}"
            for change in found.changed.get(id, ()):
                yield f"    {sentence_of(change)}"
            if said := _said_of(impacts[id], is_gone=id not in new) if id in impacts else "":
                yield f"    {said}"
    if impacts:
        yield _sum(impacts, new)


def _said_of(impact: Impact, *, is_gone: bool) -> str:
    """What becomes of the learner's memories of a question; "" where there are none."""
    memories = impact.kept + impact.lost
    if not memories:
        return ""
    ends = "end" if is_gone else "begin anew"
    if memories == 1:
        what = "stays" if impact.kept else "ends" if is_gone else "begins anew"
        said = f"Your memory of it {what}."
    elif impact.lost in {0, memories}:
        said = f"Your {memories} memories of it {ends if impact.lost else 'stay'}."
    else:
        said = f"{impact.lost} of your {memories} memories of it {_begin(impact.lost)} anew."
    return f"{said} You will be asked it again." if impact.unlearned > impact.lost else said


def _sum(impacts: Mapping[str, Impact], new: Bank) -> str:
    anew = sum(impact.lost for id, impact in impacts.items() if id in new)
    gone = sum(impact.lost for id, impact in impacts.items() if id not in new)
    memories = "1 memory" if anew == 1 else f"{anew} memories"
    return f"In all, {memories} of yours {_begin(anew)} anew, and {gone} {'ends' if gone == 1 else 'end'}."


def _begin(count: int) -> str:
    return "begins" if count == 1 else "begin"


def _json(old: Bank, new: Bank, found: Drift, impacts: Mapping[str, Impact]) -> dict[str, object]:
    from quiz.core.revision.drift import sentence_of
    from quiz.core.revision.impact import keeps_memory

    def touched(id: str) -> dict[str, object]:
        impact = impacts.get(id)
        return {
            "kept": impact.kept if impact else 0,
            "lost": impact.lost if impact else 0,
            "asked_again": bool(impact and (impact.lost or impact.unlearned)) and id in new,
        }

    return {
        "old": old.id,
        "new": new.id,
        "added": [{"question": id, "stem": new.question(id).stem} for id in found.added],
        "removed": [
            {"question": id, "stem": old.question(id).stem, "your_memory": touched(id)} for id in found.removed
        ],
        "changed": [
            {
                "question": id,
                "stem": new.question(id).stem,
                "only_reworded": keeps_memory(changes),
                "changes": [sentence_of(change) for change in changes],
                "your_memory": touched(id),
            }
            for id, changes in found.changed.items()
        ],
    }
