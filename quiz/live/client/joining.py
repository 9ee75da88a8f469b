"""What a learner's terminal joins with, and where it keeps what it got."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from quiz.core.drills.names import clean
from quiz.core.text import fold, one_line
from quiz.errors import QuizError
from quiz.live.client.address import address_of
from quiz.live.client.client import LearnerDoor, Missed
from quiz.live.client.door import DoorClosed
from quiz.live.client.kept_seat import forget_seat, keep_seat, kept_seat, seat_file
from quiz.live.protocol import Joining, Room, Seat

_OTHER = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST = 90
"""Letters of a file's name: what a server calls it comes over the network."""


class Entry(NamedTuple):
    """What a learner joins with; what is not known, or not asked for, is empty."""

    name: str = ""
    team: str = ""
    identifier: str = ""
    number: str = ""

    def lacks(self, room: Room) -> bool:
        """Whether the room asks for something more."""
        return (
            (not self.name.strip() and not room["draws_names"])
            or (bool(room["teams"]) and self.team not in room["teams"])
            or (room["wants_identifier"] and not self.identifier.strip())
            or (room["wants_number"] and not self.number.strip())
        )


@dataclass(slots=True)
class Visit:
    """A learner's way into the drill at a URL, and back into a seat that was left without leaving.

    `folder` is where the seats of this machine are kept, None where they are not. `key` names this joining as no other:
    where the reply to it is lost, asking again gives the same seat.
    """

    url: str
    entry: Entry = field(default_factory=Entry)
    folder: Path | None = None
    key: str = field(default_factory=lambda: secrets.token_hex(16))

    def door(self) -> LearnerDoor:
        """The door, with the seat that was kept if there is one; RequestError where the URL is none of a drill."""
        address = address_of(self.url)
        seat = kept_seat(seat_file(self.folder, address)) if self.folder else None
        return LearnerDoor(address, seat=seat)

    async def resumed(self, door: LearnerDoor) -> bool:
        """Whether the seat that was kept is taken again; one that is worth nothing any more is forgotten.

        It is another's where a name was given and the seat has another.
        """
        if door.seat is None or (self.entry.name and fold(clean(self.entry.name)) != fold(door.seat["name"])):
            door.seat = None
            return False
        # A seat is taken again though the code has changed: the file may be of a drill that was here before, too.
        if await door.is_seated():
            return True
        self.left(door)
        door.seat = None
        return False

    async def take_seat(self, door: LearnerDoor, entry: Entry) -> Seat:
        """The seat that is taken and kept; DoorClosed with the reason where there is none."""
        joining: Joining = {
            "code": door.address.code,
            "token": door.address.token,
            "name": entry.name,
            "team": entry.team,
            "identifier": entry.identifier,
            "number": entry.number,
            "key": self.key,
        }
        try:
            seat = await door.join(joining)
        except DoorClosed as closed:
            if closed.code != "away":
                raise
            seat = await door.join(joining)
        self._keep(door, seat)
        return seat

    def _keep(self, door: LearnerDoor, seat: Seat) -> None:
        if self.folder:
            keep_seat(seat_file(self.folder, door.address), seat)

    def left(self, door: LearnerDoor) -> None:
        """Forgets the seat: it is worth nothing any more."""
        if self.folder:
            forget_seat(seat_file(self.folder, door.address))


def keep_missed(folder: Path, missed: Missed) -> Path:
    """The new file in the folder with what was missed; QuizError where it cannot be made."""
    name = _OTHER.sub("-", missed.name.removesuffix(".yaml"))[:_LONGEST].strip("-") or "missed"
    for number in range(1, 100):
        path = folder / (f"{name}.yaml" if number == 1 else f"{name}-{number}.yaml")
        try:
            with path.open("xb") as file:
                file.write(missed.content)
        except FileExistsError:
            continue
        except OSError as error:
            raise QuizError(f"{one_line(str(path))} cannot be written: {error.strerror or error}.") from error
        return path
    raise QuizError(f"{one_line(str(folder))} has too many files of what was missed. Move them away first.")
