"""Words that stand in a document as they were quoted but for signs that say nothing else: commas, brackets, hyphens.

This is wider than `quiz.core.text.fold`, in which a quotation must stand, and still keeps every sign that could say
something: a minus, a plus, a decimal point, a question mark, the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from quiz.core.documents.document import Document, Span
from quiz.core.text import fold

_TOKEN = re.compile(r"[^\W_]+|[*_]+|[^\w\s]")
_SILENT = frozenset(",\"'()[]")
_EMPHASIS = frozenset("*_")
_STOPS = frozenset(".;:!…")
_STOP = "."
_BETWEEN = "\x1f"  # which no text of a bank or document holds


class _Token(NamedTuple):
    form: str
    span: Span


class LooseText:
    """The text of a document as words and telling signs, for finding quotations that only others' typing separates."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._tokens = _tokens(document.text)
        self._joined = _joined([token.form for token in self._tokens])
        self._starts: dict[int, int] = {}
        at = 0
        for number, token in enumerate(self._tokens):
            self._starts[at] = number
            at += len(token.form) + 1

    def find(self, quote: str) -> tuple[Span, ...]:
        """Every place where the words of the quotation stand with the same telling signs between them."""
        forms = forms_of(quote)
        if not forms:
            return ()
        wanted = _joined(forms)
        found = []
        at = self._joined.find(wanted)
        while at >= 0:
            first = self._starts[at]
            last = first + len(forms) - 1
            found.append(self._whole(Span(self._tokens[first].span.start, self._tokens[last].span.end), quote))
            at = self._joined.find(wanted, at + 1)
        return tuple(found)

    def _whole(self, span: Span, quote: str) -> Span:
        """The span with the signs at its ends, where the quotation has signs there too."""
        start, end = span.start, span.end
        if not quote.strip()[:1].isalnum():
            while start and _is_sign(self._text[start - 1]):
                start -= 1
        if not quote.strip()[-1:].isalnum():
            while end < len(self._text) and _is_sign(self._text[end]):
                end += 1
        return Span(start, end)


def _is_sign(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


def _joined(forms: Sequence[str]) -> str:
    return _BETWEEN + "".join(f"{form}{_BETWEEN}" for form in forms)


def forms_of(text: str) -> list[str]:
    """The words and telling signs of the text, in the form in which they are compared, without stops at the end."""
    forms = [token.form for token in _tokens(text)]
    while forms and forms[-1] == _STOP:
        forms.pop()
    return forms


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    for hit in _TOKEN.finditer(text):
        form = fold(hit.group())
        before, after = text[hit.start() - 1 : hit.start()], text[hit.end() : hit.end() + 1]
        if not form or _is_silent(form, before, after):
            continue
        is_within_number = before.isdecimal() and after.isdecimal()
        is_stop = form in _STOPS and not is_within_number
        if is_stop and tokens and tokens[-1].form == _STOP:
            continue
        tokens.append(_Token(_STOP if is_stop else form, Span(*hit.span())))
    return tokens


def _is_silent(form: str, before: str, after: str) -> bool:
    if form == "-":
        return before.isalnum() and after.isalnum() and (before.isalpha() or after.isalpha())
    if form[0] in _EMPHASIS:
        return before.isalnum() != after.isalnum()
    return form in _SILENT and not (before.isdecimal() and after.isdecimal())
