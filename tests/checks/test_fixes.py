"""What is mended without knowing what a bank is about, and above all what is not."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, strategies as st

from quiz.checks.fixes import Fix, NewOrder, NewText, ascending, final_stops, fixes
from quiz.core.bank import Bank
from quiz.core.exemptions import Exemptions
from quiz.core.questions import Choice, Extra, Matching, Option, Pair, Question, fingerprint_of, has_same_keys
from quiz.core.text import fold
from tests.checks.authoring import bank, choice, matching


@pytest.mark.parametrize(
    ("options", "keys", "stops"),
    [
        (["It grows", "It dies.", "It sleeps"], (0,), [("options[1]", False)]),
        (["It grows.", "It dies.", "It sleeps"], (0,), [("options[2]", True)]),
        (["It grows.", "It dies", "It sleeps (long)"], (0,), [("options[1]", True), ("options[2]", True)]),
        (["It grows.", "It lives", "It dies"], (0, 1), []),  # the keys differ
        (["It grows.", "It dies."], (0,), []),
        (["It grows", "Mumps etc."], (0,), []),
        (["It grows", "In the U.S."], (0,), []),
        (["It grows", "Vitamin C."], (0,), []),
        (["It grows.", "After 3.5"], (0,), []),
        (["It grows", "Does it…", "It dies."], (0,), []),
        (["It grows", "It dies?", "It dies."], (0,), []),
        (["git status", "git add .", "git log"], (0,), []),
        (["It grows", "It `dies`."], (0,), []),
    ],
)
def test_distractors_end_as_the_keys_do(options: list[str], keys: tuple[int, ...], stops: list[object]) -> None:
    assert [*final_stops(choice(options=options, keys=keys), "en")] == stops


def test_stops_are_left_alone_in_languages_whose_abbreviations_are_not_known() -> None:
    assert not [*final_stops(choice(options=["Es wächst", "usw.", "Nein."]), "de")]


@pytest.mark.parametrize(
    ("options", "order"),
    [
        (["3", "1", "2"], (1, 2, 0)),
        (["10 %", "5 %", "7.5 %"], (1, 2, 0)),
        (["1,500", "900", "2,000"], (1, 0, 2)),
        (["1 hour", "3 hours", "2 hours"], (0, 2, 1)),
        (["-1", "1", "0"], (0, 2, 1)),
        (["−1 °C", "−2 °C", "0 °C"], (1, 0, 2)),
        (["1", "2", "3"], ()),
        (["3", "2", "1"], ()),  # descending is an order too
        (["3", "1", "many"], ()),
        (["3 g", "1 mg", "2 g"], ()),
        (["5-6", "1-2", "3-4"], (1, 2, 0)),
        (["more than 9", "3 to 9", "less than 3"], ()),
        (["3 to 9", "more than 9", "less than 3"], (2, 0, 1)),
        (["2.0", "1", "2"], (1, 0, 2)),
        (["2", "1"], ()),  # two are always in an order
        (["1.2.3", "1.1.0", "1.3.0"], ()),
        (["T cells", "B cells"], ()),
    ],
)
def test_numbers_of_one_unit_are_put_in_ascending_order(options: list[str], order: tuple[int, ...]) -> None:
    assert ascending(choice(options=options), "en") == order


def test_a_comma_is_read_as_parting_thousands_in_english_alone() -> None:
    question = choice(options=["1,500", "900", "2,000"])
    assert ascending(question, "de") == ()


def test_options_that_are_kept_last_stay_there() -> None:
    question = choice(options=["3", "1", "2", "It varies"])
    pinned = question.options[3]._replace(is_pinned=True)
    assert ascending(dataclasses.replace(question, options=(*question.options[:3], pinned)), "en") == (1, 2, 0, 3)


def test_each_fix_names_the_part_that_it_is_about() -> None:
    question = choice("Which  is it ?", ["It  grows", "It  dies.", "It sleeps"], whys=["a  b", "c", "d"], why="e ,")
    assert [(fix.rule, fix.part, fix.text) for fix in fixes(bank([question])) if isinstance(fix, NewText)] == [
        ("spacing", "q", "Which is it?"),
        ("spacing", "options[0]", "It grows"),
        ("spacing", "options[0].why", "a b"),
        ("final-stops", "options[1]", "It dies"),
        ("spacing", "why", "e,"),
    ]


def test_a_key_keeps_the_space_before_its_sign() -> None:
    question = choice(options=["It grows , surely", "It dies , surely"])
    assert [fix.part for fix in fixes(bank([question])) if isinstance(fix, NewText)] == ["options[1]"]


def test_options_never_come_to_read_the_same() -> None:
    assert not [*fixes(bank([choice(options=["It grows", "It dies", "It dies."])]))]


def test_what_is_switched_off_is_not_mended() -> None:
    questions = [choice(options=["3", "1", "2"], id="a"), choice(options=["3", "1", "2"], id="b")]
    exemptions = Exemptions(of_question={"a": {"unsorted-numbers": "in the order of the document"}})
    assert [fix.question for fix in fixes(bank(questions), exemptions)] == ["b"]
    assert not [*fixes(bank(questions), Exemptions(of_bank={"unsorted-numbers": "because"}))]


_WORDS = st.lists(st.sampled_from(["grows", "dies", "3", "1", "12", "etc.", " ", "  ", ",", ".", "?"]), max_size=5)
_OPTION_TEXTS = _WORDS.map("".join).map(str.strip).filter(lambda text: bool(fold(text)))


@st.composite
def _questions(draw: st.DrawFn) -> Question:
    texts = draw(st.lists(_OPTION_TEXTS, min_size=2, max_size=5, unique_by=fold))
    if draw(st.booleans()):
        keys = draw(st.integers(1, len(texts) - 1))
        return dataclasses.replace(choice(draw(_OPTION_TEXTS), draw(st.permutations(texts)), range(keys)), why=texts[0])
    pairs = (Pair(texts[0], texts[0], texts[-1]), Pair(texts[1], texts[1]))
    return dataclasses.replace(matching(), pairs=pairs, extras=tuple(Extra(text, text) for text in texts[2:]))


@given(_questions(), st.sampled_from(["en", "fr", "de"]))
def test_a_mended_bank_has_nothing_more_to_mend_and_nobody_forgets(question: Question, language: str) -> None:
    once = _mended(question, language)
    assert _fixes(once, language) == []
    assert has_same_keys(fingerprint_of(question), fingerprint_of(once))
    assert len({fold(text) for text in _choices(once)}) == len({fold(text) for text in _choices(question)})


def _fixes(question: Question, language: str) -> list[Fix]:
    return [*fixes(_bank(question, language))]


def _bank(question: Question, language: str) -> Bank:
    return bank([question], language=language)


def _choices(question: Question) -> tuple[str, ...]:
    return tuple(option.text for option in question.options) if isinstance(question, Choice) else question.choices


def _mended(question: Question, language: str) -> Question:
    """The question with its fixes made, as the file would have them."""
    found = _fixes(question, language)
    new = {fix.part: fix.text for fix in found if isinstance(fix, NewText)}
    stem, why = new.get("q", question.stem), new.get("why", question.why)
    if isinstance(question, Matching):
        pairs = tuple(
            Pair(
                new.get(f"match[{i}].prompt", pair.prompt),
                new.get(f"match[{i}].answer", pair.answer),
                new.get(f"match[{i}].why", pair.why),
            )
            for i, pair in enumerate(question.pairs)
        )
        extras = tuple(
            Extra(new.get(f"extra[{i}]", extra.text), new.get(f"extra[{i}].why", extra.why))
            for i, extra in enumerate(question.extras)
        )
        return dataclasses.replace(question, stem=stem, why=why, pairs=pairs, extras=extras)
    options = [
        Option(new.get(f"options[{i}]", each.text), each.is_key, new.get(f"options[{i}].why", each.why))
        for i, each in enumerate(question.options)
    ]
    orders = [fix.order for fix in found if isinstance(fix, NewOrder)] or [tuple(range(len(options)))]
    return dataclasses.replace(question, stem=stem, why=why, options=tuple(options[i] for i in orders[0]))
