"""Words of English stems and options, as the item-writing rules compare them."""

from __future__ import annotations

import re
from functools import lru_cache

from quiz.core.text import fold

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "ly", "s", "y", "e")
_SHORTEST = 4

_FUNCTION_WORDS = frozenset(
    {
        "about",
        "above",
        "after",
        "against",
        "also",
        "among",
        "another",
        "because",
        "been",
        "before",
        "being",
        "below",
        "between",
        "both",
        "could",
        "does",
        "down",
        "during",
        "each",
        "either",
        "from",
        "have",
        "having",
        "here",
        "into",
        "itself",
        "just",
        "like",
        "made",
        "make",
        "many",
        "more",
        "most",
        "much",
        "must",
        "neither",
        "only",
        "other",
        "over",
        "same",
        "should",
        "since",
        "some",
        "such",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "under",
        "until",
        "upon",
        "very",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "whom",
        "whose",
        "will",
        "with",
        "within",
        "without",
        "would",
        "your",
    }
)


def words(text: str) -> list[str]:
    """The words of the text in the form in which texts are compared, numbers left out."""
    return _WORD.findall(fold(text))


def tokens(text: str) -> list[str]:
    """The words, numbers and signs of the text in the form in which texts are compared."""
    return _TOKEN.findall(fold(text))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The word without its inflection, as far as cutting endings goes."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1024)
def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning: longer than three letters, and no function words."""
    return frozenset(stem(word) for word in words(text) if len(word) > 3 and word not in _FUNCTION_WORDS)


_PARTICLES = frozenset(
    {"a", "an", "the", "of", "in", "to", "by", "on", "at", "for", "and", "or", "as", "if", "who", "why", "how"}
) | frozenset({"it", "its", "is", "are", "was", "be", "do", "does", "did", "has", "had", "can"})
_SAID = re.compile(r"\w[\w'-]*")


def said(text: str) -> frozenset[str]:
    """The stems of all words and numbers but those that only join others."""
    found = _SAID.findall(fold(text))
    return frozenset(stem(word) for word in found if word not in _PARTICLES and word not in _FUNCTION_WORDS)
