"""What there is to remember of a question, part by part, and how its parts go on when its wording changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from typing import assert_never

from quiz.core.questions import Choice, Matching, Question, fingerprint_of
from quiz.core.text import fold

WHOLE = ""
"""The part of a question that is remembered as one: a choice question's only one."""

ARROW = " → "
"""What stands between the prompt and the answer in a key of a matching question."""


def facts_of(question: Question) -> dict[str, str]:
    """What there is to remember of the question: for each part the digest of its key."""
    return facts_in(question, fingerprint_of(question))


def facts_in(question: Question, fingerprint: str) -> dict[str, str]:
    """The same, of a question whose fingerprint is known."""
    match question:
        case Choice():
            return {WHOLE: digest_of_keys(fingerprint)}
        case Matching():
            return {fold(pair.prompt): digest_of(fold(pair.answer)) for pair in question.pairs}
        case _:
            assert_never(question)


def digest_of_keys(fingerprint: str) -> str:
    """The digest of the keys of the question with that fingerprint, which is the fact of a choice question."""
    return fingerprint.split("-")[1]


@lru_cache(maxsize=4096)
def digest_of(text: str) -> str:
    """The digest of the folded answer of a pair, which is the pair's fact."""
    import hashlib  # noqa: PLC0415 - OpenSSL, 2 ms that the first question does without

    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def origins_of(facts: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """For each part that goes on with what was remembered before, the part that it was; both map parts to facts.

    A part goes on where its fact is the same. A new prompt goes on with one that is gone where no other new one and
    no other gone one has the same answer.
    """
    origins = {part: part for part, fact in facts.items() if before.get(part) == fact}
    fresh = [part for part in facts if part not in before]
    gone = [part for part in before if part not in facts]
    if fresh and gone:
        claims = Counter(facts[part] for part in fresh)
        left = Counter(before[part] for part in gone)
        place = {before[part]: part for part in gone}
        origins |= {part: place[facts[part]] for part in fresh if claims[facts[part]] == left[facts[part]] == 1}
    return origins


def pairs_of(keys: Iterable[str], prompts: Container[str]) -> list[tuple[str, str]]:
    """The pairs that the keys of a matching question say, as (prompt, answer).

    A key is split at its first arrow, unless another arrow leaves one of the folded `prompts` before it.
    """
    return [_pair_of(key, prompts) for key in keys]


def _pair_of(key: str, prompts: Container[str]) -> tuple[str, str]:
    prompt, _, answer = key.partition(ARROW)
    if ARROW in answer:
        pieces = key.split(ARROW)
        for i in range(1, len(pieces)):
            if fold(ARROW.join(pieces[:i])) in prompts:
                return ARROW.join(pieces[:i]), ARROW.join(pieces[i:])
    return prompt, answer
