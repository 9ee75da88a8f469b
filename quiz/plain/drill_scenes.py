"""What a learner is shown of a drill, in lines."""

from __future__ import annotations

from quiz.core.certainty import Certainty
from quiz.core.documents.document import Document
from quiz.core.text import one_line
from quiz.live.client.shown import Shown, answer_of, excerpt, mark_of, shown
from quiz.live.client.turn import earned, heading_of
from quiz.live.protocol import LearnerView
from quiz.plain.asking import explanation_lines, how_to_answer, question_lines, verdict_line
from quiz.plain.page import hang, number_of
from quiz.plain.passages import passage_lines
from quiz.plain.talk import Talk


def known_of(view: LearnerView) -> Shown:
    """The question of the view as far as it is known; ValueError where it has none."""
    question = view["question"]
    if question is None:
        raise ValueError("There is no question.")
    return shown(question, view["reveal"])


def tell_heading(talk: Talk, view: LearnerView) -> None:
    """Says which question it is."""
    talk.tell(["", heading_of(view)])


def ask(talk: Talk, view: LearnerView) -> None:
    """Says what is asked, how long there is for it, and how it is answered."""
    known = known_of(view)
    tell_heading(talk, view)
    talk.tell(question_lines(*known, talk.width))
    if view["closes_at"] is not None:
        seconds = max(round((view["closes_at"] - view["now"]) / 1000), 0)
        talk.say(f"You have {number_of(seconds, 'second')}.")
    sure = "; then guess, low, middle or high for how sure you are" if view["wants_certainty"] else ""
    talk.say(f"{how_to_answer(*known)}{sure}:")


def tell_result(talk: Talk, view: LearnerView) -> None:
    """Says how the question was answered, why, and where in the document it stands; nothing before the reveal."""
    reveal, own, result = view["reveal"], view["answer"], view["result"]
    if reveal is None:
        return
    known = known_of(view)
    tell_heading(talk, view)
    sure = Certainty(own["certainty"]) if own and own["certainty"] else None
    talk.say(verdict_line(mark_of(result), sure) if result else "You gave no answer to this question.")
    answer = answer_of(known, own) if own else None
    talk.tell(explanation_lines(*known, answer, talk.width))
    text, quotes = excerpt(reveal["passages"])
    if quotes:
        talk.tell(["", *passage_lines(Document(text), quotes, talk.width)])
    if said := earned(view):
        talk.tell(["", *hang("", f"You have {said}.", talk.width)])


def tell_end(talk: Talk, view: LearnerView) -> None:
    """Says that the drill is over, with the points and the leaderboard where they are told."""
    said = earned(view)
    talk.tell(["", *hang("", f"The drill is over. You have {said}." if said else "The drill is over.", talk.width)])
    for row in view["leaderboard"] or []:
        talk.tell(hang(f"  {row['rank']}. ", f"{one_line(row['name'])}: {row['points']:,.0f}", talk.width))
