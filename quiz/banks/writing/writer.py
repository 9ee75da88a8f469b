"""Banks and questions as YAML in the canonical form: as an author who keeps to the format would type them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quiz.banks.fields import BANK, FORMAT_VERSION, QUESTION, Field, Record, Shape
from quiz.banks.textfile import LINE_BREAK, without_unprintables
from quiz.banks.writing.forms import Form, Value, exempting, form_of
from quiz.banks.writing.scalars import INDENT, WIDTH, flow_scalar, scalar
from quiz.core.bank import Bank
from quiz.core.exemptions import NO_EXEMPTIONS, Exemptions
from quiz.core.questions import Question

_IN_BRACKETS = frozenset({"tags"})


@dataclass(frozen=True, slots=True)
class Hand:
    """How an author writes: `width` columns a line at most, lists indented by `nesting` from the field they are of, and
    texts with line breaks as blocks unless `may_block` says that none can stand there.
    """

    width: int = WIDTH
    nesting: int = INDENT
    may_block: bool = True

    def text(self, text: str, *, at: int, indent: int) -> str:
        """The text as the rest of a line that it begins in the column `at`."""
        return scalar(text, at=at, indent=indent, width=self.width, may_block=self.may_block)


HAND = Hand()


def bank_text(bank: Bank, document: str, exemptions: Exemptions = NO_EXEMPTIONS, note: Sequence[str] = ()) -> str:
    """The text of the bank.yaml of the bank, whose document is the file of that name; `note` are lines of a comment.

    `document` is empty where the bank has none. `quiz.banks.loader` reads the text as the same bank again.
    """
    head: Form = {
        "quiz": str(FORMAT_VERSION),
        "id": bank.id,
        "title": bank.title,
        "language": bank.language,
        "license": bank.license,
        "document": document,
        "topics": dict(bank.topics),
        **exempting(exemptions),
    }
    lines = [*_comment(note, 0), *record_lines({name: value for name, value in head.items() if value}, BANK, 0, HAND)]
    if not bank.questions:
        return "\n".join([*lines, "questions: []", ""])
    entries = [question_text(each, allowed=exemptions.of_question.get(each.id, {})) for each in bank.questions]
    return "\n".join([*lines, "questions:", "", "\n".join(entries)])


def question_text(question: Question, note: Sequence[str] = (), allowed: Mapping[str, str] | None = None) -> str:
    """The question as an entry of the list of questions, indented by two spaces, with lines of a comment before it.

    `allowed` are the rules that are switched off for it, with the reasons.
    """
    form = form_of(question) | ({"allow": dict(allowed)} if allowed else {})
    return "\n".join([*_comment(note, INDENT), *entry_lines(form, QUESTION, INDENT, HAND), ""])


def record_lines(form: Form, record: Record, indent: int, hand: Hand) -> list[str]:
    """The lines of the record's fields, in the order in which the format documents them."""
    return [line for field in record.fields if field.name in form for line in field_lines(field, form, indent, hand)]


def entry_lines(value: Value, record: Record | None, indent: int, hand: Hand) -> list[str]:
    """The lines of an entry of a list whose dashes are indented so: of a record, or a text where there is none."""
    inner = indent + INDENT
    if record is not None and isinstance(value, dict):
        bare = value.get(record.bare)
        if list(value) != [record.bare] or not isinstance(bare, str):
            first, *others = record_lines(value, record, inner, hand)
            return [f"{' ' * indent}- {first[inner:]}", *others]
        value = bare
    return f"{' ' * indent}- {hand.text(_text(value), at=inner, indent=inner + INDENT)}".split("\n")


def field_lines(field: Field, form: Form, indent: int, hand: Hand) -> list[str]:
    """The lines of one field of the form."""
    value = form[field.name]
    key = f"{' ' * indent}{field.name}:"
    if field.shape is Shape.YES_OR_NO:
        return [f"{key} {value}"]
    if isinstance(value, str):
        return _named(key, value, indent, hand)
    if isinstance(value, dict):
        return [key, *(line for name, text in value.items() for line in _reason(name, text, indent + INDENT, hand))]
    if field.name in _IN_BRACKETS:
        return [f"{key} {flow_value(value)}"]
    if field.record is None and len(value) == 1:
        return _named(key, _text(value[0]), indent, hand)
    return [key, *(line for each in value for line in entry_lines(each, field.record, indent + hand.nesting, hand))]


def flow_value(value: Value) -> str:
    """The value on one line, as it stands between brackets."""
    if isinstance(value, str):
        return flow_scalar(value)
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {flow_value(each)}' for name, each in value.items())}}}"
    return f"[{', '.join(map(flow_value, value))}]"


def _reason(name: str, text: Value, indent: int, hand: Hand) -> Iterable[str]:
    return _named(f"{' ' * indent}{flow_scalar(name)}:", _text(text), indent, hand)


def _named(key: str, text: str, indent: int, hand: Hand) -> list[str]:
    written = hand.text(text, at=len(key) + 1, indent=indent + INDENT)
    return f"{key} {written}".split("\n")


def _text(value: Value) -> str:
    assert isinstance(value, str)  # noqa: S101 - what a form holds there
    return value


def _comment(note: Iterable[str], indent: int) -> Iterator[str]:
    for text in note:
        for line in LINE_BREAK.split(without_unprintables(text)):
            yield f"{' ' * indent}# {line}".rstrip()
