"""Which questions notice that a fact was flipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.banks.loader import load
from quiz.checks.mutation.amounts import values_in, written_as
from quiz.checks.mutation.claims import claims_of
from quiz.checks.mutation.flips import flips
from quiz.checks.mutation.mutants import Excused, Mutation, Noticed, Survived, mutate, word_of
from quiz.checks.mutation.noticing import Examiners
from quiz.checks.mutation.shortfall import Shortfall
from quiz.checks.mutation.wording import is_same
from quiz.core.bank import Bank
from quiz.core.documents.document import Document
from quiz.core.exemptions import Exemptions, Ignored
from quiz.core.questions import Choice, Matching, Pair, Question
from tests.checks.authoring import bank, choice, matching

SHIPPED = Path(__file__).parents[3] / "questions" / "il2-neonatal"


def noticed(document: str, question: Question, was: str) -> bool:
    """Whether the question notices that what the document says there was flipped."""
    text = Document(document)
    (flip,) = [flip for flip in flips(text, 1, is_english=True, most=99).flips if flip.was == was]
    return bool(Examiners(text, claims_of(question)).attention(flip).by)


def asked(stem: str, keys: Sequence[str], cite: str) -> Choice:
    return choice(stem, (*keys, "Granite", "Basalt"), range(len(keys)), cites=(cite,))


CHAINS = "The receptor of IL-2 has three chains. It was found in 1976."
ACTIVE = "IL-2 makes natural killer cells more active, and these are vital for the innate response."
LUPUS = "- Neonatal lupus is a disorder with antibodies from the mother.\n- Sepsis is an answer to an infection."


@pytest.mark.parametrize(
    ("document", "was", "stem", "keys", "cite", "expected"),
    [
        (CHAINS, "three", "How many chains has the receptor?", ["3"], "has three chains", True),
        (CHAINS, "three", "How many chains has the receptor?", ["Three"], "has three chains", True),
        (CHAINS, "three", "How many chains has the receptor?", ["Four"], "has three chains", False),
        (CHAINS, "three", "How many chains has the receptor?", ["Three"], "It was found in 1976.", False),
        (CHAINS, "three", "What has the three chains?", ["The receptor"], "receptor of IL-2 has three chains", True),
        (CHAINS, "three", "What has three chains?", ["A granite"], "receptor of IL-2 has three chains", False),
        (CHAINS, "three", "What is it of?", ["IL-3"], "The receptor of IL-2 has three chains", False),
        (CHAINS, "1976", "When was it found?", ["In 1976"], "It was found in 1976.", True),
        (CHAINS, "1976", "What happened in 1976?", ["It was lost"], "It was found in 1976.", False),
        (ACTIVE, "more", "Which cells become more active?", ["Natural killer cells"], ACTIVE, True),
        (ACTIVE, "more", "What of killer cells does it raise?", ["The activity"], ACTIVE, True),
        (ACTIVE, "more", "Which cells are vital for the response?", ["Natural killer cells"], ACTIVE, False),
        (ACTIVE, "more", "Which cells become more active?", ["Red cells"], ACTIVE, False),
        (ACTIVE, "vital", "What are these to the innate response?", ["Vital"], ACTIVE, True),
        (ACTIVE, "vital", "What are these to the innate response?", ["Essential"], ACTIVE, True),
        (ACTIVE, "vital", "Which cells become more active?", ["Natural killer cells"], ACTIVE, False),
        (ACTIVE, "are", "For what are killer cells vital?", ["The innate response"], ACTIVE, True),
        (ACTIVE, "are", "For what are killer cells not vital?", ["The innate response"], ACTIVE, False),
        (ACTIVE, "are", "Which cells become more active?", ["Natural killer cells"], ACTIVE, False),
        (LUPUS, "mother", "Whence are the antibodies?", ["From the mother"], "antibodies from the mother", True),
        (LUPUS, "mother", "Whence are the antibodies?", ["Maternal blood"], "antibodies from the mother", True),
        (LUPUS, "mother", "What comes from the mother?", ["Antibodies"], "antibodies from the mother", True),
        (LUPUS, "mother", "What comes from the mother?", ["Granite dust"], "antibodies from the mother", False),
        (LUPUS, "Sepsis", "What answers an infection?", ["Sepsis"], "Sepsis is an answer to an infection.", True),
        (LUPUS, "Sepsis", "What is sepsis?", ["An answer to an infection"], "Sepsis is an answer", True),
        (LUPUS, "Sepsis", "What is sepsis?", ["A kind of rock"], "Sepsis is an answer", False),
        (LUPUS, "Sepsis", "What answers?", ["A response to an infection"], "an answer to an infection", False),
    ],
)
def test_a_key_notices_the_fact_that_it_states(
    document: str, was: str, stem: str, keys: list[str], cite: str, expected: bool
) -> None:
    assert noticed(document, asked(stem, keys, cite), was) == expected


@pytest.mark.parametrize(
    ("document", "was", "stem", "key", "expected"),
    [
        (CHAINS, "three", "True or false: the receptor has three chains.", "True", True),
        (CHAINS, "three", "True or false: the receptor has five chains.", "False", False),
        (ACTIVE, "are", "True or false: these are vital for the innate response.", "True", True),
        (ACTIVE, "are", "True or false: these are not vital for the innate response.", "False", True),
        (ACTIVE, "are", "True or false: these are vital for the innate response of plants.", "False", False),
        (ACTIVE, "more", "True or false: killer cells become less active.", "False", True),
        (ACTIVE, "more", "True or false: killer cells become more active.", "True", True),
        (ACTIVE, "more", "True or false: killer cells become blue.", "False", False),
    ],
)
def test_a_stem_to_be_judged_is_a_key(document: str, was: str, stem: str, key: str, expected: bool) -> None:
    other = "False" if key == "True" else "True"
    question = choice(stem, (key, other), cites=(Document(document).text.partition(". ")[0],))
    assert noticed(document, question, was) == expected


def paired(*pairs: tuple[str, str, str]) -> Matching:
    return replace(
        matching(), pairs=tuple(Pair(prompt, answer, cites=(cite,)) for prompt, answer, cite in pairs), extras=()
    )


def test_a_pair_notices_where_both_sides_say_the_fact() -> None:
    sepsis = "Sepsis is an answer to an infection."
    assert noticed(LUPUS, paired(("Sepsis", "An answer to an infection", sepsis)), "Sepsis")
    assert noticed(LUPUS, paired(("An infection came first", "Sepsis", sepsis)), "Sepsis")
    assert not noticed(LUPUS, paired(("Sepsis", "A kind of rock", sepsis)), "Sepsis")
    assert not noticed(LUPUS, paired(("A stone", "An answer to an infection", sepsis)), "Sepsis")
    assert not noticed(LUPUS, paired(("Sepsis", "An answer", "Neonatal lupus is a disorder")), "Sepsis")


RELEASE = "Erythropoietin is released when the tissue of the kidney lacks oxygen. Calcitriol is a vitamin."


@pytest.mark.parametrize(
    ("prompt", "answer", "expected"),
    [
        ("Release of erythropoietin", "Tissue of the kidney that lacks oxygen", True),
        ("Release of erythropoietin", "Kidney tissue without oxygen", True),
        ("Erythropoietin is not released", "Tissue of the kidney that lacks oxygen", False),
        ("Release of erythropoietin", "A bone rich in calcium", False),
    ],
)
def test_what_another_clause_denies_does_not_count(prompt: str, answer: str, expected: bool) -> None:
    cite = RELEASE.partition(" Calcitriol")[0]
    text = Document(RELEASE)
    flip = next(flip for flip in flips(text, 1, is_english=True, most=99).flips if flip.now == "is not")
    examiners = Examiners(text, claims_of(paired((prompt, answer, cite))))
    assert bool(examiners.attention(flip).by) == expected


SODIUM = "- Aldosterone comes from the adrenal gland. It makes the kidney retain sodium.\n- Renin is an enzyme."


@pytest.mark.parametrize(
    ("prompt", "answer", "expected"),
    [
        ("Aldosterone", "The kidney retains sodium", True),
        ("Renin", "The kidney retains sodium", False),
        ("Aldosterone", "A stone of the bladder", False),
    ],
)
def test_who_names_what_a_pronoun_stands_for_names_it(prompt: str, answer: str, expected: bool) -> None:
    assert noticed(SODIUM, paired((prompt, answer, "It makes the kidney retain sodium.")), "retain") == expected


@pytest.mark.parametrize(
    ("document", "was", "stem", "key", "expected"),
    [
        (CHAINS, "three", "Of what is the receptor?", "IL-2", Shortfall.UNSAID),
        (CHAINS, "three", "How many?", "Three", Shortfall.ALONE),
        (CHAINS, "three", "What has three chains?", "A granite", Shortfall.NOT_IN_KEY),
        (ACTIVE, "are", "For what are killer cells not vital?", "The innate response", Shortfall.DENIED),
        (ACTIVE, "more", "What becomes more?", "Granite", Shortfall.ALONE),
        (LUPUS, "Sepsis", "What is sepsis?", "A kind of rock", Shortfall.ALONE),
    ],
)
def test_a_survivor_tells_what_the_nearest_question_lacks(
    document: str, was: str, stem: str, key: str, expected: Shortfall
) -> None:
    text = Document(document)
    (flip,) = [flip for flip in flips(text, 1, is_english=True, most=99).flips if flip.was == was]
    cite = text.text[flip.statement.start : flip.statement.end]
    paid = Examiners(text, claims_of(asked(stem, [key], cite))).attention(flip)
    assert (paid.by, paid.shortfall) == ((), expected)


LIST = "It has the three tasks below.\n\n- It feeds cells.\n- It moves blood.\n- It cools skin."


@pytest.mark.parametrize(
    ("keys", "cites", "expected"),
    [
        (("Feeding cells", "Moving blood", "Cooling skin"), ("It has the three tasks below.", LIST[30:]), True),
        (("Feeding cells", "Moving blood"), ("It has the three tasks below.", LIST[30:]), False),
        (("Granite", "Basalt", "Marble"), ("It has the three tasks below.", LIST[30:]), False),
        (("Feeding cells", "Moving blood", "Cooling skin"), (LIST[30:],), False),
    ],
)
def test_as_many_keys_as_the_list_has_items_notice_its_number(
    keys: tuple[str, ...], cites: tuple[str, ...], expected: bool
) -> None:
    question = choice("Which are its tasks?", (*keys, "Lead"), range(len(keys)), cites=cites)
    assert noticed(LIST, question, "three") == expected


def test_a_number_that_leads_to_no_list_is_not_noticed_by_counting() -> None:
    question = choice("Which are they?", ("Chains", "Receptor", "IL", "Lead"), range(3), cites=("has three chains",))
    assert not noticed(CHAINS, question, "three")


def test_distractors_explanations_and_drafts_notice_nothing() -> None:
    told = choice("How many?", ("Four", "Three chains"), (0,), whys=("Three chains.", "3"), why="Three chains.")
    assert not noticed(CHAINS, replace(told, cites=("has three chains",)), "three")
    draft = replace(asked("How many chains?", ["Three"], "has three chains"), is_draft=True)
    found = mutate(bank([draft], CHAINS), seed=1)
    assert not found.noticed


def one(found: Mutation, was: str) -> Noticed | Excused | Survived:
    (outcome,) = [mutant.outcome for mutant in found.mutants if mutant.flip.was == was]
    return outcome


def test_a_survivor_names_who_came_near_it() -> None:
    quoting = replace(asked("Of what is it?", ["IL-2"], "The receptor of IL-2 has three chains."), id="quoting")
    touching = replace(asked("Of what is it?", ["IL-2"], "receptor of IL-2"), id="touching")
    outcome = one(mutate(bank([quoting, touching], CHAINS), seed=1), "three")
    assert outcome == Survived(("quoting",), ("quoting", "touching"), Shortfall.UNSAID, "quoting")
    assert word_of(outcome) == "survived"


@pytest.mark.parametrize(
    ("ignored", "expected"),
    [
        (Ignored("has three chains", "Why not."), Excused("Why not.")),
        (Ignored("The receptor of IL-2", "Why not."), Excused("Why not.")),
        (Ignored("The receptor of IL-2", "Why not.", "three"), Survived((), ())),
        (Ignored("has three chains", "Why not.", "three"), Excused("Why not.")),
        (Ignored("has three chains", "Why not.", "THREE"), Excused("Why not.")),
        (Ignored("has three chains", "Why not.", "chains"), Survived((), ())),
        (Ignored("It was found in 1976.", "Why not."), Survived((), ())),
    ],
)
def test_what_the_author_passes_over_is_excused_with_the_reason(ignored: Ignored, expected: object) -> None:
    found = mutate(bank([], CHAINS), Exemptions(ignored=(ignored,)), seed=1)
    assert one(found, "three") == expected
    assert found.excused == sum(isinstance(mutant.outcome, Excused) for mutant in found.mutants)


def test_what_is_noticed_needs_no_excuse() -> None:
    question = asked("How many chains has the receptor?", ["Three"], "has three chains")
    found = mutate(bank([question], CHAINS), Exemptions(ignored=(Ignored("has three chains", "Why."),)), seed=1)
    assert one(found, "three") == Noticed(("q",))


def test_the_score_is_of_what_is_not_excused() -> None:
    question = asked("How many chains has the receptor?", ["Three"], "has three chains")
    found = mutate(bank([question], "It has three chains. It has 9 loops. It has 7 ends."), seed=1)
    assert (found.noticed, len(found.survivors), found.score) == (1, 2, 1 / 3)
    spared = Exemptions(ignored=(Ignored("9 loops", "So."), Ignored("7 ends", "So.")))
    assert mutate(bank([question], "It has three chains. It has 9 loops. It has 7 ends."), spared, seed=1).score == 1
    assert mutate(bank([], ""), seed=1).score == 1


def test_a_sample_is_drawn_by_the_seed_in_the_order_of_the_document() -> None:
    loaded = load(SHIPPED)
    everything = mutate(loaded.bank, loaded.exemptions, seed=3)
    sample = mutate(loaded.bank, loaded.exemptions, seed=3, count=9)
    assert sample == mutate(loaded.bank, loaded.exemptions, seed=3, count=9)
    assert [mutant for mutant in everything.mutants if mutant in sample.mutants] == list(sample.mutants)
    assert len(sample.mutants) == 9
    assert mutate(loaded.bank, loaded.exemptions, seed=3, count=10**6) == everything


MEMBRANES = "Two membranes form the envelope of the chloroplast. It has 12 pores."


@pytest.mark.parametrize(
    ("was", "prompt", "answer", "expected"),
    [
        ("Two", "Membranes of the envelope of the chloroplast", "2", True),
        ("Two", "Membranes of the envelope of the chloroplast", "Two", True),
        ("Two", "2", "Membranes of the envelope of the chloroplast", True),
        ("Two", "Membranes of the envelope of the chloroplast", "20", False),
        ("Two", "2 membranes of the envelope", "Two", False),
        ("Two", "Membranes of the envelope", "IL-2", False),
        ("12", "Pores of it", "Twelve", True),
    ],
)
def test_figures_and_number_words_count_alike(was: str, prompt: str, answer: str, expected: bool) -> None:
    assert noticed(MEMBRANES, paired((prompt, answer, MEMBRANES)), was) == expected


@pytest.mark.parametrize("text", ["", "two or 2", "C2 and IL-2", "1,000 of 20", "½ half"])
def test_a_number_is_written_as_another_that_comes_to_the_same(text: str) -> None:
    for number in ("2", "two", "1,000", "half"):
        assert values_in(written_as(text, number)) == values_in(text)
        assert written_as(written_as(text, number), number) == written_as(text, number)
    assert written_as("two of C2, 2 of IL-2 and 20", "Two") == "Two of C2, Two of IL-2 and 20"


PHASES = """\
Carboxylation
: Carbon dioxide is joined to ribulose bisphosphate.

Reduction
: The acid is turned into a sugar.
"""


def test_to_begin_alike_makes_two_words_no_forms_of_one() -> None:
    cite = "Carboxylation : Carbon dioxide is joined to ribulose bisphosphate."
    pair = ("Carboxylation", "Carbon dioxide is joined to ribulose bisphosphate", cite)
    assert noticed(PHASES, paired(pair), "Carboxylation")


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        ("carbon", "carboxylation", False),
        ("carbon", "carbohydrate", False),
        ("carbon", "carbons", True),
        ("infant", "infect", False),
        ("immune", "immunity", True),
        ("active", "activated", True),
        ("release", "releasing", True),
        ("reduction", "reductions", True),
        ("bacteria", "bacterial", True),
        ("membrane", "membranous", True),
        ("photosynthesis", "photosystem", False),
    ],
)
def test_words_are_forms_of_one_where_they_differ_in_their_endings(word: str, other: str, expected: bool) -> None:
    assert is_same(word, other) == is_same(other, word) == expected


def test_a_side_of_a_pair_that_brings_nothing_is_told() -> None:
    text = Document(MEMBRANES)
    flip = next(flip for flip in flips(text, 1, is_english=True, most=99).flips if flip.was == "Two")
    examiners = Examiners(text, claims_of(paired(("Two membranes of the envelope", "Two", MEMBRANES))))
    assert examiners.attention(flip).shortfall is Shortfall.ONE_SIDED


def with_keys(shipped: Bank, text: str) -> Bank:
    """The bank with every key and every answer replaced."""

    def replaced(question: Question) -> Question:
        match question:
            case Choice():
                options = tuple(option._replace(text=text) if option.is_key else option for option in question.options)
                return replace(question, options=options)
            case Matching():
                return replace(question, pairs=tuple(pair._replace(answer=text) for pair in question.pairs))

    return bank([replace(replaced(question), topic="t") for question in shipped.questions], shipped.document.text)


def with_keys_of_others(shipped: Bank) -> Bank:
    """The bank with each question's key from one that is far from it, and the answers of pairs each one further on."""
    choices = [question for question in shipped.questions if isinstance(question, Choice)]
    keys = [next(option.text for option in question.options if option.is_key) for question in choices]

    def replaced(question: Question) -> Question:
        match question:
            case Choice():
                other = keys[(choices.index(question) + len(keys) // 2) % len(keys)]
                options = tuple(option._replace(text=other) if option.is_key else option for option in question.options)
                return replace(question, options=options)
            case Matching():
                answers = [pair.answer for pair in question.pairs]
                pairs = zip(question.pairs, [*answers[1:], answers[0]], strict=True)
                return replace(question, pairs=tuple(pair._replace(answer=answer) for pair, answer in pairs))

    return bank([replace(replaced(question), topic="t") for question in shipped.questions], shipped.document.text)


def test_a_bank_whose_keys_are_about_something_else_notices_nothing() -> None:
    shipped = load(SHIPPED).bank
    assert mutate(with_keys(shipped, "Granite and basalt"), seed=1).noticed == 0


def test_a_bank_whose_keys_are_those_of_other_questions_notices_little() -> None:
    shipped = load(SHIPPED).bank
    assert mutate(with_keys_of_others(shipped), seed=1).score < 0.3
    assert mutate(shipped, seed=1).score > 0.9
