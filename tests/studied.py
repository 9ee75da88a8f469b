"""A learner who studied a bank for some weeks, the same each time."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.marking import Rule
from quiz.core.questions import Choice, Question
from quiz.core.session import Plan, Session
from quiz.store.history import History
from quiz.store.ids import new_id
from quiz.store.times import milliseconds

_SURE = {True: (Certainty.MIDDLE, Certainty.HIGH, Certainty.HIGH), False: tuple(Certainty)}


def study_for_weeks(history: History, bank: Bank, until: datetime, *, days: int = 30, seed: int = 1) -> int:
    """The number of answers that the history has from now on: a session on two days of three, up to that moment.

    Of what is new half is known, of what was asked before more and more; the learner is surer of what is known, and
    says so in four answers of five.
    """
    dice = random.Random(seed)
    met: dict[str, int] = {}
    answers = 0
    for day in range(days, -1, -1):
        if dice.random() < 1 / 3 and day:
            continue
        at = until - timedelta(days=day, hours=dice.choice((0, 1, 4, 5)))
        ids = list(bank.catalogue.ids)
        dice.shuffle(ids)
        plan = Plan(new_id(milliseconds(at)), bank.id, tuple(ids[:12]), day, Rule.OU, at)
        session = Session(plan)
        for id in plan.questions:
            question = bank.question(id)
            is_known = dice.random() < 1 - 0.5 * 0.7 ** met.get(id, 0)
            certainty = dice.choice(_SURE[is_known]) if dice.random() < 0.8 else None
            at += timedelta(seconds=dice.uniform(10, 50))
            answer = _right(question) if is_known else _any(question, dice)
            session, answered = session.answer(question, answer, at, dice.uniform(5, 40), certainty=certainty)
            history.record(plan, question, answered)
            session = session.go_on() if session.open_positions else session
            met[id] = met.get(id, 0) + 1
            answers += 1
        history.end(plan.id, at)
    return answers


def _right(question: Question) -> Answer:
    return Chosen(question.keys) if isinstance(question, Choice) else Matched(question.key)


def _any(question: Question, dice: random.Random) -> Answer:
    if isinstance(question, Choice):
        count = len(question.keys) if question.takes_several else 1
        return Chosen(frozenset(dice.sample(range(len(question.options)), count)))
    return Matched(tuple(dice.choice(range(len(question.choices))) for _ in question.pairs))
