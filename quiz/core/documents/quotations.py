"""Where quotations stand in a text, however either is typed."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate

from quiz.core.text import SOFT_HYPHEN, fold, fold_characters

_WORTH_AN_INDEX = 150
"""From so many quotations on an index of the text takes less time than to look through the text for each."""
_MOST_CANDIDATES = 1_000
"""Where the index names more places than this, looking through the text takes less time than to try them."""
_TRIED = 64
"""So many characters at the beginning of a quotation are looked up."""


class Quotations:
    """Finds quotations in one text, in the form of `quiz.core.text.fold`; places are those of whole characters."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded, self._places = folded_with_places(text)

    def places(self, quote: str) -> tuple[tuple[int, int], ...]:
        """Where the quotation begins and ends in the text, each time it stands there; an empty one stands nowhere."""
        wanted = fold(quote)
        return self._whole(self._occurrences(wanted), len(wanted)) if wanted else ()

    def places_of_all(self, quotes: Sequence[str]) -> Iterator[tuple[tuple[int, int], ...]]:
        """The places of each of the quotations."""
        if len(quotes) < _WORTH_AN_INDEX:
            yield from map(self.places, quotes)
            return
        index = _Index(self._folded)
        for wanted in map(fold, quotes):
            indexed = index.occurrences(wanted)
            found = self._occurrences(wanted) if indexed is None else indexed
            yield self._whole(found, len(wanted)) if wanted else ()

    def _occurrences(self, wanted: str) -> Iterator[int]:
        at = self._folded.find(wanted)
        while at >= 0:
            yield at
            at = self._folded.find(wanted, at + 1)

    def _whole(self, found: Iterable[int], length: int) -> tuple[tuple[int, int], ...]:
        """Those of the places in the folded text that are made from whole characters, as places in the text."""
        folded, places = self._folded, self._places
        whole = []
        for at in found:
            after = at + length
            # A compatibility form may begin with a space (U+00A8 is a space and a diaeresis), which no quotation has.
            first = at - 1 if at and folded[at - 1] == " " and places[at - 1] == places[at] else at
            begins_whole = first == 0 or places[first] != places[first - 1]
            ends_whole = after == len(folded) or places[after] != places[after - 1]
            if begins_whole and ends_whole:
                last, limit = places[after - 1], places[after] if after < len(places) else len(self._text)
                if limit > last + 1:
                    _, cluster = next(_clusters(self._text[last:limit]))
                    limit = last + len(cluster)
                whole.append((places[at], limit))
        return tuple(whole)


class _Index:
    """Where the pieces of a text stand that begin at every eighth character, or at every fourth."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: dict[int, Mapping[str, Sequence[int]]] = {}

    def occurrences(self, wanted: str) -> Sequence[int] | None:
        """The places where the text wanted stands; None where the index cannot tell, or not soon.

        Wherever it stands, one of as many pieces of it that begin side by side as a piece has characters is in the
        index. Of all such rows the one with the fewest places to try is taken.
        """
        size = 8 if len(wanted) >= 15 else 4
        count = min(len(wanted), _TRIED) - size + 1
        if count < size:
            return None
        pieces = self._of(size)
        there = [pieces.get(wanted[at : at + size], ()) for at in range(count)]
        sums = list(accumulate(map(len, there), initial=0))
        fewest, first = min((sums[at + size] - sums[at], at) for at in range(count - size + 1))
        if fewest > _MOST_CANDIDATES:
            return None
        return sorted(
            at - before
            for before in range(first, first + size)
            for at in there[before]
            if at >= before and self._text.startswith(wanted, at - before)
        )

    def _of(self, size: int) -> Mapping[str, Sequence[int]]:
        if size not in self._pieces:
            pieces: defaultdict[str, list[int]] = defaultdict(list)
            for at in range(0, len(self._text) - size + 1, size):
                pieces[self._text[at : at + size]].append(at)
            self._pieces[size] = pieces
        return self._pieces[size]


def folded_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the offset in `text` of the cluster it was made from."""
    folding = _Folding(set(text))
    pieces: list[str] = []
    places = array("I")
    after_space = True
    at = 0
    for odd in folding.odd.finditer(text):
        if at < odd.start():
            after_space = folding.plain(text, at, odd.start(), after_space, pieces, places)
        for start, character in folding.odd_characters(odd.group()):
            is_space = character == " "
            if not (is_space and after_space):
                pieces.append(character)
                places.append(odd.start() + start)
            after_space = is_space
        at = odd.end()
    if at < len(text):
        folding.plain(text, at, len(text), after_space, pieces, places)
    folded = "".join(pieces)
    if folded.endswith(" "):
        del places[-1]
        folded = folded[:-1]
    return folded, places


class _Folding:
    """How to fold a text of these characters.

    Most characters fold to one and have no part in what stands beside them, and stretches of them are folded at once.
    The others are odd: those that may join the one before them, with that one; those that fold to several; and white
    space of more than one character.
    """

    def __init__(self, characters: Iterable[str]) -> None:
        self._table: dict[int, str] = {}
        self._known: dict[str, Sequence[tuple[int, str]]] = {}
        joining, several, spaces = [], [], []
        for character in characters:
            folded = fold_characters(character)
            if folded.isspace():
                spaces.append(character)
                folded = " "
            if _may_join(character):
                joining.append(character)
            elif len(folded) != 1:
                several.append(character)
            elif folded != character:
                self._table[ord(character)] = folded
        self.odd = re.compile("|".join(_patterns(joining, several, spaces)) or "(?!)")

    def plain(self, text: str, start: int, end: int, after_space: bool, pieces: list[str], places: array[int]) -> bool:
        """Adds the stretch without odd characters; whether it ends with white space."""
        piece = text[start:end].translate(self._table)
        if after_space and piece[0] == " ":
            piece, start = piece[1:], start + 1
        pieces.append(piece)
        places.extend(range(start, end))
        return piece[-1] == " " if piece else after_space

    def odd_characters(self, odd: str) -> Sequence[tuple[int, str]]:
        """What is made of what is odd: each character, white space as a space, with the place of its cluster."""
        known = self._known.get(odd)
        if known is None:
            known = self._known[odd] = [
                (start, " " if character.isspace() else character)
                for start, cluster in _clusters(odd)
                for character in fold_characters(cluster)
            ]
        return known


def _patterns(joining: Sequence[str], several: Sequence[str], spaces: Sequence[str]) -> Iterator[str]:
    join = f"[{re.escape(''.join(joining))}]" if joining else "(?!)"
    if joining:
        yield f"[^{join[1:]}?{join}+"
    if several:
        yield f"[{re.escape(''.join(several))}]"
    if spaces:
        yield f"[{re.escape(''.join(spaces))}]{{2,}}(?!{join})"


def _may_join(character: str) -> bool:
    """Whether the character may be one with what stands before it: every one that may is among these."""
    if character.isascii():
        return False
    first = unicodedata.normalize("NFKC", character)[0]
    return character == SOFT_HYPHEN or unicodedata.combining(first) > 0 or first in _vowels_and_finals()


_INDIC = (range(0x0900, 0x1C00), range(0x11000, 0x12000), range(0x16000, 0x17000))
_JAMO = range(0x1160, 0x1200)


@cache
def _vowels_and_finals() -> frozenset[str]:
    """The characters that compose with one before them and are not combining: signs of vowels, and Korean letters."""
    indic = (unicodedata.decomposition(chr(code)).split() for codes in _INDIC for code in codes)
    seconds = (chr(int(parts[1], 16)) for parts in indic if len(parts) == 2 and not parts[0].startswith("<"))
    return frozenset([*(each for each in seconds if not unicodedata.combining(each)), *map(chr, _JAMO)])


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """The text cut where folding the parts gives the same as folding the whole: a letter, its marks, soft hyphens."""
    if text.isascii():
        yield from enumerate(text)
        return
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or _begins_cluster(text, start, i):
            yield start, text[start:i]
            start = i


def _begins_cluster(text: str, start: int, at: int) -> bool:
    """Whether a new cluster begins at `at`, the one before having begun at `start`."""
    character = text[at]
    if character.isascii():
        return True
    alone = unicodedata.normalize("NFKC", character)
    if character == SOFT_HYPHEN or unicodedata.combining(alone[0]):
        return False
    before = text[start:at].replace(SOFT_HYPHEN, "")
    return unicodedata.normalize("NFKC", before + character) == unicodedata.normalize("NFKC", before) + alone
