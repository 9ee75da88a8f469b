"""The report of a drill, and what scoring it again changes, as values that JSON can hold.

Shares and marks are from 0 to 1, times in seconds, moments in UTC. A figure that is not told is null, and `hidden`
says why.
"""

from __future__ import annotations

from typing import assert_never

from quiz.cli.printing import json_share, json_time
from quiz.core.drills.items import QuestionReport
from quiz.core.drills.report import LearnerReport, Report
from quiz.core.drills.rescoring import Rescoring
from quiz.core.drills.responses import Response
from quiz.core.drills.words import moment_of
from quiz.core.marking import State
from quiz.core.questions import Choice, Matching, wording_of
from quiz.core.reports.item_analysis import Figure, Hidden
from quiz.core.reports.statistics import Interval
from quiz.live.log.shelf import Head

Json = dict[str, object]


def listed_json(head: Head) -> Json:
    """A drill in a list of drills."""
    return {
        "id": head.id,
        "title": head.title,
        "bank": head.bank,
        "created": _time(head.created_at),
        "ended": _time(head.ended_at),
        "questions": head.questions,
        "learners": head.seated,
        "answers": head.answers,
    }


def summary_json(report: Report) -> Json:
    """The drill, and where everybody stands; without identifiers."""
    standings = [{"rank": each.rank, "name": each.name, "points": each.points} for each in report.learners]
    return {"drill": _head(report), "learners": standings, "teams": _teams(report)}


def report_json(report: Report) -> Json:
    """The whole report."""
    test = report.test
    return {
        "drill": _head(report),
        "learners": [_learner(learner, report) for learner in report.learners],
        "questions": [_question(question) for question in report.questions],
        "test": {
            "learners": test.learners,
            "complete": test.complete,
            "items": test.items,
            "mean": _figure(test.mean),
            "sd": _figure(test.sd),
            "skewness": _figure(test.skewness),
            "kurtosis": _figure(test.kurtosis),
            "alpha": _figure(test.alpha),
            "kr20": _figure(test.kr20),
            "kr21": _figure(test.kr21),
            "error_ratio": _figure(test.error_ratio),
            "standard_error": _figure(test.standard_error),
        },
        "certainties": [
            {"certainty": row.certainty, "right": row.right, "partly_right": row.partly, "wrong": row.wrong}
            for row in report.certainties
        ],
        "teams": _teams(report),
    }


def rescoring_json(rescoring: Rescoring) -> Json:
    """Both reckonings, and each answer that they tell apart."""
    return {
        "before": _head(rescoring.before),
        "after": _head(rescoring.after),
        "questions": [
            {
                "number": question.place + 1,
                "id": question.question.id,
                "mended": question.is_mended,
                "keys_before": wording_of(question.was).keys,
                "keys_after": wording_of(question.question).keys,
                "changes": [
                    {"learner": each.learner, "before": _response(each.before), "after": _response(each.after)}
                    for each in question.changes
                ],
            }
            for question in rescoring.questions
        ],
        "learners": [
            {
                "name": new.name,
                "points_before": old.points,
                "points_after": new.points,
                "rank_before": old.rank,
                "rank_after": new.rank,
            }
            for old, new in rescoring.moved
        ],
    }


def _head(report: Report) -> Json:
    head = report.head
    return {
        "id": head.id,
        "bank": head.bank,
        "title": head.title,
        "created": _time(head.created_at),
        "began": _time(head.began_at),
        "ended": _time(head.ended_at),
        "seconds": _seconds(head.seconds),
        "self_paced": head.is_self_paced,
        "rule": head.rule,
        "scoring": head.scoring,
        "joined": head.joined,
        "removed": head.removed,
        "asked": head.asked,
        "planned": head.planned,
        "answers": report.answers,
    }


def _learner(learner: LearnerReport, report: Report) -> Json:
    both = zip(report.questions, learner.responses, strict=True)
    return {
        "rank": learner.rank,
        "name": learner.name,
        "identifier": learner.identifier or None,
        "roster_name": learner.roster_name or None,
        "team": learner.team or None,
        "points": learner.points,
        "right": learner.count(State.RIGHT),
        "partly_right": learner.count(State.PARTLY),
        "wrong": learner.count(State.WRONG),
        "unanswered": learner.count(None),
        "mean_mark": json_share(learner.mean_mark),
        "mean_seconds": _seconds(learner.mean_seconds),
        "too_quick": learner.too_quick,
        "certainty": learner.certainty,
        "responses": [
            {"question": question.question.id, **_response(response)} for question, response in both if response
        ],
    }


def _response(response: Response) -> Json:
    return {
        "outcome": response.outcome,
        "mark": json_share(response.mark),
        "points": response.points.total,
        "bonus": response.points.bonus,
        "arithmetic": response.arithmetic,
        "chosen": response.given.chosen if response.given else (),
        "matched": response.given.matched if response.given else (),
        "certainty": response.certainty,
        "seconds": _seconds(response.seconds),
    }


def _question(question: QuestionReport) -> Json:
    figures = question.figures
    return {
        "number": question.number,
        "id": question.question.id,
        "stem": question.question.stem,
        "topic": question.question.topic,
        "mended": question.is_mended,
        "rounds": [
            {"round": each.round, "asked": each.asked, "answered": each.answered, "right": each.right}
            for each in question.rounds
        ],
        "gain": json_share(question.gain),
        "met": question.met,
        "right": question.right,
        "partly_right": question.partly,
        "wrong": question.wrong,
        "unanswered": question.unanswered,
        "facility": _figure(figures.facility),
        **_bounds(figures.interval),
        "discrimination": _figure(figures.discrimination),
        "efficiency": _figure(figures.efficiency),
        "upper_lower": _figure(figures.upper_lower),
        "weight": _figure(figures.weight),
        "alpha_without": _figure(figures.alpha_without),
        "sure": question.sure,
        "sure_and_wrong": question.wrong_of_sure,
        "median_seconds": _seconds(question.seconds),
        **_parts(question),
    }


def _parts(question: QuestionReport) -> Json:
    match question.question:
        case Choice(options=options):
            return {
                "options": [
                    {
                        "text": option.text,
                        "key": its.is_key,
                        "chosen": its.chosen,
                        "share": _figure(its.share),
                        "discrimination": _figure(its.discrimination),
                        "flag": its.flag or None,
                    }
                    for option, its in zip(options, question.options, strict=True)
                ]
            }
        case Matching(choices=choices):
            return {
                "choices": choices,
                "pairs": [
                    {"prompt": pair.prompt, "key": choices[pair.key], "given": pair.counts, "blank": pair.blank}
                    for pair in question.pairs
                ],
            }
        case _:
            assert_never(question.question)


def _teams(report: Report) -> list[Json]:
    return [
        {"rank": each.rank, "team": each.team, "members": each.members, "points": each.points} for each in report.teams
    ]


def _figure(figure: Figure) -> Json:
    if isinstance(figure, Hidden):
        return {"value": None, "hidden": figure.reason}
    return {"value": round(figure, 4), "hidden": None}


def _bounds(interval: Interval | Hidden) -> Json:
    if isinstance(interval, Hidden):
        return {"low": None, "high": None}
    return {"low": json_share(interval.low), "high": json_share(interval.high)}


def _time(milliseconds: int | None) -> str | None:
    return None if milliseconds is None else json_time(moment_of(milliseconds))


def _seconds(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
