"""The report of a drill, and what scoring it again changes, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from quiz.core.drills.items import QuestionReport
from quiz.core.drills.report import TOO_QUICK, LearnerReport, Report
from quiz.core.drills.rescoring import QuestionChange, Rescoring
from quiz.core.drills.words import (
    Moment,
    as_number,
    as_points,
    as_share,
    certainty_sentence,
    facility_text,
    gain_text,
    head_sentences,
    outcomes_text,
    points_in_words,
    reasons,
    test_figures,
    test_sentence,
)
from quiz.core.marking import State
from quiz.core.questions import Choice, Matching, wording_of
from quiz.core.text import one_line
from quiz.plain.page import hang, number_of

_INDENT = "     "


def summary_lines(report: Report, write: Moment, width: int) -> list[str]:
    """What the drill was, and where everybody stands; without identifiers, for whoever else may look on."""
    lines = _head(report, write, width)
    if report.learners:
        lines += ["", "Learners:"]
    for learner in report.learners:
        said = f"{one_line(learner.name)}: {points_in_words(learner.points)}"
        lines += hang(f"  {learner.rank}. ", said, width)
    return lines + list(_teams(report, width))


def report_lines(report: Report, write: Moment, width: int) -> list[str]:
    """The whole report: learners with their identifiers, questions, the test, the certainties and the teams."""
    lines = _head(report, write, width)
    if report.learners:
        lines += ["", "Learners:"]
    for learner in report.learners:
        lines += _learner(learner, width)
    lines += _teams(report, width)
    if report.questions:
        lines += ["", "Questions:"]
    for question in report.questions:
        lines += _question(question, width)
    if report.questions:
        lines += _test(report, width)
    return lines + list(_certainties(report, width))


def _head(report: Report, write: Moment, width: int) -> list[str]:
    lines = hang("", f"Drill: {one_line(report.head.title)}", width)
    for sentence in head_sentences(report, write):
        lines += hang("", sentence, width)
    return lines


def _learner(learner: LearnerReport, width: int) -> Iterator[str]:
    who = [each for each in (learner.identifier, learner.roster_name, learner.team) if each]
    name = f"{learner.name} ({', '.join(who)})" if who else learner.name
    yield from hang(f"  {learner.rank}. ", f"{one_line(name)}: {points_in_words(learner.points)}", width)
    if not learner.met:
        yield f"{_INDENT}met no question"
        return
    said = [f"{learner.count(state)} {word}" for state, word in _OUTCOMES]
    said.append(f"mean mark {as_share(learner.mean_mark)}")
    if learner.mean_seconds is not None:
        said.append(f"{learner.mean_seconds:.1f} s an answer")
    if learner.too_quick:
        said.append(f"{learner.too_quick} answered within {TOO_QUICK:g} s")
    if learner.certainty is not None:
        said.append(f"certainty marks {learner.certainty:+.0f}")
    if late := len(learner.responses) - len(learner.met):
        said.append(f"{late} not met")
    yield from hang(_INDENT, ", ".join(said), width)


_OUTCOMES = ((State.RIGHT, "right"), (State.PARTLY, "partly right"), (State.WRONG, "wrong"), (None, "not answered"))


def _question(question: QuestionReport, width: int) -> Iterator[str]:
    figures = question.figures
    yield from hang(f"  {question.number}. ", one_line(question.question.stem), width)
    said = [outcomes_text(question), f"facility {facility_text(question)}"]
    if not reasons(figures.discrimination):
        said.append(f"discrimination {as_number(figures.discrimination)}")
    if not reasons(figures.efficiency):
        said.append(f"efficiency {as_share(figures.efficiency)}")
    if question.seconds is not None:
        said.append(f"median {question.seconds:.1f} s")
    if question.sure:
        said.append(f"{question.wrong_of_sure} of {question.sure} sure and wrong")
    yield from hang(_INDENT, "; ".join(said), width)
    if gained := gain_text(question):
        yield from hang(_INDENT, gained, width)
    match question.question:
        case Choice(options=options):
            for option, its in zip(options, question.options, strict=True):
                key = "right" if option.is_key else "wrong"
                flag = f" ({its.flag})" if its.flag else ""
                share = as_share(its.share)
                lead = f"{_INDENT}{key} {its.chosen:>4} {share:>5}  "
                yield from hang(lead, f"{one_line(option.text)}{flag}", width)
        case Matching() as matching:
            yield from _pairs(question, matching, width)
        case _:
            assert_never(question.question)


def _pairs(question: QuestionReport, matching: Matching, width: int) -> Iterator[str]:
    for pair in question.pairs:
        said = [f"right {pair.counts[pair.key]}"]
        said += [
            f"{one_line(matching.choices[choice])} {count}"
            for choice, count in enumerate(pair.counts)
            if count and choice != pair.key
        ]
        said += [f"left blank {pair.blank}"] if pair.blank else []
        both = f"{one_line(pair.prompt)} → {one_line(matching.choices[pair.key])}"
        yield from hang(_INDENT, f"{both}: {', '.join(said)}", width)


def _test(report: Report, width: int) -> Iterator[str]:
    figures = test_figures(report)
    yield ""
    yield "The questions as a test:"
    yield from hang("  ", test_sentence(report), width)
    for name, figure, decimals in figures:
        if not reasons(figure):
            yield from hang("  ", f"{name}: {as_number(figure, decimals)}", width)
    for reason in reasons(*(figure for _, figure, _ in figures)):
        hidden = ", ".join(name for name, figure, _ in figures if reasons(figure) == (reason,))
        yield from hang("  ", f"Hidden: {hidden}. {reason}", width)
    for name, of_items in (
        ("Facility", [question.figures.facility for question in report.questions]),
        ("Discrimination", [question.figures.discrimination for question in report.questions]),
    ):
        for reason in reasons(*of_items):
            yield from hang("  ", f"{name} hidden: {reason}", width)


def _certainties(report: Report, width: int) -> Iterator[str]:
    if not report.certainties:
        return
    yield ""
    yield "How sure they were:"
    for row in report.certainties:
        said = f"{number_of(row.answers, 'answer')}, {row.right} right, {row.partly} partly right, {row.wrong} wrong"
        yield from hang("  ", f"{row.certainty or 'not said'}: {said}", width)
    yield from hang("  ", certainty_sentence(), width)


def _teams(report: Report, width: int) -> Iterator[str]:
    if not report.teams:
        return
    yield ""
    yield from hang("", "Teams (the mean of the members who were there, question by question):", width)
    for team in report.teams:
        said = f"{one_line(team.team)}, {number_of(team.members, 'member')}: {points_in_words(team.points)}"
        yield from hang(f"  {team.rank}. ", said, width)


def rescoring_lines(rescoring: Rescoring, width: int) -> list[str]:
    """What is marked otherwise, with the arithmetic before and now, and whose points or ranks that changes."""
    lines = []
    for word, report in (("before", rescoring.before), ("now", rescoring.after)):
        lines += hang(f"{word}: ", f"rule {report.head.rule}, points by {report.head.scoring}", width)
    count = sum(len(question.changes) for question in rescoring.questions)
    earns = "No answer earns" if not count else "1 answer earns" if count == 1 else f"{count} answers earn"
    lines += hang("", f"{earns} something else. What the drill has kept stays as it is.", width)
    for question in rescoring.questions:
        lines += ["", *_question_change(question, width)]
    if rescoring.moved:
        lines += ["", "Learners:"]
    for old, new in rescoring.moved:
        said = f"{one_line(new.name)}: {points_in_words(new.points)}, before {as_points(old.points)}"
        said += f" and rank {old.rank}" if old.rank != new.rank else ""
        lines += hang(f"  {new.rank}. ", said, width)
    return lines


def _question_change(question: QuestionChange, width: int) -> Iterator[str]:
    yield from hang(f"  {question.place + 1}. ", one_line(question.question.stem), width)
    if question.is_mended:
        before, now = (", ".join(map(one_line, wording_of(each).keys)) for each in (question.was, question.question))
        yield from hang(_INDENT, "mended" if before == now else f"mended, key before: {before}; now: {now}", width)
    for change in question.changes:
        old, new = change.before, change.after
        said = f"{one_line(change.learner)}: {points_in_words(new.points.total)}, before {as_points(old.points.total)}"
        yield from hang(_INDENT, said, width)
        if (old.mark, old.state) != (new.mark, new.state):
            yield from hang(f"{_INDENT}  before: ", old.arithmetic, width)
            yield from hang(f"{_INDENT}  now: ", new.arithmetic, width)
