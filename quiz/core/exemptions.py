"""What the author of a bank has switched off on the bench, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Ignored(NamedTuple):
    """A passage of the document that need not be examined, or of it one fact that no key need notice.

    `cite` are words that stand in the document; `fact`, where it is not empty, is the part of them that is spared when
    facts are flipped, while the statement is still to be examined.
    """

    cite: str
    why: str
    fact: str = ""


class Exemptions(NamedTuple):
    """Rules that are switched off, by their ids with the reasons, in the bank or in one question; and passages."""

    of_bank: Mapping[str, str] = {}
    of_question: Mapping[str, Mapping[str, str]] = {}
    ignored: tuple[Ignored, ...] = ()

    def reason(self, rule: str, question_id: str | None) -> str | None:
        """Why the rule does not hold for the question, or for the bank as a whole; None where it holds."""
        if question_id is not None and rule in (own := self.of_question.get(question_id, {})):
            return own[rule]
        return self.of_bank.get(rule)


NO_EXEMPTIONS = Exemptions()
