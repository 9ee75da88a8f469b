"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from quiz.core.documents.document import Span
from quiz.errors import Severity


class Finding(NamedTuple):
    """What one rule finds, before it is known whose and how grave it is.

    The part is named as in a `Flaw`. Only a check of the whole bank names the question that it is about.
    """

    part: str
    sentence: str
    question: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """One finding: `question` is the id of the question, None for the bank; `part` names the place within it.

    Parts are named as the bank's file names them: "q", "options[2]", "why", "match[0]", "extra[1]", "cite"; "" is the
    question as a whole. A finding about a stretch of the document has its `span`.
    """

    rule: str
    question: str | None
    part: str
    sentence: str
    severity: Severity = Severity.WARNING
    span: Span | None = None
