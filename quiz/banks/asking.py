"""Questions made from the nodes of a bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping as MappingOf
from typing import TypedDict

from quiz.banks.fields import EXTRA, OPTION, PAIR, QUESTION
from quiz.banks.reading import Findings
from quiz.banks.textfile import quoted
from quiz.banks.tree import Mapping, Node
from quiz.core.questions import Choice, Extra, Level, Matching, Option, Pair, Question
from quiz.core.text import fold

_LEVELS = {str(level): level for level in Level}
_PICKS = ("one", "all")


class _Item(TypedDict):
    id: str
    stem: str
    topic: str
    why: str
    cites: tuple[str, ...]
    level: Level | None
    tags: tuple[str, ...]
    is_draft: bool


class QuestionReader:
    """Reads question after question, and keeps what they have in common to be checked: ids, topics, quotations, and
    the rules that they switch off, by the question's id.

    `topics` is None where the file does not say which topics there are.
    """

    def __init__(self, findings: Findings, topics: MappingOf[str, str] | None) -> None:
        self.nodes: dict[str, Mapping] = {}
        self.cites: list[tuple[str, Node]] = []
        self.allowed: dict[str, dict[str, str]] = {}
        self._findings = findings
        self._topics = topics

    def read(self, node: Node) -> Question | None:
        """The question; None where the node is none. Its faults are found, and then it is not to be used."""
        if not isinstance(node, Mapping):
            self._findings.record(node, QUESTION)
            return None
        fields = self._findings.fields(node, QUESTION)
        item = self._item(node, fields)
        if "match" in fields:
            return self._matching(fields, item)
        if "options" in fields:
            return self._choice(fields, item)
        return None

    def _item(self, node: Mapping, fields: dict[str, Node]) -> _Item:
        findings = self._findings
        id = ""
        if "id" in fields:
            id = findings.id(fields["id"], "id")
            if id in self.nodes:
                line = self.nodes[id].line
                findings.add(fields["id"], f"Choose another id; the question in line {line} has {quoted(id)} already.")
            elif id:
                self.nodes[id] = node
        topic = findings.optional_code(fields, "topic")
        if topic and self._topics is not None and topic not in self._topics:
            topics = self._topics
            findings.add(fields["topic"], lambda: _unknown_topic(topic, topics))
        if allowed := findings.reasons(fields, "allow"):
            self.allowed[id] = allowed
        tags = findings.texts(fields, "tags")
        for text, tag in _repeated(tags):
            findings.add(tag, f"Remove the tag {quoted(text)}; the question has it already.")
        return _Item(
            id=id,
            stem=findings.optional(fields, "q"),
            topic=topic,
            why=findings.optional(fields, "why"),
            cites=self._cites(fields),
            level=_LEVELS.get(findings.word(fields, "level", tuple(_LEVELS))),
            tags=tuple(text for text, _ in tags),
            is_draft=findings.truth(fields, "draft"),
        )

    def _cites(self, fields: dict[str, Node]) -> tuple[str, ...]:
        if "cite" not in fields:
            return ()
        cites = self._findings.texts(fields, "cite")
        self.cites.extend(cites)
        return tuple(text for text, _ in cites)

    def _choice(self, fields: dict[str, Node], item: _Item) -> Choice:
        findings = self._findings
        node = fields["options"]
        options: list[Option] = []
        texts: list[tuple[str, Node]] = []
        items = findings.items(node, "options", 2, "option")
        for each in items:
            option = findings.record(each, OPTION)
            if option is None:
                continue
            is_key = "right" in option
            name = "right" if is_key else "wrong"
            text = findings.optional(option, name)
            if text:
                texts.append((text, option[name]))
            why = findings.optional(option, "why")
            is_pinned = bool(findings.word(option, "pin", ("last",)))
            options.append(Option(text, is_key, why, is_pinned))
        for text, at in _repeated(texts):
            findings.add(at, f"Change or remove the option {quoted(text)}; another option reads the same.")
        if len(options) == len(items) > 1:
            if not any(option.is_key for option in options):
                findings.add(node, 'Mark at least one option as right, by writing its text after "right:".')
            elif all(option.is_key for option in options):
                findings.add(node, "Give at least one wrong option; every option of this question is right.")
        pick = findings.word(fields, "pick", _PICKS)
        return Choice(**item, options=tuple(options), any_key_will_do=pick == "one" and _has_several_keys(options))

    def _matching(self, fields: dict[str, Node], item: _Item) -> Matching:
        findings = self._findings
        node = fields["match"]
        pairs: list[Pair] = []
        prompts: list[tuple[str, Node]] = []
        answers: list[tuple[str, Node]] = []
        items = findings.items(node, "match", 2, "pair")
        for each in items:
            pair = findings.record(each, PAIR)
            if pair is None:
                continue
            prompt = findings.optional(pair, "prompt")
            answer = findings.optional(pair, "answer")
            if prompt:
                prompts.append((prompt, pair["prompt"]))
            if answer:
                answers.append((answer, pair["answer"]))
            pairs.append(Pair(prompt, answer, findings.optional(pair, "why"), self._cites(pair)))
        for text, at in _repeated(prompts):
            findings.add(at, f"Change or remove the prompt {quoted(text)}; another prompt reads the same.")
        distinct = self._distinct(answers)
        extras = self._extras(fields, distinct)
        if len(answers) == len(items) > 1 and len(distinct) == 1:
            findings.add(node, "Give at least two different answers to choose from; here every prompt has the same.")
        return Matching(**item, pairs=tuple(pairs), extras=tuple(extras))

    def _distinct(self, answers: list[tuple[str, Node]]) -> dict[str, str]:
        """The answers by their folded form; two that differ only in typing would be shown as two choices."""
        distinct: dict[str, str] = {}
        for text, at in answers:
            first = distinct.setdefault(fold(text), text)
            if first != text:
                sentence = f"Write this answer exactly as the other that reads the same: {quoted(first)}."
                self._findings.add(at, sentence)
        return distinct

    def _extras(self, fields: dict[str, Node], distinct: dict[str, str]) -> list[Extra]:
        """The extras, whose texts are added to the distinct answers."""
        findings = self._findings
        extras: list[Extra] = []
        if "extra" not in fields:
            return extras
        for each in findings.items(fields["extra"], "extra", 1, "answer"):
            extra = findings.record(each, EXTRA)
            if extra is None:
                continue
            text = findings.optional(extra, "answer")
            if text and fold(text) in distinct:
                sentence = f"Change or remove the extra answer {quoted(text)}; another answer reads the same."
                findings.add(extra["answer"], sentence)
            elif text:
                distinct[fold(text)] = text
            extras.append(Extra(text, findings.optional(extra, "why")))
        return extras


def _has_several_keys(options: Iterable[Option]) -> bool:
    return sum(option.is_key for option in options) > 1


def _repeated(texts: Iterable[tuple[str, Node]]) -> Iterable[tuple[str, Node]]:
    seen: set[str] = set()
    for text, node in texts:
        form = fold(text)
        if form in seen:
            yield text, node
        seen.add(form)


def _unknown_topic(topic: str, topics: MappingOf[str, str]) -> str:
    import difflib  # noqa: PLC0415  (9 ms that only a misspelt topic is worth)

    near = difflib.get_close_matches(topic[:100], list(topics)[:1000], 1)
    hint = f'did you mean "{near[0]}"?' if near else "or add it to the topics of the bank."
    return f"Use one of the bank's topics instead of {quoted(topic)}{';' if near else ','} {hint}"
