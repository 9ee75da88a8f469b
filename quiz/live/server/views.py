"""What a learner is shown: the part that is the same for the class, made once a change, and the part of each one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypedDict, assert_never, cast

from quiz.core.answers import Chosen, Matched
from quiz.core.bank import is_right_to_left
from quiz.core.drills.asking import Asking, Kept
from quiz.core.drills.drill import Drill
from quiz.core.drills.scores import Reckoning, earned, mark_of, reckoning
from quiz.core.drills.scoring import Points, ranks
from quiz.core.drills.standing import Phase
from quiz.core.drills.terms import GRACE
from quiz.core.questions import Choice, Matching, Question, kind_of
from quiz.core.shuffling import Layout
from quiz.core.text import fold
from quiz.live import protocol
from quiz.live.protocol import LearnerView, OwnAnswer, PublicQuestion, Result, Reveal, Standing

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Common(TypedDict):
    """The fields of a `LearnerView` that are the same for everybody to whom the same is shown."""

    epoch: str
    phase: protocol.Phase
    drill: str
    title: str
    language: str
    is_right_to_left: bool
    is_self_paced: bool
    place: int
    count: int
    round: int
    question: PublicQuestion | None
    opened_at: int | None
    wants_certainty: bool
    reveal: Reveal | None
    leaderboard: list[Standing] | None


class Personal(TypedDict):
    """The fields of a `LearnerView` that are this learner's own."""

    seq: int
    now: int
    name: str
    team: str
    closes_at: int | None
    answer: OwnAnswer | None
    result: Result | None
    points: int | None
    rank: int | None
    places: list[Literal["open", "answered", "unseen"]] | None


@dataclass(frozen=True, slots=True)
class Moment:
    """What is shown: a place with its round in a phase. `is_revealed` says whether the key may be seen."""

    phase: Phase
    place: int = -1
    asking: Asking | None = None
    is_revealed: bool = False


@dataclass(frozen=True, slots=True)
class Earned:
    """The points of the questions at these places: in all by learner, for each by place, and the leaderboard they make.

    `by` is what they were marked by.
    """

    places: frozenset[int]
    points: Mapping[str, int]
    at: Mapping[int, Mapping[str, Points]]
    ranks: Mapping[str, int]
    leaderboard: tuple[Standing, ...]
    by: Reckoning | None = None


NOTHING_EARNED = Earned(frozenset(), {}, {}, {}, ())


def earned_at(drill: Drill, places: frozenset[int], known: Earned = NOTHING_EARNED) -> Earned:
    """The points as they stand, those of the questions at these places counting.

    What was `known` of some of them, of the same learners, is not counted again where it stays as it was.
    """
    if drill.terms.is_self_paced or drill.terms.scoring.has_streaks or not known.places <= places:
        known = NOTHING_EARNED
    by = reckoning(drill)
    fresh = earned(drill, by, but=known.places)
    at: dict[int, dict[str, Points]] = {place: {} for place in places - known.places}
    for id, own in fresh.items():
        for place, points_there in own.items():
            at[place][id] = points_there
    seated = drill.seated
    points = {id: known.points.get(id, 0) + sum([each.total for each in own.values()]) for id, own in fresh.items()}
    rank_of = dict(zip(points, ranks(tuple(points.values())), strict=True))
    order = sorted(points, key=lambda each: (rank_of[each], fold(seated[each].name), each))
    board = tuple[Standing, ...](
        {"rank": rank_of[id], "name": seated[id].name, "points": float(points[id])} for id in order
    )
    return Earned(places, points, {**known.at, **at}, rank_of, board, by)


def moment_of(drill: Drill) -> Moment:
    """What the class is shown in a drill that the host paces."""
    if drill.phase in {Phase.LOBBY, Phase.OVER}:
        return Moment(drill.phase)
    asking = None if drill.phase is Phase.STEM else drill.current
    return Moment(drill.phase, drill.place, asking, drill.phase is Phase.REVEALED)


def own_moment_of(drill: Drill, learner: str, place: int, now: int) -> Moment:
    """What the learner is shown at this place in a drill at one's own pace: the key of nothing before it is over."""
    asking = drill.own.get(learner, {}).get(place)
    if asking is None:
        return Moment(drill.phase)
    if drill.phase is Phase.OVER:
        return Moment(Phase.OVER, place, asking, is_revealed=True)
    deadline = drill.deadline(asking, learner)
    is_up = deadline is not None and now > deadline + GRACE
    return Moment(Phase.CLOSED if is_up or learner in asking.answers else Phase.OPEN, place, asking)


def public(question: Question, order: Layout, *, has_options: bool) -> PublicQuestion:
    """The question as it may be seen before its key is."""
    match question:
        case Choice():
            texts = [option.text for option in question.options]
            prompts = []
        case Matching():
            texts = list(question.choices)
            prompts = [question.pairs[i].prompt for i in order.prompts] if has_options else []
        case _:
            assert_never(question)
    options = [texts[i] for i in order.choices] if has_options else None
    return {"kind": kind_of(question).value, "stem": question.stem, "options": options, "prompts": prompts}


def common_of(
    drill: Drill, moment: Moment, epoch: str, reveal: Reveal | None, leaderboard: list[Standing] | None
) -> Common:
    """What everybody is shown at this moment; `reveal` is left out where the moment does not allow it."""
    created, place = drill.created, moment.place
    question = None
    if place >= 0:
        has_options = moment.phase is not Phase.STEM
        question = public(drill.questions[place], drill.layout(place), has_options=has_options)
    return {
        "epoch": epoch,
        "phase": moment.phase.value,
        "drill": created.id,
        "title": created.title,
        "language": created.language,
        "is_right_to_left": is_right_to_left(created.language),
        "is_self_paced": drill.terms.is_self_paced,
        "place": place,
        "count": len(drill.questions),
        "round": moment.asking.round if moment.asking else 1,
        "question": question,
        "opened_at": moment.asking.opened_at if moment.asking else None,
        "wants_certainty": drill.terms.with_certainty,
        "reveal": reveal if moment.is_revealed else None,
        "leaderboard": leaderboard,
    }


def personal_of(
    drill: Drill, moment: Moment, learner: str, score: Earned, *, has_ranks: bool, seq: int, now: int
) -> Personal:
    """What this learner alone is shown at this moment; the mark only where the key may be seen."""
    who, asking = drill.learners[learner], moment.asking
    kept = asking.answers.get(learner) if asking else None
    is_open = asking is not None and moment.phase is Phase.OPEN
    return {
        "seq": seq,
        "now": now,
        "name": who.name,
        "team": who.team,
        "closes_at": drill.deadline(asking, learner) if asking and is_open else None,
        "answer": own_answer(drill.layout(moment.place), kept) if kept else None,
        "result": _result(drill, moment, learner, score) if kept and moment.is_revealed else None,
        "points": score.points.get(learner, 0) if score.places else None,
        "rank": score.ranks.get(learner) if has_ranks else None,
        "places": _places(drill, learner) if drill.terms.is_self_paced else None,
    }


def own_answer(order: Layout, kept: Kept) -> OwnAnswer:
    """The answer that is on the disk, by the places of showing."""
    certainty: protocol.Level | None = kept.certainty.value if kept.certainty else None
    match kept.answer:
        case Chosen(options):
            chosen = [shown for shown, i in enumerate(order.choices) if i in options]
            return {"chosen": chosen, "matched": [], "certainty": certainty}
        case Matched(choices):
            shown_at: dict[int | None, int] = {i: shown for shown, i in enumerate(order.choices)}
            matched = [shown_at.get(choices[prompt]) for prompt in order.prompts]
            return {"chosen": [], "matched": matched, "certainty": certainty}
        case _:
            assert_never(kept.answer)


def _result(drill: Drill, moment: Moment, learner: str, score: Earned) -> Result | None:
    mark = mark_of(drill, moment.asking, learner, score.by) if moment.asking else None
    if mark is None:
        return None
    points = score.at.get(moment.place, {}).get(learner)
    return {
        "state": mark.state.value,
        "fraction": mark.fraction,
        "arithmetic": mark.arithmetic,
        "points": points.total if points else 0,
    }


def _places(drill: Drill, learner: str) -> list[Literal["open", "answered", "unseen"]]:
    own = drill.own.get(learner, {})
    return [
        "unseen" if place not in own else "answered" if learner in own[place].answers else "open"
        for place in range(len(drill.questions))
    ]


def text_of(common: Common) -> bytes:
    """The common part as JSON in UTF-8 without its closing brace, for `frame_of` to go on."""
    return _to_json(common)[:-1].encode(errors="replace")


def frame_of(common: bytes, own: Personal) -> bytes:
    """The `LearnerView` of both parts as JSON in UTF-8; half surrogates are replaced."""
    # Thousands of these are made while the last of a class waits for theirs: most of the fields are numbers or empty,
    # and an encoder has to be set up for each value.
    text = (
        f',"seq":{own["seq"]},"now":{own["now"]},"name":{_json_of_text(own["name"])},"team":{_json_of_text(own["team"])}'
        f',"closes_at":{_json_of(own["closes_at"])},"answer":{_json_of(own["answer"])},"result":{_json_of(own["result"])}'
        f',"points":{_json_of(own["points"])},"rank":{_json_of(own["rank"])},"places":{_json_of(own["places"])}}}'
    )
    return common + text.encode(errors="replace")


def _json_of(value: object) -> str:
    if value is None:
        return "null"
    return str(value) if type(value) is int else _to_json(value)


@lru_cache(maxsize=8192)
def _json_of_text(value: str) -> str:
    return _to_json(value)


def view_of(common: Common, personal: Personal) -> LearnerView:
    """Both parts as one value."""
    return cast("LearnerView", {**common, **personal})
