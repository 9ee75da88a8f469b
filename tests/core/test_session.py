from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.certainty import Certainty
from quiz.core.marking import Mark, Rule, State, mark
from quiz.core.questions import Question
from quiz.core.selection import Selection, draw
from quiz.core.session import Answered, Plan, Session, TopicScore, by_topic, plan_again, plan_of, resumed
from tests.core.samples import bank, choice, matching

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

QUESTIONS: dict[str, Question] = {
    "a": choice("a", "100"),
    "b": choice("b", "1100"),
    "c": matching("c", ["x", "y"]),
    "d": choice("d", "0011", any_key_will_do=True),
}
PLAN = Plan("s", "bank", tuple(QUESTIONS), 1, Rule.OU, NOON)

RIGHT: dict[str, Answer] = {
    "a": Chosen(frozenset({0})),
    "b": Chosen(frozenset({0, 1})),
    "c": Matched((0, 1)),
    "d": Chosen(frozenset({3})),
}
PARTLY: dict[str, Answer] = {"b": Chosen(frozenset({0})), "c": Matched((0, None))}
WRONG: dict[str, Answer] = {
    "a": Chosen(frozenset({1})),
    "b": Chosen(frozenset({2, 3})),
    "c": Matched((1, 0)),
    "d": Chosen(frozenset({0})),
}


def given_to(id: str, answer: Answer, minute: int = 0, plan: Plan = PLAN) -> Answered:
    question = QUESTIONS[id]
    return Answered(id, answer, mark(question, answer, plan.rule), NOON + timedelta(minutes=minute), 2.5)


def at(position: int, answered: str = "", *, is_over: bool = False) -> Session:
    """The session at a place of the plan with these questions answered rightly, a minute after each other."""
    done = tuple(given_to(id, RIGHT[id], minute) for minute, id in enumerate(answered))
    return Session(PLAN, done, position, is_over)


Step = Callable[[Session], Session]


def answer(minute: int, answers: dict[str, Answer] = RIGHT) -> Step:
    def step(session: Session) -> Session:
        id = session.current
        return session.answer(QUESTIONS[id], answers[id], NOON + timedelta(minutes=minute), 2.5)[0]

    return step


def go(position: int) -> Step:
    return lambda session: session.go(position)


def undo(session: Session) -> Session:
    return session.undo()[0]


go_on: Step = Session.go_on
finish: Step = Session.finish


@pytest.mark.parametrize(
    ("before", "steps", "after"),
    [
        (at(0), [], at(0)),
        (at(0), [answer(0)], at(0, "a")),
        (at(0), [answer(0), go_on], at(1, "a")),
        (at(0), [go_on], at(1)),
        (at(3), [go_on], at(0)),
        (at(0), [go(2), answer(0), go_on], at(3, "c")),
        (at(2, "c"), [go(3), answer(1), go_on], at(0, "cd")),
        (at(1, "acd"), [answer(3), go_on], at(1, "acdb", is_over=True)),
        (at(1, "acd"), [go_on], at(1, "acd")),
        (at(0, "a"), [undo], at(0)),
        (at(3, "ac"), [undo], at(2, "a")),
        (at(3, "ac"), [undo, undo], at(0)),
        (at(3, "ca"), [undo], at(0, "c")),
        (at(0, "a"), [finish], at(0, "a", is_over=True)),
        (at(0), [finish], at(0, is_over=True)),
        (at(0, "a", is_over=True), [go(3)], at(3, "a", is_over=True)),
        (at(0, "a", is_over=True), [finish], at(0, "a", is_over=True)),
        (at(0, "ab"), [go(1), go(0), go_on], at(2, "ab")),
    ],
)
def test_steps_lead_from_one_session_to_another(before: Session, steps: Sequence[Step], after: Session) -> None:
    session = before
    for step in steps:
        session = step(session)
    assert session == after


@pytest.mark.parametrize(
    ("session", "step"),
    [
        (at(0, "a"), answer(1)),
        (at(0, is_over=True), answer(1)),
        (at(0), undo),
        (at(0, "a", is_over=True), undo),
        (at(0), go(4)),
        (at(0), go(-1)),
        (at(0), lambda session: session.answer(QUESTIONS["b"], RIGHT["b"], NOON, 1.0)[0]),
        (at(0), lambda session: session.answer(QUESTIONS["a"], Chosen(frozenset()), NOON, 1.0)[0]),
    ],
)
def test_steps_that_lead_nowhere_are_refused(session: Session, step: Step) -> None:
    before = replace(session)
    with pytest.raises(ValueError, match=r"\w"):
        step(session)
    assert session == before


def test_an_answer_is_marked_by_the_rule_of_the_plan_and_told() -> None:
    plan = replace(PLAN, rule=Rule.ALL_OR_NOTHING)
    session, told = Session(plan, position=1).answer(QUESTIONS["b"], PARTLY["b"], NOON, 4.0)
    assert told == session.answered[-1] == session.current_answered
    assert told.mark == mark(QUESTIONS["b"], PARTLY["b"], Rule.ALL_OR_NOTHING)
    assert told.mark.fraction == 0
    assert mark(QUESTIONS["b"], PARTLY["b"], Rule.OU).fraction == 0.5
    assert (told.at, told.seconds) == (NOON, 4.0)


def test_what_is_taken_back_is_told() -> None:
    session = at(3, "ac")
    assert session.undo()[1] == session.answered[-1]


def test_a_session_tells_where_one_stands() -> None:
    session = Session(
        PLAN, (given_to("c", PARTLY["c"], 0), given_to("a", WRONG["a"], 1), given_to("d", RIGHT["d"], 2)), position=2
    )
    assert len(session) == 4
    assert session.current == "c"
    assert session.current_answered == session.answered[0]
    assert session.answer_to("a") == session.answered[1]
    assert session.answer_to("b") is None
    assert session.open_positions == (1,)
    assert session.missed == ("a", "c")
    assert session.points == 1.5
    assert session.seconds == 7.5
    assert [session.count(state) for state in (State.RIGHT, State.PARTLY, State.WRONG)] == [1, 1, 1]


def test_a_session_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        at(0).position = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("answered", "session"),
    [
        ("", at(0)),
        ("a", at(1, "a")),
        ("c", at(3, "c")),
        ("d", at(0, "d")),
        ("cd", at(0, "cd")),
        ("ba", at(2, "ba")),
        ("bac", at(3, "bac")),
        ("dcba", at(0, "dcba")),
        ("abcd", at(3, "abcd")),
    ],
)
def test_a_session_is_resumed_at_the_next_open_question(answered: str, session: Session) -> None:
    assert resumed(PLAN, iter(at(0, answered).answered)) == session


def test_topics_have_the_scores_of_their_answers() -> None:
    session = Session(PLAN, (given_to("c", PARTLY["c"]), given_to("a", RIGHT["a"]), given_to("d", WRONG["d"])))
    topics = [("d", "late"), ("c", "early"), ("a", "early"), ("b", "never"), ("other", "elsewhere")]
    scores = by_topic(session, topics)
    assert scores == (TopicScore("late", 0.0, 1), TopicScore("early", 1.5, 2))
    assert [score.share for score in scores] == [0.0, 0.75]


BANK = bank(list(QUESTIONS.values()))


def test_a_plan_holds_what_the_seed_draws() -> None:
    plan = plan_of(BANK, Selection(count=3), {}, id="s", seed=5, rule=Rule.FALSE2, now=NOON)
    assert plan == Plan("s", "bank", draw(BANK, Selection(count=3), {}, 5), 5, Rule.FALSE2, NOON)
    assert len(plan.questions) == 3


def test_where_nothing_fits_a_plan_is_empty() -> None:
    plan = plan_of(BANK, Selection(topics=frozenset({"none"})), {}, id="s", seed=5, rule=Rule.OU, now=NOON)
    assert plan.questions == ()
    assert Session(plan).go_on().is_over


def test_what_was_missed_is_asked_again_in_its_order_with_other_dice() -> None:
    answered = (given_to("c", PARTLY["c"]), given_to("b", RIGHT["b"]), given_to("a", WRONG["a"]))
    later = NOON + timedelta(hours=1)
    assert plan_again(Session(PLAN, answered), id="t", now=later) == Plan(
        "t", "bank", ("a", "c"), PLAN.seed + 1, PLAN.rule, later, again="s"
    )


ANSWERS = [RIGHT, WRONG, {**RIGHT, **PARTLY}]


class Sessions(RuleBasedStateMachine):
    """A session taken through any steps, against a list of answers, a number and a flag."""

    @initialize(order=st.permutations(list(QUESTIONS)), used=st.sampled_from(Rule))
    def begin(self, order: list[str], used: Rule) -> None:
        self.plan = replace(PLAN, questions=tuple(order), rule=used)
        self.session = Session(self.plan)
        self.steps: list[Step] = []
        self.position = 0
        self.given: list[tuple[str, Answer]] = []
        self.is_over = False

    def take(self, step: Step) -> None:
        before = self.session
        self.session = step(before)
        self.steps.append(step)

    def done(self) -> set[str]:
        return {id for id, _ in self.given}

    def is_open(self) -> bool:
        return not self.is_over and self.plan.questions[self.position] not in self.done()

    @precondition(is_open)
    @rule(answers=st.sampled_from(ANSWERS))
    def answer(self, answers: dict[str, Answer]) -> None:
        before = self.session
        self.take(answer(len(self.steps), answers))
        self.given.append((before.current, answers[before.current]))
        # Undo is the inverse of an answer.
        assert self.session.undo() == (before, self.session.answered[-1])

    @precondition(lambda self: self.given and not self.is_over)
    @rule()
    def undo(self) -> None:
        self.take(undo)
        id, _ = self.given.pop()
        self.position = self.plan.questions.index(id)

    @rule(position=st.integers(0, len(QUESTIONS) - 1))
    def go(self, position: int) -> None:
        self.take(go(position))
        self.position = position

    @rule()
    def go_on(self) -> None:
        self.take(go_on)
        places = [(self.position + i) % len(QUESTIONS) for i in range(1, len(QUESTIONS) + 1)]
        left = [place for place in places if self.plan.questions[place] not in self.done()]
        if left:
            self.position = left[0]
        else:
            self.is_over = True

    @precondition(lambda self: len(self.given) > 2)
    @rule()
    def finish(self) -> None:
        self.take(finish)
        self.is_over = True

    @precondition(lambda self: not self.is_open())
    @rule()
    def answer_in_vain(self) -> None:
        with pytest.raises(ValueError, match="not open"):
            answer(0)(self.session)

    @invariant()
    def is_what_the_model_says(self) -> None:
        session = self.session
        assert (session.position, session.is_over) == (self.position, self.is_over)
        assert [(each.question, each.answer) for each in session.answered] == self.given
        marks = [mark(QUESTIONS[id], given, self.plan.rule) for id, given in self.given]
        assert [each.mark for each in session.answered] == marks
        assert sum(session.count(state) for state in State) == len(self.given)
        assert session.count(State.RIGHT) == len(self.given) - len(session.missed)
        assert session.points == sum(each.fraction for each in marks)
        assert len(session.open_positions) == len(session) - len(self.given)
        assert set(session.missed) == {
            id for (id, _), each in zip(self.given, marks, strict=True) if each.fraction < 0.999
        }

    @invariant()
    def is_the_same_when_played_again(self) -> None:
        session = Session(self.plan)
        for step in self.steps:
            session = step(session)
        assert session == self.session

    @invariant()
    def is_resumed_at_the_next_open_question(self) -> None:
        again = resumed(self.plan, self.session.answered)
        assert again.answered == self.session.answered
        assert not again.is_over
        if not self.given:
            assert again.position == 0
        elif again.open_positions:
            latest = self.plan.questions.index(self.given[-1][0])
            assert again == replace(self.session.go(latest).go_on(), is_over=False)
            assert again.current not in self.done()


TestSessions = Sessions.TestCase


@given(st.lists(st.floats(0, 1), max_size=4))
def test_each_answer_is_counted_in_one_state(fractions: list[float]) -> None:
    done = tuple(
        Answered(id, RIGHT[id], Mark(fraction, ""), NOON, 1.0) for id, fraction in zip("abcd", fractions, strict=False)
    )
    session = Session(PLAN, done)
    assert sum(session.count(state) for state in State) == len(fractions)
    assert len(session.missed) == session.count(State.PARTLY) + session.count(State.WRONG)


def test_mistakes_of_which_one_was_sure_come_first_and_are_asked_again_first() -> None:
    session = Session(PLAN)
    for certainty in (Certainty.LOW, None, Certainty.HIGH):
        id = session.current
        session, _ = session.answer(QUESTIONS[id], WRONG[id], NOON, 1.0, certainty=certainty)
        session = session.go_on()
    first, second, third = (each.question for each in session.answered)
    assert session.mistakes == (third, first, second)
    assert plan_again(session, id="again", now=NOON).questions == (third, first, second)
