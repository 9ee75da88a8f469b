"""YAML read from the events of a parser as a tree of texts, and what a bank refuses of YAML."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from quiz.banks import syntax
from quiz.banks.parsers import Parser, fastest_parser
from quiz.banks.textfile import LINE_BREAK, is_refused, place_of, quoted, unprintables, without_unprintables
from quiz.banks.tree import Mapping, Node, Scalar, Sequence, Tree
from quiz.errors import Problem

SIZE_LIMIT = 64 * 2**20
_MOST_REFUSALS = 100


def read_tree(text: str, shown: str, new_parser: Callable[[str], Parser] | None = None) -> Tree:
    """The tree of the text of a file that problems call `shown`; it never raises."""
    tree = Tree(problems=list(unprintables(text, shown)))
    if tree.problems:
        text = without_unprintables(text)
    if directive := _DIRECTIVE.match(text):
        place = place_of(text, directive.end() - 1)
        sentence = 'Remove this line or put the text in quotes; a bank has no lines that begin with "%".'
        tree.problems.append(Problem(shown, place.line, place.column, sentence))
        tree.is_partial = True
        return tree
    _Builder(text, shown, tree).build((new_parser or fastest_parser())(text))
    return tree


# PyYAML compares each directive with all before it: refused unread, or a file of them would keep it busy for hours.
_DIRECTIVE = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*+%(?<![^\r\n]%)")
_REST_OF_DOCUMENT = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*|\.\.\.(?=\s|\Z))*+")
_COMMENT = re.compile(r"[ \t]+#")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))")
_SHORT_ESCAPES = {"0": 0, "a": 7, "b": 8, "v": 11, "f": 12, "r": 13, "e": 27, "N": 0x85, "L": 0x2028, "P": 0x2029}


class _StopError(Exception):
    """Nothing after this place can be known."""

    def __init__(self, line: int, column: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.column = column
        self.sentence = sentence


class _Builder:
    def __init__(self, text: str, shown: str, tree: Tree) -> None:
        self.text = text
        self.shown = shown
        self.tree = tree
        self.anchored: dict[str, Scalar] = {}
        self.open: list[Sequence | Mapping] = []
        self.merging: list[tuple[Mapping, Scalar]] = []

    def build(self, parser: Parser) -> None:
        self._read(parser)
        for mapping, key in self.merging:
            mapping.entries = [entry for entry in mapping.entries if entry[0] is not key]

    def _read(self, parser: Parser) -> None:
        try:
            self._build(parser.get_event)
        except _StopError as stop:
            self._stop(stop.line, stop.column, stop.sentence)
        except yaml.YAMLError as error:
            fault = syntax.explain(error, self.text)
            self._stop(fault.line, fault.column, fault.sentence)
        except (ValueError, OverflowError):
            # The parser in Python asks chr() for a character of an escape beyond Unicode, as its mark stands on it.
            mark = parser.get_mark()  # type: ignore[attr-defined]
            fault = syntax.bad_escape(self.text, mark.line, mark.column)
            self._stop(fault.line, fault.column, fault.sentence)

    def _stop(self, line: int, column: int, sentence: str) -> None:
        self.tree.problems.append(Problem(self.shown, line, column, sentence))
        self.tree.is_partial = True
        # The root and the field being read stay; the entry that was broken off would only seem to lack things.
        for parent, child in zip(self.open[1:], self.open[2:], strict=False):
            if isinstance(parent, Sequence):
                if parent.items and parent.items[-1] is child:
                    parent.items.pop()
            elif parent.entries and parent.entries[-1][1] is child:
                parent.entries.pop()

    def _build(self, get_event: Callable[[], Any]) -> None:  # noqa: C901, PLR0912, PLR0915  (hot: calls would cost as much as the work)
        commented = self._commented_lines()
        stack = self.open
        top: Any = None
        in_mapping = False
        key: Scalar | None = None
        while True:
            event = get_event()
            kind = event.__class__
            node: Node
            if kind is ScalarEvent:
                mark = event.start_mark
                style = event.style
                text = event.value
                node = Scalar(text, mark.line + 1, mark.column + 1, style, not style and self._is_cut(event, commented))
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event, node)
                if style == '"' and not text.isprintable():
                    self._check_escapes(event)
                if in_mapping and key is None:
                    key = node
                    if text == "<<" and not style:
                        self._refuse_merging(top, node)
                    continue
            elif kind is SequenceStartEvent or kind is MappingStartEvent:
                node = self._collection(event, Sequence if kind is SequenceStartEvent else Mapping)
            elif kind is SequenceEndEvent or kind is MappingEndEvent:
                stack.pop()
                top = stack[-1] if stack else None
                in_mapping = top.__class__ is Mapping
                continue
            elif kind is AliasEvent:
                node = self._alias(event)
            elif kind is DocumentEndEvent:
                self._end_document(event)
                return
            elif kind is StreamEndEvent:
                return
            else:
                continue

            if in_mapping:
                if key is None:
                    sentence = "Write a text before the colon; nothing else can be the name of a field."
                    raise _StopError(node.line, node.column, sentence)
                top.entries.append((key, node))
                key = None
            elif top is None:
                self.tree.root = node
            else:
                top.items.append(node)
            if node.__class__ is not Scalar:
                stack.append(node)  # type: ignore[arg-type]
                top = node
                in_mapping = node.__class__ is Mapping

    def _collection(self, event: Any, kind: type[Sequence | Mapping]) -> Sequence | Mapping:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if len(self.open) >= syntax.DEPTH_LIMIT:
            raise _StopError(line, column, syntax.TOO_DEEP)
        node = kind(line, column)
        if event.anchor is not None or event.tag is not None:
            self._refuse(event, node)
        return node

    def _refuse_merging(self, mapping: Mapping, key: Scalar) -> None:
        self.merging.append((mapping, key))
        self._add(key.line, key.column, 'Write the fields out; a bank has no merging with "<<".')

    def _commented_lines(self) -> frozenset[int]:
        """The lines, counted from 0, on which something that may be a comment follows white space."""
        lines: set[int] = set()
        line = 0
        counted_to = 0
        at = self.text.find("#")
        while at >= 0:
            if self.text[at - 1 : at] in {" ", "\t"}:
                line += sum(1 for _ in LINE_BREAK.finditer(self.text, counted_to, at))
                counted_to = at
                lines.add(line)
            at = self.text.find("#", at + 1)
        return frozenset(lines)

    def _is_cut(self, event: Any, commented: frozenset[int]) -> bool:
        if not commented or event.end_mark.line not in commented or not event.value:
            return False
        return _COMMENT.match(self.text, event.end_mark.index) is not None

    def _add(self, line: int, column: int, sentence: str) -> None:
        if len(self.tree.problems) >= _MOST_REFUSALS:
            raise _StopError(line, column, "Mend what is named before this first; reading stops here.")
        self.tree.problems.append(Problem(self.shown, line, column, sentence))

    def _refuse(self, event: Any, node: Node) -> None:
        if event.anchor is not None:
            if isinstance(node, Scalar):
                self.anchored[event.anchor] = node
            name = quoted(f"&{event.anchor}")
            sentence = (
                f'Write the text out, or put it in quotes if it begins with "&"; a bank has no anchors such as {name}.'
            )
            self._add(node.line, node.column, sentence)
        tag = getattr(event, "tag", None)
        if tag is not None:
            name = quoted(tag.replace("tag:yaml.org,2002:", "!!"))
            sentence = f'Put the text in quotes if it begins with "!"; a bank has no tags such as {name}.'
            self._add(node.line, node.column, sentence)

    def _alias(self, event: Any) -> Scalar:
        """The text the alias stands for, so that what comes after can be checked; it is refused all the same."""
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        name = quoted(f"*{event.anchor}")
        sentence = (
            f'Write the text out, or put it in quotes if it begins with "*"; a bank has no aliases such as {name}.'
        )
        target = self.anchored.get(event.anchor)
        if target is None:
            raise _StopError(line, column, sentence)
        self._add(line, column, sentence)
        return Scalar(target.text, line, column, style=None, is_cut=False)

    def _check_escapes(self, event: Any) -> None:
        for escape in _ESCAPE.finditer(self.text, event.start_mark.index, event.end_mark.index):
            *digits, letter = escape.groups()
            code = next((int(number, 16) for number in digits if number), _SHORT_ESCAPES.get(letter or "", ord(" ")))
            if 0xD800 <= code < 0xE000:
                fault = syntax.bad_escape(self.text, *_mark_at(self.text, escape.start()))
                raise _StopError(fault.line, fault.column, fault.sentence)
            if is_refused(chr(code)):
                place = place_of(self.text, escape.start())
                sentence = f"Remove {escape.group()}: the character U+{code:04X} cannot be shown."
                self._add(place.line, place.column, sentence)

    def _end_document(self, event: Any) -> None:
        rest = _REST_OF_DOCUMENT.match(self.text, event.end_mark.index)
        if rest is None or rest.end() == len(self.text):
            return
        place = place_of(self.text, rest.end())
        if event.explicit or "..." in rest.group() or self.text.startswith("---", rest.end()):
            raise _StopError(place.line, place.column, "Put each bank in a file of its own; a second one begins here.")
        raise _StopError(place.line, place.column, "Line this up with the fields above it.")


def _mark_at(text: str, offset: int) -> tuple[int, int]:
    place = place_of(text, offset)
    return place.line - 1, place.column - 1
