"""Exams: what was agreed, and every event as it happened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, assert_never

from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.exams.blueprint import Blueprint, Part
from quiz.core.exams.events import (
    Answered,
    Began,
    Cleared,
    Event,
    Flagged,
    HandedIn,
    Resumed,
    Struck,
    Turned,
)
from quiz.core.exams.exam import Exam, replay
from quiz.core.exams.result import attempts
from quiz.core.exams.terms import Terms
from quiz.core.marking import Rule
from quiz.core.questions import Level
from quiz.store.database import Database, Row
from quiz.store.given import given_from, json_of, to_json
from quiz.store.ids import new_id
from quiz.store.plans import plan_of_row
from quiz.store.times import milliseconds, moment_of
from quiz.store.writing import write_attempt, write_plan


class Exams:
    """The exams of a history. An event is on the disk when the method that keeps it returns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, exam: Exam, began: Began) -> None:
        """Keeps that the exam began."""
        with self._database.transaction():
            write_plan(self._database, exam.plan, to_json(_json_of_terms(exam.terms)))
            self._write(exam.plan.id, began)

    def keep(self, exam: Exam, event: Event) -> None:
        """Keeps an event of the exam that does not end it."""
        with self._database.transaction():
            self._write(exam.plan.id, event)

    def hand_in(self, exam: Exam, bank: Bank) -> None:
        """Keeps the end of the exam, which is its `handed_in`, and its answers as attempts: all of it or nothing.

        Nothing changes where another copy of quiz has handed it in already.
        """
        if exam.handed_in is None:
            raise ValueError("the exam is not handed in")
        database = self._database
        with database.transaction():
            if database.row("SELECT 1 FROM session_end WHERE session = ?", (exam.plan.id,)):
                return
            self._write(exam.plan.id, exam.handed_in)
            for answered in attempts(exam, bank):
                write_attempt(database, exam.plan, bank.question(answered.question), answered)
            database.write("INSERT INTO session_end VALUES (?, ?)", (exam.plan.id, milliseconds(exam.handed_in.at)))

    def unfinished(self, bank: str | None = None) -> tuple[Exam, ...]:
        """The exams that were begun and not handed in, in one bank or in all, the last begun first."""
        return tuple(
            self._exam(row)
            for row in self._database.rows(
                """
                SELECT id, bank, questions, seed, rule, began, again, mode, terms
                FROM open_session JOIN session ON session.id = open_session.session
                WHERE mode = 'exam' AND (:bank IS NULL OR bank = :bank) ORDER BY id DESC
                """,
                {"bank": bank},
            )
        )

    def handed_in(self, bank: str | None = None) -> Iterator[Exam]:
        """The exams that were handed in, in one bank or in all, the last begun first."""
        for row in self._database.rows(
            """
            SELECT id, bank, questions, seed, rule, began, again, mode, terms
            FROM session JOIN session_end ON session_end.session = session.id
            WHERE mode = 'exam' AND (:bank IS NULL OR bank = :bank) ORDER BY id DESC
            """,
            {"bank": bank},
        ):
            exam = self._exam(row)
            if exam.handed_in:
                yield exam

    def exam(self, id: str) -> Exam | None:
        """The exam of that id, None where there is none."""
        row = self._database.row(
            """
            SELECT id, bank, questions, seed, rule, began, again, mode, terms FROM session
            WHERE id = ? AND mode = 'exam'
            """,
            (id,),
        )
        return self._exam(row) if row else None

    def _exam(self, row: Row) -> Exam:
        *columns, terms = row
        plan = plan_of_row(columns)
        events = self._database.rows("SELECT event, at FROM exam_event WHERE session = ? ORDER BY id", (plan.id,))
        return replay(
            plan, _terms_of(json.loads(terms)), [_event_of(json.loads(text), moment_of(at)) for text, at in events]
        )

    def _write(self, session: str, event: Event) -> None:
        at = milliseconds(event.at)
        latest = self._database.row("SELECT max(id) FROM exam_event")
        self._database.write(
            "INSERT INTO exam_event VALUES (?, ?, ?, ?)",
            (new_id(at, after=latest[0] if latest else None), session, to_json(_json_of_event(event)), at),
        )


def _json_of_terms(terms: Terms) -> dict[str, object]:
    return {
        "parts": [[part.topic, part.count, part.level and part.level.value] for part in terms.blueprint.parts],
        "minutes": terms.minutes,
        "seconds_each": terms.seconds_each,
        "pass_share": terms.pass_share,
        "extra_time": terms.extra_time,
        "rule": terms.rule.value,
        "with_certainty": terms.with_certainty,
        "pauses": terms.pauses,
    }


def _terms_of(value: dict[str, Any]) -> Terms:
    return Terms(
        blueprint=Blueprint(
            tuple(Part(topic, count, Level(level) if level else None) for topic, count, level in value["parts"])
        ),
        minutes=value["minutes"],
        seconds_each=value["seconds_each"],
        pass_share=value["pass_share"],
        extra_time=value["extra_time"],
        rule=Rule(value["rule"]),
        with_certainty=value["with_certainty"],
        pauses=value["pauses"],
    )


def _json_of_event(event: Event) -> dict[str, object]:
    match event:
        case Began():
            return {"began": True}
        case Resumed():
            return {"resumed": True}
        case Turned():
            return {"turned": event.to}
        case Answered():
            said = {"certainty": event.certainty.value} if event.certainty else {}
            return {
                "answered": event.question,
                "fingerprint": event.fingerprint,
                "given": json.loads(json_of(event.given)),
                **said,
            }
        case Cleared():
            return {"cleared": event.question}
        case Flagged():
            return {"flagged": event.question, "is_flagged": event.is_flagged}
        case Struck():
            return {"struck": event.question, "options": sorted(event.options)}
        case HandedIn():
            return {"handed_in": "clock" if event.by_clock else "learner"}
        case _:
            assert_never(event)


def _event_of(value: dict[str, Any], at: datetime) -> Event:
    match value:
        case {"began": _}:
            return Began(at)
        case {"resumed": _}:
            return Resumed(at)
        case {"turned": to}:
            return Turned(at, to)
        case {"answered": question, "fingerprint": fingerprint, "given": given}:
            certainty = value.get("certainty")
            said = Certainty(certainty) if certainty else None
            return Answered(at, question, fingerprint, given_from(to_json(given)), said)
        case {"cleared": question}:
            return Cleared(at, question)
        case {"flagged": question, "is_flagged": is_flagged}:
            return Flagged(at, question, is_flagged)
        case {"struck": question, "options": options}:
            return Struck(at, question, frozenset(options))
        case {"handed_in": by}:
            return HandedIn(at, by_clock=by == "clock")
        case _:
            raise ValueError("an event that this version does not know")
