"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Patterns are compiled when a document is first looked into: that takes 4 ms, and the first question does without.

# A sentence ends at a full stop, question or exclamation mark (and what closes a quotation or bracket after it) before
# white space and something that can begin a sentence. Chinese and Japanese stops need no space.
_SENTENCE_END = r"[.!?…؟۔।]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_a-z])|[。！？]+[”’」』）]*"
_ABBREVIATION = (
    r"(?i)(?:\b(?:e\.g|i\.e|cf|vs|approx|ca|etc|al|fig|figs|vol|pp?|dr|mr|mrs|ms|prof|st|jr|sr|inc|dept)|\b[A-Z])\.$"
)
_LONGEST_ABBREVIATION = 6
# A letter after one of these names a kind ("hepatitis B.", "type I.") and is no initial of a person or a genus.
_LETTERED = (
    r"(?i)\b(?:hepatitis|vitamins?|types?|groups?|class|grades?|stages?|phases?|factors?|influenza|appendix|annex|parts?"
    r"|figures?|tables?|sections?|category|levels?|chains?|proteins?|virus|version|plan|option)\s[A-Z]\.$"
)
_LONGEST_LETTERED = 16


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places at which the sentences between `start` and `end` begin and end, white space between them left out."""
    abbreviation, lettered = re.compile(_ABBREVIATION), re.compile(_LETTERED)
    begin = start
    for stop in re.compile(_SENTENCE_END).finditer(text, start, end):
        word = max(begin, stop.start() - _LONGEST_ABBREVIATION)
        named = max(begin, stop.start() - _LONGEST_LETTERED)
        is_abbreviated = text[stop.start()] == "." and abbreviation.search(text, word, stop.start() + 1)
        if is_abbreviated and not lettered.search(text, named, stop.start() + 1):
            continue
        yield begin, stop.end()
        begin = stop.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end


# Images, the targets of links, what gives them, comments and bare addresses.
_UNSAID = (
    r"(?m)!\[[^\]\n]*\]\([^)\n]*\)|\]\([^)\n]*\)|^[ \t]*\[[^\]^\n][^\]\n]*\]:[ \t]*\S+[^\n]*$|<!--.*?-->|<?https?://\S+"
)
_SIGNS_OF_IT = ("](", "]:", "<!--", "://")


def says_something(sentence: str) -> bool:
    """Whether the sentence has a letter or digit that is neither of a link's target nor of an image or a comment."""
    if any(sign in sentence for sign in _SIGNS_OF_IT):
        sentence = re.sub(_UNSAID, "", sentence)
    return any(character.isalnum() for character in sentence)
