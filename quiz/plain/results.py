"""How a session went, as lines of text."""

from __future__ import annotations

from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.marking import State, percent
from quiz.core.reports.confidence import certainty_sentences
from quiz.core.session import Session, by_topic
from quiz.core.text import one_line
from quiz.plain.page import duration_of, hang, points_of


def result_lines(bank: Bank, session: Session, width: int) -> list[str]:
    """Points, counts, time, points by topic and what was missed."""
    answers = len(session.answered)
    if not answers:
        return ["The session is over. No question was answered."]
    counts = ", ".join(f"{session.count(state)} {state}" for state in State)
    unanswered = len(session) - answers
    lines = [
        "The session is over.",
        f"Points: {points_of(session.points)} of {answers} ({percent(session.points / answers)})",
        f"Answers: {counts}" + (f", {unanswered} not answered" if unanswered else ""),
        f"Time: {duration_of(session.seconds)}",
        "By topic:",
    ]
    for score in by_topic(session, _topics(bank, session)):
        title = one_line(bank.topics[score.topic])
        lines += hang("  ", f"{title}: {points_of(score.points)} of {score.answers}", width)
    for sentence in certainty_sentences((each.mark.fraction, each.certainty) for each in session.answered):
        lines += hang("", sentence, width)
    if session.missed:
        lines.append("Missed:")
        for id in session.mistakes:
            answered = session.answer_to(id)
            sure = ", and you were sure" if answered and answered.certainty is Certainty.HIGH else ""
            lines += hang("  ", f"{id}{sure}: {one_line(bank.question(id).stem)}", width)
    return lines


def _topics(bank: Bank, session: Session) -> list[tuple[str, str]]:
    """The session's questions with their topics, in the order of the bank's topics."""
    order = {topic: place for place, topic in enumerate(bank.topics)}
    pairs = [(id, bank.question(id).topic) for id in session.plan.questions]
    return sorted(pairs, key=lambda pair: order[pair[1]])
