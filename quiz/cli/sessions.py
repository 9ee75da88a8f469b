"""The session that a command line asks for, begun or taken up again."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from quiz.cli import terminal
from quiz.cli.workplace import Workplace
from quiz.core.marking import Rule
from quiz.core.progress import standings
from quiz.core.questions import Bank
from quiz.core.selection import MISSED, UNSEEN, Selection, all_tags
from quiz.core.session import Plan, Session, plan_of, restore
from quiz.errors import RequestError
from quiz.store.history import History
from quiz.store.ids import new_id
from quiz.store.times import milliseconds

SEEDS = 1_000_000
"""Seeds that are not asked for are drawn from the numbers below this."""

_MOST_NAMED = 30


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks to be studied; None leaves it to the settings, or to chance for the seed."""

    bank: str | None = None
    selection: Selection = field(default_factory=Selection)
    seed: int | None = None
    rule: Rule | None = None
    resumes: bool = False


def study_plainly(workplace: Workplace, wish: Wish) -> int:
    """Studies line by line on the standard streams."""
    import shlex

    from quiz.plain.study import Study

    with workplace.history() as history:
        name = bank_to_study(wish, workplace, history)
        bank = workplace.library.open(name)
        plan = plan_to_study(bank, wish, workplace, history)
        session = restore(plan, bank, history.answers(plan.id)) if wish.resumes else Session(plan)
        Study(
            bank=bank,
            history=history,
            talk=terminal.talk(),
            session=session,
            now=_now,
            ticks=time.monotonic,
            resume=f"quiz study {shlex.quote(name)} --resume --plain",
        ).run()
    return 0


def _now() -> datetime:
    return datetime.now(UTC)


def bank_to_study(wish: Wish, workplace: Workplace, history: History) -> str:
    """The bank asked for; where none is, that of the latest session left to be resumed, or the first."""
    if wish.bank is None and wish.resumes:
        usable = {shelved.id for shelved in workplace.library.banks() if shelved.problem is None}
        for saved in history.unfinished():
            if saved.plan.bank in usable:
                return saved.plan.bank
    return wish.bank or workplace.first_bank()


def plan_to_study(bank: Bank, wish: Wish, workplace: Workplace, history: History) -> Plan:
    """The plan to study, which the history has as begun; RequestError where there is nothing to ask."""
    if wish.resumes:
        return _unfinished(bank, history)
    plan = _new_plan(bank, wish, workplace, history)
    history.begin(plan)
    return plan


def _unfinished(bank: Bank, history: History) -> Plan:
    for saved in history.unfinished(bank.id):
        if any(id in bank for id in saved.plan.questions):
            return saved.plan
    raise RequestError(f"No session of {bank.id} was left unfinished. Begin one without --resume.")


def _new_plan(bank: Bank, wish: Wish, workplace: Workplace, history: History) -> Plan:
    _check(bank, wish.selection)
    now = _now()
    plan = plan_of(
        bank,
        replace(wish.selection, count=wish.selection.count or workplace.settings.count),
        standings(bank, history.records(bank.id)) if wish.selection.standings else {},
        id=new_id(milliseconds(now)),
        seed=random.SystemRandom().randrange(SEEDS) if wish.seed is None else wish.seed,
        rule=wish.rule or workplace.settings.rule,
        now=now,
    )
    if not plan.questions:
        raise RequestError(_why_none(wish.selection))
    return plan


def _check(bank: Bank, wanted: Selection) -> None:
    """RequestError, naming what there is, where a topic or a tag is not in the bank."""
    if unknown := sorted(wanted.topics - bank.topics.keys()):
        raise RequestError(f"There is no topic {unknown[0]} in {bank.id}. {_named('topics', list(bank.topics))}")
    tags = all_tags(bank.catalogue) if wanted.tags else ()
    if unknown := sorted(wanted.tags.difference(tags)):
        raise RequestError(f"There is no tag {unknown[0]} in {bank.id}. {_named('tags', list(tags))}")


def _named(what: str, names: list[str]) -> str:
    if not names:
        return f"It has no {what}."
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"Its {what}: {', '.join(names[:_MOST_NAMED])}{more}."


def _why_none(wanted: Selection) -> str:
    if wanted.standings == MISSED:
        return "No question fits: of those asked for, you have missed none."
    if wanted.standings == UNSEEN:
        return "No question fits: of those asked for, you have answered all."
    return "No question fits all that was asked for. Ask for fewer things at once."
