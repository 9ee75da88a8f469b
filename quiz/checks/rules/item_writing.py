"""The wording of single stems and options: what gives the answer away, and what asks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.checks.flaw import Finding
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import asked
from quiz.checks.rules.leaning import leans
from quiz.checks.words import words
from quiz.core.questions import Choice
from quiz.core.text import fold
from quiz.errors import Severity

_ABSOLUTE = frozenset({"always", "never", "all", "none", "only", "every", "must", "completely", "entirely"})
_VAGUE = frozenset({"usually", "often", "may", "sometimes", "frequently", "rarely"})
_MONTH = re.compile(r"(?<=\S )May\b|\bMay(?= \d)")

_ARTICLES = r"(?:the |an? )?"
_JOINT = r"(?:of|in|for|from|with|by|on|at|and|or|during|after|before|among|between)"
_NOUN = rf"(?!(?:{_JOINT}|the|an?)\b)[\w'-]+"
# Of two words that end in "s" or "ed" the second may be a verb.
_THING = rf"{_NOUN}(?: (?!\w+(?:s|ed)\b){_NOUN})?"
_NAMED = re.compile(rf"{_ARTICLES}{_THING}(?: {_JOINT} {_ARTICLES}{_THING})*[ :.…_]*")
_CARRIES_A_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|am|has|have|had|do|does|did|can|could|may|might|will|would|shall|should|must"
    r"|match|choose|select|name|list|identify|complete|give|find|sort|order|put|pick|calculate|compute|that|which|who"
    r"|what|when|where|how|why|to)\b"
)
_PLURAL_THEN_A_WORD = re.compile(rf"(?:^|\b{_JOINT} ){_ARTICLES}[\w'-]+s (?!{_JOINT}\b)[\w'-]+")
_FEWEST_WORDS = 4


def absolute_distractor(question: Choice) -> Iterator[Finding]:
    for i, option in enumerate(question.options):
        if option.is_key:
            continue
        if (found := sorted(_ABSOLUTE.intersection(words(option.text)))) and not leans(option.text):
            sentence = f'"{found[0]}" gives this distractor away: claims without exception are rarely right.'
            yield Finding(f"options[{i}]", sentence)


def vague_frequency(question: Choice) -> Iterator[Finding]:
    hedged = [
        (i, found)
        for i, option in enumerate(question.options)
        if (found := sorted(_VAGUE.intersection(words(_MONTH.sub("", option.text)))))
    ]
    if len(hedged) == 1:
        ((i, found),) = hedged
        sentence = f'Only this option says "{found[0]}", which sets it apart. Hedge all options alike, or none.'
        yield Finding(f"options[{i}]", sentence)


def unfocused_stem(question: Choice) -> Iterator[Finding]:
    """A stem that is no question, and too short to be a sentence or without a verb."""
    stem = question.stem
    if "?" in stem:
        return
    if len(stem.split()) < _FEWEST_WORDS or _is_name(fold(stem)):
        yield Finding("q", "Make the stem a whole question that can be answered unseen.")


def _is_name(stem: str) -> bool:
    """Whether the stem surely has no verb: it names a thing, as "the treatment of sepsis in neonates:" does."""
    return bool(_NAMED.fullmatch(stem) and not _CARRIES_A_VERB.search(stem) and not _PLURAL_THEN_A_WORD.search(stem))


_EFFECT = "What does the cytokine do to T cells?"

RULES = (
    Rule(
        "absolute-distractor",
        Severity.WARNING,
        "Haladyna, Downing & Rodriguez 2002, guideline 28a; NBME item-writing guide 2020, chapter 3",
        'Claims without exception ("always", "never", "only", "all") are rarely right, and testwise learners rule '
        "such distractors out unread. Make the distractor as careful a claim as the key.",
        bad=lambda: asked(_EFFECT, "It makes them grow", "It always kills them", "It marks them"),
        good=lambda: asked(_EFFECT, "It makes them grow", "It kills them", "It marks them"),
        of_choice=absolute_distractor,
        is_english=True,
    ),
    Rule(
        "vague-frequency",
        Severity.WARNING,
        "NBME item-writing guide 2020, chapter 3; UAMS list of item flaws",
        'A hedge ("may", "often", "usually") in one option alone sets it apart, and nobody agrees on how often '
        '"often" is. Hedge all options alike, or none; better still, say how often.',
        bad=lambda: asked(_EFFECT, "It may make them grow", "It kills them", "It marks them"),
        good=lambda: asked(_EFFECT, "It makes them grow", "It kills them", "It marks them"),
        of_choice=vague_frequency,
        is_english=True,
    ),
    Rule(
        "unfocused-stem",
        Severity.WARNING,
        "Haladyna, Downing & Rodriguez 2002, guidelines 14 and 15; NBME item-writing guide 2020, chapter 3",
        "The stem asks nothing: the learner has to read all options to find out what is wanted. Write a whole "
        "question that who knows the document can answer with the options covered.",
        bad=lambda: asked("Interleukin-2:", "Activated T cells", "Red blood cells", "Platelets"),
        good=lambda: asked("What makes interleukin-2?", "Activated T cells", "Red blood cells", "Platelets"),
        of_choice=unfocused_stem,
        is_english=True,
    ),
)
