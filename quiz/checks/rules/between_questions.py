"""What the questions of a bank tell about one another: the answer to another one, or that they ask the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quiz.checks.flaw import Finding
from quiz.checks.kinds import is_true_or_false
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import FACT, bank as example, choice
from quiz.checks.words import content_words, said, tokens
from quiz.core.bank import Bank
from quiz.core.exemptions import Exemptions
from quiz.core.questions import Choice, Question, wording_of
from quiz.core.text import fold
from quiz.errors import Severity

_ARTICLES = frozenset({"a", "an", "the"})
_LONGEST_KEY = 12  # words; a longer one stands in no stem
_MOST_OF_A_KEY = 50  # questions that are looked at for one key, so that a large bank takes no longer by its square
_MOST_NAMED = 3
_TOLD = 0.5

_Words = tuple[str, ...]


class _Asked(NamedTuple):
    """A question with a single answer, and the words that its stem has besides those of its key."""

    id: str
    words: frozenset[str]

    def is_told_by(self, words: frozenset[str]) -> bool:
        """Whether a stem of those words speaks of what is asked: it has two of its words, and half of them."""
        shared = len(self.words & words)
        return shared > 1 and shared >= _TOLD * len(self.words)


class _Keys:
    """The keys of a bank's questions, to be found in the texts of others."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._asked: defaultdict[_Words, list[_Asked]] = defaultdict(list)
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)  # by the first word
        for question in questions:
            if isinstance(question, Choice) and len(question.keys) == 1 and not is_true_or_false(question):
                (place,) = question.keys
                self._add(question, question.options[place].text)

    def _add(self, question: Choice, key: str) -> None:
        words = _without_article(tokens(key))
        if 0 < len(words) <= _LONGEST_KEY and content_words(key) and len(self._asked[words]) < _MOST_OF_A_KEY:
            self._asked[words].append(_Asked(question.id, content_words(question.stem) - content_words(key)))
            self._lengths[words[0]].add(len(words))

    def told_by(self, question: Question) -> list[str]:
        """The ids of the other questions to which the stem tells the answer."""
        words = tuple(tokens(question.stem))
        runs = {words[at : at + length] for at, word in enumerate(words) for length in self._lengths.get(word, ())}
        if not (keys := [run for run in sorted(runs) if run in self._asked]):
            return []
        own = content_words(question.stem)
        return [each.id for key in keys for each in self._asked[key] if each.id != question.id and each.is_told_by(own)]


def gives_away(bank: Bank, _exemptions: Exemptions) -> Iterator[Finding]:
    """A stem that has the key of another question, and half of the words of its stem."""
    questions = [question for question in bank.questions if not question.is_draft]
    keys = _Keys(questions)
    for question in questions:
        if told := keys.told_by(question):
            named = ", ".join(f'"{id}"' for id in told[:_MOST_NAMED]) + (" and others" if told[_MOST_NAMED:] else "")
            sentence = f"Who reads this knows the answer to {named}. Reword it, or ask only one of them."
            yield Finding("q", sentence, question.id)


def _without_article(words: list[str]) -> _Words:
    return tuple(words[1:] if words and words[0] in _ARTICLES else words)


def similar_questions(bank: Bank, _exemptions: Exemptions) -> Iterator[Finding]:
    """Two questions with the same keys, whose stems have the same words in whatever order."""
    first: dict[tuple[frozenset[str] | _Words, frozenset[str]], str] = {}
    for question in bank.questions:
        if question.is_draft:
            continue
        keys = frozenset(map(fold, wording_of(question).keys))
        before = first.setdefault((_sense(question), keys), question.id)
        if before != question.id:
            sentence = f'This asks the same as the question "{before}". Remove one, or ask something else with it.'
            yield Finding("q", sentence, question.id)


def _sense(question: Question) -> frozenset[str] | _Words:
    """What two stems that ask the same have in common; where the key says nothing of its own, that is every word."""
    words = said(question.stem)
    if not words or (isinstance(question, Choice) and is_true_or_false(question)):
        return tuple(tokens(question.stem))
    return words


_CELLS = ("Activated T cells", "Red blood cells", "Platelets", "Neutrophils")
_FIRST = choice("Which cells make most of the interleukin-2 in the blood?", *_CELLS, id="first")


def _beside_first(stem: str, *options: str) -> Bank:
    return example(_FIRST, choice(stem, *options, id="second"), document=FACT)


RULES = (
    Rule(
        "gives-away",
        Severity.WARNING,
        "Haladyna, Downing & Rodriguez 2002, guideline 4",
        "The stem of one question has the key of another and half of the words of its stem, so that who reads the one "
        "knows the other. In an exam both may be asked. Reword the stem, or ask only one of the two.",
        bad=lambda: _beside_first(
            "To which receptor does the interleukin-2 in the blood that activated T cells make bind?",
            "CD25",
            "CD4",
            "CD8",
        ),
        good=lambda: _beside_first("To which receptor does the cytokine bind?", "CD25", "CD4", "CD8"),
        of_bank=gives_away,
        is_english=True,
    ),
    Rule(
        "similar-questions",
        Severity.WARNING,
        "Haladyna, Downing & Rodriguez 2002, guideline 4, in our reading: what is asked twice counts twice",
        "Two questions have the same key, and stems of the same words in whatever order or inflection. The second "
        "examines nothing that the first does not. Remove one of them, or ask something else with it.",
        bad=lambda: _beside_first("Most of the interleukin-2 in the blood is made by which cells?", *_CELLS),
        good=lambda: _beside_first("What does the cytokine act on?", *_CELLS),
        of_bank=similar_questions,
    ),
)
