"""English terms that a testwise reader takes for signs: the lists with which the weights were learnt."""

from __future__ import annotations

import re

from quiz.core.text import fold

_ABSOLUTE = re.compile(
    r"\b(?:all|always|any|anything|cannot|completely|entirely|every|everyone|everything|exclusively|impossible|must|never"
    r"|no|nobody|none|nothing|only|solely|totally)\b"
)
_HEDGE = re.compile(
    r"\b(?:can|commonly|could|frequently|generally|likely|mainly|many|may|might|most|mostly|often|probably|rarely|some"
    r"|sometimes|tends|typically|usually)\b"
)
_ALL = re.compile(
    r"\b(?:all|both|any) (?:of )?(?:the|these|those)(?: \w+)? above\b|^all (?:of )?(?:these|them|the others)\b"
)
_NONE = re.compile(r"\b(?:none|neither) of (?:the above|these|them|those|the others)\b")
_ARTICLE = re.compile(r"(?<![\w/(])(an?)[ :…_.]*$")
_DETAIL = re.compile(r"[,(]| and | & ")


def is_all_of_above(text: str) -> bool:
    return bool(_ALL.search(fold(text)))


def is_none_of_above(text: str) -> bool:
    return bool(_NONE.search(fold(text)))


def is_absolute(text: str) -> bool:
    """Whether the text claims something without exception; "none of the above" claims nothing."""
    return bool(_ABSOLUTE.search(fold(text))) and not is_all_of_above(text) and not is_none_of_above(text)


def is_hedged(text: str) -> bool:
    return bool(_HEDGE.search(fold(text)))


def is_detailed(text: str) -> bool:
    """Whether the text lists or adds something: it has a comma, a bracket or an "and"."""
    return bool(_DETAIL.search(fold(text)))


def article_at_the_end(stem: str) -> str | None:
    """The article that the stem ends with, which its options continue; None where there is none."""
    match = _ARTICLE.search(fold(stem))
    return match.group(1) if match else None
