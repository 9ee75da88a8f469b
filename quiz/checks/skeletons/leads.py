"""What is asked about a list: by the sentence that leads up to it, or by its heading."""

from __future__ import annotations

import re
from collections.abc import Callable

from quiz.checks.skeletons.english import NO_SUBJECT, is_plural
from quiz.checks.skeletons.naming import plain
from quiz.checks.skeletons.sentences import around

_ENDING = re.compile(
    r"^(?P<what>.+?)\s+"
    r"(?P<verb>includes?|included|are|were|contains?|contained|comprises?|consists? of|consisted of"
    r"|(?:is|are) (?:divided into|made up of))(?:\s+the following)?$"
)
_AMONG = re.compile(
    r"^(?:(?:Some|Examples?|Most|Many|Several) of (?:these|them)|These|They|Examples|Among (?:these|them))"
    r"\s+(?:include|are)(?:\s+the following)?$"
)
_OPEN = re.compile(r"\b(?:on|of|to|by|for|in|with|from|as|into|at|include|includes|can|may|must|should)$")
_SEVERAL = re.compile(r"^(?P<name>[^,:;?!“”\"]{2,60}?)\s+(?:of|that|which|who|in|for|against|on|to)\s[^?!:]+$")
_QUESTION = re.compile(r"^(?:what|which|who|where|when|why)\s+(?:is|are|was|were|do|does|did|can)\b", re.IGNORECASE)


def stem_of_list(lead: str, before: str, title: str, within: Callable[[str], str]) -> str:
    """The question whose answers are the items of a list; empty where nothing says what they are.

    `lead` is the sentence before the list where it ends with a colon, `before` the one before that, `title` the
    heading; `within` gives a text as it stands within a sentence.
    """
    text = re.sub(r"\s*:$", "", lead).strip()
    if not text:
        return _by_title(title, within)
    if _AMONG.match(text):
        return f"{before} Which of these are among them?" if _can_stand_alone(before) else _by_title(title, within)
    if not _can_stand_alone(text):
        return _by_title(title, within)
    if found := _ENDING.match(text):
        first, after = around(found["verb"])
        return " ".join(f"Which of these {first} {within(found['what'])} {after}".split()) + "?"
    if _OPEN.search(text):
        return f"{text} which of these?"
    text = re.sub(r"\bthe following\b", "several", text)
    return f"{text}. Which of these are among them?"


def _can_stand_alone(text: str) -> bool:
    first = re.match(r"[^\W\d_]+", text)
    return first is not None and first.group().lower() not in NO_SUBJECT - {"several", "many", "in"}


def _by_title(title: str, within: Callable[[str], str]) -> str:
    title = plain(title)
    if not title:
        return ""
    if _QUESTION.match(title):
        return title if title.endswith("?") else f"{title}?"
    several = _SEVERAL.match(title)
    if several and is_plural(several["name"]) and " and " not in several["name"]:
        return f"Which of these are {within(title)}?"
    return f"Which of these {'are named under' if title.endswith('?') else 'belong to'} “{title}”?"
