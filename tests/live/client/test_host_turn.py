"""What a host can do, in a drill that is held and in one that is played again."""

from __future__ import annotations

import pytest

from quiz.live.client.host_turn import may, next_step
from quiz.live.protocol import PAST, HostView
from tests.tui.drill_views import asked, closed, host_view, revealed

CHANGES = ("discuss", "close", "more_time", "skip", "seats", "lock", "end", "questions", "joining")


@pytest.mark.parametrize(
    ("view", "actions"),
    [
        (host_view(), {"seats", "lock", "end", "questions"}),
        (asked(), {"close", "more_time", "seats", "lock", "end", "joining"}),
        (asked(closes_at=None), {"close", "seats", "lock", "end", "joining"}),
        (closed(), {"discuss", "skip", "seats", "lock", "end", "questions", "joining"}),
        (closed(phase="discussion"), {"close", "skip", "seats", "lock", "end", "questions", "joining"}),
        (revealed(), {"seats", "lock", "end", "questions", "joining"}),
        (host_view(is_self_paced=True), {"seats", "lock", "end"}),
        (host_view(phase="over"), set()),
    ],
)
def test_what_changes_a_drill_is_offered_where_it_can_be_and_never_in_a_past_one(
    view: HostView, actions: set[str]
) -> None:
    assert {action for action in CHANGES if may(view, action)} == actions
    past: HostView = {**view, "epoch": PAST}
    assert not any(may(past, action) for action in CHANGES)
    assert may(past, "go_on")
    assert may(past, "standings") == may(view, "standings")


def test_at_ones_own_pace_nothing_is_to_be_gone_on_to_before_the_end() -> None:
    assert not may(host_view(is_self_paced=True), "go_on")
    assert may(host_view(is_self_paced=True, phase="over"), "go_on")
    assert may(host_view(), "go_on")


def test_at_the_end_of_a_past_drill_there_is_nothing_to_close() -> None:
    assert next_step(host_view(phase="over")).label == "close the room"
    assert next_step(host_view(phase="over", epoch=PAST)).label == "leave"


def test_after_the_discussion_the_class_votes_again() -> None:
    assert next_step(closed(phase="discussion")).command == {"command": "again"}
