"""Nodes read as the fields of a record: every fault becomes a problem, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence as SequenceOf
from dataclasses import dataclass, field

from quiz.banks.fields import ID_PATTERN, LANGUAGE_PATTERN, Record
from quiz.banks.textfile import quoted
from quiz.banks.tree import Mapping, Node, Scalar, Sequence
from quiz.errors import Problem, Severity

_MOST_PROBLEMS = 1000
_LONGEST_MISSPELT = 40

_ID = re.compile(ID_PATTERN[:-1] + r"\Z")
_LANGUAGE = re.compile(LANGUAGE_PATTERN[:-1] + r"\Z")


@dataclass(slots=True)
class Findings:
    """The problems and warnings of one file; beyond a thousand problems only their number is kept."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    untold: int = 0

    def add(self, at: Node, sentence: str | Callable[[], str]) -> None:
        """Keeps the problem; a sentence that is dear to make is made only if it is kept."""
        if len(self.problems) >= _MOST_PROBLEMS:
            self.untold += 1
            return
        told = sentence if isinstance(sentence, str) else sentence()
        self.problems.append(Problem(self.path, at.line, at.column, told))

    def warn(self, at: Node, sentence: str) -> None:
        if len(self.warnings) < _MOST_PROBLEMS:
            self.warnings.append(Problem(self.path, at.line, at.column, sentence, Severity.WARNING))

    def fields(self, node: Mapping, record: Record, *, is_partial: bool = False) -> dict[str, Node]:
        """The value of each field by its documented name; unknown, repeated and missing ones are found.

        Where `is_partial`, what is missing may come later in the file.
        """
        found: dict[str, Node] = {}
        by_key = record.by_key
        is_later = False
        for key, value in node.entries:
            name = by_key.get(key.text)
            if name is None:
                is_later |= key.text in record.later
                meant = "" if self.untold else _meant(key.text, record)
                self.add(key, _unknown(key.text, meant, node, record))
                # Read as what it seems to be, or it would be told missing as well.
                if meant:
                    found.setdefault(meant, value)
            elif name in found:
                self.add(key, _repeated(key.text, name, node, record))
            else:
                found[name] = value
        if not is_partial:
            self._check_given(node, record, found, is_later)
        return found

    def _check_given(self, node: Mapping, record: Record, found: dict[str, Node], is_later: bool) -> None:
        for name in record.required:
            if name not in found:
                self.add(node, f'Give the {record.name} a field "{name}".')
        # What of a format to come stands in their place is named already.
        if is_later:
            return
        if record.either:
            given = [name for name in record.either if name in found]
            if len(given) != 1:
                self._either(node, record, found, given)
        for name, needed in record.needs.items():
            if name in found and needed not in found:
                self.add(found[name], f'Remove "{name}"; it goes only with "{needed}".')

    def _either(self, node: Mapping, record: Record, found: dict[str, Node], given: SequenceOf[str]) -> None:
        choice = " or ".join(f'"{name}"' for name in record.either)
        if not given:
            self.add(node, f"Give the {record.name} a field {choice}.")
        else:
            self.add(found[given[1]], f"Give the {record.name} either {choice}, not both.")

    def text(self, node: Node, name: str) -> str:
        """The text without white space around it; empty where there is none, which is found."""
        if isinstance(node, Scalar) and node.is_cut:
            self.warn(node, 'The text ends before " #"; put it in quotes, or the comment on a line of its own.')
        return self.code(node, name)

    def code(self, node: Node, name: str) -> str:
        """As `text`, of a text with a form of its own, which a comment may follow without a doubt about its end."""
        if not isinstance(node, Scalar):
            self.add(node, f'Write one text for "{name}"; here stands {_kind(node)}.')
            return ""
        text = node.text.strip()
        if not text:
            self.add(node, f'Write a text for "{name}"; it is empty.')
        return text

    def optional(self, fields: dict[str, Node], name: str) -> str:
        """The text of the field, empty where it is not given."""
        node = fields.get(name)
        return "" if node is None else self.text(node, name)

    def optional_code(self, fields: dict[str, Node], name: str) -> str:
        node = fields.get(name)
        return "" if node is None else self.code(node, name)

    def texts(self, fields: dict[str, Node], name: str) -> tuple[tuple[str, Node], ...]:
        """The texts of a field that may hold one or a list, each with its node."""
        node = fields.get(name)
        if node is None:
            return ()
        if isinstance(node, Sequence):
            if not node.items:
                self.add(node, f'Write a text for "{name}", or leave the field out; the list is empty.')
            nodes = node.items
        elif isinstance(node, Mapping):
            self.add(node, f'Write a text or a list of texts for "{name}"; here stands {_kind(node)}.')
            return ()
        else:
            nodes = [node]
        return tuple((text, item) for item in nodes if (text := self.text(item, name)))

    def id(self, node: Node, name: str) -> str:
        """The id; empty where it is none, which is found."""
        text = self.code(node, name)
        if text and not _ID.match(text):
            self.add(node, f"Make {quoted(text)} an id: {ID_RULE}.")
            return ""
        return text

    def language(self, fields: dict[str, Node], name: str, default: str) -> str:
        text = self.optional_code(fields, name) or default
        if not _LANGUAGE.match(text):
            self.add(fields[name], f'Write a language tag such as "en" or "pt-BR"; {quoted(text)} is none.')
        return text

    def word(self, fields: dict[str, Node], name: str, words: SequenceOf[str]) -> str:
        """The field's word, empty where it is not given or none of the words."""
        text = self.optional_code(fields, name)
        if text and text not in words:
            allowed = " or ".join(quoted(word) for word in words)
            self.add(fields[name], f'Write {allowed} for "{name}", not {quoted(text)}.')
            return ""
        return text

    def truth(self, fields: dict[str, Node], name: str) -> bool:
        text = self.optional_code(fields, name).lower()
        if text and text not in {"true", "false"}:
            self.add(fields[name], f'Write true or false for "{name}", not {quoted(text)}.')
        return text == "true"

    def reasons(self, fields: dict[str, Node], name: str) -> dict[str, str]:
        """The texts of a field that names something with a reason for each; a name that comes twice is found."""
        node = fields.get(name)
        if node is None:
            return {}
        if not isinstance(node, Mapping) or not node.entries:
            self.add(node, f'Write a line "rule: reason" for each rule under "{name}".')
            return {}
        found: dict[str, str] = {}
        for key, value in node.entries:
            reason = self.text(value, key.text)
            if key.text in found:
                self.add(key, f"Keep one reason for {quoted(key.text)}; it has one already.")
            found[key.text] = reason
        return found

    def items(self, node: Node, name: str, at_least: int, of_what: str) -> list[Node]:
        """The nodes of a list; none where it is no list, which is found, as is a list that is too short."""
        if not isinstance(node, Sequence):
            self.add(node, f'Write a list for "{name}", each entry on a line that begins with "- ".')
            return []
        if len(node.items) < at_least:
            wanted = f"at least {'one' if at_least == 1 else 'two'} {of_what}{'s' if at_least > 1 else ''}"
            self.add(node, f'Write {wanted} under "{name}".')
        return node.items

    def record(self, node: Node, record: Record) -> dict[str, Node] | None:
        """The fields of one entry of a list; None where it is nothing of the kind, which is found."""
        if isinstance(node, Mapping):
            return self.fields(node, record)
        if isinstance(node, Scalar) and record.bare:
            return {record.bare: node}
        fields = ", ".join(f'"{name}"' for name in (record.required or record.either))
        self.add(node, f"Write the {record.name} as a mapping with the fields {fields}; here stands {_kind(node)}.")
        return None


ID_RULE = "the letters a to z, digits, and . _ - after the first of them, at most 100 in all"


def _kind(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"the text {quoted(node.text)}" if node.text.strip() else "nothing"
    return "a list" if isinstance(node, Sequence) else "a mapping"


def _meant(key: str, record: Record) -> str:
    """The name of the field that the key is probably a misspelling of; empty where there is none."""
    if key in record.later or len(key) > _LONGEST_MISSPELT:
        return ""
    import difflib  # noqa: PLC0415  (9 ms that only a misspelt field is worth)

    near = difflib.get_close_matches(key.lower(), record.by_key, 1, cutoff=0.7)
    return record.by_key[near[0]] if near else ""


def _unknown(key: str, meant: str, node: Mapping, record: Record) -> str:
    if key in record.later:
        if key == "answer" and any(record.by_key.get(other.text) == "options" for other, _ in node.entries):
            return 'Remove "answer"; an option is marked by writing its text after "right:".'
        known = " or ".join(f'"{name}"' for name in record.either)
        what = record.later[key]
        return f'Use {known}, or leave the question out; this version does not know "{key}" ({what}) yet.'
    a_record = f"{record.article} {record.name}"
    if meant:
        return f'Rename or remove {quoted(key)}, which is no field of {a_record}; did you mean "{meant}"?'
    return f"Remove {quoted(key)}, which is no field of {a_record}; it has {', '.join(record.by_name)}."


def _repeated(key: str, name: str, node: Mapping, record: Record) -> str:
    first = next(other for other, _ in node.entries if record.by_key.get(other.text) == name)
    if first.text == key:
        return f'Keep one "{key}"; line {first.line} has it already.'
    return f'Keep one of "{first.text}" in line {first.line} and "{key}"; they are the same field.'
