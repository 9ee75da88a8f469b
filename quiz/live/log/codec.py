"""The events of a drill as JSON and back: an object an event, whose field `event` says which.

The names are those of the fields in `drill_events`, and stay as they are for as long as there are drills of `FORMAT`.
Fields that this version does not know are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import assert_never

from quiz.core.answers import Given
from quiz.core.certainty import Certainty
from quiz.core.drills.events import (
    Answered,
    Closed,
    ClosedBy,
    Created,
    DiscussionBegun,
    Ended,
    Event,
    Granted,
    Joined,
    Locked,
    Opened,
    Prolonged,
    Removed,
    Renamed,
    Returned,
    Revealed,
    StemShown,
)
from quiz.core.drills.scoring import scoring_of
from quiz.core.drills.terms import DrillTerms, Naming
from quiz.core.marking import Rule
from quiz.live.log.fields import Fields, Json
from quiz.live.log.questions import json_of_question, question_of

FORMAT = 1
"""The number of the format; one that reads otherwise has another."""

# Escapes keep even half a surrogate, which UTF-8 cannot.
_to_json = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode
_from_json = json.JSONDecoder().decode


def text_of(event: Event) -> str:
    """The line of ASCII that `event_of` makes the same event of; ValueError where a number in it is none."""
    return _to_json(_json_of(event))


def event_of(text: str) -> Event:
    """The event of which `text_of` made the line; ValueError where it is none that this version knows."""
    try:
        fields = Fields(_from_json(text))
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    read = _READERS.get(fields.text("event"))
    if read is None:
        raise ValueError("an event that this version does not know")
    return read(fields)


def _json_of(event: Event) -> Json:
    match event:
        case Created():
            return _json_of_created(event)
        case Joined() | Returned() | Renamed() | Granted() | Removed():
            return _json_of_seat(event)
        case Locked(at, is_locked):
            return {"event": "locked", "at": at, "is_locked": is_locked}
        case Answered():
            return _json_of_answered(event)
        case StemShown() | Opened() | Prolonged() | Closed() | DiscussionBegun() | Revealed():
            return _json_of_step(event)
        case Ended(at):
            return {"event": "ended", "at": at}
        case _:
            assert_never(event)


def _json_of_seat(event: Joined | Returned | Renamed | Granted | Removed) -> Json:
    match event:
        case Joined():
            return _json_of_joined(event)
        case Returned(at, learner, generation):
            return {"event": "returned", "at": at, "learner": learner, "generation": generation}
        case Renamed(at, learner, name):
            return {"event": "renamed", "at": at, "learner": learner, "name": name}
        case Granted(at, learner, extra_time):
            return {"event": "granted", "at": at, "learner": learner, "extra_time": extra_time}
        case Removed(at, learner, is_banned):
            return {"event": "removed", "at": at, "learner": learner, "is_banned": is_banned}
        case _:
            assert_never(event)


def _json_of_joined(event: Joined) -> Json:
    common: Json = {
        "event": "joined",
        "at": event.at,
        "learner": event.learner,
        "name": event.name,
        "identifier": event.identifier,
        "team": event.team,
        "extra_time": event.extra_time,
    }
    return {**common, "key": event.key} if event.key else common


def _json_of_step(event: StemShown | Opened | Prolonged | Closed | DiscussionBegun | Revealed) -> Json:
    match event:
        case StemShown(at, place):
            return {"event": "stem_shown", "at": at, "place": place}
        case Opened(at, place, round, learner):
            return {"event": "opened", "at": at, "place": place, "round": round, "learner": learner}
        case Prolonged(at, milliseconds, was_away):
            said: Json = {"event": "prolonged", "at": at, "milliseconds": milliseconds}
            return {**said, "was_away": True} if was_away else said
        case Closed(at, place, round, by):
            return {"event": "closed", "at": at, "place": place, "round": round, "by": by.value}
        case DiscussionBegun(at, place):
            return {"event": "discussion_begun", "at": at, "place": place}
        case Revealed(at, place):
            return {"event": "revealed", "at": at, "place": place}
        case _:
            assert_never(event)


def _json_of_answered(event: Answered) -> Json:
    given: Json = {"chosen": event.given.chosen, "matched": event.given.matched}
    return {
        "event": "answered",
        "at": event.at,
        "learner": event.learner,
        "place": event.place,
        "round": event.round,
        "given": {name: words for name, words in given.items() if words},
        "key": event.key,
        "certainty": event.certainty and event.certainty.value,
        "credit": event.credit,
    }


def _json_of_created(event: Created) -> Json:
    return {
        "event": "created",
        "format": FORMAT,
        "at": event.at,
        "id": event.id,
        "bank": event.bank,
        "title": event.title,
        "language": event.language,
        "topics": event.topics,
        "questions": [json_of_question(question) for question in event.questions],
        "document": event.document,
        "seed": event.seed,
        "terms": _json_of_terms(event.terms),
    }


def _json_of_terms(terms: DrillTerms) -> Json:
    return {
        "seconds": terms.seconds,
        "rule": terms.rule.value,
        "scoring": terms.scoring.version,
        "with_certainty": terms.with_certainty,
        "shows_stem_first": terms.shows_stem_first,
        "shows_leaderboard": terms.shows_leaderboard,
        "closes_when_all_answered": terms.closes_when_all_answered,
        "admits_late": terms.admits_late,
        "naming": terms.naming.value,
        "teams": terms.teams,
        "roster": terms.roster,
        "capacity": terms.capacity,
        "until": terms.until,
    }


def _created(fields: Fields) -> Created:
    if fields.whole("format") > FORMAT:
        raise ValueError("a drill of a newer version of quiz")
    return Created(
        at=fields.whole("at"),
        id=fields.text("id"),
        bank=fields.text("bank"),
        title=fields.text("title"),
        language=fields.text("language"),
        topics=fields.pairs("topics"),
        questions=tuple(question_of(each) for each in fields.parts("questions")),
        document=fields.text("document"),
        seed=fields.whole("seed"),
        terms=_terms(fields.part("terms")),
    )


def _terms(fields: Fields) -> DrillTerms:
    return DrillTerms(
        seconds=fields.number_or_none("seconds"),
        rule=Rule(fields.text("rule")),
        scoring=scoring_of(fields.text("scoring")),
        with_certainty=fields.flag("with_certainty"),
        shows_stem_first=fields.flag("shows_stem_first"),
        shows_leaderboard=fields.flag("shows_leaderboard"),
        closes_when_all_answered=fields.flag("closes_when_all_answered"),
        admits_late=fields.flag("admits_late"),
        naming=Naming(fields.text("naming")),
        teams=fields.texts("teams"),
        roster=fields.pairs("roster"),
        capacity=fields.whole("capacity"),
        until=fields.whole_or_none("until"),
    )


def _joined(fields: Fields) -> Joined:
    return Joined(
        at=fields.whole("at"),
        learner=fields.text("learner"),
        name=fields.text("name"),
        identifier=fields.text("identifier"),
        team=fields.text("team"),
        extra_time=fields.number("extra_time"),
        key=fields.text("key") if "key" in fields else "",
    )


def _answered(fields: Fields) -> Answered:
    given = fields.part("given")
    certainty = fields.text_or_none("certainty")
    return Answered(
        at=fields.whole("at"),
        learner=fields.text("learner"),
        place=fields.whole("place"),
        round=fields.whole("round"),
        given=Given(
            chosen=given.texts("chosen") if "chosen" in given else (),
            matched=given.pairs("matched") if "matched" in given else (),
        ),
        key=fields.text("key"),
        certainty=None if certainty is None else Certainty(certainty),
        credit=fields.whole("credit"),
    )


_READERS: dict[str, Callable[[Fields], Event]] = {
    "created": _created,
    "joined": _joined,
    "returned": lambda said: Returned(said.whole("at"), said.text("learner"), said.whole("generation")),
    "renamed": lambda said: Renamed(said.whole("at"), said.text("learner"), said.text("name")),
    "granted": lambda said: Granted(said.whole("at"), said.text("learner"), said.number("extra_time")),
    "removed": lambda said: Removed(said.whole("at"), said.text("learner"), said.flag("is_banned")),
    "locked": lambda said: Locked(said.whole("at"), said.flag("is_locked")),
    "stem_shown": lambda said: StemShown(said.whole("at"), said.whole("place")),
    "opened": lambda said: Opened(said.whole("at"), said.whole("place"), said.whole("round"), said.text("learner")),
    "answered": _answered,
    "prolonged": lambda said: Prolonged(
        said.whole("at"), said.whole("milliseconds"), was_away="was_away" in said and said.flag("was_away")
    ),
    "closed": lambda said: Closed(
        said.whole("at"), said.whole("place"), said.whole("round"), ClosedBy(said.text("by"))
    ),
    "discussion_begun": lambda said: DiscussionBegun(said.whole("at"), said.whole("place")),
    "revealed": lambda said: Revealed(said.whole("at"), said.whole("place")),
    "ended": lambda said: Ended(said.whole("at")),
}
