"""A bank read from its folder, with every problem of the file at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from quiz.banks import source, textfile
from quiz.banks.asking import QuestionReader
from quiz.banks.collector import collector_off
from quiz.banks.fields import BANK, FORMAT_VERSION, IGNORED
from quiz.banks.folder import bank_file
from quiz.banks.places import Places
from quiz.banks.reading import Findings
from quiz.banks.textfile import UnreadableError, quoted
from quiz.banks.tree import Mapping, Node, Scalar
from quiz.core.bank import Bank, catalogue_of
from quiz.core.documents.document import Document
from quiz.core.exemptions import Exemptions, Ignored
from quiz.core.questions import Question
from quiz.core.text import fold, one_line
from quiz.errors import BankError, Problem

DOCUMENT_SIZE_LIMIT = 16 * 2**20
DEFAULT_LANGUAGE = "en"

_VERSION = re.compile(r"[0-9]{1,9}")
_MOST_HINTS = 20
_LONGEST_HINTED = 5_000  # statements


@dataclass(frozen=True, slots=True)
class Loaded:
    """A bank without problems, where its parts stand in the file, and what its author may want to look at."""

    bank: Bank
    places: Places
    warnings: tuple[Problem, ...]
    document_path: Path | None
    exemptions: Exemptions


def load(path: Path, document: str | None = None) -> Loaded:
    """The bank of a folder or of its bank.yaml; BankError with all problems of the file where there are any.

    Where the text of a document is given, the bank is read as one of that document, whatever the file names, and its
    quotations are not looked up in it.
    """
    file = bank_file(path)
    try:
        text = textfile.decode(textfile.read(file, str(file), source.SIZE_LIMIT), str(file))
    except UnreadableError as error:
        raise BankError([error.problem]) from error
    return load_text(text, file, document)


def load_text(text: str, file: Path, document: str | None = None) -> Loaded:
    """The bank that the text would be as that bank.yaml, its document in the same folder; BankError as above."""
    with collector_off():
        return _Loading(file, text, document).run()


def document_text(path: Path) -> str:
    """The text of a document with one kind of line breaks; BankError where it cannot be had or shown."""
    try:
        text = textfile.decode(textfile.read(path, str(path), DOCUMENT_SIZE_LIMIT), str(path))
    except UnreadableError as error:
        raise BankError([error.problem]) from error
    if problems := list(textfile.unprintables(text, str(path))):
        raise BankError(problems)
    return textfile.LINE_BREAK.sub("\n", text)


class _Loading:
    def __init__(self, file: Path, text: str, given: str | None) -> None:
        self.file = file
        self.given = given
        self.text = text
        self.tree = source.read_tree(text, str(file))
        self.findings = Findings(str(file), problems=list(self.tree.problems))
        self.document_path: Path | None = None

    def run(self) -> Loaded:
        root = self.tree.root
        if not isinstance(root, Mapping):
            if not self.tree.is_partial:
                sentence = f'Begin the file with "quiz: {FORMAT_VERSION}" and the other fields of a bank.'
                at = root or Scalar("", 1, 1, style=None, is_cut=False)
                self.findings.add(at, sentence)
            raise self._error()
        loaded = self._bank(root)
        if loaded is None or self.findings.problems:
            raise self._error()
        return loaded

    def _error(self) -> BankError:
        end = textfile.place_of(self.text, len(self.text))
        problems = [
            # libyaml has a value that is missing at the end of the file stand on the line after it.
            problem._replace(line=end.line, column=end.column)
            if problem.line > end.line and problem.path == self.findings.path
            else problem
            for problem in self.findings.problems
        ]
        if self.findings.untold:
            sentence = f"Mend what is named here first; {self.findings.untold} more problems are left out."
            problems.append(Problem(str(self.file), 0, 0, sentence))
        return BankError(problems)

    def _bank(self, root: Mapping) -> Loaded | None:
        findings = self.findings
        version = next((value for key, value in root.entries if key.text == "quiz"), None)
        if version is not None and self._is_newer(version):
            return None
        fields = findings.fields(root, BANK, is_partial=self.tree.is_partial)
        if "quiz" in fields:
            self._check_version(fields["quiz"])
        id = findings.id(fields["id"], "id") if "id" in fields else ""
        title = findings.optional(fields, "title")
        language = findings.language(fields, "language", DEFAULT_LANGUAGE)
        license = findings.optional_code(fields, "license")
        topics = self._topics(fields)
        text = self._document(fields) if self.given is None else self.given
        named = fields.get("document")
        if self.given is not None and isinstance(named, Scalar):
            self.document_path = self._within_folder(named.text.strip())
        reader = QuestionReader(findings, topics)
        questions: list[Question] = []
        allowed = findings.reasons(fields, "allow")
        ignored = self._ignored(fields, reader)
        if "questions" in fields:
            at_least = 0 if self.tree.is_partial else 1
            for node in findings.items(fields["questions"], "questions", at_least, "question"):
                question = reader.read(node)
                if question is not None:
                    questions.append(question)
        document = Document(text or "")
        if self.given is None and text is not None:
            self._check_cites(reader, document)
        elif text is None and "document" not in fields and not self.tree.is_partial and reader.cites:
            sentence = 'Give the bank a field "document", or remove this; nothing can be cited without a document.'
            findings.add(reader.cites[0][1], sentence)
        if findings.problems or topics is None:
            return None
        bank = Bank(
            id=id,
            title=title,
            language=language,
            license=license,
            topics=topics,
            questions=tuple(questions),
            catalogue=catalogue_of(questions, tuple(topics)),
            document=lambda: document,
        )
        places = Places(str(self.file), root, reader.nodes)
        exemptions = Exemptions(allowed, reader.allowed, ignored)
        return Loaded(bank, places, tuple(sorted(findings.warnings)), self.document_path, exemptions)

    def _is_newer(self, node: Node) -> bool:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if not _VERSION.fullmatch(text) or int(text) <= FORMAT_VERSION:
            return False
        sentence = f"Update the program to read this bank; its format {int(text)} is newer than the program knows."
        self.findings.add(node, sentence)
        return True

    def _check_version(self, node: Node) -> None:
        text = self.findings.code(node, "quiz")
        if text and text != str(FORMAT_VERSION):
            self.findings.add(node, f'Write "quiz: {FORMAT_VERSION}"; {quoted(text)} is no version of the format.')

    def _topics(self, fields: dict[str, Node]) -> dict[str, str] | None:
        """The titles by id; None where the file does not say, or not in a way that can be relied on."""
        node = fields.get("topics")
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.findings.add(node, 'Write a line "id: title" for each topic under "topics".')
            return None
        if not node.entries and not self.tree.is_partial:
            self.findings.add(node, 'Write at least one topic under "topics".')
            return None
        topics: dict[str, str] = {}
        for key, value in node.entries:
            title = self.findings.text(value, key.text)
            id = self.findings.id(key, "topic")
            if id in topics:
                self.findings.add(key, f"Choose another id for this topic; {quoted(id)} is a topic already.")
            # A topic with a bad id stands for itself, so that the questions on it are not found as well.
            topics.setdefault(id or key.text.strip(), title)
        return topics

    def _ignored(self, fields: dict[str, Node], reader: QuestionReader) -> tuple[Ignored, ...]:
        """The passages that no question need examine; their quotations are checked with those of the questions."""
        findings = self.findings
        ignored = []
        for node in findings.items(fields["ignore"], "ignore", 1, "passage") if "ignore" in fields else ():
            found = findings.record(node, IGNORED)
            if found is None:
                continue
            cite = findings.optional(found, "cite")
            if cite:
                reader.cites.append((cite, found["cite"]))
            fact = findings.optional(found, "fact")
            if fact and fold(fact) not in fold(cite):
                findings.add(found["fact"], f"Take the fact from the words of its cite; {quoted(fact)} is not in them.")
            ignored.append(Ignored(cite, findings.optional(found, "why"), fact))
        return tuple(ignored)

    def _document(self, fields: dict[str, Node]) -> str | None:
        """The text of the document; None where the bank has none that can be read."""
        node = fields.get("document")
        name = self.findings.optional_code(fields, "document")
        if node is None or not name:
            return None
        path = self._within_folder(name)
        if path is None:
            sentence = (
                f"Put the document into the folder of the bank and name it from there; {quoted(name)} is outside."
            )
            self.findings.add(node, sentence)
            return None
        try:
            if not path.exists():
                self.findings.add(node, f"Put the document {quoted(name)} beside the bank; there is no such file.")
                return None
            text = textfile.decode(textfile.read(path, str(path), DOCUMENT_SIZE_LIMIT), str(path))
        except UnreadableError as error:
            self.findings.problems.append(error.problem)
            return None
        except (OSError, ValueError):
            self.findings.add(node, f"Rename the document; a file cannot be called {quoted(name)}.")
            return None
        self.findings.problems.extend(textfile.unprintables(text, str(path)))
        self.document_path = path
        return textfile.LINE_BREAK.sub("\n", text)

    def _within_folder(self, name: str) -> Path | None:
        """The path of the document; None where it leads out of the bank's folder, by its name or by a link."""
        windows = PureWindowsPath(name)
        if windows.anchor or "\\" in name or PurePosixPath(name).is_absolute() or ".." in windows.parts:
            return None
        path = self.file.parent / name
        try:
            is_within = path.resolve().is_relative_to(self.file.parent.resolve())
        except (OSError, ValueError, RuntimeError):
            return None
        return path if is_within else None

    def _check_cites(self, reader: QuestionReader, document: Document) -> None:
        found = document.find_all(cite for cite, _ in reader.cites)
        hints = _Hints(document)
        for cite, node in reader.cites:
            count = len(found[cite])
            if not count:
                sentence = f"Quote words that stand in the document; it does not have {quoted(cite)}"
                self.findings.add(node, f"{sentence}{hints.nearest(cite)}.")
            elif count > 1:
                self.findings.warn(node, f"Quote more words; these stand in the document {count} times.")


class _Hints:
    """The statements of the document that share the most words with a quotation that is not in it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._words: list[tuple[frozenset[str], str]] | None = None
        self._given = 0

    def nearest(self, cite: str) -> str:
        self._given += 1
        if self._given > _MOST_HINTS:
            return ""
        if self._words is None:
            text = self._document.text
            statements = [text[span.start : span.end] for span in self._document.statements[:_LONGEST_HINTED]]
            self._words = [(frozenset(fold(statement).split()), statement) for statement in statements]
        wanted = frozenset(fold(cite).split())
        shared, statement = max(
            ((len(wanted & words) / len(wanted), statement) for words, statement in self._words),
            default=(0.0, ""),
            key=lambda each: each[0],
        )
        if shared < 0.5:
            return ""
        nearest = f"; the nearest is {quoted(statement)}"
        if quoted(statement) == f'"{one_line(statement)}"' and quoted(cite) == f'"{one_line(cite)}"':
            return nearest
        from quiz.core.documents.differences import first_difference  # noqa: PLC0415 - not in a sound bank

        # Both are cut, perhaps before the place where they differ.
        differing = first_difference(cite, statement)
        return nearest + (f", with {quoted(differing[1])} for {quoted(differing[0])}" if differing else "")
