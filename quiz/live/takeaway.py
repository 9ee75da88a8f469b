"""What a learner missed, as a bank that `quiz study` and `quiz review` open: JSON, which is YAML too."""

from __future__ import annotations

import json
from typing import assert_never

from quiz.core.drills.drill import Drill, Phase
from quiz.core.drills.scores import last_askings, mark_of
from quiz.core.questions import Choice, Matching, Question

_FORMAT = 1


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


def bank_text(drill: Drill, questions: tuple[Question, ...]) -> str:
    """The bank of these questions, with the ids that they have in the bank of the drill.

    So what is learnt of them counts there too. They cite nothing, since the document is not with them.
    """
    created = drill.created
    named = {question.topic for question in questions}
    bank = {
        "quiz": _FORMAT,
        "id": created.bank,
        "title": created.title,
        "language": created.language,
        "topics": {id: title for id, title in created.topics if id in named},
        "questions": [_fields(question) for question in questions],
    }
    return json.dumps(bank, ensure_ascii=False, indent=1) + "\n"


def _fields(question: Question) -> dict[str, object]:
    fields: dict[str, object] = {"id": question.id, "q": question.stem}
    match question:
        case Choice():
            fields["options"] = [
                {
                    "right" if option.is_key else "wrong": option.text,
                    **_why(option.why),
                    **({"pin": "last"} if option.is_pinned else {}),
                }
                for option in question.options
            ]
            fields |= {"pick": "one"} if question.any_key_will_do else {}
        case Matching():
            fields["match"] = [
                {"prompt": pair.prompt, "answer": pair.answer, **_why(pair.why)} for pair in question.pairs
            ]
            extras = [{"answer": extra.text, **_why(extra.why)} for extra in question.extras]
            fields |= {"extra": extras} if extras else {}
        case _:
            assert_never(question)
    fields |= {**_why(question.why), "topic": question.topic}
    fields |= {"level": question.level.value} if question.level else {}
    return fields | ({"tags": list(question.tags)} if question.tags else {})


def _why(why: str) -> dict[str, str]:
    return {"why": why} if why else {}
