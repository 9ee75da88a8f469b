"""English statements turned into their contrary: a not put in, or a negation taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CONTRACTED = {
    "isn't": "is",
    "aren't": "are",
    "wasn't": "was",
    "weren't": "were",
    "can't": "can",
    "couldn't": "could",
    "won't": "will",
    "wouldn't": "would",
    "shouldn't": "should",
    "hasn't": "has",
    "haven't": "have",
    "hadn't": "had",
}
_AUXILIARY = r"is|are|was|were|can|could|may|might|will|would|must|should"
_PERFECT = r"(?:has|have|had)(?=\s+(?:\w+ly\s+)?(?:been|\w+ed)\b)"
_PUT_IN = re.compile(
    rf"(?<![\w'’-])(?:{_AUXILIARY}|{_PERFECT})(?![\w'’-])(?!\s+(?:not|never|no|hardly|only|neither|nothing|none)\b)"
)
_TAKEN_OUT = re.compile(
    r"(?P<fused>\bcannot\b)"
    rf"|\b(?P<auxiliary>{_AUXILIARY}|do|does|did|has|have|had)\s+not\b(?!\s+(?:only|just|merely)\b)"
    r"|\b(?P<contracted>[A-Za-z]+n['’]t)\b"
    r"|\b(?P<but>but)\s+not\b(?!\s+(?:only|just|merely)\b)"
    r"|\b(?P<longer>[Nn]o\s+longer)\b"
    r"|(?<![\w-])(?P<no>[Nn]o)\s+(?!(?:one|more|less|matter|doubt)\b)(?=[a-z])"
    r"|\b(?P<never>[Nn]ever)\b"
    r"|\b(?P<none>[Nn]one)\s+of\b"
    r"|\b(?P<without>[Ww]ithout)\b"
)
_CONDITION = re.compile(r"(?i)\b(?:if|whether|unless|provided|how|why|what)\b[^,;:]*$|\bthat$")
_WINDOW = 200
_INSTEAD = {"fused": "can", "but": "and", "longer": "still", "no": "some", "never": "always", "none": "all"}


def negations(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the statement can be turned into its contrary, and what it says there then; nothing in questions.

    No not is put into a condition or a question within the statement, which say nothing of what is so.
    """
    if text.rstrip().endswith("?"):
        return
    for hit in _TAKEN_OUT.finditer(text):
        kind = hit.lastgroup or ""
        was = hit.group(kind)
        if kind == "auxiliary":
            yield hit.start(), hit.end(), was
        elif kind == "contracted":
            if now := _CONTRACTED.get(was.lower().replace("’", "'")):
                yield hit.start(), hit.end(), now.capitalize() if was[0].isupper() else now
        elif kind == "without":
            yield hit.start(), hit.end(), "With" if was[0].isupper() else "with"
        else:
            now = _INSTEAD[kind]
            start, end = hit.span(kind) if kind in {"no", "none"} else hit.span()
            yield start, end, now.capitalize() if was[0].isupper() else now
    for hit in _PUT_IN.finditer(text):
        if not _CONDITION.search(text[max(hit.start() - _WINDOW, 0) : hit.start()].rstrip()):
            now = "cannot" if hit.group() == "can" else f"{hit.group()} not"
            yield hit.start(), hit.end(), now
