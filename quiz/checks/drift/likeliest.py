"""The words of a passage that are most like a quotation which does not stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from quiz.checks.drift.word_diff import LONGEST_COMPARED, alike
from quiz.core.documents.document import Span
from quiz.core.text import fold

_WORD = re.compile(r"\w+")


def window(quote: str, text: str, region: Span, *, is_whole: bool = False) -> tuple[Span, float]:
    """The words within the region of the text that are likest to the quotation, and how like they are, from 0 to 1.

    Where `is_whole`, all of the region is compared and given.
    """
    wanted = [fold(word) for word in _WORD.findall(quote)]
    places = [Span(*hit.span()) for hit in _WORD.finditer(text, region.start, region.end)]
    forms = [fold(text[place.start : place.end]) for place in places]
    if is_whole or not wanted or not forms or max(len(wanted), len(forms)) > LONGEST_COMPARED:
        end = places[-1].end if places and quote[-1:].isalnum() else region.end
        return Span(region.start, end), alike(wanted, forms)
    best = max(_stretches(wanted, forms), key=lambda stretch: alike(wanted, forms[stretch.start : stretch.stop]))
    start, end = places[best.start].start, places[best.stop - 1].end
    while quote[:1] and not quote[0].isalnum() and start > region.start and _is_sign(text[start - 1]):
        start -= 1
    while quote[-1:] and not quote[-1].isalnum() and end < region.end and _is_sign(text[end]):
        end += 1
    return Span(start, end), alike(wanted, forms[best.start : best.stop])


def _is_sign(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


def _stretches(wanted: Sequence[str], forms: Sequence[str]) -> list[range]:
    """Stretches that may be the quotation: from a word they share to another, with as much around as it has around."""
    matcher = SequenceMatcher(None, wanted, forms, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return [range(len(forms))]
    stretches = []
    for first in blocks[:3]:
        for last in blocks[-3:]:
            if last.b >= first.b:
                start = max(first.b - first.a, 0)
                end = min(last.b + last.size + len(wanted) - last.a - last.size, len(forms))
                stretches += [range(start, end), range(first.b, last.b + last.size)]
    return stretches
