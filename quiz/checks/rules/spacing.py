"""The spaces in the texts of questions: between words, before signs and at the ends of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, assert_never

from quiz.checks.flaw import Finding
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import asked
from quiz.core.bank import Bank
from quiz.core.questions import Choice, Matching, Question
from quiz.errors import Severity

SPACING = "spacing"
CODE = "`"
"""A text with this sign has something in it that is meant exactly as it is typed."""


class Text(NamedTuple):
    """A text of a question: whether a memory hangs on it, and whether it is one of those to choose among."""

    part: str
    text: str
    is_kept: bool = False
    is_choice: bool = False


def texts_of(question: Question) -> Iterator[Text]:
    """The texts of the question that are its author's own; quotations are the document's."""
    yield Text("q", question.stem)
    match question:
        case Choice(options=options):
            for i, option in enumerate(options):
                yield Text(f"options[{i}]", option.text, option.is_key, is_choice=True)
                yield Text(f"options[{i}].why", option.why)
        case Matching(pairs=pairs, extras=extras):
            for i, pair in enumerate(pairs):
                yield Text(f"match[{i}].prompt", pair.prompt, is_kept=True)
                yield Text(f"match[{i}].answer", pair.answer, is_kept=True, is_choice=True)
                yield Text(f"match[{i}].why", pair.why)
            for i, extra in enumerate(extras):
                yield Text(f"extra[{i}]", extra.text, is_choice=True)
                yield Text(f"extra[{i}].why", extra.why)
        case _:
            assert_never(question)
    yield Text("why", question.why)


_RUN = re.compile(r"(?<=\S) {2,}(?=\S)")
_AT_LINE_END = re.compile(r"[ \t]+$", re.MULTILINE)
# A colon may be a ratio, a full stop after a space the name of a folder, and an exclamation mark a factorial.
_BEFORE_SIGN = re.compile(r"(?<=[\w)\]]) +([,;?])(?=\s|$)|(?<=[^\W\d_]) +(!)(?=\s|$)")
_BEFORE_COMMA = re.compile(r"(?<=[\w)\]]) +(,)(?=\s|$)")


def mended_spacing(text: str, language: str, *, white_space_alone: bool) -> str:
    """The text with single spaces between its words, none before a comma, semicolon, question or exclamation mark.

    Where `white_space_alone`, the texts have the same form under `quiz.core.text.fold`. A text of several lines may
    be laid out as it is with a reason, and only loses what cannot be seen; one with code in it is left alone. In French
    a space belongs before all these signs but the comma.
    """
    if CODE in text:
        return text
    if "\n" in text:
        return _AT_LINE_END.sub("", text)
    single = _RUN.sub(" ", text)
    if white_space_alone:
        return single
    return _BEFORE_COMMA.sub(r"\1", single) if language == "fr" else _BEFORE_SIGN.sub(r"\1\2", single)


def spacing(bank: Bank, question: Question) -> Iterator[Finding]:
    language = bank.language.lower().partition("-")[0]
    for part, text, is_kept, _ in texts_of(question):
        if mended_spacing(text, language, white_space_alone=is_kept) != text:
            sentence = "Mend the spaces: one between words, none before a sign or at the end of a line."
            yield Finding(part, sentence)


_STEM = "Which cells make the cytokine?"

RULES = (
    Rule(
        SPACING,
        Severity.INFO,
        "ours",
        "A text has more than one space between words, a space before a comma, a semicolon, a question mark or an "
        "exclamation mark, or spaces at the end of a line. quiz check --fix mends them. Texts with a backquote stay "
        "as they are typed, and so are the signs of keys, which a learner's memory hangs on.",
        bad=lambda: asked(_STEM, "T  cells", "Red cells", "Fat cells"),
        good=lambda: asked(_STEM, "T cells", "Red cells", "Fat cells"),
        of_question=spacing,
    ),
)
