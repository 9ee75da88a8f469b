"""What the screens work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from quiz.banks.library import Library
from quiz.core.progress import Standing, standings
from quiz.core.questions import Bank
from quiz.core.selection import Selection
from quiz.core.session import Plan, Session, plan_again, plan_of, restore
from quiz.settings import Settings, save
from quiz.store.history import History
from quiz.store.ids import new_id
from quiz.store.times import milliseconds


@dataclass(slots=True)
class Desk:
    """The banks, the learner's history and settings, and the clocks.

    `now` gives the time in UTC, `ticks` seconds from a clock that only runs forward, `dice` a seed for a new session.
    """

    library: Library
    history: History
    settings: Settings
    settings_path: Path
    now: Callable[[], datetime]
    ticks: Callable[[], float]
    dice: Callable[[], int]

    def standings(self, bank: Bank) -> dict[str, Standing]:
        """Where the learner stands with the questions of the bank that were answered."""
        return standings(bank, self.history.records(bank.id))

    def begin(self, bank: Bank, wanted: Selection) -> Plan | None:
        """The plan of a new session, kept in the history; None where no question fits."""
        now = self.now()
        plan = plan_of(
            bank,
            wanted,
            self.standings(bank) if wanted.standings else {},
            id=new_id(milliseconds(now)),
            seed=self.dice(),
            rule=self.settings.rule,
            now=now,
        )
        if not plan.questions:
            return None
        self.history.begin(plan)
        return plan

    def begin_again(self, session: Session) -> Session:
        """A new session, kept in the history, that asks what the session missed."""
        now = self.now()
        plan = plan_again(session, id=new_id(milliseconds(now)), now=now)
        self.history.begin(plan)
        return Session(plan)

    def restored(self, bank: Bank, plan: Plan) -> Session:
        """The session of the plan with the answers that the history has."""
        return restore(plan, bank, self.history.answers(plan.id))

    def keep_theme(self, theme: str) -> None:
        """Keeps the theme in the settings file."""
        self.settings = replace(self.settings, theme=theme)
        save(self.settings, self.settings_path)
