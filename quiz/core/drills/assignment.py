"""A drill without a network: what is handed out, what is handed in, and the events that a drill makes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from quiz.core.answers import Given, answer_of, fault_of
from quiz.core.certainty import Certainty
from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Answered, Created, Event, Joined, Opened
from quiz.core.drills.names import LONGEST, clean, graphemes, is_offensive
from quiz.core.drills.terms import DrillTerms, Naming
from quiz.core.questions import Choice, Extra, Matching, Option, Pair, Question
from quiz.core.shuffling import Layout


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to the question at a place; the moments are milliseconds since 1970 by the learner's clock."""

    place: int
    opened_at: int
    at: int
    given: Given
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What a learner hands in. `attempt` is its own id: the same each time it is handed in, also with more replies."""

    drill: str
    attempt: str
    name: str
    identifier: str
    began_at: int
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathering:
    """What a drill takes of papers: events it did not have, how many learners and answers these are, and what not.

    `faults` has the papers of which something is left out, each with the sentence that says what and why.
    """

    events: tuple[Event, ...]
    learners: int
    answers: int
    faults: tuple[tuple[Paper, str], ...]


# Handing out


def handed_out(drill: Drill) -> Created:
    """What a learner's machine gets who is told at once what is right: all but the names in the class list."""
    return replace(drill.created, terms=replace(drill.terms, roster=()))


def handed_out_sealed(drill: Drill) -> Created:
    """What a learner's machine gets that is not to know what is right: nothing in it depends on keys or explanations.

    The questions are named by their number, and what there is to choose from stands as it was shuffled.
    """
    questions = tuple(_sealed(question, drill.layout(place), place) for place, question in enumerate(drill.questions))
    return replace(handed_out(drill), questions=questions, document="", topics=(), seed=0)


def _sealed(question: Question, order: Layout, place: int) -> Question:
    """The question with keys that stand for nothing: they only say how many options may be chosen."""
    id = str(place + 1)
    match question:
        case Choice():
            several = question.takes_several
            options = tuple(
                Option(question.options[i].text, is_key=several or shown == 0, is_pinned=True)
                for shown, i in enumerate(order.choices)
            )
            return Choice(id=id, stem=question.stem, topic="", options=options)
        case Matching():
            first, *others = (question.choices[i] for i in order.choices)
            pairs = tuple(Pair(question.pairs[i].prompt, first) for i in order.prompts)
            return Matching(id=id, stem=question.stem, topic="", pairs=pairs, extras=tuple(map(Extra, others)))
        case _:
            assert_never(question)


# Handing in


def fault_of_name(name: str, terms: DrillTerms) -> str | None:
    """The sentence that says why nobody can hand in under this name, or None where one can."""
    if not clean(name):
        return "Type a name with letters, digits or signs that can be seen."
    if terms.naming is Naming.FILTERED and is_offensive(clean(name)):
        return "This name is not taken here. Choose another."
    return None


def gather(drill: Drill, papers: Iterable[Paper]) -> Gathering:
    """What the drill, which is as if the events had happened once this returns, takes of the papers.

    The order of the papers does not matter, nor how often one is among them: of two answers to one question in one
    attempt the one given first counts. Whoever has the name of somebody before gets a number after it.
    """
    events: list[Event] = []
    faults: list[tuple[Paper, str]] = []
    for paper in _merged(papers):
        joining = _joining(drill, paper)
        if isinstance(joining, str):
            faults.append((paper, joining))
            continue
        _happen(drill, joining, events)
        for reply in paper.replies:
            found = _answering(drill, paper, reply)
            if isinstance(found, str):
                faults.append((paper, found))
            else:
                _happen(drill, found, events)
    learners = sum(isinstance(event, Joined) for event in events)
    answers = sum(isinstance(event, Answered) for event in events)
    return Gathering(tuple(events), learners, answers, tuple(faults))


def _happen(drill: Drill, happening: Iterable[Event], events: list[Event]) -> None:
    for event in happening:
        drill.apply(event)
        events.append(event)


def _merged(papers: Iterable[Paper]) -> Iterator[Paper]:
    """One paper for each attempt, the one begun first before the others; its replies in the order they were given."""
    by_attempt: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        by_attempt[paper.attempt].append(paper)
    firsts = [min(same, key=_rank) for same in by_attempt.values()]
    for paper in sorted(firsts, key=_rank):
        replies: dict[int, Reply] = {}
        for reply in sorted((each for same in by_attempt[paper.attempt] for each in same.replies), key=_rank_of_reply):
            replies.setdefault(reply.place, reply)
        yield replace(paper, replies=tuple(replies.values()))


def _rank(paper: Paper) -> tuple[int, str, str, str]:
    return paper.began_at, paper.attempt, paper.name, paper.identifier


def _rank_of_reply(reply: Reply) -> tuple[int, int, int, Given, str]:
    return reply.at, reply.place, reply.opened_at, reply.given, reply.certainty or ""


def _joining(drill: Drill, paper: Paper) -> tuple[Joined, ...] | str:
    """How the learner takes a seat, which is not needed twice; or the sentence that says why there is none."""
    if paper.attempt in drill.learners:
        return ()
    if fault := fault_of_name(paper.name, drill.terms):
        return f"The name cannot be shown here. {fault}"
    identifier = clean(paper.identifier)
    if drill.terms.roster:
        identifier = paper.identifier.strip()
        if identifier not in dict(drill.terms.roster):
            return "The identifier is not on the class list."
        if any(learner.identifier == identifier for learner in drill.seated.values()):
            return "Another attempt with this identifier counts already."
    joined = Joined(paper.began_at, paper.attempt, _free_name(drill, clean(paper.name)), identifier)
    return drill.refusal(joined) or (joined,)


def _free_name(drill: Drill, name: str) -> str:
    number, free = 1, name
    while drill.name_is_taken(free):
        number += 1
        free = "".join(graphemes(name)[: LONGEST - len(f" {number}")]).rstrip() + f" {number}"
    return free


def _answering(drill: Drill, paper: Paper, reply: Reply) -> tuple[Event, ...] | str:
    """How the reply comes in, which is not needed twice; or the sentence that says why it cannot."""
    number = f"The answer to question {reply.place + 1}"
    if not 0 <= reply.place < len(drill.questions):
        return f"{number} was left out: there is no such question."
    question = drill.questions[reply.place]
    asking = drill.asking(paper.attempt, reply.place)
    if asking and paper.attempt in asking.answers:
        return ()
    answer = answer_of(question, reply.given)
    if answer is None or fault_of(question, answer):
        return f"{number} was left out: it cannot be an answer to the question."
    opened = Opened(reply.opened_at, reply.place, learner=paper.attempt)
    certainty = reply.certainty if drill.terms.with_certainty else None
    key = f"{paper.attempt}/{reply.place}"
    answered = Answered(reply.at, paper.attempt, reply.place, 1, reply.given, key, certainty)
    if asking:
        refusal = drill.refusal(answered)
        return f"{number} was left out. {refusal}" if refusal else (answered,)
    refusal = drill.refusal(opened)
    return f"{number} was left out. {refusal}" if refusal else (opened, answered)
