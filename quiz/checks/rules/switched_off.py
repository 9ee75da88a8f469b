"""What the author has switched off: rules that are none, and rules and passages that need not be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from quiz.checks.coverage import coverage, uncovered_statements
from quiz.checks.flaw import Finding, Flaw
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import FACT, asked, bank as example, choice
from quiz.core.bank import Bank
from quiz.core.exemptions import Exemptions, Ignored
from quiz.core.selection import has_only_drafts
from quiz.core.text import one_line
from quiz.errors import Severity

UNKNOWN_RULE = "unknown-rule"
UNUSED_ALLOW = "unused-allow"


def uncovered(bank: Bank, exemptions: Exemptions) -> Iterator[Finding]:
    """The statements that no question examines; one finding for all of them where there are drafts alone."""
    flaws = list(uncovered_statements(bank, exemptions.ignored))
    if flaws and bank.questions and has_only_drafts(bank.catalogue):
        yield Finding("", "No statement is examined yet: all questions are drafts.")
        return
    for flaw in flaws:
        yield Finding(flaw.part, flaw.sentence, span=flaw.span)


def unused_ignores(bank: Bank, exemptions: Exemptions) -> Iterator[Finding]:
    """Passages that need not be examined, and whose statements all are."""
    ignored = [(i, each) for i, each in enumerate(exemptions.ignored) if not each.fact]
    if not ignored:
        return
    covered = coverage(bank, exemptions.ignored)
    found = bank.document.find_all([each.cite for _, each in ignored])
    for i, each in ignored:
        statements = [it for span in found[each.cite] for it in covered.at(span)]
        if statements and all(it.is_examined for it in statements):
            yield Finding(f"ignore[{i}]", "Remove this: all statements of the passage are examined.")


def unknown_rules(exemptions: Exemptions, rules: Collection[str]) -> Iterator[Finding]:
    """What is switched off and is no rule; the part is that of the rule."""
    for question_id, allowed in ((None, exemptions.of_bank), *exemptions.of_question.items()):
        for id in allowed:
            if id not in rules:
                yield Finding(
                    f"allow.{id}", f"Name a rule of quiz check; {_quoted(id)} is none{_meant(id, rules)}", question_id
                )


def unused_allows(
    bank: Bank, exemptions: Exemptions, found: Iterable[Flaw], rules: Collection[str]
) -> Iterator[Finding]:
    """Rules that are switched off and would have found nothing; drafts may have what they will need."""
    own = {(flaw.rule, flaw.question) for flaw in found}
    sentence = "Remove this: the rule would find nothing."
    for question_id, allowed in exemptions.of_question.items():
        if question_id in bank and not bank.question(question_id).is_draft:
            for id in allowed:
                if id in rules and (id, question_id) not in own:
                    yield Finding(f"allow.{id}", sentence, question_id)
    left = {
        rule
        for rule, question_id in own
        if question_id is None or rule not in exemptions.of_question.get(question_id, {})
    }
    for id in exemptions.of_bank:
        if id in rules and id not in left:
            yield Finding(f"allow.{id}", sentence)


def _quoted(id: str) -> str:
    return f'"{one_line(id)}"'


def _meant(id: str, rules: Collection[str]) -> str:
    """What the author may have meant, and the end of the sentence."""
    close = get_close_matches(id.lower().replace("_", "-").replace(" ", "-"), sorted(rules), n=1)
    return f'. Did you mean "{close[0]}"?' if close else "."


_STEM = "Which cells make most of the interleukin-2?"
_CELLS = ("Lymphocytes", "Platelets", "Neutrophils")
_WHY = "The reason."


def _example() -> Bank:
    return asked(_STEM, *_CELLS)


def _with_an_aside() -> Bank:
    """A bank whose document has one more statement, which no question examines."""
    return example(choice(_STEM, *_CELLS), document=f"{FACT} It was found in 1976.")


RULES = (
    Rule(
        "uncovered",
        Severity.WARNING,
        "ours",
        "No question quotes the statement, so that nobody who is examined need know it. Write a question on it, or put "
        "it under ignore: in the bank, with the reason. quiz cover shows the whole document so.",
        bad=_with_an_aside,
        good=_example,
        of_bank=uncovered,
    ),
    Rule(
        "unused-ignore",
        Severity.WARNING,
        "ours",
        "A passage is under ignore: and yet all of its statements are examined. Remove it, so that what is left there "
        "is what is left out.",
        bad=_example,
        good=_with_an_aside,
        of_bank=unused_ignores,
        bad_exemptions=Exemptions(ignored=(Ignored(FACT, _WHY),)),
        good_exemptions=Exemptions(ignored=(Ignored("It was found in 1976.", _WHY),)),
    ),
    Rule(
        UNKNOWN_RULE,
        Severity.ERROR,
        "ours",
        "Under allow: stands what is no rule, so that nothing is switched off. quiz check --explain lists the rules.",
        bad=_example,
        good=_with_an_aside,
        bad_exemptions=Exemptions({"uncoverd": _WHY}),
        good_exemptions=Exemptions({"uncovered": _WHY}),
    ),
    Rule(
        UNUSED_ALLOW,
        Severity.WARNING,
        "ours",
        "A rule is switched off that would find nothing. Remove it, so that the rule is there when it is needed.",
        bad=_example,
        good=_with_an_aside,
        bad_exemptions=Exemptions({"uncovered": _WHY}),
        good_exemptions=Exemptions({"uncovered": _WHY}),
    ),
)
