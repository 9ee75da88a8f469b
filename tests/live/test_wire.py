"""What comes over the wire becomes a value of the protocol, or is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from quiz.live.protocol import Answering, Fault, HostView, LearnerView, Receipt
from quiz.live.wire import NotOfTheProtocol, read
from tests.tui.drill_views import host_view, result_for, revealed

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def test_a_view_comes_back_as_it_was_sent() -> None:
    host, learner = revealed(), result_for()
    assert read(json.dumps(host), HostView) == host
    assert read(json.dumps(learner), LearnerView) == learner


def test_no_text_can_be_taken_for_a_command_by_a_terminal() -> None:
    sent = host_view(title="\x1b]0;owned\x07", notices=["\x9b2J", "a\u202eb"])
    view = read(json.dumps(sent), HostView)
    assert view["title"] == "<U+001B>]0;owned<U+0007>"
    assert view["notices"] == ["<U+009B>2J", "a<U+202E>b"]


def test_fields_of_a_later_server_are_left_out() -> None:
    assert read(b'{"code": "a", "sentence": "b", "more": 1}', Fault) == {"code": "a", "sentence": "b"}


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"[]",
        b"null",
        b'{"code": "a"}',
        b'{"code": "a", "sentence": 1}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_what_is_no_fault_is_refused(said: bytes) -> None:
    with pytest.raises(NotOfTheProtocol):
        read(said, Fault)


@pytest.mark.parametrize(
    "change",
    [
        {"phase": "lunch"},
        {"place": True},
        {"place": 1.5},
        {"places": ["answered", "gone"]},
        {"answer": {"chosen": ["a"], "matched": [], "certainty": None}},
        {"leaderboard": [{"rank": 1, "name": "x"}]},
        {"reveal": {"key": []}},
        {"title": None},
    ],
)
def test_what_is_almost_a_view_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(NotOfTheProtocol):
        read(json.dumps({**result_for(), **change}), LearnerView)


@given(anything, st.sampled_from([HostView, LearnerView, Receipt, Answering]))
def test_anything_else_is_refused_and_nothing_worse(value: object, shape: type) -> None:
    with pytest.raises(NotOfTheProtocol):
        read(json.dumps(value), shape)


@given(st.sampled_from(sorted(result_for())), anything)
def test_a_view_with_any_one_field_changed_is_read_or_refused(field: str, value: object) -> None:
    try:
        read(json.dumps({**result_for(), field: value}), LearnerView)
    except NotOfTheProtocol:
        return
