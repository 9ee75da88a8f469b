"""The rules of `quiz check` told: what each is about, with examples, and how it is switched off."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from quiz.banks.writing.writer import bank_text, question_text
from quiz.checks.examination import examine
from quiz.checks.flaw import Flaw
from quiz.checks.rule import Rule
from quiz.checks.rules.rulebook import RULES
from quiz.cli.check_report import GUESSER
from quiz.cli.printing import print_json, print_lines
from quiz.cli.terminal import width
from quiz.core.bank import Bank
from quiz.core.exemptions import NO_EXEMPTIONS, Exemptions
from quiz.core.text import one_line
from quiz.desk.bench import ABOUT_FORMAT, FORMAT
from quiz.errors import RequestError, Severity
from quiz.plain.page import hang

_MOST_QUESTIONS = 3
_DOCUMENT = "With this document:"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}


_ABOUT_GUESSER = (
    "A reader of nothing, who goes by the looks of the options alone, gets more of the bank right than --max-guess "
    "allows. What it goes by and where it was right is told by --guesser; make the options alike in what gives them "
    "away, their length first of all."
)


class Told(NamedTuple):
    """A rule in words; `rule` is None of the one that says whether a file can be read."""

    id: str
    severity: Severity
    about: str
    source: str
    rule: Rule | None = None

    @property
    def is_english(self) -> bool:
        """Whether the rule knows English words, and holds for banks in English alone."""
        return self.rule is not None and self.rule.is_english

    def switching_off(self) -> list[str]:
        """How an author switches the rule off: a sentence, and the lines of the field."""
        if self.id == GUESSER:
            return ["It is held against a bank only where --max-guess SHARE asks for it."]
        if self.rule is None or not _has_check(self.rule):
            return ["It cannot be switched off: what it finds is not what the author means."]
        # A rule may look at the whole bank and yet find fault with single questions.
        of_question = any(flaw.question is not None for flaw in self.flaws())
        whom = "the question, or the whole bank," if of_question else "the bank"
        sentence = f"To switch it off, give {whom} this field with your reason:"
        return [sentence, "  allow:", f"    {self.id}: why it does not hold here"]

    def flaws(self) -> list[Flaw]:
        """What the rule finds in its bad example."""
        if self.rule is None:
            return []
        return [flaw for flaw in examine(self.rule.bad(), self.rule.bad_exemptions) if flaw.rule == self.id]


def _has_check(rule: Rule) -> bool:
    """Whether the rule looks at the bank, and not at what its author switched off."""
    return any((rule.of_choice, rule.of_matching, rule.of_question, rule.of_bank))


def all_told() -> tuple[Told, ...]:
    """Every rule whose id can stand behind a problem, in the order shown."""
    rules = (Told(rule.id, rule.severity, rule.about, rule.source, rule) for rule in RULES.values())
    return (
        Told(FORMAT, Severity.ERROR, ABOUT_FORMAT, "The format of banks (quiz schema)"),
        Told(GUESSER, Severity.ERROR, _ABOUT_GUESSER, "ours"),
        *rules,
    )


def print_rules(*, as_json: bool) -> None:
    """Prints all rules, with their levels and one line on each, or all of it as JSON."""
    if as_json:
        entries = [
            {
                "rule": told.id,
                "severity": told.severity,
                "about": told.about,
                "source": told.source,
                "english_only": told.is_english,
            }
            for told in all_told()
        ]
        print_json({"rules": entries})
        return
    for told in all_told():
        head = hang("", f"{told.id} ({_level(told)})", width())
        print_lines([*head, *hang("  ", first_sentence(told.about), width())])


def print_explanation(id: str) -> None:
    """Prints what there is to say of the rule; RequestError, with the nearest, where there is none of that id."""
    print_lines(_explanation(_of(id)))


def first_sentence(text: str) -> str:
    """The first sentence of a text whose sentences end with a full stop and a space."""
    head, stop, rest = text.partition(". ")
    return f"{head}." if stop and rest else text


def _of(id: str) -> Told:
    by_id = {told.id: told for told in all_told()}
    if id in by_id:
        return by_id[id]
    import difflib

    near = difflib.get_close_matches(id.lower()[:100], by_id, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise RequestError(f"There is no rule {one_line(id)}.{hint} `quiz check --rules` lists them all.")


def _level(told: Told) -> str:
    return f"{_LEVELS[told.severity]}, in English alone" if told.is_english else _LEVELS[told.severity]


def _explanation(told: Told) -> Iterator[str]:
    wrapped = partial(hang, width=width())
    yield from wrapped("", f"{told.id} ({_level(told)})")
    yield from ("", *wrapped("", told.about))
    yield from ("", *wrapped("Source: ", told.source))
    if rule := told.rule:
        yield from ("", "Not so:", *_example(rule, rule.bad(), rule.bad_exemptions), "")
        for flaw in told.flaws()[:1]:
            yield from wrapped("It says: ", flaw.sentence)
        yield from ("", "But so:", *_example(rule, rule.good(), rule.good_exemptions))
    sentence, *field = told.switching_off()
    yield from ("", *wrapped("", sentence), *field)


def _example(rule: Rule, bank: Bank, exemptions: Exemptions) -> Iterator[str]:
    """The questions of the example as they stand in a bank's file, and the document where the rule looks at it."""
    if _has_check(rule) and exemptions is NO_EXEMPTIONS:
        for question in bank.questions[:_MOST_QUESTIONS]:
            yield from question_text(question).strip("\n").split("\n")
        if (left := len(bank.questions) - _MOST_QUESTIONS) > 0:
            yield f"  # and {left} more"
    else:
        yield from _indented(bank_text(bank, "document.md" if bank.document else "", exemptions))
    if rule.of_choice is None and rule.of_matching is None:
        text = bank.document.text.strip() if bank.document else ""
        yield from (_DOCUMENT, *_indented(text)) if text else ("Without a document.",)


def _indented(text: str) -> Iterator[str]:
    yield from (f"  {line}".rstrip() for line in text.strip("\n").split("\n") if text)
