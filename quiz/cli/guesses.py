"""What `quiz check --guesser` says of a bank, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from quiz.checks.guessing.cues import ABOUT
from quiz.checks.guessing.guesser import Guess
from quiz.checks.guessing.report import ENOUGH, CueReport, Guesses
from quiz.cli.printing import json_share
from quiz.cli.terminal import FALLBACK_WIDTH
from quiz.core.marking import percent
from quiz.core.reports.statistics import Interval
from quiz.plain.page import hang, number_of

_SHOWN = 20
"""Questions that are named; JSON has all of them."""

_TURNED_ROUND = (
    "well below chance: who turns the cues round, and never takes the longest if that is never right, gets more; a cue "
    "should be right as often as chance has it"
)


def lines(guesses: Guesses, width: int = FALLBACK_WIDTH) -> list[str]:
    """What the guesser got, against chance, and what gave it away, in lines of that width, 40 or more."""
    return [*_summary(guesses, width), *_cues(guesses, width), *_questions(guesses, width)]


CHANCE: Final = "chance"
"""The bound of a bank in which no more can be guessed than by chance, at 95 %."""

Bound = float | Literal["chance"]


def fault(guesses: Guesses, most: Bound) -> str | None:
    """The sentence that says that more can be guessed than this share allows, None where no more can."""
    if most == CHANCE:
        if not guesses.is_above_chance:
            return None
        return (
            f"{guesses.bank}: who has read nothing gets {_exact(guesses.score)}, which is above chance at 95 %: that "
            f"ends at {_exact(guesses.bound)}. quiz check --guesser tells what gives the keys away."
        )
    if guesses.score <= most:
        return None
    return (
        f"{guesses.bank}: who has read nothing gets {_exact(guesses.score)}, more than the {_exact(most)} that "
        "--max-guess allows. quiz check --guesser tells what gives the keys away."
    )


def _summary(guesses: Guesses, width: int) -> Iterator[str]:
    count = len(guesses.guesses)
    if not count:
        yield from hang("", f"{guesses.bank}: there is no question to guess at.", width)
        return
    sentences = f"{guesses.bank}: who has read nothing gets {percent(guesses.score)}, chance {percent(guesses.chance)}."
    yield from hang("", sentences, width)
    yield from hang("  ", f"95 % interval: {_range(guesses.interval)}", width)
    if guesses.is_enough:
        verdict = "above chance" if guesses.is_above_chance else "not above chance"
        yield from hang("  ", f"{verdict} at 95 %, which begins over {percent(guesses.bound)}", width)
    else:
        sentence = (
            f"{number_of(count, 'question')}: too few to tell it from chance; from {ENOUGH} on that means something"
        )
        yield from hang("  ", sentence, width)
    if guesses.is_well_below_chance:
        yield from hang("  ", _TURNED_ROUND, width)
    yield from hang("  ", f"answered by a cue: {len(guesses.by_cue)} of {number_of(count, 'question')}", width)
    if not guesses.is_english:
        sentence = "Not in English: only lengths and shared words are cues here."
        yield from hang("  ", sentence, width)


def _cues(guesses: Guesses, width: int) -> Iterator[str]:
    if not guesses.cues:
        return
    yield from hang("", "Options and pairs that a cue marks, how many are right, and how many were by chance:", width)
    for it in guesses.cues:
        sign = "*" if it.tells else " "
        yield f"{sign} {it.cue:<18} {it.right:>4} of {it.marked:<4} {it.expected:>6.1f}"
    if any(it.tells for it in guesses.cues):
        yield from hang("* ", "gives keys away: chance does so in less than 5 of 100 banks", width)


def _questions(guesses: Guesses, width: int) -> Iterator[str]:
    found = guesses.given_away
    if not found:
        return
    yield "Guessed by a cue, all or in part:"
    for each in found[:_SHOWN]:
        yield from hang("  ", f"{each.question}: {', '.join(each.cues)}", width)
    if len(found) > _SHOWN:
        yield from hang("  ", f"and {len(found) - _SHOWN} more, which --json names", width)


def _range(interval: Interval) -> str:
    return f"{percent(interval.low)} to {percent(interval.high)}"


def _exact(share: float) -> str:
    """The share to a tenth of a per cent: a score just above a bound must not look like the bound."""
    return f"{share * 100:.4g} %"


def as_json(guesses: Guesses) -> dict[str, object]:
    """All of it: shares from 0 to 1, cues by how far they are from chance, guesses in the order of the file."""
    return {
        "bank": guesses.bank,
        "questions": len(guesses.guesses),
        "answered_by_cue": len(guesses.by_cue),
        "score": json_share(guesses.score),
        "chance": json_share(guesses.chance),
        "interval": {"low": json_share(guesses.interval.low), "high": json_share(guesses.interval.high)},
        "chance_at_most": json_share(guesses.bound),
        "probability": json_share(guesses.probability),
        "is_exact": guesses.is_exact,
        "is_enough": guesses.is_enough,
        "is_above_chance": guesses.is_above_chance,
        "is_english": guesses.is_english,
        "cues": [_cue_json(it) for it in guesses.cues],
        "guesses": [_guess_json(it) for it in guesses.guesses],
    }


def _cue_json(it: CueReport) -> dict[str, object]:
    return {
        "cue": it.cue.value,
        "about": ABOUT[it.cue],
        "questions": it.questions,
        "marked": it.marked,
        "right": it.right,
        "expected": json_share(it.expected),
        "lift": json_share(it.lift),
        "probability": json_share(it.probability),
        "tells": it.tells,
    }


def _guess_json(it: Guess) -> dict[str, object]:
    return {
        "id": it.question,
        "mark": json_share(float(it.mark)),
        "chance": json_share(float(it.chance)),
        "cues": [cue.value for cue in it.cues],
    }
