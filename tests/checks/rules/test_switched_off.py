from __future__ import annotations

import pytest

from quiz.checks.examination import examine
from quiz.core.exemptions import Exemptions, Ignored
from quiz.core.questions import Question
from quiz.errors import Severity
from tests.checks.authoring import bank, choice, matching

DOCUMENT = "Lymphocytes make it. They grow. It was found in 1976."
CITED = choice(cites=("Lymphocytes make it.", "They grow."))
NEGATIVE = choice("Which cells do not make it?", id="n", cites=("Lymphocytes make it.",))
FOUND = "It was found in 1976."


def found(questions: list[Question], exemptions: Exemptions) -> list[tuple[str, str | None, str, Severity]]:
    flaws = examine(bank(questions, DOCUMENT), exemptions)
    return [(flaw.rule, flaw.question, flaw.part, flaw.severity) for flaw in flaws]


NEGATED = ("negative-stem", "n", "q", Severity.ERROR)
DARK = ("uncovered", None, "", Severity.WARNING)


@pytest.mark.parametrize(
    ("exemptions", "expected"),
    [
        (Exemptions(), [NEGATED, DARK]),
        (Exemptions({"uncovered": "So."}), [NEGATED]),
        (Exemptions({"negative-stem": "So."}), [DARK]),
        (Exemptions({}, {"n": {"negative-stem": "So."}}), [DARK]),
        (Exemptions({"uncovered": "So."}, {"n": {"negative-stem": "So."}}), []),
        (Exemptions(ignored=(Ignored(FOUND, "So."),)), [NEGATED]),
        (
            Exemptions({}, {"q": {"negative-stem": "So."}}),
            [NEGATED, DARK, ("unused-allow", "q", "allow.negative-stem", Severity.WARNING)],
        ),
        (
            Exemptions({"clang": "So."}),
            [NEGATED, DARK, ("unused-allow", None, "allow.clang", Severity.WARNING)],
        ),
        (
            # What the question allows itself the bank need not.
            Exemptions({"negative-stem": "So."}, {"n": {"negative-stem": "So."}}),
            [DARK, ("unused-allow", None, "allow.negative-stem", Severity.WARNING)],
        ),
        (
            # A question has no say in what is of the whole bank.
            Exemptions({}, {"n": {"uncovered": "So.", "negative-stem": "So."}}),
            [DARK, ("unused-allow", "n", "allow.uncovered", Severity.WARNING)],
        ),
        (
            Exemptions({"clnag": "So."}, {"n": {"x": "So."}}),
            [
                NEGATED,
                DARK,
                ("unknown-rule", None, "allow.clnag", Severity.ERROR),
                ("unknown-rule", "n", "allow.x", Severity.ERROR),
            ],
        ),
        (
            # What finds these cannot be switched off.
            Exemptions({"unused-allow": "So.", "unknown-rule": "So."}),
            [
                NEGATED,
                DARK,
                ("unused-allow", None, "allow.unused-allow", Severity.WARNING),
                ("unused-allow", None, "allow.unknown-rule", Severity.WARNING),
            ],
        ),
        (
            Exemptions(ignored=(Ignored(FOUND, "So."), Ignored("They grow.", "So."), Ignored("Lymphocytes", "So."))),
            [
                NEGATED,
                ("unused-ignore", None, "ignore[1]", Severity.WARNING),
                ("unused-ignore", None, "ignore[2]", Severity.WARNING),
            ],
        ),
        (Exemptions(ignored=(Ignored("grow. It was found", "So."),)), [NEGATED]),  # one of its statements is dark
        (Exemptions(ignored=(Ignored("They grow.", "So.", fact="grow"),)), [NEGATED, DARK]),
    ],
)
def test_what_is_switched_off_and_what_need_not_be(
    exemptions: Exemptions, expected: list[tuple[str, str | None, str, Severity]]
) -> None:
    assert found([CITED, NEGATIVE], exemptions) == expected


def test_of_drafts_alone_one_thing_is_said() -> None:
    draft = choice(id="d", is_draft=True)
    (flaw,) = [flaw for flaw in examine(bank([draft], DOCUMENT)) if flaw.rule == "uncovered"]
    assert flaw.sentence == "No statement is examined yet: all questions are drafts."
    assert flaw.span is None
    ignored = Exemptions(ignored=(Ignored(DOCUMENT, "So."),))
    assert [flaw.rule for flaw in examine(bank([draft], DOCUMENT), ignored)] == ["draft"]


def test_a_draft_may_have_what_it_will_need() -> None:
    draft = choice(id="d", is_draft=True)
    allowed = Exemptions({"uncovered": "So.", "draft": "So."}, {"d": {"clang": "So.", "clnag": "So."}})
    assert found([CITED, draft], allowed) == [("unknown-rule", "d", "allow.clnag", Severity.ERROR)]


def test_what_needs_english_is_needed_in_english_alone() -> None:
    allowed = Exemptions({"uncovered": "So."}, {"n": {"negative-stem": "So."}})
    flaws = examine(bank([CITED, NEGATIVE], DOCUMENT, "de"), allowed)
    assert [flaw.rule for flaw in flaws] == ["unused-allow"]


@pytest.mark.parametrize(
    ("id", "end"),
    [
        ("clnag", 'Did you mean "clang"?'),
        ("Negative_Stem", 'Did you mean "negative-stem"?'),
        ("gives away", 'Did you mean "gives-away"?'),
        ("xyz", '"xyz" is none.'),
        ("\x1b[31m", '"<U+001B>[31m" is none.'),
    ],
)
def test_what_may_have_been_meant_is_named(id: str, end: str) -> None:
    (flaw,) = (flaw for flaw in examine(bank([matching()]), Exemptions({id: "So."})) if flaw.rule == "unknown-rule")
    assert flaw.sentence.endswith(end)
