from __future__ import annotations

from collections import Counter

from hypothesis import given, strategies as st

from quiz.core.answers import Given
from quiz.core.questions import fingerprint_of
from quiz.core.reports.exhibits import (
    Counted,
    Counts,
    Shares,
)
from quiz.core.reports.figures import Taken
from quiz.core.reports.mistakes import confused
from tests.core.made_reports import (
    CELLS,
    DRAFT,
    GUT,
    OTHER,
    PAIRS,
    count,
    figures,
    find,
    learnt,
    reported,
    taken,
)
from tests.core.samples import bank, choice


def test_the_hardest_questions_come_first_and_those_never_missed_not_at_all() -> None:
    questions = {
        "il2": {
            "cells": count(4, 1),
            "gut": count(2, 2),
            "pairs": count(2, 0, 1.5),
            "draft": count(1, 0),
            "gone": count(9, 0),
        }
    }
    rows = find(reported(figures(questions=questions)), "hardest", Shares).rows
    assert [(row.label, row.share, row.answers) for row in rows] == [
        ("cells: Which cells?", 0.25, 4),
        ("pairs: pairs?", 0.75, 2),
    ]


def test_a_long_stem_is_shown_whole() -> None:
    long = choice("long", "10", stem="Word " * 40)
    of = bank([long], id="il2")
    it = figures(questions={"il2": {"long": count(2, 0)}})
    (row,) = find(reported(it, learnt(of)), "hardest", Shares).rows
    assert row.label == "long: " + " ".join(["Word"] * 40)


def test_confusions_say_what_was_taken_for_what() -> None:
    wrong = (
        taken(CELLS, "cells option 1", times=3),
        taken(CELLS, "Cells  option 1", times=2),
        taken(CELLS, "gone option", times=9),
        taken(GUT, "gut option 0", "gut option 3", times=4),
        taken(DRAFT, "draft option 1", times=8),
        taken(CELLS, "cells option 2", times=8, fingerprint="a-other"),
        Taken("il2", "pairs", fingerprint_of(PAIRS), Given(matched=(("pairs prompt 0", "Antibodies"),)), 1),
        Taken("il2", "gone", "a-b", Given(chosen=("x",)), 7),
        Taken("elsewhere", "cells", "a-b", Given(chosen=("x",)), 7),
    )
    questions = {"il2": {"cells": count(30, 8), "gut": count(9, 5), "pairs": count(4, 2), "draft": count(8, 0)}}
    it = reported(figures(questions=questions, wrong=wrong))
    assert find(it, "confusions", Counts).rows == (
        Counted("cells: “cells option 1” for “cells option 0”", 5, 30),
        Counted("gut: “gut option 3” for a right one", 4, 9),
        Counted("pairs: pairs prompt 0: “Antibodies” for “An infection”", 1, 4),
    )
    assert it.confused == ("cells", "gut", "pairs")


def test_the_drill_of_several_banks_names_questions_as_a_mixture_does() -> None:
    questions = {"il2": {"cells": count(3, 1)}, "il3": {"cells": count(3, 1)}}
    theirs = OTHER.question("cells")
    wrong = [taken(CELLS, "cells option 1"), taken(theirs, "cells option 1", times=2, bank="il3")]
    it = figures(questions=questions, wrong=wrong)
    both = [learnt(), learnt(OTHER)]
    assert reported(it, *both).confused == confused(both, it) == ("il3/cells", "il2/cells")


@given(st.lists(st.tuples(st.integers(0, 29), st.integers(1, 4), st.integers(1, 6)), max_size=60))
def test_the_commonest_confusions_are_found_whichever_questions_are_read(
    mistakes: list[tuple[int, int, int]],
) -> None:
    many = [choice(f"q{i:02}", "10000") for i in range(30)]
    wrong = [taken(many[i], f"q{i:02} option {option}", times=times) for i, option, times in mistakes]
    times: Counter[tuple[str, int]] = Counter()
    for i, option, number in mistakes:
        times[f"q{i:02}", option] += number
    of_all = figures(questions={"il2": {it.id: count(99, 0) for it in many}}, wrong=wrong)
    it = reported(of_all, learnt(bank(many, id="il2")))
    shown = [row.count for row in find(it, "confusions", Counts).rows] if mistakes else []
    assert shown == sorted(times.values(), reverse=True)[:10]
    assert all(sum(n for (id, _), n in times.items() if id == question) for question in it.confused)
