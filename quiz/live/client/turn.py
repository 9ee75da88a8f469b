"""Where a learner stands with the question that is shown, and the words for it: the same on screen and line by line."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from quiz.core.text import one_line
from quiz.live.protocol import PAPER, LearnerView, Receipt


class Turn(StrEnum):
    """What there is to do for a learner."""

    WAIT = "wait"  # in the lobby
    READ = "read"  # the stem alone is shown
    ANSWER = "answer"
    SAVED = "saved"  # answered, and the question is still open for others
    CLOSED = "closed"
    DISCUSS = "discuss"  # until the class votes again
    RESULT = "result"
    OVER = "over"


def turn_of(view: LearnerView) -> Turn:
    """Where the learner stands by what the server says."""
    if view["question"] is None:
        return Turn.OVER if view["phase"] == "over" else Turn.WAIT
    if view["reveal"] is not None:
        return Turn.RESULT
    if view["question"]["options"] is None:
        return Turn.READ
    if view["phase"] == "discussion":
        return Turn.DISCUSS
    if view["phase"] == "closed":
        return Turn.CLOSED
    return Turn.SAVED if view["answer"] else Turn.ANSWER


def heading_of(view: LearnerView) -> str:
    """Which question it is, as "Question 3 of 10", and which vote on it after the first."""
    if view["question"] is None:
        return ""
    again = f", vote {view['round']}" if view["round"] > 1 else ""
    done = f" · {view['places'].count('answered')} answered" if view["places"] else ""
    over = "The drill is over. " if view["phase"] == "over" else ""
    return f"{over}Question {view['place'] + 1} of {view['count']}{again}{done}"


def greeting(view: LearnerView) -> str:
    """What stands where a question would, before the first and after the last."""
    name = one_line(view["name"])
    if view["phase"] == "over":
        return f"The drill is over. Thank you, {name}."
    team = f", in the team {one_line(view['team'])}" if view["team"] else ""
    return f"You are in, {name}{team}."


def leaving_sentence(view: LearnerView) -> str:
    """What becomes of the answers when a drill is left that is not over."""
    if is_on_paper(view):
        return "What you answered is kept. To go on with the rest, give the same command."
    return "What you answered counts. Until the drill is over you can come back with the same command."


def waiting_sentence(view: LearnerView) -> str:
    """What is said where there is nothing to answer now."""
    match turn_of(view):
        case Turn.WAIT if view["is_self_paced"]:
            return "Everybody goes at their own pace here."
        case Turn.WAIT:
            return "The first question comes when the host begins."
        case Turn.READ:
            return "Read the question: the options come soon."
        case Turn.CLOSED if view["is_self_paced"]:
            if is_on_paper(view):
                return "Saved. What is right is told by whoever gave you this, once you have handed it in."
            kept = "Saved." if view["answer"] else "The time for this question is up."
            return f"{kept} The result comes when the drill is over."
        case Turn.DISCUSS:
            return "Discuss the question with those beside you: you will vote on it again."
        case Turn.SAVED:
            return "Saved. Wait for the others."
        case Turn.CLOSED if view["answer"]:
            return "Closed. Your answer is saved; the result comes soon."
        case Turn.CLOSED:
            return "Closed. You sent no answer; the result comes soon."
        case _:
            return ""


def earned(view: LearnerView) -> str:
    """The points and the rank, where they are told."""
    parts = []
    if view["points"] is not None:
        parts.append("1 point" if view["points"] == 1 else f"{view['points']:,} points")
    if view["rank"] is not None:
        parts.append(f"rank {view['rank']}")
    return ", ".join(parts)


def next_own(view: LearnerView, step: int = 1) -> int | None:
    """Where to go at one's own pace, None where there is nowhere.

    Forwards it is the next question that is not answered, backwards the one before; once the drill is over, the next or
    the one before of those that were seen.
    """
    places = view["places"] or []
    here, count = view["place"], len(places)
    if view["phase"] == "over":
        seen = [place for place in range(count) if places[place] != "unseen"]
        rest = [place for place in seen if (place - here) * step > 0]
        return min(rest, key=lambda place: abs(place - here), default=None)
    if step < 0:
        return here - 1 if here > 0 else None
    following = [(here + more) % count for more in range(1, count + 1)]
    return next((place for place in following if places[place] != "answered"), None)


def submit_label(view: LearnerView | None, *, can_answer: bool) -> str:
    """What enter does, in a word."""
    if can_answer:
        return "send"
    return "begin" if view is None or turn_of(view) is Turn.WAIT else "next"


def time_left(view: LearnerView, now: int) -> timedelta | None:
    """The time for the open question, `now` by the server's clock; None where it is not limited or none is open."""
    if view["closes_at"] is None or turn_of(view) not in {Turn.ANSWER, Turn.SAVED}:
        return None
    return timedelta(milliseconds=max(view["closes_at"] - now, 0))


def may(view: LearnerView, action: str, *, can_answer: bool) -> bool:
    """Whether the action of the learner's screen has something to do now."""
    match action:
        case "submit":
            return can_answer or next_own(view) is not None
        case "strike":
            return can_answer
        case "surer" | "less_sure":
            return can_answer and view["wants_certainty"]
        case "passage":
            return bool(view["reveal"] and view["reveal"]["passages"])
        case "next":
            return view["place"] >= 0 and next_own(view) not in {None, view["place"]}
        case "previous":
            return bool(view["places"]) and next_own(view, -1) is not None
        case "keep":
            return view["phase"] == "over"
        case _:
            return True


def scene_of(view: LearnerView) -> tuple[object, ...]:
    """What changes where the learner is to look at something else."""
    question = view["question"]
    has_options = question is not None and question["options"] is not None
    is_over = view["phase"] == "over"
    return question and view["place"], view["round"], has_options, view["reveal"] is not None, is_over


def is_on_paper(view: LearnerView) -> bool:
    """Whether the drill was handed out as a file, and no server has the answers."""
    return view["epoch"] == PAPER


def is_saved(receipt: Receipt) -> bool:
    """Whether the answer that the receipt is for is the one on the disk."""
    return receipt["status"] in {"accepted", "duplicate"}


def is_stale(view: LearnerView, shown: LearnerView | None) -> bool:
    """Whether the view is older than the one shown, having come another way."""
    return shown is not None and view["epoch"] == shown["epoch"] and view["seq"] < shown["seq"]
