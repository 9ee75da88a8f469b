"""A question as a line of JSON and back, for the cache alone: positional, so that a hundred thousand stay small."""

from __future__ import annotations

import json
from typing import Any, assert_never

from quiz.core.questions import Choice, Extra, Level, Matching, Option, Pair, Question

_CHOICE, _MATCHING = 0, 1


def encode(question: Question) -> bytes:
    """The JSON array that `decode` makes the same question of."""
    level = "" if question.level is None else question.level.value
    item = [
        question.id,
        question.stem,
        question.topic,
        question.why,
        question.cites,
        level,
        question.tags,
        int(question.is_draft),
    ]
    blob: list[object]
    match question:
        case Choice():
            options = [(o.text, int(o.is_key), o.why, int(o.is_pinned)) for o in question.options]
            blob = [_CHOICE, item, options, int(question.any_key_will_do)]
        case Matching():
            pairs = [(pair.prompt, pair.answer, pair.why, pair.cites) for pair in question.pairs]
            blob = [_MATCHING, item, pairs, [(extra.text, extra.why) for extra in question.extras]]
        case _:
            assert_never(question)
    return json.dumps(blob, ensure_ascii=False, separators=(",", ":")).encode()


def decode(blob: bytes) -> Question:
    """The question of which `encode` made the bytes."""
    kind, item, parts, last = json.loads(blob.decode())
    id, stem, topic, why, cites, level, tags, is_draft = item
    common: dict[str, Any] = {
        "id": id,
        "stem": stem,
        "topic": topic,
        "why": why,
        "cites": tuple(cites),
        "level": Level(level) if level else None,
        "tags": tuple(tags),
        "is_draft": bool(is_draft),
    }
    if kind == _CHOICE:
        options = tuple(Option(text, bool(is_key), reason, bool(pinned)) for text, is_key, reason, pinned in parts)
        return Choice(**common, options=options, any_key_will_do=bool(last))
    pairs = tuple(Pair(prompt, answer, reason, tuple(quotes)) for prompt, answer, reason, quotes in parts)
    return Matching(**common, pairs=pairs, extras=tuple(Extra(text, reason) for text, reason in last))
