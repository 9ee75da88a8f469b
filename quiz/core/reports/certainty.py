"""What a report says of how sure the learner was, and how right."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.core.certainty import Certainty
from quiz.core.marking import percent
from quiz.core.reports.calibration import PROBABILITY, Calibration, calibration_of_certainties
from quiz.core.reports.confidence import LEAST_TO_JUDGE, judgement_sentences
from quiz.core.reports.exhibits import Forecast, Reliability, Sentences
from quiz.core.reports.figures import Figures
from quiz.core.reports.shelf import number
from quiz.core.reports.statistics import Count, facility


def calibration(figures: Figures) -> Reliability:
    """How often answers were right of which the learner said so surely that they were."""
    said = figures.certainties
    rows = tuple(_forecast_of(level, said[level]) for level in Certainty if level in said)
    if rows:
        note = (
            f"Of {number(sum(row.answers for row in rows), 'answer')} you said how sure you were. "
            "On the dotted line you are wholly right as often as you say."
        )
    else:
        note = "Say how sure you are of an answer before you hand it in, and see here whether you know what you know."
    return Reliability("calibration", "How sure, and how right", note, rows)


def _right_only(count: Count) -> Count:
    """The answers with nothing for what is partly right: it was said of the whole of them how sure they were."""
    return Count(count.answers, count.right, count.right)


def _forecast_of(level: Certainty, count: Count) -> Forecast:
    it = facility(_right_only(count))
    if it is None:
        raise AssertionError("a level that was said has answers")
    return Forecast(level.value, PROBABILITY[level], it.share, it.answers, it.interval.low, it.interval.high)


def judgement(figures: Figures) -> Sentences:
    """What the learner's certainty says, in words; nothing where none was said."""
    rows: list[str] = []
    if it := calibration_of_certainties(figures.certainties):
        rows += _judged(it)
        rows += judgement_sentences(figures.certainties)
    return Sentences("certainty", "What your certainty says", "", tuple(rows))


def _judged(it: Calibration) -> Iterator[str]:
    if it.answers < LEAST_TO_JUDGE:
        yield (
            f"Of {number(it.answers, 'answer')} you said how sure you were: too few to say whether that fits; it "
            f"takes {LEAST_TO_JUDGE}."
        )
        return
    share = sum(each.right for each in it.bins) / it.answers
    said = share + it.bias
    off = f"{percent(abs(it.bias))} {'too sure' if it.bias > 0 else 'not sure enough'}"
    yield (
        f"On average you said {percent(said)} and were wholly right in {percent(share)} of "
        f"{number(it.answers, 'answer')}: {'that fits' if percent(said) == percent(share) else off}."
    )
    yield f"What you said was {percent(it.error)} off on average (expected calibration error)."
    if it.gamma is not None:
        yield (
            f"Of a right and a wrong answer that you were not equally sure of, the right one was the surer in "
            f"{percent((1 + it.gamma) / 2)} of the pairs (gamma {it.gamma:.2f})."
        )
    yield (
        f"Brier score {it.brier:.3f}, where 0 is perfect: {it.uncertainty:.3f} for how hard the questions are to "
        f"foresee, less {it.resolution:.3f} for telling right from wrong, and {it.reliability:.3f} for saying too much "
        "or too little."
    )
    if it.skill is not None:
        if it.skill > 0:
            yield f"That is {percent(it.skill)} better than to say {percent(share)} each time."
        else:
            yield f"To say {percent(share)} each time would have been no worse."
