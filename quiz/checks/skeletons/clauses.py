"""Where English clauses end and others begin."""

from __future__ import annotations

import re
from typing import NamedTuple

from quiz.checks.skeletons.english import HEDGED, NO_PART, PREPOSITIONS, VERBS, is_inflected, is_plural

_JOINT = re.compile(r"\s*;\s+|,\s+(?:and|but|while|whereas|yet)\s+|\s+and\s+(?=(?:the|an?|it|they)\s)")
_SUBORDINATE = re.compile(
    r",\s+(?:because|since|which|who|whose|where|so|while|whereas|although|though|but|as|with)\b|\s*[;:(]|\s[–—]\s"
)
_WORD = re.compile(r"[^\W_](?:[\w'’-]*\w)?|[,;:()]")
_AUXILIARY_WORDS = "is are was were has have had can could may might must will would shall should do does did cannot"
_AUXILIARIES = frozenset(_AUXILIARY_WORDS.split())
_PRONOUN_WORDS = "it they he she we you this these that those its their his her"
_PRONOUNS = frozenset(_PRONOUN_WORDS.split())
_SUBJECTS = frozenset({"it", "they", "he", "she", "we"})
_ARTICLES = frozenset({"a", "an", "the"})
_LONGEST_SUBJECT = 6  # words


class Cut(NamedTuple):
    """A main clause, and the subject of the one that stood after it; empty where none did."""

    text: str
    next_subject: str


def main_clause(text: str) -> Cut:
    """The text up to where another main clause begins, which has a subject of its own."""
    for joint in _JOINT.finditer(text):
        rest = text[joint.end() :]
        if subject := subject_before_verb(rest) or _leading_pronoun(rest):
            return Cut(text[: joint.start()], subject)
    return Cut(text, "")


def without_subordinate(text: str) -> str:
    """The text up to where a clause begins that only adds to it."""
    found = _SUBORDINATE.search(text)
    return main_clause(text[: found.start()] if found else text).text


def subject_before_verb(text: str) -> str:
    """The words before the verb with which a clause that begins so goes on; empty where it is none."""
    previous = ""
    for word in list(_WORD.finditer(text[:160]))[: _LONGEST_SUBJECT + 1]:
        lower = word.group().lower()
        subject = text[: word.start()].strip()
        if not word.group()[0].isalnum() or (lower in NO_PART - _AUXILIARIES and lower not in _PRONOUNS):
            return ""
        if lower in {"that", "which"} and subject:
            return ""
        if _is_verb(word.group(), previous, text[word.end() :]) and subject.lower() not in _ARTICLES:
            return "" if not subject or _is_adverb(subject) else subject
        if not subject and lower in PREPOSITIONS:
            return ""
        previous = word.group()
    return ""


def _leading_pronoun(text: str) -> str:
    """The pronoun with which the text begins, where only a subject can stand."""
    first = text.split(maxsplit=1)[:1]
    return first[0] if first and first[0] in _SUBJECTS else ""


def is_sentence(text: str) -> bool:
    """Whether the text is a whole sentence and not the name of a thing."""
    first = text.split(maxsplit=1)[:1]
    return bool(first) and (first[0].lower() in _PRONOUNS or bool(subject_before_verb(text)))


def _is_verb(word: str, previous: str, after: str) -> bool:
    if word in _AUXILIARIES:
        return True
    if word not in VERBS or re.match(r"\s+by\b", after):
        return False
    return is_inflected(word) or is_plural(previous) or previous.lower() in {"they", "we", "you"}


def _is_adverb(text: str) -> bool:
    return all(word in HEDGED or word.endswith("ly") or word == "not" for word in text.lower().split())
