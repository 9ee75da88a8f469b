"""JSON from elsewhere, read strictly: what two readers might take for two things says nothing."""

from __future__ import annotations

import json


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object of the pairs; ValueError where two have one name, of which each reader may take another."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in an object")
    return found


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number")


_decode = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number).raw_decode


def from_json(text: str) -> object:
    """What the JSON says, with no space around it; ValueError where it says nothing, or what JSON does not have."""
    try:
        value: object
        value, end = _decode(text)
    except RecursionError as error:
        raise ValueError("there are too many brackets in one another") from error
    if end < len(text):
        raise ValueError("more follows where it is to end")
    return value
