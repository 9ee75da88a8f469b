"""What a learner missed, as a bank that `quiz study` and `quiz review` open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from quiz.core.bank import Bank, catalogue_of
from quiz.core.drills.drill import Drill
from quiz.core.drills.scores import last_askings, mark_of
from quiz.core.drills.standing import Phase
from quiz.core.questions import Choice, Matching, Question

FIRST_LINE = "# Questions that were missed in a drill."
"""How the text of such a bank begins."""

_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 60


def missed(drill: Drill, learner: str) -> tuple[Question, ...]:
    """The questions that the learner was asked and did not get wholly right, of those whose key was shown."""
    is_over = drill.phase is Phase.OVER
    found = []
    for place, question in enumerate(drill.questions):
        if not is_over and place not in drill.revealed:
            continue
        for asking in last_askings(drill, place):
            was_asked = learner in asking.present or learner in asking.answers
            mark = mark_of(drill, asking, learner)
            if was_asked and not (mark and mark.is_right):
                found.append(question)
    return tuple(found)


def file_name(drill: Drill) -> str:
    """The name of the file, which tells the bank of the drill and its day: missed-il2-neonatal-2026-02-02.yaml."""
    bank = _OTHER.sub("-", drill.created.bank.lower())[:_LONGEST].strip("-") or "drill"
    return f"missed-{bank}-{_day(drill)}.yaml"


def bank_text(drill: Drill, questions: tuple[Question, ...], name: str = "") -> str:
    """The bank of these questions, with the ids that they have in the bank of the drill; its file has that name.

    So what is learnt of them counts there too. They cite nothing, since the document is not with them.
    """
    from quiz.banks.writing import writer  # noqa: PLC0415 - 10 ms that a server does without until somebody asks

    created = drill.created
    named = {question.topic for question in questions}
    topics = {id: title for id, title in created.topics if id in named}
    alone = tuple(map(_without_cites, questions))
    bank = Bank(
        id=created.bank,
        title=created.title,
        language=created.language,
        license="",
        topics=topics,
        questions=alone,
        catalogue=catalogue_of(alone, tuple(topics)),
    )
    note = [
        FIRST_LINE.removeprefix("# "),
        f"The drill: {created.title}, {_day(drill)}",
        f"To answer them again: quiz study {name or file_name(drill)}",
    ]
    return writer.bank_text(bank, "", note=note)


def _day(drill: Drill) -> str:
    return f"{datetime.fromtimestamp(drill.created.at / 1000).astimezone():%Y-%m-%d}"


def _without_cites(question: Question) -> Question:
    match question:
        case Choice():
            return replace(question, cites=())
        case Matching():
            pairs = tuple(pair._replace(cites=()) for pair in question.pairs)
            return replace(question, pairs=pairs, cites=())
        case _:
            assert_never(question)
