"""The way into a drill: who may take a seat, under which name, and what a stranger is told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from http import HTTPStatus
from random import Random

from quiz.core.bank import is_right_to_left
from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Joined, Locked, Returned
from quiz.core.drills.names import clean, drawn_name, is_offensive
from quiz.core.drills.standing import Learner, Phase
from quiz.core.drills.terms import Naming
from quiz.live.protocol import Joining, Room, Seat, Way
from quiz.live.server.door import Door
from quiz.live.server.hub import Hub
from quiz.live.server.limits import WrongTries, joins_of
from quiz.live.server.seats import Seats
from quiz.store.ids import new_id

_DRAWS = 8


class Refused(Exception):  # noqa: N818  it names what is the case
    """There is no way in; `code` names the case for a program, and the text is the sentence."""

    def __init__(self, status: HTTPStatus, code: str, sentence: str) -> None:
        self.status = status
        self.code = code
        super().__init__(sentence)


def _forbidden(code: str, sentence: str) -> Refused:
    return Refused(HTTPStatus.FORBIDDEN, code, sentence)


def _conflict(code: str, sentence: str) -> Refused:
    return Refused(HTTPStatus.CONFLICT, code, sentence)


class WrongCode(Refused):
    """The code, token or number is wrong, and a stranger may have guessed it."""


class Unheard(Exception):  # noqa: N818  it names what is the case
    """So many codes are wrong that this one is not replied to."""


class Lobby:
    """Seats learners in the drill."""

    def __init__(self, hub: Hub, seats: Seats, door: Door, dice: Random, turned: Callable[[], None]) -> None:
        """`turned` is told that the room was locked."""
        self.door = door
        self._turned = turned
        self._hub = hub
        self._seats = seats
        self._dice = dice
        self._wrong = WrongTries(time.monotonic)
        self._joins = joins_of(hub.drill.terms.capacity, time.monotonic)
        self._lock = asyncio.Lock()

    async def room(self, way: Way) -> Room:
        """What is said before joining; WrongCode, after a while, where the code or token is another."""
        await self._check(way)
        drill = self._hub.drill
        return {
            "title": drill.created.title,
            "language": drill.created.language,
            "is_right_to_left": is_right_to_left(drill.created.language),
            "teams": list(drill.terms.teams),
            "draws_names": drill.terms.naming is Naming.DRAWN,
            "wants_identifier": bool(drill.terms.roster),
            "wants_number": bool(self.door.number_key) and not way.get("token"),
            "is_open": _is_open(drill),
        }

    async def join(self, joining: Joining, token: str) -> Seat:
        """A seat for whoever wants to join; where there is one already of that token, or that key, the same.

        What is seated stays so when the room is locked, and whoever asked before that, and never heard that there was
        a seat, asks with what opened the room then. Refused with the reason where there is no seat.
        """
        known = self._known(token)
        has_asked = self.door.has_taken(joining, self._hub.drill.locks)
        asked = self._asked_before(joining) if has_asked else None
        if (known and known.is_banned) or (asked and asked.is_banned):
            raise _forbidden("banned", "The host has sent you out of this drill.")
        if known and self.learner(token):
            return self._seat(known)
        if asked and _is_as_taken(asked):
            return self._seat(asked)
        await self._check(joining)
        has_seen = joining.get("token") or self.door.takes_number(joining.get("number", ""), self._hub.clock.now())
        if not has_seen:
            await self._delay(WrongCode(HTTPStatus.FORBIDDEN, "number", "These are not the two digits on the wall."))
        if not self._joins.takes():
            await self._shut()
            raise Refused(
                HTTPStatus.TOO_MANY_REQUESTS, "flood", "Too many want to join at once. Ask the host to open the room."
            )
        return await self._take_seat(joining)

    async def leave(self, learner: str) -> None:
        """Makes the tokens of the learner worthless; what was answered stays."""
        who = self._hub.drill.learners[learner]
        await self._hub.append(Returned(self._hub.clock.now(), learner, who.generation + 1))

    def learner(self, token: str) -> str | None:
        """The seated learner whose token this is, None where it is worthless or has become so."""
        who = self._known(token)
        claim = self._seats.claim(token)
        if who is None or claim is None or who.is_removed or who.generation != claim.generation:
            return None
        return who.id

    def _known(self, token: str) -> Learner | None:
        claim = self._seats.claim(token)
        return self._hub.drill.learners.get(claim.learner) if claim else None

    def _asked_before(self, joining: Joining) -> Learner | None:
        """Who joined with the key of this joining: its reply was lost on the way."""
        return self._hub.drill.joined_with(joining.get("key", ""))

    async def _check(self, way: Way) -> None:
        if not self.door.takes(way, self._hub.drill.locks):
            await self._delay(WrongCode(HTTPStatus.NOT_FOUND, "room.unknown", "There is no drill with this code."))

    async def _delay(self, wrong: WrongCode) -> None:
        with self._wrong.delay() as seconds:
            if seconds is None:
                self._hub.note(
                    "Very many wrong codes come in: somebody may be guessing. Lock the room once all are here."
                )
                raise Unheard
            await asyncio.sleep(seconds)
        raise wrong

    async def _shut(self) -> None:
        async with self._lock:
            if not self._hub.drill.is_locked:
                self._hub.note("Very many wanted to join at once: the room was locked. Unlock it when it is quiet.")
                await self._hub.append(Locked(self._hub.clock.now(), is_locked=True))
                self._turned()

    async def _take_seat(self, joining: Joining) -> Seat:
        drill = self._hub.drill
        identifier = self._identifier(joining)
        # The key of a seat that was left or taken away opens no other.
        key = "" if self._asked_before(joining) else joining.get("key", "")
        for _ in range(_DRAWS):
            joined = Joined(
                at=self._hub.clock.now(),
                learner=new_id(self._hub.clock.now()),
                name=self._name(joining),
                identifier=identifier,
                team=joining.get("team", "") if drill.terms.teams else "",
                key=key,
            )
            refusal = drill.refusal(joined)
            if refusal is None:
                await self._hub.append(joined)
                # Somebody may have taken the name, or the last seat, a moment before.
                if joined.learner in drill.learners:
                    return self._seat(drill.learners[joined.learner])
                if key and (same := self._asked_before(joining)):
                    return self._seat(same)
                refusal = "Somebody here has this name already. Choose another."
            is_taken = drill.name_is_taken(joined.name)
            if drill.terms.naming is not Naming.DRAWN or not is_taken:
                code = "name.taken" if is_taken else "team"
                raise _conflict(code if _is_open(drill) else "room.closed", refusal)
        raise _conflict("names", "No name could be drawn. Try again.")

    def _name(self, joining: Joining) -> str:
        drill, naming = self._hub.drill, self._hub.drill.terms.naming
        if naming is Naming.DRAWN:
            return drawn_name(self._dice, drill.name_is_taken, drill.created.language)
        name = clean(joining["name"])
        if not name:
            raise _conflict("name", "Type a name with letters, digits or signs that can be seen.")
        if naming is Naming.FILTERED and is_offensive(name):
            raise _conflict("name", "This name is not taken here. Choose another.")
        return name

    def _identifier(self, joining: Joining) -> str:
        drill = self._hub.drill
        if not drill.terms.roster:
            return ""
        identifier = joining.get("identifier", "").strip()
        if identifier not in dict(drill.terms.roster):
            raise _forbidden("identifier", "This identifier is not on the host's list.")
        for learner in drill.learners.values():
            if learner.identifier == identifier and learner.is_banned:
                raise _forbidden("banned", "The host has sent you out of this drill.")
            if learner.identifier == identifier and not learner.is_removed:
                raise _conflict(
                    "identifier", "Somebody has joined with this identifier. Ask the host to send them out."
                )
        return identifier

    def _seat(self, learner: Learner) -> Seat:
        token = self._seats.token(learner.id, learner.generation)
        return {"seat": token, "learner": learner.id, "name": learner.name, "drill": self._hub.drill.created.id}


def _is_as_taken(learner: Learner) -> bool:
    """Whether the seat is that of whoever took it, who neither left it nor was sent out."""
    return learner.generation == 1 and not learner.is_removed


def _is_open(drill: Drill) -> bool:
    is_late = drill.phase is not Phase.LOBBY and not drill.terms.admits_late
    is_full = len(drill.seated) >= drill.terms.capacity
    return not (drill.is_locked or is_late or is_full or drill.phase is Phase.OVER)
