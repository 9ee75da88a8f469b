"""Faults in the wording of single questions: what gives the answer away, and what confuses who knows it.

The rules are those of Haladyna, Downing & Rodriguez (2002), H with the number of the guideline, and of the NBME
item-writing guide (2020), N. All of them are about English; each gives its findings for one choice question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.checks.flaw import Flaw
from quiz.checks.kinds import is_true_or_false
from quiz.checks.words import words
from quiz.core.questions import Choice
from quiz.core.text import fold
from quiz.errors import Severity

_ALL_OF_ABOVE = re.compile(r"\b(all|both) (of )?(the|these|those)( \w+)? above\b|^all of (these|them|the others)\b")
_NONE_OF_ABOVE = re.compile(r"\bnone of (the above|these|them|the others)\b")
_LETTER = r"\(?(?:[a-h]|i{1,3}|iv|vi{0,3})\)?"
_NUMBER = r"\(?[1-9]\)?"
_AND = r"(?:, ?| ?& ?|,? (?:and|or|nor) )"
_CALLED = r"(?:options?|answers?|choices?) "
# "1 or 2" may be the answer to a question, "options 1 and 2" and "a and b" are other options.
_REFERENCES = re.compile(
    r"(?:only |both |either |neither )?"
    rf"(?:(?:{_CALLED})?{_LETTER}(?:{_AND}(?:{_CALLED})?{_LETTER})+|{_CALLED}{_NUMBER}(?:{_AND}(?:{_CALLED})?{_NUMBER})+)"
    r"(?: only)?\.?"
)
_NEGATIVE = re.compile(r"(?<!\bat )\b(?:not|except|least|incorrect|false)\b|\b\w+n['’]t\b")
_EMPHASIS = ("*", "_")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])\s+")
_TRUE_OR_FALSE = re.compile(r"^true or false\b", re.IGNORECASE)
_ABSOLUTE = frozenset({"always", "never", "all", "none", "only", "every", "must", "completely", "entirely"})
_VAGUE = frozenset({"usually", "often", "may", "sometimes", "frequently", "rarely"})
_ARTICLE = re.compile(r"(?<![\w/(])(an?)[ :…_.]*$")
# Letters that are named with a vowel first ("an MRI"), and words that only begin with one in writing ("a unit").
_SPELLED = re.compile(r"[\"“(]*([AEFHILMNORSX])(?:[A-Z0-9-]|\b)")
_VOWEL = re.compile(
    r"[\"“(]*(?:(?!uni(?![mn])|us[aeiu]|u[bkt][aei]|eu|ewe|one\b|once\b)[aeiou]|hour|honest|honou?r|heir|8)",
    re.IGNORECASE,
)
_OTHER_LETTER = re.compile(r"[\"“(]*[B-DGJ-KP-QT-WYZ](?:[A-Z0-9-]|\b)")


def all_of_above(question: Choice) -> Iterator[Flaw]:
    """H25: who knows that two options are right needs to know no more."""
    for i, option in enumerate(question.options):
        if _ALL_OF_ABOVE.search(fold(option.text)):
            sentence = 'Replace "all of the above": make the question one that takes several answers.'
            yield Flaw("all-of-above", question.id, f"options[{i}]", sentence, Severity.ERROR)


def none_of_above(question: Choice) -> Iterator[Flaw]:
    """H26: it tells what the learner can rule out, not what they know."""
    for i, option in enumerate(question.options):
        if _NONE_OF_ABOVE.search(fold(option.text)):
            yield Flaw("none-of-above", question.id, f"options[{i}]", 'Replace "none of the above" by a distractor.')


def option_references(question: Choice) -> Iterator[Flaw]:
    """H9: options are shuffled, so their letters mean nothing."""
    for i, option in enumerate(question.options):
        if _REFERENCES.fullmatch(fold(option.text)):
            sentence = "Do not refer to other options by letter: they are shuffled. Ask for several answers instead."
            yield Flaw("option-references", question.id, f"options[{i}]", sentence, Severity.ERROR)


def negative_stem(question: Choice) -> Iterator[Flaw]:
    """H17: a negation that is overread makes who knows the answer choose a wrong one.

    A case that is told before the question may say what is not so.
    """
    if is_true_or_false(question):
        return
    sentences = _BETWEEN_SENTENCES.split(_TRUE_OR_FALSE.sub("", question.stem))
    asking = [sentence for sentence in sentences if "?" in sentence] or sentences
    found = [match for sentence in asking for match in _NEGATIVE.finditer(sentence) if not _is_emphasised(match)]
    if found:
        word = found[0].group().upper()
        sentence = f'Ask positively, or write "{word}" in capitals so that nobody overreads it.'
        yield Flaw("negative-stem", question.id, "q", sentence, Severity.ERROR)


def _is_emphasised(match: re.Match[str]) -> bool:
    """Whether the word stands between the stars or low lines of Markdown."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return before.endswith(_EMPHASIS) and after.startswith(_EMPHASIS)


def absolute_distractor(question: Choice) -> Iterator[Flaw]:
    """H28a: a claim without exception is rarely right, and testwise learners know it."""
    for i, option in enumerate(question.options):
        text = fold(option.text)
        is_told_already = _ALL_OF_ABOVE.search(text) or _NONE_OF_ABOVE.search(text) or _REFERENCES.fullmatch(text)
        if not option.is_key and not is_told_already and (found := sorted(_ABSOLUTE & {*words(text)})):
            sentence = f'"{found[0]}" gives this distractor away: claims without exception are rarely right.'
            yield Flaw("absolute-distractor", question.id, f"options[{i}]", sentence)


def vague_frequency(question: Choice) -> Iterator[Flaw]:
    """N: a hedge in one option alone sets it apart."""
    hedged = [
        (i, found) for i, option in enumerate(question.options) if (found := sorted(_VAGUE & {*words(option.text)}))
    ]
    if len(hedged) == 1:
        ((i, found),) = hedged
        sentence = f'Only this option says "{found[0]}", which sets it apart. Hedge all options alike, or none.'
        yield Flaw("vague-frequency", question.id, f"options[{i}]", sentence)


def grammar(question: Choice) -> Iterator[Flaw]:
    """H28c: the article at the end of the stem fits some options only."""
    if article := _ARTICLE.search(question.stem):
        wants_vowel = article.group(1) == "an"
        unfit = [_begins_with_vowel(option.text) != wants_vowel for option in question.options]
        if any(unfit) and not all(unfit):
            yield Flaw("grammar", question.id, "q", "The article at the end fits some options only. Move it into them.")


def _begins_with_vowel(text: str) -> bool:
    """Whether "an" goes before the text, by the sound of its first word."""
    if _OTHER_LETTER.match(text):
        return False
    return bool(_SPELLED.match(text) or _VOWEL.match(text))


def unfocused_stem(question: Choice) -> Iterator[Flaw]:
    """H14, H15: a stem that asks nothing makes the options do its work."""
    if "?" not in question.stem and len(question.stem.split()) < 4:
        yield Flaw("unfocused-stem", question.id, "q", "Make the stem a whole question that can be answered unseen.")
