"""How a plan and an attempt are written, inside a transaction of whoever keeps them."""

from __future__ import annotations

from quiz.core.answers import given_of
from quiz.core.bank import MIXED, parts_of
from quiz.core.questions import Question, wording_of
from quiz.core.session import Answered, Plan
from quiz.store.database import Database
from quiz.store.given import json_of, to_json
from quiz.store.ids import new_id
from quiz.store.times import milliseconds


def write_plan(database: Database, plan: Plan, terms: str | None = None) -> None:
    """Keeps the plan, with the terms of an exam; nothing changes where it is kept already."""
    if database.row("SELECT 1 FROM session WHERE id = ?", (plan.id,)):
        return  # a plan may have thousands of questions, too many to encode at each answer
    database.write(
        "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            plan.id,
            plan.bank,
            to_json(plan.questions),
            str(plan.seed),
            plan.rule.value,
            milliseconds(plan.began),
            plan.again,
            plan.mode.value,
            terms,
        ),
    )


def write_attempt(database: Database, plan: Plan, question: Question, answered: Answered) -> str:
    """The id of the attempt that this answer now is: it sorts after all that the file has."""
    wording = wording_of(question)
    fingerprint = wording.fingerprint
    at = milliseconds(answered.at)
    bank, of_bank = parts_of(question.id) if plan.bank == MIXED else (plan.bank, question.id)
    database.write(
        "INSERT OR IGNORE INTO wording VALUES (?, ?, ?, ?)",
        (fingerprint, wording.stem, to_json(wording.keys), to_json(wording.cites)),
    )
    latest = database.row("SELECT max(id) FROM attempt")
    id = new_id(at, after=latest[0] if latest else None)
    database.write(
        "INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            id,
            plan.id,
            bank,
            of_bank,
            fingerprint,
            json_of(given_of(question, answered.answer)),
            answered.mark.fraction,
            plan.rule.value,
            at,
            answered.seconds,
            answered.certainty and answered.certainty.value,
            answered.proof,
        ),
    )
    return id
