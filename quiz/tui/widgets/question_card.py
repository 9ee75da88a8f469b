"""A question whole, with its key and all that explains it, as its author looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from quiz.core.questions import Choice, Matching, Option, Question, kind_of
from quiz.core.text import one_line
from quiz.tui.widgets.typesetting import hang, stack


def label_of(question: Question, topics: Mapping[str, str]) -> Content:
    """Kind, level, topic and tags of the question, and first that it is a draft."""
    parts = [str(kind_of(question)), str(question.level or ""), one_line(topics.get(question.topic, question.topic))]
    parts += [", ".join(map(one_line, question.tags))]
    said = Content.styled(" · ".join(part for part in parts if part), "$foreground-muted")
    return Content.assemble(("draft ", "bold $text-warning"), said) if question.is_draft else said


def entry_of(question: Question, width: int) -> Content:
    """The question as a row of a list: its stem, and below that its id and its kind."""
    draft = ("draft ", "bold $text-warning") if question.is_draft else ""
    about = Content.assemble(draft, (f"{question.id}  {kind_of(question)}", "$foreground-muted"))
    return stack([*hang("", Content(question.stem), width), *hang("", about, width), Content(" ")])


class QuestionCard(Widget):
    """Stem, options or pairs with what is right, explanations and quotations."""

    DEFAULT_CSS = "QuestionCard { height: auto; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._question: Question | None = None
        self._topics: Mapping[str, str] = {}

    def show(self, question: Question, topics: Mapping[str, str]) -> None:
        self._question, self._topics = question, topics
        self.refresh(layout=True)

    def render(self) -> Content:
        return stack(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        return [] if self._question is None else list(_drawn(self._question, self._topics, width))


def _drawn(question: Question, topics: Mapping[str, str], width: int) -> Iterator[Content]:
    yield from hang("", Content.styled(question.id, "$primary"), width)
    yield from hang("", label_of(question, topics), width)
    yield from hang("", Content.styled(question.stem, "bold"), width)
    yield Content(" ")
    match question:
        case Choice():
            for option in question.options:
                yield from _option(option, width)
        case Matching():
            for pair in question.pairs:
                right = Content.assemble(pair.prompt, ("  →  ", "$foreground-muted"), (pair.answer, "bold"))
                yield from hang(Content.styled("✓ ", "bold $text-success"), right, width)
                yield from _muted(pair.why, width)
                yield from _quotes(pair.cites, width, "  ")
            for extra in question.extras:
                lead = Content.styled("✗ ", "bold $text-error")
                yield from hang(lead, Content.assemble(extra.text, ("  belongs to none", "$text-error")), width)
                yield from _muted(extra.why, width)
        case _:
            assert_never(question)
    if question.why:
        yield Content(" ")
        yield from hang(Content.styled("Why  ", "bold"), question.why, width)
    if question.cites:
        yield Content(" ")
        yield from _quotes(question.cites, width, "")


def _option(option: Option, width: int) -> Iterator[Content]:
    sign, word, style = ("✓", "right", "$text-success") if option.is_key else ("✗", "wrong", "$text-error")
    text = Content.assemble((option.text, "bold" if option.is_key else ""), (f"  {word}", style))
    if option.is_pinned:
        text = Content.assemble(text, ("  always last", "$foreground-muted"))
    yield from hang(Content.styled(f"{sign} ", f"bold {style}"), text, width)
    yield from _muted(option.why, width)


def _muted(text: str, width: int) -> Iterator[Content]:
    if text:
        yield from hang("  ", Content.styled(text, "$foreground-muted"), width)


def _quotes(cites: tuple[str, ...], width: int, indent: str) -> Iterator[Content]:
    for cite in cites:
        yield from hang(Content.styled(f"{indent}▌ ", "$text-warning"), Content.styled(f"“{cite}”", "italic"), width)
