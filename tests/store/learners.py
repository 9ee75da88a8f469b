"""Questions, plans and answers to fill a history with, and a program that fills one."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quiz.core.answers import Chosen, Matched
from quiz.core.marking import Rule, mark
from quiz.core.questions import Choice, Matching, Option, Pair, Question
from quiz.core.session import Answered, Plan
from quiz.store.history import History
from quiz.store.ids import new_id

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

CHOICE = Choice(
    id="gut",
    stem="Which disorder primarily affects the gut?",
    topic="disorders",
    options=(Option("Enterocolitis", is_key=True), Option("Sepsis", is_key=False), Option("Asthma", is_key=False)),
)
SEVERAL = Choice(
    id="cells",
    stem="Which cells? (بله) 🧬",
    topic="cells",
    options=(
        Option("T cells", is_key=True),
        Option("سلول‌های NK", is_key=True),
        Option("Neurons", is_key=False),
        Option("Red cells", is_key=False),
    ),
)
MATCHING = Matching(
    id="pairs",
    stem="Match",
    topic="cells",
    pairs=(Pair("innate", "NK cell"), Pair("adaptive", "T cell"), Pair("humoral", "B cell")),
)
QUESTIONS: tuple[Question, ...] = (CHOICE, SEVERAL, MATCHING)


def plan_for(*, id: str = "", bank: str = "il2", seed: int = 7, at: datetime = NOON) -> Plan:
    ids = tuple(question.id for question in QUESTIONS)
    return Plan(id or new_id(0), bank, ids, seed, Rule.OU, at)


def answered(question: Question, *, rightly: bool = True, at: datetime = NOON, seconds: float = 4.5) -> Answered:
    """An answer that is wholly right, or one that is partly right where it can be and else wrong."""
    answer: Chosen | Matched
    if isinstance(question, Choice):
        answer = Chosen(question.keys if rightly else frozenset({1}))
    else:
        answer = Matched(question.key if rightly else (question.key[0], None, question.key[1]))
    return Answered(question.id, answer, mark(question, answer), at, seconds)


def fill(path: Path, session: str, answers: int) -> None:
    """Opens the history when a line comes in, records answers, and prints the id of each that is on the disk."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with History.open(path) as history:
        plan = plan_for(id=session)
        history.begin(plan)
        for i in range(answers):
            question = QUESTIONS[i % 3]
            given = answered(question, rightly=i % 2 == 0, at=NOON + timedelta(seconds=i))
            sys.stdout.write(f"{history.record(plan, question, given)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    fill(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
