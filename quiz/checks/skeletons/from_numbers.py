"""What is asked of a number in an English sentence, and the numbers that stand beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quiz.checks.skeletons.amounts import others_like, way_of, worth
from quiz.checks.skeletons.clauses import without_subordinate
from quiz.checks.skeletons.draft import Desk, Draft, Source
from quiz.checks.skeletons.english import CONNECTIVE, POINTS_BACK, POINTS_ELSEWHERE
from quiz.checks.skeletons.gathering import Gathered
from quiz.checks.skeletons.naming import upper_first, without_stop
from quiz.checks.skeletons.outline import Statement
from quiz.checks.skeletons.quantities import YEAR, Quantity, quantities
from quiz.checks.skeletons.sentences import LONGEST
from quiz.checks.skeletons.terms import MOST_DISTRACTORS
from quiz.core.text import fold

_LEADING = re.compile(
    r"^(?:at|in|after|before|during|within|by|with|for|from|on|under|above|below|to|through|until|since|every|per|of)"
    r"(?:\s(?:about|around|roughly|nearly|almost|over|only|just|some|approximately|the|at|least|most|more|less|than))*$",
    re.IGNORECASE,
)
"""What stands before a number with which a sentence begins that its subject only follows."""

_MOST_WORDS_AFTER = 14
_SECOND_VERB = re.compile(r",?\s+(?:and|but)\s+(?:is|are|was|were|has|have|had|can|may|will)\s.*$")
_BOUND = re.compile(r"\b(?:above|below)\s(?:\w+\s)?$")
_CONDITION = re.compile(
    r"^(?:when|if|at|in|after|before|during|once|within|every|of|by|with|above|below)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A question for a number: its stem, the number, and others, of which the document has so many."""

    statement: Statement
    quantity: Quantity
    stem: str
    others: tuple[str, ...]
    of_document: int


def numbered(gathered: Gathered, statement: Statement) -> Numbered | None:
    """The question for the first number of the sentence that can be asked for, and that others could stand for."""
    text = statement.text
    if len(text) > LONGEST or "|" in text or text.endswith(("?", ":")) or POINTS_BACK.match(CONNECTIVE.sub("", text)):
        return None
    for each in quantities(text):
        stem = _stem(each)
        theirs = _of_document(gathered, statement, each)
        others = (*theirs, *_made_up(statement, each, theirs))[:MOST_DISTRACTORS]
        if stem and others:
            return Numbered(statement, each, stem, others, len(theirs))
    return None


def draft(desk: Desk, asked: Numbered) -> Draft | None:
    note = [made_up(asked.quantity)] if len(asked.others) > asked.of_document else []
    return desk.choice(
        Source.NUMBER, _name(asked.quantity), asked.stem, [asked.quantity.option], asked.others, [asked.statement],
        note=note,
    )  # fmt: skip


def made_up(quantity: Quantity) -> str:
    """What an author should know of wrong numbers that the document does not have."""
    way = way_of(quantity.number, quantity.unit)
    return f"Wrong numbers that are not in the document were made up {way}: see that none is right."


def _stem(quantity: Quantity) -> str:
    """The sentence with the words that ask in place of the number; empty where it would go on too long after them."""
    before = CONNECTIVE.sub("", quantity.before)
    after = without_stop(_SECOND_VERB.sub("", without_subordinate(quantity.after)))
    if POINTS_ELSEWHERE.search(_BOUND.sub("", before)) or ":" in before or before.count("(") != before.count(")"):
        return ""
    if any(each.isdigit() for each in after.replace("-", " ").split()) or len(after.split()) > _MOST_WORDS_AFTER:
        return ""
    if quantity.unit == YEAR and not before.strip():
        rest = after.lstrip(", ")
        return "" if "," in rest or not rest else f"{upper_first(rest)} {quantity.asked}?"
    if after.count(",") > bool(_CONDITION.match(before) and "," not in before):
        return ""
    if _LEADING.match(before.strip()):
        return ""  # "At how many °C water boils?" is no English, and "does" would change the verb.
    after = f" {after}" if quantity.after.startswith(" ") and after else after
    return f"{before}{quantity.asked}{after}?" if before.strip() else f"{upper_first(quantity.asked)}{after}?"


def _name(quantity: Quantity) -> str:
    """A few words of the sentence and the unit, for an id."""
    words = [word for word in re.findall(r"[^\W_][\w-]*", quantity.before) if word.lower() not in {"about", "of"}]
    after = re.findall(r"[^\W_][\w-]*", quantity.after)
    return " ".join([*(words or after)[:4], quantity.asked.split()[-1]])


def _of_document(gathered: Gathered, statement: Statement, quantity: Quantity) -> tuple[str, ...]:
    """Other numbers of the same unit and form: the nearest in the document that are neither said here nor the same."""
    said_here = {fold(each.number) for each in quantities(statement.text)}
    others: dict[str, int] = {}
    for elsewhere, each in gathered.quantities[quantity.unit]:
        away = abs(elsewhere.span.start - statement.span.start)
        if fold(each.number) not in said_here and _form_of(each.number) == _form_of(quantity.number):
            others[each.option] = min(away, others.get(each.option, away))
    return tuple(sorted(others, key=lambda option: (others[option], option))[:MOST_DISTRACTORS])


def _made_up(statement: Statement, quantity: Quantity, theirs: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers of the same form that neither the sentence has nor the document for it."""
    taken = {worth(each) for each in (*theirs, *(it.number for it in quantities(statement.text)))}
    made = others_like(quantity.number, quantity.unit, statement.text, most=MOST_DISTRACTORS)
    return tuple(quantity._replace(number=each).option for each in made if worth(each) not in taken)


def _form_of(number: str) -> tuple[bool, bool]:
    """Whether the number is in figures, and whether it is a range."""
    return number[0].isdigit(), len(re.findall(r"\d[\d,.]*", number)) > 1
