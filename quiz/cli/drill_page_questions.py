"""The questions on the page of a report, each with what was chosen how often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from quiz.cli.drill_cells import bar, own, text
from quiz.core.drills.items import PairFigures, QuestionReport
from quiz.core.drills.words import HIDDEN, as_number, as_share, facility_text, gain_text, outcomes_text
from quiz.core.marking import percent
from quiz.core.questions import Choice, Matching, Option
from quiz.core.reports.distractors import DistractorFigures
from quiz.core.reports.item_analysis import Hidden


def question_lines(question: QuestionReport, language: str) -> Iterator[str]:
    """The question as HTML: its stem, its figures in words, and a table of its options or pairs."""
    yield '<div class="question">'
    stem = f'<span lang="{text(language)}" dir="auto">{text(question.question.stem)}</span>'
    yield f"<h3>{question.number}. {stem}</h3>"
    yield f"<p>{text('; '.join(_said(question)))}</p>"
    match question.question:
        case Choice(options=options):
            yield from _options(question, options)
        case Matching(choices=choices):
            yield from _pairs(question, choices)
        case _:
            assert_never(question.question)
    yield "</div>"


def _said(question: QuestionReport) -> Iterator[str]:
    figures = question.figures
    yield outcomes_text(question)
    yield f"facility {facility_text(question)}"
    if not isinstance(figures.discrimination, Hidden):
        yield f"discrimination {as_number(figures.discrimination)}"
    if not isinstance(figures.efficiency, Hidden):
        yield f"efficiency {as_share(figures.efficiency)}"
    if question.seconds is not None:
        yield f"median time {question.seconds:.1f} s"
    if question.sure:
        yield f"{question.wrong_of_sure} of {question.sure} sure and wrong"
    if len(question.rounds) > 1:
        yield gain_text(question)
    if question.is_mended:
        yield "marked by a mended key"


def _options(question: QuestionReport, options: Sequence[Option]) -> Iterator[str]:
    """How often each option was chosen; how well it tells learners apart only where that is known of one."""
    both = list(zip(options, question.options, strict=True))
    tells_apart = any(not isinstance(its.discrimination, Hidden) for _, its in both)
    yield from _head(question, "Option", *(["Discrimi\u00adnation"] if tells_apart else []))
    yield "<tbody>"
    for option, its in both:
        more = [as_number(its.discrimination)] if tells_apart else []
        yield _row(question, option.text, its.chosen, as_share(its.share), *more, is_key=option.is_key, note=_note(its))
    yield "</tbody></table>"


def _note(its: DistractorFigures) -> str:
    return f"Look at it: {its.flag}" if its.flag else ""


def _pairs(question: QuestionReport, choices: Sequence[str]) -> Iterator[str]:
    """For each prompt its right choice, and what else it was given; choices that nobody gave it are left out."""
    yield from _head(question, "Prompt, and what it was given")
    for pair in question.pairs:
        yield f'<tbody><tr><th scope="rowgroup" colspan="3">{own(pair.prompt)}</th></tr>'
        for choice in _given(pair):
            count = pair.counts[choice]
            yield _row(question, choices[choice], count, _share(question, count), is_key=choice == pair.key)
        if pair.blank:
            yield _row(question, "", pair.blank, _share(question, pair.blank), note="Left blank")
        yield "</tbody>"
    yield "</table>"


def _given(pair: PairFigures) -> list[int]:
    """The right choice and then the others that somebody gave, the most frequent first."""
    others = [choice for choice, count in enumerate(pair.counts) if count and choice != pair.key]
    return [pair.key, *sorted(others, key=lambda choice: -pair.counts[choice])]


def _share(question: QuestionReport, count: int) -> str:
    """The share of those who were asked; hidden where the facility is, for the same reason."""
    is_hidden = isinstance(question.figures.facility, Hidden) or not question.met
    return HIDDEN if is_hidden else percent(count / question.met)


def _head(question: QuestionReport, what: str, *more: str) -> Iterator[str]:
    heads = "".join(
        f'<th scope="col" class="n">{name}</th>' for name in ("Chosen by", f"Share of {question.met:,} asked", *more)
    )
    yield f'<table class="chosen"><thead><tr><th scope="col">{what}</th>{heads}</tr></thead>'


def _row(question: QuestionReport, words: str, count: int, *figures: str, is_key: bool = False, note: str = "") -> str:
    said = [f'<span class="key">\u2713 right: {own(words)}</span>' if is_key else own(words)] if words else []
    said += [f'<span class="note">{text(note)}</span>'] if note else []
    cells = "".join(f'<td class="n">{cell}</td>' for cell in (f"{count:,}", *figures))
    return f"<tr><td>{' '.join(said)}{bar(count, question.met)}</td>{cells}</tr>"
