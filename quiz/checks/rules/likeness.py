"""How like one another the options of a question are: in what they say, their length, their form and their number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations, takewhile

from quiz.checks.flaw import Finding
from quiz.checks.kinds import is_true_or_false
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import asked
from quiz.checks.words import tokens
from quiz.core.questions import Choice
from quiz.core.text import one_line
from quiz.errors import Severity

_LONG_BY = 10  # characters
_WIDEST_SPREAD = 2.5
_NEAR = 0.9
_LONGEST_ORDERED = 200  # words
_SHORTEST_LEAD_IN = 2  # words
_FEWEST, _MOST = 3, 5  # options
_STOPPED = re.compile(r"[.。।][\"'”’)\]]*$")
_ABBREVIATED = re.compile(r"(?:\b[A-Za-z]|\b(?:etc|al|approx|vs|Inc|Jr|Sr|St|sp|spp))\.$")
_FIRST_WORD = re.compile(r"[\"'“‘(]*([^\W\d_]+)(?![\w'’-])")


def near_duplicates(question: Choice) -> Iterator[Finding]:
    texts = [tokens(option.text) for option in question.options]
    for (i, one), (j, other) in combinations(enumerate(texts), 2):
        if are_near(one, other):
            sentence = f"This option has nearly the words of option {i + 1}. Make the two differ in what they claim."
            yield Finding(f"options[{j}]", sentence)


def are_near(one: list[str], other: list[str]) -> bool:
    """Whether twice what they share in the same order is more than nine tenths of what both have.

    Of texts with more than two hundred words the order is not looked at.
    """
    enough = _NEAR * (len(one) + len(other)) / 2
    known = frozenset(other)
    if sum(word in known for word in one) <= enough or (Counter(one) & Counter(other)).total() <= enough:
        return False
    # "A before B" and "B before A" share their words and not their claim; comparing the order takes the square.
    return enough > _LONGEST_ORDERED or SequenceMatcher(None, one, other, autojunk=False).ratio() > _NEAR


def length_spread(question: Choice) -> Iterator[Finding]:
    """The longest option is more than two and a half times as long as the shortest, and ten characters longer."""
    lengths = [len(option.text) for option in question.options]
    spread = max(lengths) - min(lengths)
    if max(lengths) > _WIDEST_SPREAD * min(lengths) and spread >= _LONG_BY and not is_true_or_false(question):
        sentence = f"The options have from {min(lengths)} to {max(lengths)} characters. Make them about equally long."
        yield Finding("options", sentence)


def lead_in(question: Choice) -> Iterator[Finding]:
    columns = zip(*(option.text.split() for option in question.options), strict=False)
    shared = [column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns)]
    if len(shared) >= _SHORTEST_LEAD_IN and not is_true_or_false(question):
        sentence = f'Every option begins with "{one_line(" ".join(shared))}". Move it into the stem.'
        yield Finding("options", sentence)


def final_stops(question: Choice) -> Iterator[Finding]:
    """Some options end with a full stop and some without any; a stop that may be of an abbreviation is either."""
    texts = [option.text.rstrip() for option in question.options]
    sure = [bool(_STOPPED.search(text)) for text in texts if not _ABBREVIATED.search(text)]
    if any(sure) and not all(sure):
        yield Finding("options", "Some options end with a full stop and some do not. End all of them alike.")


def mixed_case(question: Choice) -> Iterator[Finding]:
    """Some options begin with a capital and some with a small letter; "pH", "B cells" and "Crohn's" may be either."""
    firsts = [found.group(1) for option in question.options if (found := _FIRST_WORD.match(option.text))]
    begins = {word[0].isupper() for word in firsts if len(word) > 1 and (word.islower() or word.istitle())}
    if len(begins) > 1:
        yield Finding("options", "Some options begin with a capital and some with a small letter. Begin all alike.")


def option_count(question: Choice) -> Iterator[Finding]:
    count = len(question.options)
    if count < _FEWEST and not is_true_or_false(question):
        yield Finding(
            "options", "Add a distractor: of two options, half of those who know nothing choose the right one."
        )
    elif count > _MOST and len(question.keys) == 1:
        sentence = f"Look whether all {count} options are needed: more than {_MOST} are long to read and seldom chosen."
        yield Finding("options", sentence)


_EFFECT = "What does the cytokine do?"
_MAKERS = "Which cells make the cytokine?"

RULES = (
    Rule(
        "near-duplicates",
        Severity.WARNING,
        "Haladyna, Downing & Rodriguez 2002, guidelines 19 and 22",
        "Two options have nearly the same words in nearly the same order. If they mean the same, both are right or "
        "both are wrong, and neither is worth reading; if not, the difference is a trap for the eye. Options that are "
        "the same but for typing are refused when the bank is read.",
        bad=lambda: asked(_MAKERS, "Activated T-cells", "Platelets", "Activated T‑cells"),
        good=lambda: asked(_MAKERS, "Activated T cells", "Platelets", "Natural killer cells"),
        of_choice=near_duplicates,
    ),
    Rule(
        "length-spread",
        Severity.INFO,
        "Haladyna, Downing & Rodriguez 2002, guidelines 23 and 24",
        "The longest option is more than two and a half times as long as the shortest. Options of one length are "
        "easier to compare, and none stands out.",
        bad=lambda: asked(
            _EFFECT, "It helps T cells grow", "It raises the pressure in the vessels of the lung", "Harm"
        ),
        good=lambda: asked(_EFFECT, "It helps T cells grow", "It raises the pressure", "It slows the heart"),
        of_choice=length_spread,
    ),
    Rule(
        "lead-in",
        Severity.INFO,
        "NBME item-writing guide 2020, chapter 3",
        "All options begin with the same words, which are read again with each. Say them once, in the stem.",
        bad=lambda: asked("What is known of it?", "It is made by T cells", "It is made in bone", "It is made of fat"),
        good=lambda: asked("What is it made by?", "T cells", "Bones", "Fat"),
        of_choice=lead_in,
    ),
    Rule(
        "final-stops",
        Severity.INFO,
        "Haladyna, Downing & Rodriguez 2002, guidelines 23 and 24",
        "Some options end with a full stop and some do not. What stands out for no reason is taken for a hint.",
        bad=lambda: asked(_EFFECT, "It helps T cells grow.", "It raises the pressure", "It slows the heart"),
        good=lambda: asked(_EFFECT, "It helps T cells grow", "It raises the pressure", "It slows the heart"),
        of_choice=final_stops,
    ),
    Rule(
        "mixed-case",
        Severity.INFO,
        "Haladyna, Downing & Rodriguez 2002, guidelines 23 and 24",
        "Some options begin with a capital and some with a small letter. What stands out for no reason is taken for a "
        "hint. Names and symbols keep their letters: switch the rule off for a question where they are the reason.",
        bad=lambda: asked(_MAKERS, "lymphocytes", "Platelets", "Neutrophils"),
        good=lambda: asked(_MAKERS, "Lymphocytes", "Platelets", "Neutrophils"),
        of_choice=mixed_case,
        is_english=True,
    ),
    Rule(
        "option-count",
        Severity.INFO,
        "Haladyna, Downing & Rodriguez 2002, guideline 18",
        "Three options are enough where all of them are plausible, and nobody gains from more than five. Of two, "
        "unless they are true and false or yes and no, half of those who know nothing choose the right one. Questions "
        "with several right options may have more than five.",
        bad=lambda: asked(_MAKERS, "Lymphocytes", "Platelets"),
        good=lambda: asked(_MAKERS, "Lymphocytes", "Platelets", "Neutrophils"),
        of_choice=option_count,
    ),
)
