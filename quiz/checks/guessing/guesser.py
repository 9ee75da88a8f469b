"""What a reader of nothing answers, by the surface of a question alone, and what that earns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from quiz.checks.guessing import terms
from quiz.checks.guessing.cues import Cue, cues_of
from quiz.checks.guessing.odds import Odds, of_keys, of_marked, of_partners
from quiz.checks.guessing.partners import match
from quiz.checks.guessing.weights import WEIGHTS, score
from quiz.checks.kinds import is_true_or_false
from quiz.core.questions import Choice, Matching, Question
from quiz.core.text import fold

_DIGITS = 9
_TRUE = frozenset({"true", "yes"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """A cue in one question: how many options or pairs it marks, how many of these are right, and the odds of that."""

    cue: Cue
    marked: int
    right: int
    odds: Odds


@dataclass(frozen=True, slots=True)
class Guess:
    """The guesser's answer to one question.

    `mark` is what it earns, from 0 to 1: the mean over what it does not tell apart. `chance` is what it would earn were
    the keys drawn at random, and `odds` are those of each mark then. `cues` are those that it answered by, the
    strongest first; without any it answered blindly, and the mark is that of chance.
    """

    question: str
    mark: Fraction
    chance: Fraction
    odds: Odds
    cues: tuple[Cue, ...]
    sightings: tuple[Sighting, ...]


def guess_of(question: Question, *, is_english: bool) -> Guess:
    """The guess at the question.

    A single answer is the option with the best score. Of a question that takes several answers as many are taken as it
    has keys: the guesser is told how many, as many questions tell, and so is chance; a mark is then keys taken over
    keys, as the Open University's rule has it. A pair of a matching question is a part of the mark.
    """
    match question:
        case Choice():
            return _choice(question, is_english)
        case Matching():
            return _matching(question, is_english)
        case _:
            assert_never(question)


def taken(scores: Sequence[float], count: int) -> tuple[Fraction, ...]:
    """How likely each option is taken by who takes `count` of them by score; those that tie are taken alike.

    Scores that differ by rounding alone tie.
    """
    rounded = [round(each, _DIGITS) for each in scores]
    bound = sorted(rounded, reverse=True)[count - 1]
    above = sum(each > bound for each in rounded)
    share = Fraction(count - above, rounded.count(bound))
    return tuple(Fraction(1) if each > bound else share if each == bound else Fraction(0) for each in rounded)


def _choice(question: Choice, is_english: bool) -> Guess:
    texts = [option.text for option in question.options]
    if is_true_or_false(question):
        marked = _statement(question.stem, texts, is_english)
    else:
        marked = cues_of(question.stem, texts, is_english=is_english)
    keys = len(question.keys)
    wanted = keys if question.takes_several else 1
    likely = taken([score(cues) for cues in marked], wanted)
    worth = Fraction(1, wanted)
    # In rising order: the odds do not depend on it, and questions of the same kind then share them.
    odds = of_keys(tuple(sorted(likely)), keys, worth)
    mark = sum((likely[i] * worth for i in question.keys), start=Fraction(0))
    sightings = [_sighting(question, cue, marked) for cue in Cue if any(cue in cues for cues in marked)]
    chance = Fraction(keys, len(texts))
    return Guess(question.id, mark, chance, odds, _reasons(likely, marked), tuple(sightings))


def _statement(stem: str, texts: Sequence[str], is_english: bool) -> tuple[frozenset[Cue], ...]:
    """The cue at true or at false: statements are true more often than not, but for those without exception.

    Two options that only have their order kept, and those of another language, say nothing of themselves.
    """
    are_true = [fold(text) in _TRUE for text in texts]
    if not is_english or not any(are_true):
        return tuple(frozenset() for _ in texts)
    is_absolute = terms.is_absolute(stem)
    cue = Cue.ABSOLUTE_STATEMENT if is_absolute else Cue.MOSTLY_TRUE
    return tuple(frozenset({cue}) if is_true != is_absolute else frozenset() for is_true in are_true)


def _sighting(question: Choice, cue: Cue, marked: Sequence[frozenset[Cue]]) -> Sighting:
    holds = [cue in cues for cues in marked]
    odds = of_marked(sum(holds), len(holds), len(question.keys))
    return Sighting(cue, sum(holds), sum(holds[i] for i in question.keys), odds)


def _reasons(likely: Sequence[Fraction], marked: Sequence[frozenset[Cue]]) -> tuple[Cue, ...]:
    """The cues by which what was taken was ahead of what was not, those that put it ahead furthest first."""
    if len({*likely}) == 1:
        return ()
    shares = [float(share) for share in likely]
    wanted = sum(shares)
    ahead = {}
    for cue in {cue for cues in marked for cue in cues}:
        there = sum(share for share, cues in zip(shares, marked, strict=True) if cue in cues)
        elsewhere = sum(cue in cues for cues in marked) - there
        # Rounded, since a sum in another order may differ by a hair and the order of options is to change nothing.
        ahead[cue] = round(WEIGHTS[cue] * (there / wanted - elsewhere / (len(shares) - wanted)), _DIGITS)
    return tuple(sorted((cue for cue, lead in ahead.items() if lead > 0), key=lambda cue: (-ahead[cue], cue)))


def _matching(question: Matching, is_english: bool) -> Guess:
    choices, key = question.choices, question.key
    matches = match([pair.prompt for pair in question.pairs], choices, is_english=is_english)
    worth = Fraction(1, len(key))
    odds = _odds_of_pairs(question, [[share * worth for share in row] for row in matches.likely])
    mark = sum((row[partner] * worth for row, partner in zip(matches.likely, key, strict=True)), start=Fraction(0))
    cues = tuple(cue for cue in Cue if any(cue == each for _, _, each in matches.cues))
    sightings = []
    for cue in cues:
        pairs = {(i, j) for i, j, each in matches.cues if each == cue}
        gains = [[Fraction((i, j) in pairs) for j in range(len(choices))] for i in range(len(key))]
        right = sum(key[i] == j for i, j in pairs)
        sightings.append(Sighting(cue, len(pairs), right, _odds_of_pairs(question, gains)))
    return Guess(question.id, mark, Fraction(1, len(choices)), odds, cues, tuple(sightings))


def _odds_of_pairs(question: Matching, gains: Sequence[Sequence[Fraction]]) -> Odds:
    """The odds of the sum of the gains at each prompt's partner; prompts with the same partner draw it together."""
    key = question.key
    together = [[gains[i] for i, each in enumerate(key) if each == partner] for partner in dict.fromkeys(key)]
    return of_partners([[sum(column, start=Fraction(0)) for column in zip(*rows, strict=True)] for rows in together])
