"""The exam that a command line asks for, begun or taken up again."""

from __future__ import annotations

import shlex
import tomllib
from dataclasses import dataclass
from pathlib import Path

from quiz.cli import terminal
from quiz.cli.printing import local_time, print_lines
from quiz.cli.sessions import only_drafts
from quiz.cli.workplace import Workplace
from quiz.core.bank import Bank
from quiz.core.exams.blueprint import Blueprint, blueprint_of, shortfalls, spread
from quiz.core.exams.exam import Exam
from quiz.core.exams.map import map_of
from quiz.core.exams.terms import Terms, faults_of
from quiz.core.exams.words import leaving_sentence, standing_sentence
from quiz.core.marking import Rule
from quiz.core.selection import has_only_drafts
from quiz.desk import invigilation
from quiz.desk.desk import Desk
from quiz.errors import RequestError

_USUAL = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks of an exam; None leaves it to the settings, to what is usual, or to chance."""

    bank: str | None = None
    questions: int | None = None
    blueprint: str | None = None
    topics: tuple[str, ...] = ()
    minutes: float | None = None
    seconds_each: float | None = None
    extra_time: float | None = None
    pass_share: float | None = None
    rule: Rule | None = None
    with_certainty: bool = False
    seed: int | None = None
    resumes: bool = False
    is_new: bool = False


def sit_plainly(bank: Bank, exam: Exam, desk: Desk, name: str) -> int:
    """Has the exam sat line by line on the standard streams; `name` is what the learner calls the bank."""
    from quiz.plain.exam import ExamByLines

    resume = f"quiz exam {shlex.quote(name)} --resume --plain"
    ExamByLines(bank, desk, terminal.talk(), exam, resume, local_time).run()
    return 0


def exam_to_sit(wish: Wish, workplace: Workplace, desk: Desk) -> tuple[Bank, Exam]:
    """The bank and the exam in it, which runs, or was handed in just now because its time was up.

    RequestError where there is nothing to go on with, where one is not handed in yet and no other is asked for, and
    where what is asked for cannot be had.
    """
    if wish.resumes:
        return _resumed(wish, desk)
    bank = desk.library.open(wish.bank or workplace.first_bank())
    for exam in invigilation.hand_in_those_up(desk, bank):
        print_lines([f"The exam begun {local_time(exam.plan.began)} is handed in: its time was up."])
    if not wish.is_new:
        for exam in desk.history.exams.unfinished(bank.id):
            raise RequestError(_not_handed_in(wish.bank or bank.id, exam, desk))
    seed = desk.dice() if wish.seed is None else wish.seed
    return bank, invigilation.begin(desk, bank, _terms(wish, bank, desk, seed), seed)


def _resumed(wish: Wish, desk: Desk) -> tuple[Bank, Exam]:
    only = desk.library.open(wish.bank) if wish.bank else None
    usable = {shelved.id: shelved for shelved in desk.library.banks() if shelved.problem is None}
    for exam in desk.history.exams.unfinished(only.id if only else None):
        name = exam.plan.bank
        if only or name in usable:
            bank = only or desk.library.open(str(usable[name].path))
            return bank, invigilation.come_back(desk, bank, exam)
    which = f" of {only.id}" if only else ""
    raise RequestError(f"No exam{which} was left. Begin one without --resume.")


def _not_handed_in(name: str, exam: Exam, desk: Desk) -> str:
    now = desk.now()
    return (
        f"An exam of {name}, begun {local_time(exam.plan.began)}, is not handed in yet: "
        f"{standing_sentence(map_of(exam, now))}. {leaving_sentence(exam, now)} "
        f"Go on with `quiz exam {shlex.quote(name)} --resume`, or begin another with --new."
    )


def _terms(wish: Wish, bank: Bank, desk: Desk, seed: int) -> Terms:
    """The terms, which can be kept; RequestError where they cannot."""
    if has_only_drafts(bank.catalogue):
        raise RequestError(only_drafts(bank))
    settings = desk.settings
    terms = Terms(
        blueprint=_blueprint(wish, bank, seed),
        minutes=wish.minutes,
        seconds_each=wish.seconds_each,
        pass_share=0.6 if wish.pass_share is None else wish.pass_share,
        extra_time=1.0 if wish.extra_time is None else wish.extra_time,
        rule=wish.rule or settings.rule,
        with_certainty=wish.with_certainty or settings.certainty,
        pauses=settings.exam_pauses,
    )
    if faults := (*faults_of(terms), *shortfalls(terms.blueprint, bank)):
        raise RequestError(" ".join(faults))
    return terms


def _blueprint(wish: Wish, bank: Bank, seed: int) -> Blueprint:
    if wish.blueprint is not None:
        path = Path(wish.blueprint)
        table = _read(path)
        said = blueprint_of({**table, "questions": wish.questions} if wish.questions else table)
        if isinstance(said, tuple):
            raise RequestError("\n".join(f"{path}: {fault}" for fault in said))
        return said
    if wish.topics:
        topics = dict(_topic(text) for text in wish.topics)
        if unknown := [topic for topic in topics if topic not in bank.topics]:
            named = ", ".join(f'"{topic}"' for topic in unknown)
            raise RequestError(f"The bank has no topic {named}. Its topics are: {', '.join(bank.topics)}.")
        said = blueprint_of({"topics": topics, **({"questions": wish.questions} if wish.questions else {})})
        if isinstance(said, tuple):
            raise RequestError(" ".join(said))
        return said
    blueprint = spread(bank, wish.questions or _USUAL, seed)
    if wish.questions and blueprint.questions < wish.questions:
        raise RequestError(f"{bank.id} has {blueprint.questions} questions to ask, and not {wish.questions}.")
    if not blueprint.parts:
        raise RequestError(f"{bank.id} has no question to ask.")
    return blueprint


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise RequestError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:  # what is no UTF-8 is a ValueError too
        raise RequestError(f"{path} is not TOML: {error}.") from error


def _topic(text: str) -> tuple[str, int | str]:
    """The topic and how many of it, as T=K says."""
    topic, equals, amount = text.partition("=")
    if not (topic.strip() and equals and amount.strip()):
        raise RequestError(f"Write a topic and how many of it, such as --topic disorders=5, and not {text!r}.")
    amount = amount.strip()
    return topic.strip(), int(amount) if amount.isdecimal() and len(amount) <= 6 else amount
