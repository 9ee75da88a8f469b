"""Texts of a document as they stand in a question, and ids made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from quiz.checks.skeletons.english import NO_PART, NO_SUBJECT, PREPOSITIONS

_LINK = re.compile(r"!?\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)")
_MARKS = re.compile(r"\*\*|__|`|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_LONGEST_ID = 48
_SLIGHT = NO_SUBJECT | NO_PART | PREPOSITIONS | {"a", "an", "the"}
_MOST_WORDS = 3
_STOPS = ".。．!！;；:："


def plain(text: str) -> str:
    """The text on one line, without the marks of Markdown for links and type."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split())


def without_stop(text: str) -> str:
    """The text without the full stop, and the like, at its end; an abbreviation keeps its own."""
    bare = text.strip().rstrip(_STOPS).rstrip()
    return f"{bare}." if re.search(r"\b(?:etc|e\.g|i\.e|(?:[A-Z]\.)+[A-Z])$", bare) else bare


def upper_first(text: str) -> str:
    """The text with a capital at its beginning, but for a word like pH or mRNA that has one within."""
    first = text.split(" ", 1)[0]
    return text if any(each.isupper() for each in first[1:]) else text[:1].upper() + text[1:]


def proper_words(document: str) -> frozenset[str]:
    """The words that the document has with a capital in the midst of a sentence."""
    return frozenset(re.findall(r"(?<=[^\W\d_A-Z][ ,;] )[A-Z][^\W\d_]+|(?<=[^\W\d_A-Z][ ,;])[A-Z][^\W\d_]+", document))


def lower_first(text: str, proper: Container[str]) -> str:
    """The text as it stands within a sentence: its first word begins low, unless it is a name or so begins one."""
    first = re.match(r"([^\W\d_]+)(?:\s+([^\W\d_]+))?", text)
    if not first or not first.group(1).istitle():
        return text
    is_article = first.group(1) in _ARTICLES
    if not is_article and (first.group(1) in proper or (first.group(2) or "").istitle()):
        return text
    return text[:1].lower() + text[1:]


_ARTICLES = frozenset({"A", "An", "The", "Its", "Their", "Some", "Many", "Most", "Several", "Other"})


def slug(text: str) -> str:
    """The letters a to z and digits of the text in lower case with hyphens between words; empty where it has none."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", plain(text)) if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", letters.lower().replace("'", "").replace("’", ""))
    made = ""
    for word in words:
        if made and len(made) + 1 + len(word) > _LONGEST_ID:
            break
        made = f"{made}-{word}" if made else word[:_LONGEST_ID]
    return made


def few_words(text: str) -> str:
    """The first words of the text that carry meaning, for an id; the text itself where none does."""
    words = re.findall(r"[^\W_](?:[\w'’-]*\w)?", plain(text))
    kept = [word for word in words if word.lower() not in _SLIGHT]
    return " ".join(kept[:_MOST_WORDS]) or text


class Names:
    """Ids that are given once each: a slug, with a number where it was given before or there is none."""

    def __init__(self, otherwise: str) -> None:
        self._otherwise = otherwise
        self._given: set[str] = set()
        self._numbers: dict[str, int] = {}

    def new(self, text: str) -> str:
        wanted = slug(re.sub(r"^(?:an?|the)\s+", "", text, flags=re.IGNORECASE)) or self._otherwise
        name, number = wanted, self._numbers.get(wanted, 1)
        while name in self._given:
            number += 1
            name = f"{wanted}-{number}"
        self._given.add(name)
        self._numbers[wanted] = number
        return name
