"""A new bank: its folder with a document and drafts of questions, there whole or not at all."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from quiz.banks.fields import ID_PATTERN, LANGUAGE_PATTERN
from quiz.banks.folder import BANK_FILE
from quiz.banks.loader import load
from quiz.banks.reading import ID_RULE
from quiz.banks.schema import schema_text
from quiz.banks.writing.reminders import reminder, shortened
from quiz.banks.writing.writer import bank_text, question_text
from quiz.checks.skeletons.draft import Draft
from quiz.checks.skeletons.english import POINTS_BACK, is_english
from quiz.checks.skeletons.naming import Names, slug
from quiz.checks.skeletons.outline import Outline, Statement
from quiz.checks.skeletons.suggestion import Suggestion, example, suggest
from quiz.core.bank import Bank, catalogue_of
from quiz.core.documents.document import Document
from quiz.core.text import one_line
from quiz.documents.converted import Converted
from quiz.errors import RequestError

DOCUMENT_FILE = "document.md"
SCHEMA_FILE = "bank.schema.json"
"""The schema of banks beside their folders, by which an editor completes and checks what is typed."""

UNKNOWN_LANGUAGE = "und"
"""The language tag of texts whose language could not be told (ISO 639-2)."""

_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Proposal:
    """A bank as it would be made of a document: its id, title and language, and the drafts of its questions."""

    id: str
    title: str
    language: str
    license: str
    suggestion: Suggestion

    @property
    def knows_english(self) -> bool:
        """Whether sentences were read, which takes knowing their language."""
        return _is_english_tag(self.language)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The drafts of the bank, which has at least one: where the document suggests none, an example of the form."""
        return self.suggestion.drafts or (example(self.suggestion.outline),)


def propose(
    converted: Converted, name: str, *, id: str = "", title: str = "", language: str = "", license: str = ""
) -> Proposal:
    """What a bank of the document would be; what is not said comes from the document, or from its file's name.

    RequestError where the document states nothing, and where id or language are none.
    """
    if id and not re.fullmatch(ID_PATTERN, id):
        raise RequestError(f"Make {one_line(id)} an id: {ID_RULE}.")
    if language and not re.fullmatch(LANGUAGE_PATTERN, language):
        raise RequestError(f"{one_line(language)} is no language tag, such as en or pt-BR.")
    if not language and re.fullmatch(LANGUAGE_PATTERN, converted.language):
        language = converted.language
    if not language:
        language = "en" if is_english(converted.text) else UNKNOWN_LANGUAGE
    suggestion = suggest(Document(converted.text), is_english=_is_english_tag(language))
    if not suggestion.outline.statements:
        raise RequestError(
            "The document has no statement that a question could examine: only headings, code or references."
        )
    title = one_line(title or _title_of(suggestion) or converted.title or name)[:_LONGEST_TITLE] or "A new bank"
    return Proposal(id or Names(slug(name) or "bank").new(title), title, language, one_line(license), suggestion)


def _is_english_tag(language: str) -> bool:
    return language.lower().partition("-")[0] == "en"


def _title_of(suggestion: Suggestion) -> str:
    """The first heading, where it stands above all others; empty where there is none."""
    headed = [section for section in suggestion.outline.sections if section.depth]
    is_above = headed and all(section.depth > headed[0].depth for section in headed[1:])
    return headed[0].title if is_above and len(headed) > 1 else ""


def found(proposal: Proposal, converted: Converted, into: Path) -> Path:
    """Makes the folder of the bank, which is named by its id, and gives its path; where that fails nothing is left.

    RequestError where there is something of that name, or the folder cannot be written.
    """
    folder = into / proposal.id
    part = into / f".{proposal.id}.{secrets.token_hex(4)}.part"
    try:
        if folder.exists() or folder.is_symlink():
            raise RequestError(
                f"There is a {one_line(str(folder))} already, and it is left as it is. Name another --id."
            )
        into.mkdir(parents=True, exist_ok=True)
        part.mkdir()
        (part / DOCUMENT_FILE).write_text(converted.text, encoding="utf-8", newline="\n")
        (part / BANK_FILE).write_text(file_text(proposal), encoding="utf-8", newline="\n")
        load(part)  # what cannot be opened is not left to its author
        part.rename(folder)
        _put_schema(into)
    except OSError as error:
        reason = error.strerror or error
        raise RequestError(
            f"{one_line(str(folder))} cannot be made: {reason}. Name another folder with --into."
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder


def _put_schema(into: Path) -> None:
    """Writes the schema that the bank's first line names, where there is none and it can be: it is only for editors."""
    with suppress(OSError), (into / SCHEMA_FILE).open("x", encoding="utf-8", newline="\n") as file:
        file.write(schema_text())


def file_text(proposal: Proposal) -> str:
    """The text of the bank.yaml: the drafts by their sections, and after each the statements that none examines."""
    topics = proposal.suggestion.outline.topics(proposal.title)
    bank = Bank(
        id=proposal.id,
        title=proposal.title,
        language=proposal.language,
        license=proposal.license,
        topics=topics,
        questions=(),
        catalogue=catalogue_of((), tuple(topics)),
    )
    note = (
        f"yaml-language-server: $schema=../{SCHEMA_FILE}",
        "Every question here is a draft that was made from the document by its form alone. Mend it, give each answer",
        "its why, and take its line draft: true away; only then it is asked. Delete what is not worth asking.",
    )
    head = bank_text(bank, DOCUMENT_FILE, note=note).removesuffix("questions: []\n")
    return head + "\n".join(["questions:", "", *_entries(proposal, topics)]) + "\n"


def _entries(proposal: Proposal, topics: dict[str, str]) -> Iterator[str]:
    outline = proposal.suggestion.outline
    by_topic: dict[str, list[Draft]] = {topic: [] for topic in topics}
    for draft in proposal.drafts:
        by_topic[draft.question.topic].append(draft)
    left: dict[str, list[Statement]] = {topic: [] for topic in topics}
    for statement in proposal.suggestion.unexamined:
        left[outline.sections[statement.section].topic].append(statement)
    for topic, title in topics.items():
        yield f"  # {shortened(title)}\n"
        for draft in by_topic[topic]:
            yield question_text(draft.question, draft.note)
        if left[topic]:
            yield "\n".join(f"  # {_reminder(statement, outline)}" for statement in left[topic]) + "\n"


def _reminder(statement: Statement, outline: Outline) -> str:
    """The comment on the statement, with the one that says what its "it" is where it begins with such a word."""
    before: Statement | None = statement
    while before is not None and POINTS_BACK.match(before.text):
        before = outline.before(before)
    return reminder(statement.text, "" if before is None or before == statement else before.text)
