"""Banks of any content, and the YAML in which an author could have written them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from hypothesis import strategies as st

from quiz.core.bank import Bank, catalogue_of
from quiz.core.questions import Choice, Extra, Level, Matching, Option, Pair, Question
from quiz.core.text import fold

# What quiz.banks.textfile.is_refused lets through, in a form that needs no filter.
_characters = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs", "Zl", "Zp"],
    include_characters="\n\t",
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\ufeff\ufffe\uffff",
)
any_text = st.text(_characters, max_size=20).map(str.strip).filter(lambda text: bool(fold(text)))
_whys = st.just("") | any_text
_ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)


def _distinct(at_least: int, at_most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(any_text, min_size=at_least, max_size=at_most, unique_by=fold)


@st.composite
def _choices(draw: st.DrawFn, id: str, topics: list[str]) -> Choice:
    texts = draw(_distinct(2, 5))
    keys = draw(st.integers(1, len(texts) - 1))
    options = [Option(text, i < keys, draw(_whys), draw(st.booleans())) for i, text in enumerate(texts)]
    return Choice(
        id=id,
        stem=draw(any_text),
        topic=draw(st.sampled_from(topics)),
        why=draw(_whys),
        level=draw(st.sampled_from([None, *Level])),
        tags=tuple(draw(_distinct(0, 3))),
        is_draft=draw(st.booleans()),
        options=tuple(draw(st.permutations(options))),
        any_key_will_do=keys > 1 and draw(st.booleans()),
    )


@st.composite
def _matchings(draw: st.DrawFn, id: str, topics: list[str]) -> Matching:
    answers = draw(_distinct(3, 6))
    partners = [*answers[:2], *draw(st.lists(st.sampled_from(answers[:-1]), max_size=3))]
    prompts = draw(_distinct(len(partners), len(partners)))
    pairs = [Pair(prompt, answer, draw(_whys)) for prompt, answer in zip(prompts, partners, strict=True)]
    return Matching(
        id=id,
        stem=draw(any_text),
        topic=draw(st.sampled_from(topics)),
        why=draw(_whys),
        pairs=tuple(pairs),
        extras=tuple(Extra(text, draw(_whys)) for text in answers if text not in partners),
    )


@st.composite
def banks(draw: st.DrawFn) -> Bank:
    """Banks without a document, of one to four questions of either kind."""
    topics = {id: draw(any_text) for id in draw(st.lists(_ids, min_size=1, max_size=3, unique=True))}
    questions: list[Question] = [
        draw(st.one_of(_choices(id, list(topics)), _matchings(id, list(topics))))
        for id in draw(st.lists(_ids, min_size=1, max_size=4, unique=True))
    ]
    return Bank(
        id=draw(_ids),
        title=draw(any_text),
        language="en",
        license=draw(_whys),
        topics=topics,
        questions=questions,
        catalogue=catalogue_of(questions, tuple(topics)),
    )


def yaml_of(bank: Bank) -> str:
    """The bank as an author would write it, every text in double quotes."""
    lines = ["quiz: 1", f"id: {bank.id}", *_field("title", bank.title), *_field("license", bank.license), "topics:"]
    lines += [f"  {id}: {_quoted(title)}" for id, title in bank.topics.items()]
    lines.append("questions:")
    for question in bank.questions:
        lines += ["", *_indented(_question(question))]
    return "\n".join(lines) + "\n"


def _question(question: Question) -> Iterable[str]:
    yield f"id: {question.id}"
    yield f"topic: {question.topic}"
    yield from _field("q", question.stem)
    yield from _field("why", question.why)
    yield from _field("level", question.level or "")
    if question.tags:
        yield f"tags: [{', '.join(map(_quoted, question.tags))}]"
    if question.is_draft:
        yield "draft: true"
    match question:
        case Choice():
            if question.any_key_will_do:
                yield "pick: one"
            yield "options:"
            for option in question.options:
                fields = [*_field("right" if option.is_key else "wrong", option.text), *_field("why", option.why)]
                yield from _indented([*fields, *_field("pin", "last" if option.is_pinned else "")])
        case Matching():
            yield "match:"
            for pair in question.pairs:
                fields = [*_field("prompt", pair.prompt), *_field("answer", pair.answer), *_field("why", pair.why)]
                yield from _indented(fields)
            if question.extras:
                yield "extra:"
            for extra in question.extras:
                yield from _indented([*_field("answer", extra.text), *_field("why", extra.why)])


def _indented(lines: Iterable[str]) -> list[str]:
    first, *others = lines
    return [f"  - {first}", *(f"    {line}" for line in others)]


def _field(name: str, text: str) -> list[str]:
    return [f"{name}: {_quoted(text)}"] if text else []


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
