"""What is to be written where in the text of a bank, so that a question reads as it is meant to and the rest stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from quiz.banks.fields import Field, Record, Shape
from quiz.banks.writing.forms import Form, Value
from quiz.banks.writing.handwriting import Handwriting
from quiz.banks.writing.rows import Manner, Row, arranged
from quiz.banks.writing.scalars import INDENT
from quiz.banks.writing.spans import (
    Leaf,
    Listing,
    Record as RecordSpan,
    Spans,
    Stretch,
    ends_in_block,
    is_bracketed,
    is_indented,
    outdented,
)
from quiz.banks.writing.writer import Hand, entry_lines, field_lines, flow_value


class Edit(NamedTuple):
    """What stands between two offsets gives way to a text."""

    start: int
    end: int
    text: str


def applied(text: str, edits: Sequence[Edit], start: int = 0, end: int | None = None) -> str:
    """The text between the offsets with those edits that lie there."""
    end = len(text) if end is None else end
    pieces = []
    at = start
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        if start <= edit.start and edit.end <= end:
            pieces += [text[at : edit.start], edit.text]
            at = edit.end
    return "".join([*pieces, text[at:end]])


class Mending:
    """The edits that turn one form of a question into another, in the hand of the file."""

    def __init__(self, spans: Spans) -> None:
        self._spans = spans
        self._hand = Handwriting(spans)

    def record(self, span: RecordSpan, record: Record, old: Form, new: Form) -> list[Edit]:
        """The edits of a mapping. Fields that neither form has are left as they stand."""
        edits: list[Edit] = []
        names = [record.by_key.get(key.text, key.text) for key, _ in span.entries]
        if record.either and len(turned := [name for name in record.either if (name in old) != (name in new)]) == 2:
            before, after = sorted(turned, key=lambda name: name in new)
            if record.by_name[before].shape is record.by_name[after].shape is Shape.TEXT:
                at = names.index(before)
                names[at] = after
                old = {**old, after: old[before]}
                del old[before]
                edits.append(Edit(span.entries[at][0].start, span.entries[at][0].end, after))
        gone = {i for i, name in enumerate(names) if _goes(name, old, new)}
        added = [field for field in record.fields if field.name in new and field.name not in names]
        if span.is_flow and (gone or added) and not is_bracketed(span, self._spans.text):
            return [Edit(span.start, span.end, flow_value(new))]
        for i, (name, (key, value)) in enumerate(zip(names, span.entries, strict=True)):
            if i not in gone and name in new and old.get(name) != new[name]:
                edits += self._value(record.by_name[name], key, value, old, new, is_flow=span.is_flow)
        return [*edits, *self._gone(span, gone), *self._added(span, record, names, gone, added, new)]

    def _gone(self, span: RecordSpan, gone: set[int]) -> Iterator[Edit]:
        spans, entries = self._spans, span.entries
        for _, run in groupby(enumerate(sorted(gone)), key=lambda each: each[1] - each[0]):
            indexes = [index for _, index in run]
            first, last = entries[indexes[0]][0].start, entries[indexes[-1]][1]
            following = entries[indexes[-1] + 1][0].start if indexes[-1] + 1 < len(entries) else None
            line = spans.line_start(first)
            if span.is_flow and indexes[0]:
                yield Edit(entries[indexes[0] - 1][1].end, last.end, "")
            elif span.is_flow or spans.text[line:first].strip():
                yield Edit(first, last.end if following is None else following, "")
            else:
                end = spans.last_line_end(last)
                # The line break before it, not the one after, which may be that of the list the mapping is in.
                yield Edit(spans.end_of_line_before(line), end, "")
                if indexes[0] and ends_in_block(entries[indexes[0] - 1][1]):
                    yield from self._outdented(end, spans.column(span.start))

    def _added(
        self, span: RecordSpan, record: Record, names: list[str], gone: set[int], added: list[Field], new: Form
    ) -> Iterator[Edit]:
        order = {field.name: i for i, field in enumerate(record.fields)}
        texts: dict[int, list[str]] = {}
        for field in added:
            before = [i for i, name in enumerate(names) if i not in gone and order.get(name, -1) < order[field.name]]
            at = max(before, default=min(i for i in range(len(names)) if i not in gone))
            if span.is_flow:
                texts.setdefault(at, []).append(f", {field.name}: {flow_value(new[field.name])}")
            else:
                column = self._spans.column(span.start)
                hand = self._may_block(self._end(span, at), column)
                lines = field_lines(field, new, column, hand)
                texts.setdefault(at, []).append(self._hand.lines(["", *lines]))
        for at, written in texts.items():
            end = span.entries[at][1].end if span.is_flow else self._end(span, at)
            yield Edit(end, end, "".join(written))

    def _end(self, span: RecordSpan, at: int) -> int:
        """Where the last line of the field ends, with the comments under it that are indented further than it."""
        return self._spans.with_comments(self._spans.last_line_end(span.entries[at][1]), self._spans.column(span.start))

    def _value(self, field: Field, key: Leaf, value: Stretch, old: Form, new: Form, *, is_flow: bool) -> list[Edit]:
        wanted = new[field.name]
        indent = self._spans.column(key.start)
        if field.shape is Shape.YES_OR_NO:
            return [Edit(value.start, value.end, str(wanted))]
        if isinstance(value, Leaf):
            text = wanted[0] if isinstance(wanted, tuple) and len(wanted) == 1 else wanted
            if isinstance(text, str):
                return [Edit(value.start, value.end, self._hand.text(value, text, indent, is_flow=is_flow))]
        before = old.get(field.name)
        if isinstance(value, Listing) and isinstance(before, tuple) and isinstance(wanted, tuple):
            return self._items(value, field.record, before, wanted)
        if isinstance(value, RecordSpan) and isinstance(before, dict) and isinstance(wanted, dict):
            return self.record(value, _reasons(before, wanted), before, wanted)
        colon = self._spans.text.index(":", key.end) + 1
        if is_flow:
            return [Edit(colon, value.end, f" {flow_value(wanted)}")]
        first, *others = field_lines(field, new, indent, self._may_block(value.end, indent))
        return [Edit(colon, value.end, self._hand.lines([first[indent + len(field.name) + 1 :], *others]))]

    def _items(
        self, listing: Listing, record: Record | None, old: tuple[Value, ...], new: tuple[Value, ...]
    ) -> list[Edit]:
        sources = _sources(old, new)
        edits = [
            edit
            for source, value in zip(sources, new, strict=True)
            if source is not None and old[source] != value
            for edit in self._item(listing, source, record, old[source], value)
        ]
        if sources == list(range(len(old))):
            return edits
        return [*self.arranged(listing, record, sources, new, edits)]

    def arranged(
        self,
        listing: Listing,
        record: Record | None,
        sources: Sequence[int | None],
        new: Sequence[Value],
        edits: Sequence[Edit] = (),
    ) -> Iterator[Edit]:
        """The list with its items as they stand, but for the edits, in another order; a source is None of a new one."""
        spans = self._spans
        bounds = [spans.bounds(listing, i) for i in range(len(listing.items))]
        dash = 0 if listing.is_flow else spans.column(spans.dash(listing, 0))

        between = [spans.text[one[1] : two[0]] for one, two in pairwise(bounds)]
        under = spans.comments_under(bounds[-1][1])
        may_block = not any(is_indented(text, dash) for text in [*between, spans.text[slice(*under)]])

        def row(source: int | None, value: Value) -> Row:
            if source is not None:
                return Row(applied(spans.text, edits, *bounds[source]), source, ends_in_block(listing.items[source]))
            if listing.is_flow:
                return Row(flow_value(value), None)
            return Row(self._hand.lines(entry_lines(value, record, dash, self._hand.hand(may_block=may_block))), None)

        rows = [row(source, value) for source, value in zip(sources, new, strict=True)]
        is_spaced = record is not None and record.name == "question"
        manner = Manner(None if listing.is_flow else self._hand.line_break, dash, is_spaced)
        yield Edit(bounds[0][0], bounds[-1][1], arranged(rows, between, manner))
        if rows[-1].is_open and sources[-1] != len(bounds) - 1:
            yield from self._outdented(bounds[-1][1], dash)

    def _outdented(self, offset: int, column: int) -> Iterator[Edit]:
        """The comments after the line of the offset, which a block that now stands above them leaves alone."""
        start, end = self._spans.comments_under(offset)
        comments = self._spans.text[start:end]
        if is_indented(comments, column):
            yield Edit(start, end, outdented(comments, column))

    def _may_block(self, offset: int, column: int) -> Hand:
        """The hand for what goes before the comments after the line of the offset, without blocks where these are
        indented like one.
        """
        start, end = self._spans.comments_under(offset)
        return self._hand.hand(may_block=not is_indented(self._spans.text[start:end], column))

    def _item(self, listing: Listing, index: int, record: Record | None, old: Value, new: Value) -> list[Edit]:
        item = listing.items[index]
        if isinstance(item, RecordSpan) and record and isinstance(old, dict) and isinstance(new, dict):
            return self.record(item, record, old, new)
        indent = self._spans.column(item.start)
        bare = new.get(record.bare) if record and isinstance(new, dict) and list(new) == [record.bare] else new
        if isinstance(bare, str) and isinstance(item, Leaf):
            return [Edit(item.start, item.end, self._hand.text(item, bare, indent, is_flow=listing.is_flow))]
        if listing.is_flow:
            return [Edit(item.start, item.end, flow_value(new))]
        first, *others = entry_lines(new, record, indent - INDENT, self._may_block(item.end, indent - INDENT))
        return [Edit(item.start, item.end, self._hand.lines([first[indent:], *others]))]


def _goes(name: str, old: Form, new: Form) -> bool:
    # "pick: one" says nothing of a question with one right option, and would once it has several.
    return name not in new and (name in old or (name == "pick" and _right(new) > 1 >= _right(old)))


def _reasons(old: Form, new: Form) -> Record:
    """What a mapping of names to texts is, as a record with a field for each of its names."""
    return Record("reasons", "", tuple(Field(name, Shape.TEXT, "") for name in {**old, **new}))


def _right(form: Form) -> int:
    options = form.get("options", ())
    return sum("right" in option for option in options) if isinstance(options, tuple) else 0


def _sources(old: Sequence[Value], new: Sequence[Value]) -> list[int | None]:
    """Which of the old entries each of the new ones is: the same, else one that says the same, else what is left at
    its place; None of a new one.
    """
    sources: list[int | None] = [None] * len(new)
    left = list(range(len(old)))

    def match(j: int, found: int | None) -> None:
        if found is not None:
            sources[j] = found
            left.remove(found)

    for j, value in enumerate(new):
        match(j, next((i for i in left if old[i] == value), None))
    for j, value in enumerate(new):
        if sources[j] is None:
            match(j, next((i for i in left if _gist(old[i]) == _gist(value)), None))
    for j in range(len(new)):
        if sources[j] is None:
            match(j, j if j in left else left[0] if len(old) == len(new) else None)
    return sources


def _gist(value: Value) -> Value:
    return next(iter(value.values())) if isinstance(value, dict) else value
