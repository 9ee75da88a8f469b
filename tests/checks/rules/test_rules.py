from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from quiz.banks.folder import is_bank
from quiz.banks.loader import load
from quiz.checks.examination import examine
from quiz.checks.rules.rulebook import RULES
from quiz.checks.rules.switched_off import UNKNOWN_RULE, UNUSED_ALLOW
from quiz.core.bank import Bank
from quiz.core.exemptions import Exemptions
from quiz.errors import Severity
from tests.banks.strategies import banks

SHIPPED = sorted(path for path in (Path(__file__).parents[3] / "questions").iterdir() if is_bank(path))

# Of the specification; a rule that is not in its table is not here.
LEVELS = {
    Severity.ERROR: "all-of-above option-references negative-stem numeric-overlap key-longest-in-bank missing-why "
    "missing-cite",
    Severity.WARNING: "key-longest none-of-above absolute-distractor vague-frequency clang grammar convergence "
    "near-duplicates unsorted-numbers mixed-units unfocused-stem gives-away",
    Severity.INFO: "emphasised-negation negative-option exhaustive-pair option-count length-spread final-stops "
    "mixed-case lead-in verbatim-key",
}


@pytest.mark.parametrize("id", RULES)
def test_each_rule_finds_its_bad_example_and_not_its_good_one(id: str) -> None:
    rule = RULES[id]
    bad, good = examine(rule.bad(), rule.bad_exemptions), examine(rule.good(), rule.good_exemptions)
    assert {flaw.severity for flaw in bad if flaw.rule == id} == {rule.severity}
    # The good example breaks no other rule either; that of an unfinished question may.
    assert [flaw.rule for flaw in good] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
@pytest.mark.parametrize("id", RULES)
def test_no_rule_finds_anything_in_the_shipped_banks(id: str, path: Path, shipped: dict[Path, list[str]]) -> None:
    if path not in shipped:
        loaded = load(path)
        shipped[path] = [f"{flaw.rule}: {flaw.question}" for flaw in examine(loaded.bank, loaded.exemptions)]
    assert [found for found in shipped[path] if found.startswith(f"{id}:")] == []


@pytest.fixture(scope="module")
def shipped() -> dict[Path, list[str]]:
    """What was found in each bank, so that it is examined once."""
    return {}


@pytest.mark.parametrize(("severity", "ids"), LEVELS.items())
def test_each_rule_has_its_level(severity: Severity, ids: str) -> None:
    assert {id: RULES[id].severity for id in ids.split()} == dict.fromkeys(ids.split(), severity)


@pytest.mark.parametrize("id", RULES)
def test_each_rule_says_where_it_is_from_and_what_to_do(id: str) -> None:
    rule = RULES[id]
    assert rule.id == id
    assert rule.source
    assert rule.about.endswith(".")
    assert rule.about.count(". ") >= 1 or len(rule.about) > 80


_allowed = st.dictionaries(st.sampled_from([*RULES, "no-rule"]), st.just("So."), max_size=3)


@given(banks(), _allowed, _allowed, st.sampled_from(["en", "de", "zh"]))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_bank_is_examined_and_always_alike(
    bank: Bank, of_bank: dict[str, str], of_first: dict[str, str], language: str
) -> None:
    exemptions = Exemptions(of_bank, {bank.questions[0].id: of_first})
    bank.language = language
    found = examine(bank, exemptions)
    assert found == examine(bank, exemptions)
    assert all(flaw.rule in RULES and flaw.severity is RULES[flaw.rule].severity for flaw in found)
    assert all(flaw.question is None or flaw.question in bank for flaw in found)
    kept = [flaw for flaw in found if flaw.rule not in {UNKNOWN_RULE, UNUSED_ALLOW}]
    assert all(exemptions.reason(flaw.rule, flaw.question) is None for flaw in kept)
