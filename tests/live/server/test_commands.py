from __future__ import annotations

from dataclasses import replace
from typing import Any, cast, get_args

import pytest

from quiz.core.drills.drill import Drill
from quiz.core.drills.events import (
    Closed,
    ClosedBy,
    DiscussionBegun,
    Ended,
    Event,
    Granted,
    Locked,
    Opened,
    Prolonged,
    Removed,
    Renamed,
    Revealed,
    StemShown,
)
from quiz.live.protocol import Command, CommandName
from quiz.live.server.commands import Refused, events_of
from tests.core.made_drills import OWN, TERMS, closed, drill, joined, opened, revealed, shown

NOW = 99_000
LOBBY = (joined(0, "ann"), joined(5, "bob"))
STEMS = replace(TERMS, shows_stem_first=True)


def wanted(command: str, **more: Any) -> Command:
    return cast("Command", {"command": command, **more})


@pytest.mark.parametrize(
    ("made", "command", "expected"),
    [
        (drill(*LOBBY), wanted("open"), [Opened(NOW, 0)]),
        (drill(*LOBBY), wanted("open", place=2), [Opened(NOW, 2)]),
        (drill(*LOBBY, terms=STEMS), wanted("open"), [StemShown(NOW, 0)]),
        (drill(*LOBBY, shown(9), terms=STEMS), wanted("open"), [Opened(NOW, 0)]),
        (drill(*LOBBY, opened(9), closed(10), revealed(11)), wanted("open"), [Opened(NOW, 1)]),
        (drill(*LOBBY), wanted("stem"), [StemShown(NOW, 0)]),
        (drill(*LOBBY, opened(9)), wanted("close"), [Closed(NOW, 0, 1, ClosedBy.HOST)]),
        (drill(*LOBBY, opened(9), closed(10)), wanted("discuss"), [DiscussionBegun(NOW, 0)]),
        (drill(*LOBBY, opened(9), closed(10), DiscussionBegun(11, 0)), wanted("again"), [Opened(NOW, 0, 2)]),
        (drill(*LOBBY, opened(9), closed(10), DiscussionBegun(11, 0)), wanted("reveal"), [Revealed(NOW, 0)]),
        (drill(*LOBBY, opened(9), closed(10)), wanted("again"), [Opened(NOW, 0, 2)]),
        (drill(*LOBBY, opened(9), closed(10)), wanted("reveal"), [Revealed(NOW, 0)]),
        (drill(*LOBBY, opened(9)), wanted("prolong", seconds=15.5), [Prolonged(NOW, 15_500)]),
        (drill(*LOBBY), wanted("lock"), [Locked(NOW, is_locked=True)]),
        (drill(*LOBBY), wanted("unlock"), [Locked(NOW, is_locked=False)]),
        (drill(*LOBBY), wanted("kick", learner="ann"), [Removed(NOW, "ann", is_banned=False)]),
        (drill(*LOBBY), wanted("ban", learner="ann"), [Removed(NOW, "ann", is_banned=True)]),
        (drill(*LOBBY), wanted("kick_since", since=5000), [Removed(NOW, "bob", is_banned=False)]),
        (drill(*LOBBY), wanted("rename", learner="ann", name=" A\x1bnna "), [Renamed(NOW, "ann", "Anna")]),
        (drill(*LOBBY), wanted("grant", learner="ann", extra_time=1.5), [Granted(NOW, "ann", 1.5)]),
        (drill(*LOBBY), wanted("leaderboard", is_shown=True), []),
        (drill(*LOBBY), wanted("end"), [Ended(NOW)]),
    ],
)
def test_a_command_is_what_has_to_happen(made: Drill, command: Command, expected: list[Event]) -> None:
    assert list(events_of(made, command, NOW)) == expected


@pytest.mark.parametrize(
    ("made", "command", "sentence"),
    [
        (drill(*LOBBY), wanted("close"), "not open"),
        (drill(*LOBBY), wanted("again"), "no question 0|not asked"),
        (drill(*LOBBY), wanted("reveal"), "Close the question first"),
        (drill(*LOBBY), wanted("prolong", seconds=5.0), "No question is open"),
        (drill(*LOBBY, opened(9)), wanted("prolong"), "seconds from 1 to 3600"),
        (drill(*LOBBY, opened(9)), wanted("prolong", seconds=float("nan")), "seconds from 1 to 3600"),
        (drill(*LOBBY), wanted("open", place=-1), "no question 0"),
        (drill(*LOBBY), wanted("kick"), "no such learner"),
        (drill(*LOBBY), wanted("rename", learner="ann", name="\u200b"), "can be seen"),
        (drill(*LOBBY), wanted("rename", learner="ann", name="b\u043eb"), "has this name"),
        (drill(*LOBBY), wanted("grant", learner="ann", extra_time=0.5), "from 1 to 10"),
        (drill(*LOBBY, terms=OWN), wanted("open"), "own pace|such learner"),
    ],
)
def test_what_cannot_be_done_is_said(made: Drill, command: Command, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        events_of(made, command, NOW)


@pytest.mark.parametrize("name", get_args(CommandName))
def test_after_the_end_nothing_is_done(name: str) -> None:
    made = drill(*LOBBY, Ended(20_000))
    try:
        events = events_of(made, wanted(name, learner="ann", name="Anna", seconds=5.0, extra_time=2.0), NOW)
    except Refused:
        return
    # What changes nothing in the drill can be done still.
    assert name in {"leaderboard", "kick_since"}
    assert events == ()


def test_when_all_was_asked_that_is_said() -> None:
    asked = [event for place in range(3) for event in (opened(9, place), closed(10, place), revealed(11, place))]
    with pytest.raises(Refused, match="All questions were asked"):
        events_of(drill(*LOBBY, *asked), wanted("open"), NOW)
