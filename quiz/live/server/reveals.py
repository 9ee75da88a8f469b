"""What is shown of a question once its key may be seen: key, explanations, the distribution, the passages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import assert_never

from quiz.core.documents.document import BlockKind, Document, Span
from quiz.core.drills.asking import Asking
from quiz.core.drills.drill import Drill
from quiz.core.drills.tally import Tally, tally, tally_at
from quiz.core.questions import Choice, Matching, Question, all_cites
from quiz.core.shuffling import Layout
from quiz.live.protocol import Passage, Reveal

_MOST_PASSAGES = 4


class Revealing:
    """Makes the reveals of one drill, whose document is read once."""

    def __init__(self, drill: Drill) -> None:
        self._drill = drill
        self._document = Document(drill.created.document)
        self.passages = lru_cache(maxsize=None)(self._passages)

    def reveal(self, place: int, asking: Asking, before: Asking | None = None) -> Reveal:
        """The reveal of the place after that round, with the counts of the round before where there was one."""
        drill = self._drill
        question, order = drill.questions[place], drill.layout(place)
        counted = tally_at(drill, place) if drill.terms.is_self_paced else tally(drill, asking)
        key, whys = _key_and_whys(question, order)
        return {
            "key": key,
            "why": question.why,
            "whys": whys,
            "counts": _counts(counted, order),
            "pairs": _pairs(counted, order),
            "answered": counted.answered,
            "passages": self.passages(place),
            "before": _counts(tally(drill, before), order) if before else None,
        }

    def _passages(self, place: int) -> list[Passage]:
        document = self._document
        spans = [span for cite in all_cites(self._drill.questions[place]) for span in document.find(cite)[:1]]
        passages: list[Passage] = []
        for block in document.blocks:
            cited = sorted(span for span in spans if span.overlaps(block.span))
            if cited and block.kind is not BlockKind.HEADING and len(passages) < _MOST_PASSAGES:
                heading = document.section_of(block.span)
                passages.append({"heading": heading, "parts": _parts(document.text, block.span, cited)})
        return passages


def _parts(text: str, block: Span, cited: Sequence[Span]) -> list[tuple[str, bool]]:
    parts: list[tuple[str, bool]] = []
    at = block.start
    for span in cited:
        start, end = max(span.start, at), min(span.end, block.end)
        if start >= end:
            continue
        parts += [(text[at:start], False)] if start > at else []
        parts.append((text[start:end], True))
        at = end
    return [*parts, (text[at : block.end], False)] if at < block.end else parts


def _key_and_whys(question: Question, order: Layout) -> tuple[list[int], list[str]]:
    match question:
        case Choice():
            key = [shown for shown, i in enumerate(order.choices) if question.options[i].is_key]
            return key, [question.options[i].why for i in order.choices]
        case Matching():
            shown_at = {i: shown for shown, i in enumerate(order.choices)}
            partners = question.key
            return [shown_at[partners[i]] for i in order.prompts], [question.pairs[i].why for i in order.prompts]
        case _:
            assert_never(question)


def _counts(counted: Tally, order: Layout) -> list[int]:
    return [counted.counts[i] for i in order.choices] if counted.counts else []


def _pairs(counted: Tally, order: Layout) -> list[list[int]]:
    return [[counted.pairs[prompt][i] for i in order.choices] for prompt in order.prompts] if counted.pairs else []
