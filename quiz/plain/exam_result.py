"""The result of an exam, and of one marked again under another rule, as lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from quiz.core.bank import Bank
from quiz.core.durations import in_words
from quiz.core.exams.exam import Exam
from quiz.core.exams.report import (
    certainty_exhibit,
    changed_sentence,
    counts_sentence,
    how_marked,
    points_sentence,
    time_sentence,
    topics_exhibit,
    trend_exhibit,
    verdict_of,
)
from quiz.core.exams.result import ExamResult, Marked, Outcome, Remark, Sitting, result
from quiz.core.exams.words import rule_in_words
from quiz.core.questions import all_cites
from quiz.core.shuffling import layout
from quiz.core.text import one_line
from quiz.plain.asking import explanation_lines, question_lines
from quiz.plain.exhibits import exhibit_lines
from quiz.plain.page import hang
from quiz.plain.passages import passage_lines


def result_lines(
    bank: Bank, exam: Exam, sittings: Sequence[Sitting], day_of: Callable[[datetime], str], width: int
) -> list[str]:
    """The verdict, the points by topic, the certainties, all exams of the bank, and each question's arithmetic."""
    outcome = result(exam, bank)
    lines = hang("", f"{verdict_of(outcome).capitalize()}: {points_sentence(outcome)}.", width)
    lines += hang("", f"Questions: {counts_sentence(outcome)}.", width)
    lines += hang("", f"Time: {time_sentence(outcome)}.", width)
    lines += hang("", f"Rule {outcome.rule}: {rule_in_words(outcome.rule)}.", width)
    if changed := changed_sentence(outcome):
        lines += hang("", changed, width)
    exhibits = [topics_exhibit(outcome, bank), certainty_exhibit(outcome)]
    exhibits.append(trend_exhibit(sittings, day_of) if len(sittings) > 1 else None)
    for exhibit in exhibits:
        if exhibit:
            lines += ["", *exhibit_lines(exhibit, width)]
    return [*lines, "", "Question by question:", *_questions(bank, outcome, width)]


def _questions(bank: Bank, outcome: ExamResult, width: int) -> Iterator[str]:
    for number, marked in enumerate(outcome.marked, start=1):
        figures = [how_marked(marked), in_words(timedelta(seconds=marked.seconds))]
        if marked.certainty:
            figures.append(f"certainty {marked.certainty}")
        yield from hang(f"  {number}. ", stem_of(bank, marked.question), width)
        yield from hang("     ", "; ".join(figures), width)


def stem_of(bank: Bank, question: str) -> str:
    """The stem on one line, or that the bank has the question no more."""
    return one_line(bank.question(question).stem) if question in bank else "The bank no longer has this question."


def remark_lines(bank: Bank, remarked: Remark, width: int) -> list[str]:
    """The exam under its own rule and under the other, and the arithmetic of each question under both."""
    before, after = remarked.before, remarked.after
    lines: list[str] = []
    for outcome in (before, after):
        lines += hang(f"{outcome.rule}: ", f"{verdict_of(outcome)}, {points_sentence(outcome)}.", width)
    lines += hang("", _how_many(len(remarked.differing)), width)
    if changed := changed_sentence(after):
        lines += hang("", changed, width)
    lines.append("")
    for number, (old, new) in enumerate(zip(before.marked, after.marked, strict=True), start=1):
        lines += hang(f"  {number}. ", stem_of(bank, old.question), width)
        if (old, new) in remarked.differing:
            for outcome, marked in ((before, old), (after, new)):
                lines += hang(f"     {outcome.rule}: ", how_marked(marked), width)
        else:
            lines += hang("     ", _both(old, new), width)
    return lines


def _how_many(differing: int) -> str:
    if not differing:
        return "No question earns another mark."
    return "1 question earns another mark." if differing == 1 else f"{differing} questions earn another mark."


def _both(old: Marked, new: Marked) -> str:
    """What is said of a question that earns the same under both rules."""
    if new.outcome in {Outcome.UNANSWERED, Outcome.CHANGED}:
        return how_marked(new)
    return how_marked(old) if how_marked(old) == how_marked(new) else f"{how_marked(old)}; or {how_marked(new)}"


def look_lines(bank: Bank, exam: Exam, place: int, width: int) -> list[str]:
    """The question at the place, from 0 up, with its answer, how that was marked, its explanations and its passages."""
    marked = result(exam, bank).marked[place]
    number = f"Question {place + 1} of {len(exam)}"
    if marked.question not in bank:
        return [f"{number}: {stem_of(bank, marked.question)}"]
    question = bank.question(marked.question)
    order = layout(question, exam.plan.seed)
    answer = exam.sheets[place].answer_to(question)
    lines = hang("", f"{number} · {one_line(bank.topics[question.topic])}", width)
    lines += question_lines(question, order, width)
    lines += ["", *hang("", f"{how_marked(marked).capitalize()}.", width)]
    lines += explanation_lines(question, order, answer, width)
    if passages := passage_lines(bank.document, all_cites(question), width):
        lines += ["", *passages]
    return lines
