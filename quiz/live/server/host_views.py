"""What the host is shown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from quiz.core.drills.asking import Asking
from quiz.core.drills.drill import Drill
from quiz.core.drills.scores import team_scores
from quiz.core.drills.standing import Phase
from quiz.core.drills.tally import answered_by, progress, tally, votes
from quiz.live.protocol import HostQuestion, HostView, PublicQuestion, Reveal, Seated, Standing, Voted
from quiz.live.server.scene import Scene
from quiz.live.server.views import public

_LONGEST_STEM = 160
"""Of a stem in the list of all, which goes to the host with each view."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where and with what the drill can be joined, and how far the way there is to be trusted."""

    addresses: tuple[str, ...]
    code: str
    token: str = ""
    is_secure: bool = False
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the host is shown of the server rather than of the drill."""

    seq: int
    epoch: str
    now: int
    place: Place
    number: str | None
    connected: Collection[str]
    shows_leaderboard: bool
    notices: tuple[str, ...]


_ASKED = frozenset({Phase.OPEN, Phase.CLOSED, Phase.DISCUSSION, Phase.REVEALED})


def host_view(drill: Drill, scene: Scene, around: Surroundings) -> HostView:
    """All that the host is shown now: of the distribution nothing while a vote is on or to come, to lead nobody."""
    asking = drill.current if drill.phase in _ASKED else None
    is_closed = drill.phase in {Phase.CLOSED, Phase.REVEALED}
    counted = tally(drill, asking) if asking and is_closed else None
    open_asking = asking if drill.phase is Phase.OPEN else None
    seats = _seats(drill, asking, around.connected)
    return {
        "seq": around.seq,
        "epoch": around.epoch,
        "now": around.now,
        "drill": drill.created.id,
        "title": drill.created.title,
        "phase": drill.phase.value,
        "is_self_paced": drill.terms.is_self_paced,
        "until": drill.terms.until,
        "progress": list(progress(drill)) if drill.terms.is_self_paced else None,
        "addresses": list(around.place.addresses),
        "code": around.place.code,
        "token": around.place.token,
        "number": around.number,
        "is_locked": drill.is_locked,
        "is_secure": around.place.is_secure,
        "fingerprint": around.place.fingerprint,
        "joined": len(seats),
        "connected": sum(seat["is_connected"] for seat in seats),
        "seats": seats,
        "place": drill.place,
        "count": len(drill.questions),
        "next_place": drill.next_place,
        "questions": _questions(drill),
        "round": asking.round if asking else 1,
        "public": _public(drill),
        "opened_at": asking.opened_at if asking else None,
        "closes_at": open_asking.deadline(1.0) if open_asking else None,
        "last_closes_at": drill.last_deadline(open_asking) if open_asking else None,
        "answered": sum(seat["has_answered"] for seat in seats),
        "reveal": _reveal(drill, scene, asking) if asking and is_closed else None,
        "right": counted.right if counted else None,
        "share_right": counted.share_right if counted else None,
        "sure": counted.sure if counted else None,
        "wrong_of_sure": counted.wrong_of_sure if counted else None,
        "votes": _votes(drill) if counted else [],
        "leaderboard": scene.leaderboard,
        "team_scores": None if scene.leaderboard is None else _team_scores(drill),
        "shows_leaderboard": around.shows_leaderboard,
        "notices": list(around.notices),
    }


def _seats(drill: Drill, asking: Asking | None, connected: Collection[str]) -> list[Seated]:
    return [
        {
            "id": id,
            "name": learner.name,
            "team": learner.team,
            "is_connected": id in connected,
            "has_answered": id in asking.answers if asking else _has_done_all(drill, id),
            "extra_time": learner.extra_time,
        }
        for id, learner in drill.seated.items()
    ]


def _has_done_all(drill: Drill, learner: str) -> bool:
    return drill.terms.is_self_paced and answered_by(drill, learner) == len(drill.questions)


def _votes(drill: Drill) -> list[Voted]:
    return [{"asked": it.asked, "answered": it.answered, "right": it.right} for it in votes(drill, drill.place)]


def _questions(drill: Drill) -> list[HostQuestion]:
    return [
        {
            "stem": question.stem[:_LONGEST_STEM],
            "state": "revealed" if place in drill.revealed else "asked" if place in drill.rounds else "waiting",
        }
        for place, question in enumerate(drill.questions)
    ]


def _public(drill: Drill) -> PublicQuestion | None:
    if drill.place < 0 or drill.phase in {Phase.LOBBY, Phase.OVER}:
        return None
    return public(drill.questions[drill.place], drill.layout(drill.place), has_options=drill.phase is not Phase.STEM)


def _reveal(drill: Drill, scene: Scene, asking: Asking) -> Reveal:
    rounds = drill.rounds[asking.place]
    return scene.revealing.reveal(asking.place, asking, rounds[-2] if len(rounds) > 1 else None)


def _team_scores(drill: Drill) -> list[Standing] | None:
    scores = team_scores(drill)
    return [{"rank": each.rank, "name": each.team, "points": each.points} for each in scores] or None
