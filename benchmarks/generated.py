"""Banks of any size, the same for the same size, with text as long as that of real ones."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

_TOPICS = 12
_STATEMENTS_OF_A_TOPIC = 20
_A_DAY = 86_400

_NAMES = [
    "cytokine",
    "receptor",
    "antibody",
    "antigen",
    "enzyme",
    "hormone",
    "lymphocyte",
    "macrophage",
    "monocyte",
    "neutrophil",
    "plasma",
    "platelet",
    "protein",
    "ligand",
    "kinase",
    "membrane",
    "nucleus",
    "tissue",
    "epithelium",
    "vaccine",
    "pathogen",
    "allergen",
    "inhibitor",
    "promoter",
    "vesicle",
    "collagen",
    "fibroblast",
    "histamine",
    "interferon",
    "mediator",
]
_ADJECTIVES = [
    "activated",
    "immature",
    "circulating",
    "regulatory",
    "soluble",
    "chronic",
    "neonatal",
    "intestinal",
    "peripheral",
    "dominant",
    "latent",
    "selective",
    "transient",
    "primary",
    "adaptive",
    "innate",
]
_VERBS = [
    "regulates",
    "limits",
    "binds",
    "activates",
    "precedes",
    "follows",
    "supports",
    "delays",
    "replaces",
    "protects",
]
_PLACES = (
    "in the gut of premature infants",
    "during the first weeks of life",
    "after a severe infection",
    "in the lymph nodes",
    "under the influence of oxygen",
    "in most of the patients studied",
    "before the response is complete",
    "where the barrier is damaged",
)


_WHY = "The document speaks of the {}."


class Written(TypedDict, total=False):
    """A question as the bank format has it."""

    id: str
    q: str
    options: list[dict[str, str]]
    match: list[dict[str, str]]
    why: str
    cite: str
    topic: str
    level: str
    tags: list[str]


class Phrases:
    """Draws words and sentences."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def things(self, count: int) -> list[str]:
        """So many things, no two the same."""
        things: dict[str, None] = {}
        while len(things) < count:
            things[f"{self.dice.choice(_ADJECTIVES)} {self.dice.choice(_NAMES)}"] = None
        return list(things)

    def statement(self) -> str:
        subject, other = self.things(2)
        return f"the {subject} {self.dice.choice(_VERBS)} the {other} {self.dice.choice(_PLACES)}."


def write(folder: Path, count: int, *, only_single: bool = False) -> Path:
    """The folder, with a bank of so many questions, its document, and bank.json, which says the same as bank.yaml.

    Of ten questions seven have a single answer, two several and one pairs to match; with `only_single`, all ten have a
    single answer. The files look a day old, so that they are taken into the cache at once.
    """
    folder.mkdir(parents=True)
    phrases = Phrases(count)
    statements = {topic: _distinct(phrases, topic) for topic in range(_TOPICS)}
    sections = [f"## Topic {topic}\n\n" + "\n\n".join(statements[topic]) for topic in statements]
    (folder / "document.md").write_text("# A generated document\n\n" + "\n\n".join(sections) + "\n", encoding="utf-8")
    head = {
        "quiz": 1,
        "id": f"generated-{count}",
        "title": f"A generated bank of {count} questions",
        "language": "en",
        "license": "CC0-1.0",
        "document": "document.md",
    }
    topics = {f"topic-{topic}": f"Topic {topic}" for topic in range(_TOPICS)}
    questions = [_question(phrases, number, statements, only_single=only_single) for number in range(count)]
    with (folder / "bank.yaml").open("w", encoding="utf-8") as file:
        file.writelines(f"{name}: {value}\n" for name, value in head.items())
        file.write("topics:\n")
        file.writelines(f"  {id}: {title}\n" for id, title in topics.items())
        file.write("questions:\n")
        for question in questions:
            file.writelines(_lines(question))
    with (folder / "bank.json").open("w", encoding="utf-8") as file:
        json.dump({**head, "topics": topics, "questions": questions}, file)
    for path in folder.iterdir():
        past = path.stat().st_mtime - _A_DAY
        os.utime(path, (past, past))
    return folder


def _distinct(phrases: Phrases, topic: int) -> list[str]:
    """The topic's statements; the number keeps each of them the only one of its words in the document."""
    first = topic * _STATEMENTS_OF_A_TOPIC
    return [f"Finding {first + number} is that {phrases.statement()}" for number in range(_STATEMENTS_OF_A_TOPIC)]


def _question(phrases: Phrases, number: int, statements: dict[int, list[str]], *, only_single: bool) -> Written:
    topic = number % _TOPICS
    cite = statements[topic][phrases.dice.randrange(_STATEMENTS_OF_A_TOPIC)]
    kind = 0 if only_single else number % 10
    subject, *others = phrases.things(6)
    question = Written(id=f"question-{number:06}")
    if kind == 9:
        question["q"] = f"Match each finding about the {subject} to what it {phrases.dice.choice(_VERBS)}."
        answers = phrases.things(4)
        question["match"] = [
            {"prompt": f"The {prompt}", "answer": f"The {answer}"}
            for prompt, answer in zip(others, answers, strict=False)
        ]
    else:
        keys = 2 if kind in {3, 6} else 1
        question["q"] = (
            f"Which of these {phrases.dice.choice(_VERBS)} the {subject} {phrases.dice.choice(_PLACES)}"
            f"{', by all that is known' if keys > 1 else ''}?"
        )
        question["options"] = [
            {"right" if place < keys else "wrong": f"The {other}"} | ({} if place > 1 else {"why": _WHY.format(other)})
            for place, other in enumerate(others[:4])
        ]
    question["why"] = f"The document says so of the {subject}."
    question["cite"] = cite
    question["topic"] = f"topic-{topic}"
    question["level"] = ("recall", "understand", "apply")[number % 3]
    question["tags"] = [phrases.dice.choice(_NAMES)]
    return question


def _lines(question: Written) -> Iterator[str]:
    lead = "  - "
    for name, value in question.items():
        if name == "tags":
            yield f"{lead}tags: [{', '.join(question['tags'])}]\n"
        elif isinstance(value, list):
            yield f"{lead}{name}:\n"
            for record in value:
                for place, (field, text) in enumerate(record.items()):
                    yield f"      {'  ' if place else '- '}{field}: {text}\n"
        else:
            yield f"{lead}{name}: {value}\n"
        lead = "    "
