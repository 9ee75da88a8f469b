"""A question as a client of a drill knows it: without its key before the reveal, with it after."""

from __future__ import annotations

from typing import NamedTuple

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.certainty import Certainty
from quiz.core.marking import Mark
from quiz.core.questions import Choice, Extra, Matching, Option, Pair, Question
from quiz.core.shuffling import Layout
from quiz.live.protocol import Answering, LearnerView, OwnAnswer, Passage, PublicQuestion, Result, Reveal


class Shown(NamedTuple):
    """A question with the order in which it is shown, as the widgets and the words of plain mode take them.

    Before the reveal its keys stand for nothing: they only say how many options may be chosen.
    """

    question: Question
    order: Layout


def shown(public: PublicQuestion, reveal: Reveal | None = None) -> Shown:
    """The question as far as it is known; without `options` where the stem alone is shown."""
    options = public["options"] or []
    if public["kind"] == "matching":
        return _matching(public["stem"], options, public["prompts"], reveal)
    takes_several = public["kind"] == "multiple"
    key = set(reveal["key"]) if reveal else set(range(len(options) if takes_several else 1))
    whys = _texts(reveal["whys"] if reveal else [], len(options))
    return Shown(
        Choice(
            id="shown",
            topic="",
            stem=public["stem"],
            why=reveal["why"] if reveal else "",
            options=tuple(
                Option(text, is_key=place in key, why=why)
                for place, (text, why) in enumerate(zip(options, whys, strict=True))
            ),
            any_key_will_do=not takes_several,
        ),
        Layout(tuple(range(len(options)))),
    )


def _matching(stem: str, choices: list[str], prompts: list[str], reveal: Reveal | None) -> Shown:
    known = reveal["key"] if reveal else []
    partners = [known[place] if place < len(known) else 0 for place in range(len(prompts))]
    answers = [choices[place] if place < len(choices) else "" for place in partners]
    whys = _texts(reveal["whys"] if reveal else [], len(prompts))
    question = Matching(
        id="shown",
        topic="",
        stem=stem,
        why=reveal["why"] if reveal else "",
        pairs=tuple(Pair(prompt, answer, why) for prompt, answer, why in zip(prompts, answers, whys, strict=True)),
        extras=tuple(Extra(text) for text in choices if text not in answers),
    )
    places = {text: index for index, text in enumerate(question.choices)}
    return Shown(question, Layout(tuple(places[text] for text in choices), tuple(range(len(prompts)))))


def _texts(texts: list[str], count: int) -> list[str]:
    return [*texts, *[""] * count][:count]


def answer_of(known: Shown, own: OwnAnswer) -> Answer:
    """The answer of the learner, in the terms of the question as it is shown."""
    if isinstance(known.question, Matching):
        order, prompts = known.order.choices, len(known.order.prompts)
        given = [None if place is None or not 0 <= place < len(order) else order[place] for place in own["matched"]]
        return Matched(tuple([*given, *[None] * prompts][:prompts]))
    return Chosen(frozenset(place for place in own["chosen"] if 0 <= place < len(known.order.choices)))


def own_answer(known: Shown, answer: Answer, certainty: Certainty | None) -> OwnAnswer:
    """The answer as it goes over the wire: by the places of showing."""
    order = known.order.choices
    chosen = sorted(order.index(option) for option in answer.options) if isinstance(answer, Chosen) else []
    matched: list[int | None] = []
    if isinstance(answer, Matched):
        matched = [None if choice is None else order.index(choice) for choice in answer.choices]
    return {"chosen": chosen, "matched": matched, "certainty": certainty.value if certainty else None}


def blank(known: Shown) -> Answer:
    """No answer to the question."""
    question = known.question
    return Matched((None,) * len(question.pairs)) if isinstance(question, Matching) else Chosen(frozenset())


def answering_of(view: LearnerView, known: Shown, answer: Answer, certainty: Certainty | None, key: str) -> Answering:
    """The answer to the question of the view as it is sent, under that key; with a certainty only where it is asked."""
    own = own_answer(known, answer, certainty if view["wants_certainty"] else None)
    return {
        "place": view["place"],
        "round": view["round"],
        "chosen": own["chosen"],
        "matched": own["matched"],
        "certainty": own["certainty"],
        "key": key,
    }


def mark_of(result: Result | None) -> Mark:
    """The mark as the server gave it; that of no answer where there is no result."""
    if result is None:
        return Mark(0.0, "You gave no answer.")
    return Mark(result["fraction"], result["arithmetic"])


class Excerpt(NamedTuple):
    """A part of a document, with the quotations in it."""

    text: str
    quotes: tuple[str, ...]


def excerpt(passages: list[Passage]) -> Excerpt:
    """The passages as one text with each heading once, and what is cited in them."""
    blocks: list[str] = []
    quotes: list[str] = []
    heading = ""
    for passage in passages:
        if passage["heading"] and passage["heading"] != heading:
            heading = passage["heading"]
            blocks.append(f"# {' '.join(heading.split())}")
        blocks.append("".join(text for text, _ in passage["parts"]).strip())
        quotes += [text.strip() for text, is_cited in passage["parts"] if is_cited and text.strip()]
    return Excerpt("\n\n".join(blocks), tuple(dict.fromkeys(quotes)))
