"""The points of a drill as folds over its answers: they are counted anew each time, and can be under other terms.

A question counts once its key was revealed, so that nothing shown before depends on the key; when the drill is over,
and where everybody goes at their own pace, all that were asked count. The last round of a question stands for those
before. A learner is held to the questions that were opened while they sat there, and to those that they answered.
Whoever was removed has no points.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from quiz.core.answers import Answer, answer_of, fault_of
from quiz.core.certainty import Certainty
from quiz.core.drills.asking import Asking, Kept
from quiz.core.drills.drill import Drill
from quiz.core.drills.scoring import Play, Points, Scoring, certainty_total, points_of, ranks, team_score
from quiz.core.drills.standing import Phase
from quiz.core.marking import Mark, Rule, mark
from quiz.core.questions import Question
from quiz.core.text import fold


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a drill is marked by; `reckoning` makes one.

    `questions` are those of the drill in its order, some of them perhaps mended since. Where `is_complete`, the
    questions that were not revealed count too.
    """

    rule: Rule
    scoring: Scoring
    questions: tuple[Question, ...]
    is_complete: bool


def reckoning(
    drill: Drill,
    *,
    rule: Rule | None = None,
    scoring: Scoring | None = None,
    mended: Iterable[Question] = (),
    is_complete: bool = False,
) -> Reckoning:
    """What the drill agreed on, but for what is named here.

    `mended` replace the questions of the same ids. An answer whose words a mended question no longer has earns nothing.
    """
    others = {question.id: question for question in mended}
    return Reckoning(
        rule=rule or drill.terms.rule,
        scoring=scoring or drill.terms.scoring,
        questions=tuple(others.get(question.id, question) for question in drill.questions),
        is_complete=is_complete or drill.phase is Phase.OVER or drill.terms.is_self_paced,
    )


def mark_of(drill: Drill, asking: Asking, learner: str, by: Reckoning | None = None) -> Mark | None:
    """The mark of the learner's answer in the round; None where there is none, or a mended question has none such."""
    by = by or reckoning(drill)
    kept = asking.answers.get(learner)
    answer = None if kept is None else answer_to(drill, by, asking.place, kept)
    return None if answer is None else mark(by.questions[asking.place], answer, by.rule)


def marks_of(drill: Drill, asking: Asking, by: Reckoning | None = None) -> dict[str, Mark | None]:
    """The marks of the seated learners who answered in the round, as `mark_of` gives them."""
    by = by or reckoning(drill)
    known: dict[Answer, Mark] = {}  # a class gives many answers, and few that differ
    marks: dict[str, Mark | None] = {}
    for learner, kept in asking.answers.items():
        if drill.learners[learner].is_removed:
            continue
        answer = answer_to(drill, by, asking.place, kept)
        if answer is not None and answer not in known:
            known[answer] = mark(by.questions[asking.place], answer, by.rule)
        marks[learner] = None if answer is None else known[answer]
    return marks


def answer_to(drill: Drill, by: Reckoning, place: int, kept: Kept) -> Answer | None:
    """The answer to the question as it is marked; None where a mended question has none such."""
    question = by.questions[place]
    if question is drill.questions[place]:
        return kept.answer
    answer = answer_of(question, kept.given)
    return None if answer is None or fault_of(question, answer) else answer


def last_askings(drill: Drill, place: int) -> tuple[Asking, ...]:
    """The last round of the question; at one's own pace, those of all learners who opened it."""
    if drill.terms.is_self_paced:
        return tuple(own[place] for own in drill.own.values() if place in own)
    return tuple(drill.rounds.get(place, ())[-1:])


def earned(
    drill: Drill, by: Reckoning | None = None, *, but: Container[int] = frozenset()
) -> dict[str, dict[int, Points]]:
    """For each seated learner the points for each question by its place, in the order in which they were asked.

    Those at the places of `but` are left out, which changes nothing of the others unless rows of right answers count.
    """
    by = by or reckoning(drill)
    if not (by.scoring.is_speed or by.scoring.has_streaks):
        return _earned_by_being_right(drill, by, but)
    plays: dict[str, dict[int, Play]] = {learner: {} for learner in drill.seated}
    for asking in _counted(drill, by):
        if asking.place in but:
            continue
        marks = marks_of(drill, asking, by)
        for learner in asking.present | asking.answers.keys():
            if learner in plays:
                plays[learner][asking.place] = _play(drill, asking, learner, marks.get(learner))
    return {
        learner: dict(zip(each, points_of(each.values(), by.scoring), strict=True)) for learner, each in plays.items()
    }


def _earned_by_being_right(drill: Drill, by: Reckoning, but: Container[int]) -> dict[str, dict[int, Points]]:
    """As `earned`, where the points of an answer follow from its mark alone: of a class few differ."""
    rows: dict[str, dict[int, Points]] = {learner: {} for learner in drill.seated}
    for asking in _counted(drill, by):
        if asking.place in but:
            continue
        marks = marks_of(drill, asking, by)
        for learner in asking.present | asking.answers.keys():
            if learner in rows:
                mark = marks.get(learner)
                rows[learner][asking.place] = _points_for(0.0 if mark is None else mark.fraction)
    return rows


@lru_cache(maxsize=1024)
def _points_for(mark: float) -> Points:
    (points,) = points_of([Play(mark)], Scoring())
    return points


def _counted(drill: Drill, by: Reckoning) -> Iterator[Asking]:
    if drill.terms.is_self_paced:
        for own in drill.own.values():
            yield from own.values()
    for place, rounds in drill.rounds.items():
        if by.is_complete or place in drill.revealed:
            yield rounds[-1]


def _play(drill: Drill, asking: Asking, learner: str, mark: Mark | None) -> Play:
    kept = asking.answers.get(learner)
    if kept is None or mark is None:
        return Play(0.0, limit=drill.terms.limit, round=asking.round)
    return Play(mark.fraction, kept.taken, drill.terms.limit, kept.extra_time, round=asking.round)


def points(drill: Drill, by: Reckoning | None = None) -> dict[str, int]:
    """The points of each seated learner."""
    return {learner: sum(each.total for each in places.values()) for learner, places in earned(drill, by).items()}


def points_at(drill: Drill, place: int, by: Reckoning | None = None) -> dict[str, int]:
    """The points for the question of each seated learner who was asked it; of nobody where it does not count yet."""
    return {learner: places[place].total for learner, places in earned(drill, by).items() if place in places}


def certainty_totals(drill: Drill, by: Reckoning | None = None) -> dict[str, float]:
    """The certainty marks of each seated learner together, which stand beside the points and are no part of them."""
    by = by or reckoning(drill)
    said: dict[str, list[tuple[float, Certainty | None]]] = {learner: [] for learner in drill.seated}
    for asking in _counted(drill, by):
        for learner, its_mark in marks_of(drill, asking, by).items():
            if its_mark is not None:
                said[learner].append((its_mark.fraction, asking.answers[learner].certainty))
    return {learner: certainty_total(answers) for learner, answers in said.items()}


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the leaderboard: equal points share a rank, and as many ranks are left out after it."""

    rank: int
    learner: str
    name: str
    points: int


def leaderboard(drill: Drill, by: Reckoning | None = None) -> tuple[Placed, ...]:
    """The seated learners from the most points to the fewest, those of a rank by name."""
    seated = drill.seated
    scores = points(drill, by)
    placed = zip(ranks(tuple(scores.values())), scores.items(), strict=True)
    lines = [Placed(rank, learner, seated[learner].name, score) for rank, (learner, score) in placed]
    return tuple(sorted(lines, key=lambda line: (line.rank, fold(line.name), line.learner)))


@dataclass(frozen=True, slots=True)
class TeamPlaced:
    """A team with its score to one decimal: for each question the mean of the members who were there as it opened."""

    rank: int
    team: str
    points: float


def team_scores(drill: Drill, by: Reckoning | None = None) -> tuple[TeamPlaced, ...]:
    """The teams from the most points to the fewest, those of a rank in the order of the terms; none without teams."""
    by = by or reckoning(drill)
    teams = drill.terms.teams
    present = _present(drill, by)
    of_learners = earned(drill, by)
    scores = []
    for team in teams:
        members = [learner.id for learner in drill.seated.values() if learner.team == team]
        scores.append(
            team_score(
                [of_learners[id][place].total for id in members if id in there] for place, there in present.items()
            )
        )
    lines = [TeamPlaced(rank, team, score) for rank, team, score in zip(ranks(scores), teams, scores, strict=True)]
    return tuple(sorted(lines, key=lambda line: line.rank))


def _present(drill: Drill, by: Reckoning) -> Mapping[int, frozenset[str]]:
    """Who was there as the question of each place that counts was opened."""
    present: dict[int, frozenset[str]] = {}
    for asking in _counted(drill, by):
        present[asking.place] = present.get(asking.place, frozenset()) | asking.present
    return present
