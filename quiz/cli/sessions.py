"""The session that a command line asks for, begun or taken up again."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from quiz.cli import terminal
from quiz.cli.workplace import Workplace
from quiz.core.bank import Bank
from quiz.core.marking import Rule
from quiz.core.selection import MISSED, UNSEEN, Selection, all_tags, has_only_drafts
from quiz.core.session import Plan, Session
from quiz.desk.desk import Desk
from quiz.errors import RequestError
from quiz.store.history import History

_MOST_NAMED = 30


class Wish(NamedTuple):
    """What the command line asks to be studied; None leaves it to the settings, or to chance for the seed.

    A drill is of the questions in which the learner confuses one thing with another.
    """

    bank: str | None = None
    selection: Selection = Selection()
    seed: int | None = None
    rule: Rule | None = None
    resumes: bool = False
    is_drill: bool = False


def study_plainly(workplace: Workplace, wish: Wish) -> int:
    """Studies line by line on the standard streams."""
    with workplace.history() as history:
        desk = workplace.desk(history)
        name = bank_to_study(wish, workplace, history)
        bank = desk.library.open(name)
        return ask_plainly(desk, bank, session_to_study(bank, wish, desk), name)


def ask_plainly(desk: Desk, bank: Bank, session: Session, name: str) -> int:
    """Asks the session line by line on the standard streams; `name` is what the learner calls the bank."""
    import shlex

    from quiz.plain.study import Study

    command = f"quiz study {shlex.quote(name)}"
    talk = terminal.talk()
    Study(bank, desk, talk, session, resume=f"{command} --resume --plain", missed=f"{command} --missed").run()
    return 0


def bank_to_study(wish: Wish, workplace: Workplace, history: History) -> str:
    """The bank asked for; where none is, that of the latest session left to be resumed, or the first."""
    if wish.bank is None and wish.resumes:
        usable = {shelved.id for shelved in workplace.library.banks() if shelved.problem is None}
        for saved in history.unfinished():
            if saved.plan.bank in usable:
                return saved.plan.bank
    return wish.bank or workplace.first_bank()


def session_to_study(bank: Bank, wish: Wish, desk: Desk) -> Session:
    """The session to study, which the history has as begun; RequestError where there is nothing to ask."""
    if wish.resumes:
        return desk.taken_up(bank, _unfinished(bank, desk.history))
    check_selection(bank, wish.selection)
    wanted = replace(wish.selection, count=wish.selection.count or desk.settings.count)
    if wish.is_drill:
        wanted = replace(wanted, ids=_confused(bank, desk))
    plan = desk.begin(bank, wanted, seed=wish.seed, rule=wish.rule)
    if plan is None:
        raise RequestError(_why_none(bank, wish.selection))
    return Session(plan)


def _confused(bank: Bank, desk: Desk) -> frozenset[str]:
    """The questions of a drill; RequestError where there are none."""
    from quiz.desk.appraisal import drilled

    if questions := drilled(desk, bank):
        return frozenset(questions)
    raise RequestError(f"In {bank.id} there is nothing that you took for something else and did not get right since.")


def _unfinished(bank: Bank, history: History) -> Plan:
    for saved in history.unfinished(bank.id):
        if any(id in bank for id in saved.plan.questions):
            return saved.plan
    raise RequestError(f"No session of {bank.id} was left unfinished. Begin one without --resume.")


def check_selection(bank: Bank, wanted: Selection) -> None:
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


def only_drafts(bank: Bank) -> str:
    """The sentence for a bank whose questions are all drafts."""
    return f"{bank.id} has no question to ask: all of them are drafts. quiz edit makes questions of them."


def _why_none(bank: Bank, wanted: Selection) -> str:
    if has_only_drafts(bank.catalogue):
        return only_drafts(bank)
    if wanted.standings == MISSED:
        return "No question fits: of those asked for, you have missed none."
    if wanted.standings == UNSEEN:
        return "No question fits: of those asked for, you have answered all."
    return "No question fits all that was asked for. Ask for fewer things at once."
