"""Server-sent events, however the bytes are cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from quiz.live.client.stream import EventStream, Sent

STREAM = (
    b":      \n\nretry: 1000\n\nid: 4\ndata: {}\n\n: a comment\n\nevent: beat\ndata\n\n"
    b"event: ping\r\ndata: a\r\ndata:b\r\n\r\nid\nunknown: x\n\nid: 5\ndata: \xc3\xa4\n\ndata: unfinished\n"
)
SENT = [Sent("message", "{}", "4"), Sent("beat", "", "4"), Sent("ping", "a\nb", "4"), Sent("message", "ä", "5")]


@given(st.lists(st.integers(0, len(STREAM))))
def test_events_are_the_same_however_the_stream_is_cut(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(STREAM)]
    stream = EventStream()
    sent = [event for start, end in pairwise(edges) for event in stream.feed(STREAM[start:end])]
    assert sent == SENT


@given(st.binary())
def test_any_bytes_are_read_without_a_fault(piece: bytes) -> None:
    EventStream().feed(piece)


@pytest.mark.parametrize("piece", [b"data: " + b"x" * 1_000_000, b"data: " + b"x" * 1_000_000 + b"\n"])
def test_an_event_without_an_end_is_refused(piece: bytes) -> None:
    stream = EventStream()
    for _ in range(8):
        stream.feed(piece)
    with pytest.raises(ValueError, match="too long"):
        stream.feed(piece)
