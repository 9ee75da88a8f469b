"""A seat in a drill, asked for line by line."""

from __future__ import annotations

from quiz.core.text import fold, one_line
from quiz.errors import QuizError
from quiz.live.client.client import LearnerDoor
from quiz.live.client.door import DoorClosed
from quiz.live.client.joining import Entry, Visit
from quiz.live.protocol import Room
from quiz.plain.talk import Talk


async def take_seat(visit: Visit, door: LearnerDoor, talk: Talk) -> None:
    """Takes a seat; whoever is there is asked for what is missing, and again where it does not do.

    QuizError where nobody says who wants one; DoorClosed where there is none for this learner.
    """
    room = await door.room()
    talk.say(one_line(room["title"]))
    entry = visit.entry
    while True:
        try:
            entry = _completed(room, entry, talk)
            await visit.take_seat(door, entry)
        except EOFError:
            raise QuizError("Say who you are: --name NAME, and --team TEAM where there are teams.") from None
        except DoorClosed as closed:
            if not talk.is_interactive:
                raise
            talk.say(str(closed))
            entry = _without(entry, closed.code)
        else:
            return


def _completed(room: Room, entry: Entry, talk: Talk) -> Entry:
    """The entry with what the room asks for more; EOFError where no more lines come."""
    if not entry.name.strip() and not room["draws_names"]:
        entry = entry._replace(name=talk.ask("Your name, as all here will see it"))
    if room["teams"]:
        entry = entry._replace(team=_team(room, entry.team, talk))
    if room["wants_identifier"] and not entry.identifier:
        entry = entry._replace(identifier=talk.ask("Your number in the class list"))
    if room["wants_number"] and not entry.number:
        entry = entry._replace(number=talk.ask("The two digits on the wall"))
    return entry


def _team(room: Room, typed: str, talk: Talk) -> str:
    """The team that is named so, asked for until it is one; as it was typed where nobody can be asked again."""
    named = {fold(team): team for team in room["teams"]}
    teams = ", ".join(map(one_line, room["teams"]))
    while fold(typed) not in named:
        if typed and not talk.is_interactive:
            return typed
        typed = talk.ask(f"Your team, one of {teams}")
    return named[fold(typed)]


def _without(entry: Entry, code: str) -> Entry:
    """The entry without what would not do, so that this alone is asked for again."""
    match code:
        case "name":
            return entry._replace(name="")
        case "team":
            return entry._replace(team="")
        case "identifier":
            return entry._replace(identifier="")
        case "number":
            return entry._replace(number="")
        case _:
            return Entry()
