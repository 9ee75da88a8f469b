"""How a reader of nothing matches prompts and choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quiz.checks.guessing.cues import Cue, is_much_longer, long_words, sole_longest
from quiz.checks.words import content_words

_LONG_PAIR = 0.5
"""What the longest prompt and the longest choice have in common counts for: half a word."""


@dataclass(frozen=True, slots=True)
class Matches:
    """For each prompt how likely each choice is taken for its partner, and the pairs that a cue points at."""

    likely: tuple[tuple[Fraction, ...], ...]
    cues: tuple[tuple[int, int, Cue], ...]


def match(prompts: Sequence[str], choices: Sequence[str], *, is_english: bool) -> Matches:
    """The matches by words that a prompt and a choice share, and by length.

    A prompt and a choice that suit one another better than any other are a pair. Where there are choices enough for
    each to serve once, a choice so given away is not taken again, and the prompts that are left take the others alike.
    """
    scores, reasons = _scores(prompts, choices, is_english)
    goes_once = len(choices) >= len(prompts)
    partner = _sure_pairs(scores) if goes_once else {}
    left = [j for j in range(len(choices)) if j not in partner.values()]
    likely = []
    cues = []
    for i, row in enumerate(scores):
        open_to = [partner[i]] if i in partner else left
        best = max(row[j] for j in open_to)
        taken = [j for j in open_to if row[j] == best]
        likely.append(tuple(Fraction(j in taken, len(taken)) for j in range(len(choices))))
        if best > 0 and (i in partner or len(taken) < len(left)):
            cues += [(i, j, reasons[i, j]) for j in taken]
    return Matches(tuple(likely), tuple(cues))


def _scores(
    prompts: Sequence[str], choices: Sequence[str], is_english: bool
) -> tuple[list[list[float]], dict[tuple[int, int], Cue]]:
    """How well each prompt suits each choice, and by which cue where there is one.

    A word counts the less the more prompts and choices have it.
    """
    plain = content_words if is_english else long_words
    asked, offered = [plain(text) for text in prompts], [plain(text) for text in choices]
    times = Counter(word for text in asked for word in text), Counter(word for text in offered for word in text)
    scores = []
    reasons: dict[tuple[int, int], Cue] = {}
    long_prompt, long_choice = _standing_out(prompts), _standing_out(choices)
    for i, prompt in enumerate(asked):
        row = []
        for j, choice in enumerate(offered):
            # In the order of the alphabet, since the sum of the same numbers in another order may differ by a hair.
            score = sum(1 / (times[0][word] * times[1][word]) for word in sorted(prompt & choice))
            is_long = i == long_prompt and j == long_choice
            if score or is_long:
                reasons[i, j] = Cue.SHARED_WORD if score else Cue.LONG_PAIR
            row.append(round(score + _LONG_PAIR * is_long, 9))
        scores.append(row)
    return scores, reasons


def _standing_out(texts: Sequence[str]) -> int | None:
    """The index of the text that is much longer than the others, None where there is none."""
    longest = sole_longest(texts)
    if longest is None or len(texts) < 2:
        return None
    others = [*texts[:longest], *texts[longest + 1 :]]
    return longest if is_much_longer(texts[longest], others) else None


def _sure_pairs(scores: Sequence[Sequence[float]]) -> dict[int, int]:
    """The choice for each prompt that suits no other as well, found again among what is left until there is none."""
    pairs: dict[int, int] = {}
    while True:
        prompts = [i for i in range(len(scores)) if i not in pairs]
        choices = [j for j in range(len(scores[0])) if j not in pairs.values()]
        best_of_prompt = {i: _sole_best({j: scores[i][j] for j in choices}) for i in prompts}
        best_of_choice = {j: _sole_best({i: scores[i][j] for i in prompts}) for j in choices}
        found = {i: j for i, j in best_of_prompt.items() if j is not None and best_of_choice[j] == i}
        if not found:
            return pairs
        pairs |= found


def _sole_best(scores: Mapping[int, float]) -> int | None:
    """What has the highest score, where the score is above 0 and nothing else has it."""
    best = max(scores.values(), default=0.0)
    places = [place for place, score in scores.items() if score == best]
    return places[0] if best > 0 and len(places) == 1 else None
