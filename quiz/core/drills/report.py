"""The report of a drill: its learners, its questions and the test that they make, counted from its answers alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quiz.core.certainty import Certainty
from quiz.core.drills.drill import Drill
from quiz.core.drills.items import QuestionReport, question_report
from quiz.core.drills.responses import Response, places_asked, responses
from quiz.core.drills.scores import Reckoning, certainty_totals, leaderboard, reckoning, team_scores
from quiz.core.drills.standing import Phase
from quiz.core.marking import Rule, State
from quiz.core.reports.item_analysis import LEAST, Least, TotalFigures, analyse
from quiz.core.reports.moments import mean

TOO_QUICK = 0.2
"""Seconds within which nobody has read a question: who answers in less is a program, or chose before it was shown."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of the drill as a whole. Moments are milliseconds since 1970; `began_at` is None before a question.

    `joined` are all who took a seat, `removed` those of them who were sent out and count nowhere else. `asked` are the
    questions that count of the `planned`, and `scoring` is the version of its formulas.
    """

    id: str
    bank: str
    title: str
    language: str
    created_at: int
    began_at: int | None
    ended_at: int | None
    is_over: bool
    is_self_paced: bool
    rule: Rule
    scoring: str
    joined: int
    removed: int
    asked: int
    planned: int

    @property
    def seconds(self) -> float | None:
        """How long it took from the first question to the end; None where one of the two is not yet."""
        if self.began_at is None or self.ended_at is None:
            return None
        return (self.ended_at - self.began_at) / 1000


@dataclass(frozen=True, slots=True)
class LearnerReport:
    """What one learner did: `responses` has a place for each question of the report, None for one they did not meet.

    `identifier` and `roster_name` are empty where nobody asked for them. `certainty` are the certainty marks together,
    which are no part of the points; None where no certainty was asked for.
    """

    rank: int
    id: str
    name: str
    identifier: str
    roster_name: str
    team: str
    points: int
    certainty: float | None
    responses: tuple[Response | None, ...]

    @property
    def met(self) -> tuple[Response, ...]:
        """What they did with the questions that they met."""
        return tuple(response for response in self.responses if response is not None)

    def count(self, state: State | None) -> int:
        """How many of their answers are so; None counts the questions that they met and did not answer."""
        return sum(response.state is state for response in self.met)

    @property
    def mean_mark(self) -> float | None:
        """The mean mark, from 0 to 1, of the questions that they met; None where they met none."""
        met = self.met
        return mean([response.mark for response in met]) if met else None

    @property
    def mean_seconds(self) -> float | None:
        """The mean time to their answers; None where they gave none."""
        seconds = [response.seconds for response in self.met if response.seconds is not None]
        return mean(seconds) if seconds else None

    @property
    def too_quick(self) -> int:
        """How many of their answers came before anybody could have read the question."""
        return sum(response.seconds is not None and response.seconds < TOO_QUICK for response in self.met)


@dataclass(frozen=True, slots=True)
class CertaintyRow:
    """How the answers of one certainty were, None being those of which none was said."""

    certainty: Certainty | None
    right: int
    partly: int
    wrong: int

    @property
    def answers(self) -> int:
        return self.right + self.partly + self.wrong


@dataclass(frozen=True, slots=True)
class TeamReport:
    """A team with its score, and how many of the learners are in it."""

    rank: int
    team: str
    members: int
    points: float


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a drill: learners from the most points to the fewest, questions in the order they were asked.

    `certainties` is empty where no certainty was asked for, `teams` where there are none.
    """

    head: Head
    learners: tuple[LearnerReport, ...]
    questions: tuple[QuestionReport, ...]
    test: TotalFigures
    certainties: tuple[CertaintyRow, ...]
    teams: tuple[TeamReport, ...]

    @property
    def answers(self) -> int:
        """How many answers the report is drawn from."""
        return sum(question.answered for question in self.questions)


def report(drill: Drill, by: Reckoning | None = None, least: Least = LEAST) -> Report:
    """The report by what the drill agreed on, or by another reckoning.

    Of a drill that is not over it has the questions whose key was shown. Whoever met a question and gave no answer has
    0 for it, and whoever came later nothing. A figure is hidden where fewer than `least` have a part in it.
    """
    by = by or reckoning(drill)
    places = places_asked(drill, by)
    learners = _learners(drill, by, places)
    rows = [learner.responses for learner in learners]
    marks = [[None if response is None else response.mark for response in row] for row in rows]
    # Without a row there would be no items.
    analysis = analyse(marks or [[None] * len(places)], least)
    questions = tuple(
        question_report(drill, by, place, column, rows, analysis.items[column], least)
        for column, place in enumerate(places)
    )
    test = replace(analysis.test, learners=len(rows))
    return Report(_head(drill, by, places), learners, questions, test, _certainties(drill, rows), _teams(drill, by))


def class_missed(drill: Drill) -> frozenset[str]:
    """The ids of the questions that fewer than half of those who met them got wholly right."""
    by = reckoning(drill)
    every = responses(drill, by).values()
    missed = set()
    for place in places_asked(drill, by):
        met = [own[place] for own in every if place in own]
        if met and 2 * sum(response.is_right for response in met) < len(met):
            missed.add(drill.questions[place].id)
    return frozenset(missed)


def _head(drill: Drill, by: Reckoning, places: Sequence[int]) -> Head:
    created = drill.created
    opened = [asking.opened_at for rounds in drill.rounds.values() for asking in rounds]
    opened += [asking.opened_at for own in drill.own.values() for asking in own.values()]
    return Head(
        id=created.id,
        bank=created.bank,
        title=created.title,
        language=created.language,
        created_at=created.at,
        began_at=min(opened, default=None),
        ended_at=drill.ended_at,
        is_over=drill.phase is Phase.OVER,
        is_self_paced=drill.terms.is_self_paced,
        rule=by.rule,
        scoring=by.scoring.version,
        joined=len(drill.learners),
        removed=len(drill.learners) - len(drill.seated),
        asked=len(places),
        planned=len(drill.questions),
    )


def _learners(drill: Drill, by: Reckoning, places: Sequence[int]) -> tuple[LearnerReport, ...]:
    roster = dict(drill.terms.roster)
    every = responses(drill, by)
    certainties = certainty_totals(drill, by) if drill.terms.with_certainty else {}
    lines = []
    for placed in leaderboard(drill, by):
        learner = drill.learners[placed.learner]
        lines.append(
            LearnerReport(
                rank=placed.rank,
                id=learner.id,
                name=learner.name,
                identifier=learner.identifier,
                roster_name=roster.get(learner.identifier, ""),
                team=learner.team,
                points=placed.points,
                certainty=certainties.get(learner.id),
                responses=tuple(every[learner.id].get(place) for place in places),
            )
        )
    return tuple(lines)


def _certainties(drill: Drill, rows: Sequence[Sequence[Response | None]]) -> tuple[CertaintyRow, ...]:
    if not drill.terms.with_certainty:
        return ()
    answers = [cell for row in rows for cell in row if cell is not None and cell.state is not None]
    lines = []
    for certainty in (*Certainty, None):
        states = [response.state for response in answers if response.certainty is certainty]
        if certainty or states:
            lines.append(CertaintyRow(certainty, *(states.count(state) for state in State)))
    return tuple(lines)


def _teams(drill: Drill, by: Reckoning) -> tuple[TeamReport, ...]:
    members = [learner.team for learner in drill.seated.values()]
    return tuple(
        TeamReport(placed.rank, placed.team, members.count(placed.team), placed.points)
        for placed in team_scores(drill, by)
    )
