"""How much each cue speaks for an option that has it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from quiz.checks.guessing.cues import Cue

LEARNT: Mapping[Cue, float] = {
    Cue.LONGEST: 0.3,
    Cue.MUCH_LONGER: 1.6,
    Cue.DETAILED: 1.2,
    Cue.CLANG: 0.4,
    Cue.CONVERGENCE: 0.4,
    Cue.ABSOLUTE: -0.8,
    Cue.HEDGE: 0.2,
    Cue.ALL_OF_ABOVE: 1.5,
    Cue.NONE_OF_ABOVE: -0.6,
    Cue.MIDDLE_NUMBER: 0.4,
}
"""Of a conditional logit, fitted by benchmarks/guessing.py to 45,494 questions of three options or more with one key.

They are of three public banks, each counted as if it had 2,000: FidelusAleksander/ghcertified (442 questions on
certifications), rohitg00/ai-engineering-from-scratch (2,026, made by a language model) and uberspot/OpenTriviaQA
(43,026). docs/guesser.md says what weights learnt on two of them are worth on the third.
"""

BY_HAND: Mapping[Cue, float] = {Cue.GRAMMAR: -1.0, Cue.ABSOLUTE_STATEMENT: 1.0, Cue.MOSTLY_TRUE: 1.0}
"""What is not learnt: those banks hold eleven options that do not fit their article, and statements have one cue."""

WEIGHTS: Mapping[Cue, float] = {**LEARNT, **BY_HAND}


def score(cues: Collection[Cue], weights: Mapping[Cue, float] = WEIGHTS) -> float:
    """How much the cues speak for the option that has them; 0 where it has none."""
    return sum(weights[cue] for cue in sorted(cues))
