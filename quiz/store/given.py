"""Answers and lists as JSON, which is how the history keeps them."""

from __future__ import annotations

import json

from quiz.core.answers import Given

to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_of(given: Given) -> str:
    return to_json({"chosen": given.chosen} if given.chosen else {"matched": given.matched})


def given_from(text: str) -> Given:
    """The answer that `json_of` made this of."""
    value = json.loads(text)
    return Given(
        chosen=tuple(value.get("chosen", ())),
        matched=tuple((prompt, choice) for prompt, choice in value.get("matched", ())),
    )
