"""Orders of what is asked: two rows as one, and neighbours of one group kept apart."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def spread(some: Sequence[T], others: Sequence[T]) -> list[T]:
    """Both in their order, the fewer evenly among the more."""
    placed = [((i + 0.5) / len(each), each[i]) for each in (some, others) for i in range(len(each))]
    return [each for _, each in sorted(placed, key=lambda it: it[0])]


def apart(groups: Sequence[str], previous: str | None = None) -> list[int]:
    """An order of the indexes in which as few neighbours as can be are of one group, else nearest to that given.

    `previous` is the group of what comes before the first of them.
    """
    places: dict[str, list[int]] = {}
    for i in reversed(range(len(groups))):
        places.setdefault(groups[i], []).append(i)
    heads = [(waiting[-1], group) for group, waiting in places.items()]
    heapq.heapify(heads)
    order: list[int] = []
    while heads:
        left = len(groups) - len(order)
        crowd = max(places, key=lambda group: len(places[group]))
        if crowd != previous and 2 * len(places[crowd]) > left:
            # Any other now, and two of this group must meet later.
            heads.remove((places[crowd][-1], crowd))
            heapq.heapify(heads)
            group = crowd
        else:
            group = _next_but(heads, previous)
        order.append(places[group].pop())
        previous = group
        if places[group]:
            heapq.heappush(heads, (places[group][-1], group))
    return order


def _next_but(heads: list[tuple[int, str]], previous: str | None) -> str:
    """Takes the first of the heap that is not of the previous group, or else the first."""
    first = heapq.heappop(heads)
    if first[1] != previous or not heads:
        return first[1]
    second = heapq.heappop(heads)
    heapq.heappush(heads, first)
    return second[1]
