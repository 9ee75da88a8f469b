"""Ids as a list prints them, short enough to be typed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, takewhile

_SHORTEST = 8
"""The least of an id that names something in a list."""


def shorts(ids: Iterable[str]) -> dict[str, str]:
    """For each id as much of it as tells it from every other."""
    ordered = sorted(ids)
    common = [_common(one, other) for one, other in pairwise(ordered)]
    needed = zip(ordered, [0, *common], [*common, 0], strict=True) if ordered else ()
    return {id: id[: max(before + 1, after + 1, _SHORTEST)] for id, before, after in needed}


def _common(one: str, other: str) -> int:
    """How many characters at the start are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
