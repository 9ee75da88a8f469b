"""What every front end works with: the banks, the learner's history and settings, the clocks and the dice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quiz.banks.library import Library
from quiz.core.bank import MIXED, Bank, mixed_id
from quiz.core.marking import Rule
from quiz.core.reports.progress import Progress, Standing, progress, standings
from quiz.core.selection import Selection
from quiz.core.session import Mode, Plan, Session, plan_again, plan_of, restore
from quiz.errors import QuizError, RequestError
from quiz.settings import Settings, save
from quiz.store.history import History
from quiz.store.ids import new_id
from quiz.store.times import milliseconds

if TYPE_CHECKING:
    from quiz.core.mixture import Mixture
    from quiz.core.revision.review import Review, Scope
    from quiz.core.revision.waiting import Learnt


class Begun(NamedTuple):
    """A review that has begun: what it asks, of which banks, by which plan."""

    mixture: Mixture
    plan: Plan
    review: Review

    @property
    def remarks(self) -> dict[str, tuple[str, ...]]:
        """What is to be said of each question: before it is asked why it is, and after its answer what has changed."""
        from quiz.core.revision.review import remarks_on  # noqa: PLC0415 - loaded with the review already

        return {asked.question: remarks_on(asked) for asked in self.review.asked}


@dataclass(slots=True)
class Desk:
    """`now` gives the time in UTC, `ticks` seconds from a clock that only runs forward, `dice` a seed."""

    library: Library
    history: History
    settings: Settings
    settings_path: Path
    now: Callable[[], datetime]
    ticks: Callable[[], float]
    dice: Callable[[], int]

    @contextmanager
    def reopened(self) -> Iterator[Desk]:
        """The same desk for another thread, with the history open a second time while it works."""
        with self.history.reopened() as history:
            yield replace(self, history=history)

    def standings(self, bank: Bank) -> dict[str, Standing]:
        """Where the learner stands with the questions of the bank that were answered."""
        return standings(bank, self.history.tallies.records(bank.id), self._changed(bank))

    def progress(self, bank: Bank) -> Progress:
        """Where the learner stands with the bank."""
        return progress(bank, self.history.tallies.records(bank.id), self._changed(bank))

    def _changed(self, bank: Bank) -> frozenset[str]:
        from quiz.core.revision.waiting import changed  # noqa: PLC0415 - 10 ms that a session does without

        self.remember()
        return frozenset().union(*map(changed, self.learnt([bank])))

    def flags(self, bank: Bank) -> dict[str, str]:
        """The notes on the questions that are marked for later, by the id that each has in the bank or mixture."""
        if bank.id != MIXED:
            return {flag.question: flag.note for flag in self.history.flags(bank.id)}
        named = {mixed_id(flag.bank, flag.question): flag.note for flag in self.history.flags()}
        return {id: note for id, note in named.items() if id in bank}

    # Sessions

    def begin(self, bank: Bank, wanted: Selection, *, seed: int | None = None, rule: Rule | None = None) -> Plan | None:
        """The plan of a new session, kept in the history; None where no question fits.

        What is not said comes from the dice and the settings.
        """
        now = self.now()
        plan = plan_of(
            bank,
            wanted,
            self.standings(bank) if wanted.standings else {},
            id=self._new_id(now),
            seed=self.dice() if seed is None else seed,
            rule=rule or self.settings.rule,
            now=now,
        )
        if not plan.questions:
            return None
        self.history.begin(plan)
        return plan

    def begin_again(self, session: Session) -> Session:
        """A new session, kept in the history, that asks what the session missed."""
        now = self.now()
        plan = plan_again(session, id=self._new_id(now), now=now)
        self.history.begin(plan)
        return Session(plan)

    def restored(self, bank: Bank, plan: Plan) -> Session:
        """The session of the plan with the answers that the history has."""
        return restore(plan, bank, self.history.answers(plan.id))

    def taken_up(self, bank: Bank, plan: Plan) -> Session:
        """The session as it was left; RequestError, and the session ended, where its questions are gone."""
        session = self.restored(bank, plan)
        if not session.plan.questions:
            self.history.end(plan.id, self.now())
            raise RequestError("The bank has none of that session's questions any more. Start anew.")
        return session

    def finish(self, session: Session) -> Session:
        """The session, over; the history has it that it ended."""
        self.history.end(session.plan.id, self.now())
        return session.finish()

    @staticmethod
    def _new_id(now: datetime) -> str:
        return new_id(milliseconds(now))

    # Reviews

    def remember(self) -> None:
        """Brings what is remembered up to date with the answers, by the calendar of this machine."""
        ahead_of_utc = self.now().astimezone().utcoffset() or timedelta()
        self.history.memories.bring_up_to_date(self.settings.retention, ahead_of_utc)

    def start_of_day(self) -> datetime:
        """When the learner's day began, by the calendar of this machine."""
        return datetime.combine(self.now().astimezone().date(), time()).astimezone()

    def end_of_day(self) -> datetime:
        """When the learner's day ends: what is due before is due today."""
        return datetime.combine(self.now().astimezone().date() + timedelta(days=1), time()).astimezone()

    def usable_banks(self) -> list[Bank]:
        """The banks on the shelves that can be opened."""
        banks = []
        for shelved in self.library.banks():
            if shelved.problem is None:
                try:
                    banks.append(self.library.open(str(shelved.path)))
                except QuizError:  # written anew since the shelf was looked through
                    continue
        return banks

    def learnt(self, banks: Iterable[Bank]) -> list[Learnt]:
        """What is remembered of each bank, as far as memory is up to date."""
        from quiz.core.revision.waiting import Learnt  # noqa: PLC0415 - 10 ms that a session does without

        memories = self.history.memories
        suspended = memories.suspended()
        return [
            Learnt(
                bank=bank,
                memories=memories.of_bank(bank.id),
                wording=lambda fingerprint: memories.wordings([fingerprint]).get(fingerprint),
                suspended=frozenset(question for of_bank, question in suspended if of_bank == bank.id),
            )
            for bank in banks
        ]

    def draw_review(self, banks: Sequence[Bank], scope: Scope, *, seed: int) -> Review:
        """What a review of these banks would ask now, as far as memory is up to date."""
        from quiz.core.revision.review import review  # noqa: PLC0415 - 10 ms that a session does without

        new_today = self.history.memories.begun_since(self.start_of_day())
        scope = replace(scope, new_today=new_today)
        return review(self.learnt(banks), scope, self.now(), self.end_of_day(), seed)

    def begin_review(
        self, banks: Sequence[Bank], scope: Scope | None = None, *, seed: int | None = None
    ) -> Begun | None:
        """A review of these banks, kept in the history as begun; None where nothing is to be asked.

        Where nothing is said of its scope it asks what is due and as many new questions as the settings say.
        """
        from quiz.core.mixture import Mixture  # noqa: PLC0415 - 10 ms that a session does without
        from quiz.core.revision.review import Scope  # noqa: PLC0415

        self.remember()
        seed = self.dice() if seed is None else seed
        drawn = self.draw_review(banks, scope or Scope(new_per_day=self.settings.new_per_day), seed=seed)
        if not drawn.asked:
            return None
        now = self.now()
        title = banks[0].title if len(banks) == 1 else "Review"
        plan = Plan(self._new_id(now), MIXED, drawn.questions, seed, self.settings.rule, now, mode=Mode.REVIEW)
        self.history.begin(plan)
        return Begun(Mixture(banks, title), plan, drawn)

    def forecast(self, banks: Iterable[Bank], days: int) -> tuple[int, ...]:
        """How many questions a review asks on each of so many days, new ones apart, the first of them being today."""
        from quiz.core.revision.waiting import forecast  # noqa: PLC0415 - 10 ms that a session does without

        end = self.end_of_day()
        each = [forecast(it, end, days) for it in self.learnt(banks)]
        return tuple(map(sum, zip(*each, strict=True))) if each else (0,) * days

    def keep_theme(self, theme: str) -> None:
        """Keeps the theme in the settings file."""
        self.settings = replace(self.settings, theme=theme)
        save(self.settings, self.settings_path)
