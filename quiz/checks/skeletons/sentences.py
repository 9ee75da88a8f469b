"""What an English sentence says, as far as its form tells: a definition, a name, a list, a task."""

from __future__ import annotations

import re
from typing import NamedTuple

from quiz.checks.skeletons.clauses import main_clause
from quiz.checks.skeletons.english import (
    CONNECTIVE,
    HEDGED,
    NO_PART,
    NO_SUBJECT,
    OF_SOMETHING,
    PLACING,
    POINTS_ELSEWHERE,
    PREPOSITIONS,
    TOO_GENERAL,
    VERBS,
    is_inflected,
    is_plural,
)
from quiz.checks.skeletons.enumerations import TAIL, items_of
from quiz.checks.skeletons.naming import without_stop


class Defined(NamedTuple):
    """The subject is what the predicate says, or does it; the predicate begins with its verb.

    `contrast` is the subject of another clause that the sentence goes on with; empty where there is none.
    """

    subject: str
    predicate: str
    is_definition: bool
    contrast: str = ""


class Called(NamedTuple):
    """What something is called, as in "What is ... called?" with its verb."""

    verb: str
    what: str
    name: str


class Renamed(NamedTuple):
    """Two names of one thing."""

    subject: str
    other: str


class Listed(NamedTuple):
    """Items that are said of something, which a question names between `before` and `after`."""

    before: str
    about: str
    after: str
    items: tuple[str, ...]


Said = Defined | Called | Renamed | Listed

LONGEST = 400
"""Characters of a sentence that is looked into."""

_LONGEST_PREDICATE = 170
_DEFINING = re.compile(
    r"^(?P<verb>is|are|was|were)\s+(?:(?:also|usually|mainly|essentially|simply|basically|typically)\s+)?"
    r"(?=(?P<article>a|an|the|any|one|part)\s)"
)
_OTHER_DEFINING = re.compile(
    r"^(?P<verb>refers? to|means?|is defined as|are defined as|describes?|denotes?|stands? for)\s+\S"
)
_CALLED = re.compile(
    r"^(?P<what>[^,;:]+?)\s+(?P<verb>is|are|was|were)\s+(?:(?:also|often|usually|commonly|sometimes)\s+)?"
    r"(?:called|known as|termed|named|referred to as)\s+(?:the\s+|an?\s+)?(?P<name>[^,;:.]{2,60})$"
)
_RENAMED = re.compile(
    r"^(?P<subject>[^,;:()]{2,60}?)\s*(?:,|\()\s*(?:also|sometimes|often|commonly|formerly)\s+"
    r"(?:called|known as|termed|named|referred to as)\s+(?:the\s+|an?\s+)?(?P<other>[^,;:()]{2,60}?)\s*[,)]"
)
_LISTING = re.compile(
    r"^(?P<what>[^,;:]{2,120}?)\s+(?P<verb>includes?|comprises?|consists? of|are made up of|is made up of|contains?"
    r"|included|consisted of|contained|(?:is|are|was|were) divided into|are|were)"
    r"(?:\s+the following)?:?\s+(?P<items>.+)$"
)
_TYPES = re.compile(
    r"^There are (?P<number>two|three|four|five|six|seven|eight|nine|ten|several)\s"
    r"(?P<what>[^,;:]{2,80}):\s+(?P<items>.+)$"
)
_INVERTED = re.compile(
    r"^(?P<items>[^;:.]{3,120}?)\s+(?P<verb>are|were)\s+"
    r"(?P<what>(?:(?:all|both|among)\s)?(?:the|examples|kinds|types|forms|parts|signs|causes)\s[^;:]{3,150})$"
)


def said(sentence: str) -> Said | None:
    """What the sentence says, read by its form alone; None where the form is none of those that are known.

    A sentence about "it" or "this", one that denies, and one whose meaning hangs on the sentence before say nothing
    that could be asked without it.
    """
    text = CONNECTIVE.sub("", without_stop(sentence))
    if len(text) > LONGEST or sentence.rstrip().endswith(("?", ":")) or "|" in text:
        return None
    return _listed(text) or _renamed(text) or _called(text) or _defined(text)


_ORDINALS = frozenset({"first", "second", "third"})


def subject_of(text: str) -> str:
    """The name of the thing that the words are, without an article before it; empty where they name none."""
    bare = re.sub(r"^(?:an?|the)\s+", "", text.strip(), flags=re.IGNORECASE)
    words = re.sub(r"\([^()]*\)", " ", bare).lower().replace(",", " , ").split()
    if words == ["the"] or not 0 < len(words) <= 6 or any(word in NO_PART or word == "," for word in words):
        return ""
    if words[0] in NO_SUBJECT and not (words[0] in _ORDINALS and bare[0].isupper() and bare != text.strip()):
        return ""
    if any(each in bare for each in ';:"“”„«»?!|') or bare.count("(") != bare.count(")"):
        return ""
    if words[0] in PLACING or (len(words) == 1 and words[0] in OF_SOMETHING):
        return ""
    if words[-1] in TOO_GENERAL or words[0] in TOO_GENERAL or not any(each.isalpha() for each in bare):
        return ""
    for i, word in enumerate(words):
        # "loop of Henle" is a name, "function of the heart" is not.
        if word in PREPOSITIONS and not re.search(rf"\b{re.escape(word)}\s+[A-Z]", bare):
            return ""
        if i and word in VERBS and words[i - 1] in {"and", "or"}:
            return ""
    return bare


_DENIES = re.compile(r"^(?:\w+\s+)?no\b|\b(?:not|never|cannot)\b")
_POINTS_BACK = re.compile(r"(?:\w+\s+){1,2}(?:it|them|him|her|there|so)\b")


def _defined(text: str) -> Defined | None:
    subject = predicate = contrast = ""
    for verb in re.finditer(r"(?<=\s)[a-z]+(?=\s)", text[:120]):
        word = verb.group()
        is_copula = word in {"is", "are", "was", "were"}
        if is_copula or word in VERBS or word in HEDGED:
            subject = subject_of(text[: verb.start()])
            # "The cell membranes function" has a verb where "the result is" and "the heart beat is" have a noun.
            if is_copula or word in HEDGED or (subject and (is_inflected(word) or is_plural(subject))):
                clause, contrast = main_clause(text[verb.start() :])
                predicate = _predicate(clause)
                break
    if not subject or not predicate or _DENIES.search(predicate):
        return None
    if POINTS_ELSEWHERE.search(predicate) or len(predicate.split()) < 2 or _POINTS_BACK.match(predicate):
        return None
    found = _DEFINING.match(predicate) or _OTHER_DEFINING.match(predicate)
    if found and re.match(rf"(?:an?|the)\s+(?:\w+\s+)?(?:{'|'.join(_EMPTY)})\b", predicate[found.end() :]):
        return None
    return Defined(subject, predicate, is_definition=defines(predicate), contrast=subject_of(contrast))


def defines(predicate: str) -> bool:
    """Whether what is said of something, from the verb on, says what it is."""
    return bool(_DEFINING.match(predicate) or _OTHER_DEFINING.match(predicate)) or _is_plural_kind(predicate)


_EMPTY = ("result", "reason", "problem", "example", "challenge", "question", "matter", "bit", "lot", "same", "case")


def _is_plural_kind(predicate: str) -> bool:
    """Whether the predicate is as in "are small fragments of cells": nouns in the plural after the verb."""
    found = re.match(
        r"(?:are|were)\s+((?:[a-z-]+\s+){0,2}[a-z-]+s)"
        r"(?=\s+(?:of|that|which|with|in|from|for|made|who|whose)\b|,|$)",
        predicate,
    )
    return found is not None and not re.match(r"(?:more|less|very|most|as|in|by|at|on|up|always)\b", found.group(1))


def _predicate(text: str) -> str:
    """What is said of the subject: without an adverb before the verb, and cut after a clause where it is long."""
    words = text.split()
    if words and words[0] in HEDGED:
        text = " ".join(words[1:])
        if not text or not (text.split()[0] in VERBS or text.split()[0] in {"is", "are", "was", "were"}):
            return ""
    if len(text) > _LONGEST_PREDICATE:
        text = TAIL.sub("", text)
    return text if len(text) <= _LONGEST_PREDICATE else ""


def _called(text: str) -> Called | None:
    found = _CALLED.match(text)
    if not found or POINTS_ELSEWHERE.search(found["what"]) or len(found["name"].split()) > 5:
        return None
    first = found["what"].split()[0].lower()
    if first in NO_SUBJECT or re.search(r"\b(?:not|never)\b", text) or " and " in found["name"]:
        return None
    return Called(found["verb"], found["what"], found["name"].strip(" \"“”'‘’"))


def _renamed(text: str) -> Renamed | None:
    found = _RENAMED.match(text)
    subject = subject_of(found["subject"]) if found else ""
    if not found or not subject or len(found["other"].split()) > 5:
        return None
    return Renamed(subject, found["other"].strip(" \"“”'‘’"))


def _listed(text: str) -> Listed | None:
    if found := _TYPES.match(text):
        items = items_of(found["items"])
        return Listed(f"are the {found['number']}", found["what"], "", items) if len(items) > 1 else None
    if found := _INVERTED.match(text):
        items = items_of(found["items"])
        if len(items) > 1 and all(subject_of(item) and len(item.split()) <= 4 for item in items):
            return Listed(found["verb"], found["what"], "", items)
    found = _LISTING.match(text)
    if not found:
        return None
    what, verb = found["what"], found["verb"]
    if what.split()[0].lower() in NO_SUBJECT or POINTS_ELSEWHERE.search(what) or re.search(r"\b(?:not|never)\b", what):
        return None
    if len(what.split()) > 1 and what.split()[-1].lower() in {
        "that",
        "which",
        "who",
        "often",
        "and",
        "or",
        "can",
        "may",
    }:
        return None
    if any(word in NO_PART for word in what.lower().split()) or found["items"].startswith("to "):
        return None
    items = items_of(found["items"])
    if len(items) < 3 or any(map(_says_more, items)):
        return None
    before, after = around(verb)
    return Listed(before, what, after, items)


def around(verb: str) -> tuple[str, str]:
    """The words before and after a subject that ask for what the verb takes, as "do" and "contain"; what causes include
    are causes."""
    first, _, rest = verb.partition(" ")
    if first == "include":
        return "are", ""
    if first in {"is", "are", "was", "were"}:
        return first, rest
    if first.endswith("ed"):
        return (
            "did",
            f"{first.removesuffix('d').removesuffix('e') if first != 'included' else 'include'} {rest}".strip(),
        )
    return ("does" if first.endswith("s") else "do"), f"{first.removesuffix('s')} {rest}".strip()


def _says_more(item: str) -> bool:
    words = item.lower().split()
    return any(word in {"is", "are", "was", "were", "that", "which", "who", "not", "has", "have"} for word in words)
