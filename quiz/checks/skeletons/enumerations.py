"""English enumerations: "A, B and C"."""

from __future__ import annotations

import re

_AND = re.compile(r",?\s+(?:and|or|as well as)\s+")
TAIL = re.compile(
    r",\s+(?:which|who|that|where|but|although|while|whereas|so|because|and\s+(?:it|they|this|these|is|are))\b.*$"
)
"""A clause that a sentence goes on with after what it enumerates or says."""

_LONGEST_ITEM = 8  # words


def items_of(text: str) -> tuple[str, ...]:
    """The items of "A, B and C", each without an article before it; none where the words are no such list."""
    text = TAIL.sub("", text.strip())
    if text.count("(") != text.count(")") or (";" in text and ", " in text):
        return ()
    hidden = re.sub(r"\([^()]*\)", lambda inside: "\0" * len(inside.group()), text)
    pieces, at = [], 0
    for comma in re.finditer(r";\s+|,\s+(?:and\s+|or\s+|as well as\s+)?", hidden):
        pieces.append(text[at : comma.start()])
        at = comma.end()
    last = text[at:]
    if not pieces or not re.search(r"(?:and|or|as well as)\s+$", text[:at]):
        found = _AND.search(hidden[at:])
        if not found:
            return ()
        pieces.append(last[: found.start()])
        last = last[found.end() :]
    pieces.append(last)
    items = [re.sub(r"^(?:an?|the)\s+", "", piece.strip()) for piece in pieces]
    if any(not item or len(item.split()) > _LONGEST_ITEM for item in items) or len(set(items)) < len(items):
        return ()
    return tuple(items)
