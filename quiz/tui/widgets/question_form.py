"""The form in which a question is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Button, Input, Label, TextArea

from quiz.core.drafting import Draft, added, cites_of, moved, pin_turned, removed, requoted, turned, with_text
from quiz.tui.widgets.about_question import AboutQuestion
from quiz.tui.widgets.answer_rows import ROWS, AnswerRows
from quiz.tui.widgets.form_rows import KeySwitch, Quotation, Quotations, RowWish
from quiz.tui.widgets.picks import Group, Picks
from quiz.tui.widgets.told import Remark, Told, nearest
from quiz.tui.widgets.typed_text import TypedLine, TypedText


class QuestionForm(VerticalScroll, can_focus=False):
    """Every text of a question, one below another, each with what is to be said of it."""

    class Changed(Message):
        """The draft is another now."""

        def __init__(self, form: QuestionForm) -> None:
            super().__init__()
            self.form = form

        @property
        def control(self) -> QuestionForm:
            return self.form

    class PassageWanted(Message):
        """A passage is to be picked for the part, in the place of the one at `place` or as one more."""

        def __init__(self, part: str, place: int | None) -> None:
            super().__init__()
            self.part = part
            self.place = place

    def __init__(self, topics: Mapping[str, str], id_pattern: str, *, id: str | None = None) -> None:
        """`id_pattern` is what ids of questions match."""
        super().__init__(id=id)
        self._topics = topics
        self._id_pattern = id_pattern
        self._is_new = False
        self._remarks: tuple[Remark, ...] = ()
        self.draft = Draft()

    def watch_virtual_size(self) -> None:
        """Rows and remarks that come may move what has the focus out of view."""
        self.call_after_refresh(self._bring_into_view)

    async def load(self, draft: Draft, *, is_new: bool) -> None:
        """Shows the draft from its beginning; one that is new can be given an id."""
        self.draft, self._is_new = draft, is_new
        await self.recompose()
        self.scroll_home(animate=False)
        self.focus_part("q")

    def compose(self) -> ComposeResult:
        draft = self.draft
        yield Told("")
        yield Label("Question", classes="name")
        yield TypedText("q", draft.stem, "what is asked")
        yield Told("q")
        yield Picks(self._kinds(), {"kind": {"pairs" if draft.is_matching else "options"}}, is_quiet=True)
        yield AnswerRows(draft, id="rows")
        yield Label("Explanation", classes="name")
        yield TypedText("why", draft.why, "shown after the answer")
        yield Told("why")
        yield Label("Passages that prove it", classes="name")
        yield Quotations("cite", draft.cites)
        yield Told("cite")
        yield Label("Tags, separated by commas", classes="name")
        yield TypedText("tags", ", ".join(draft.tags), "words to find it by")
        yield Told("tags")
        if self._is_new:
            with Vertical(id="naming"):
                yield Label("Id, which never changes afterwards", classes="name")
                hint = "made from the question where it is empty"
                yield TypedLine(draft.id, id="id", restrict=f"({self._id_pattern})?", placeholder=hint, compact=True)
        yield Told("id")
        yield AboutQuestion(self._topics, draft, id="about")
        yield Told("topic")

    @staticmethod
    def _kinds() -> list[Group]:
        rows = (("options", "options to choose from"), ("pairs", "pairs to match"))
        return [Group("kind", "Answered with", rows, is_single=True)]

    # What is said of it

    def tell(self, remarks: Sequence[Remark]) -> None:
        """Shows each remark at the part it is about, or at the nearest that has a place for remarks.

        There is none while another question is being put there.
        """
        self._remarks = tuple(remarks)
        places = {told.part: told for told in self.query(Told)}
        at: dict[str, list[Remark]] = {part: [] for part in places}
        for remark in remarks:
            if (part := next((part for part in nearest(remark.part) if part in at), None)) is not None:
                at[part].append(remark)
        for part, told in places.items():
            told.tell(at[part])

    @property
    def found(self) -> tuple[Remark, ...]:
        """What the rules found, that on the row or text with the focus first."""
        at_hand = self.part_at_hand.partition(".")[0]
        found = [remark for remark in self._remarks if remark.rule]
        return tuple(sorted(found, key=lambda remark: remark.part.partition(".")[0] != at_hand))

    # What is changed

    def _change(self, draft: Draft) -> None:
        if draft != self.draft:
            self.draft = draft
            self.post_message(self.Changed(self))

    @on(TextArea.Changed)
    def _take_text(self, message: TextArea.Changed) -> None:
        area = message.text_area
        if isinstance(area, TypedText) and area.is_attached:
            self._change(with_text(self.draft, area.part, area.text))

    @on(Input.Changed)
    def _take_id(self, message: Input.Changed) -> None:
        self._change(with_text(self.draft, "id", message.value))

    @on(Picks.Changed)
    async def _take_picks(self) -> None:
        draft = self.query_one(AboutQuestion).given_to(self.draft)
        (kind,) = self.query(Picks).first().picked("kind")
        is_other = (kind == "pairs") != draft.is_matching
        self._change(replace(draft, is_matching=kind == "pairs"))
        if is_other:
            await self._show_rows()

    def set_draft(self, *, is_draft: bool) -> None:
        """Puts the draft mark there, or takes it away."""
        self._change(replace(self.draft, is_draft=is_draft))
        self.query_one(AboutQuestion).show(self.draft)

    def name_it(self, id: str) -> None:
        """Gives the draft the id."""
        self._change(with_text(self.draft, "id", id))
        self.query_one("#id", Input).value = id

    def fix_id(self) -> None:
        """Asks for no id any longer: the question has one."""
        self._is_new = False
        self.query_one("#naming").remove()

    async def _show_rows(self, part: str | None = None) -> None:
        """Draws the rows anew, with the focus on the text of the part."""
        await self.query_one(AnswerRows).show(self.draft)
        if part:
            self.focus_part(part)

    @on(RowWish)
    async def _take_wish(self, message: RowWish) -> None:
        message.stop()
        match message.wish:
            case "up" | "down":
                await self._move(message.part, -1 if message.wish == "up" else 1)
            case "remove":
                await self._remove(message.part)
            case "turn":
                self._turn(message.part)
            case "pin":
                await self._pin(message.part)
            case "pick":
                self.post_message(self.PassageWanted(message.part, message.place))
            case "unpick" if message.place is not None:
                await self._show_cites(message.part, requoted(self.draft, message.part, message.place, ()))

    async def _move(self, part: str, step: int) -> None:
        draft, to = moved(self.draft, part, step)
        self._change(draft)
        await self._show_rows(to)

    async def _remove(self, part: str) -> None:
        draft, to = removed(self.draft, part)
        self._change(draft)
        await self._show_rows(to)

    async def _pin(self, part: str) -> None:
        self._change(pin_turned(self.draft, part))
        await self._show_rows(part)

    def _turn(self, part: str) -> None:
        self._change(turned(self.draft, part))
        self.query_one(AnswerRows).turn(self.draft)

    async def quote(self, part: str, place: int | None, cites: Iterable[str]) -> None:
        """Has the part quote these, in the place of what it quotes at `place` or as more."""
        await self._show_cites(part, requoted(self.draft, part, place, cites))

    async def _show_cites(self, part: str, draft: Draft) -> None:
        self._change(draft)
        named = next(each for each in self.query(Quotations) if each.part == part)
        await named.show(cites_of(self.draft, part))

    @on(Button.Pressed, ".add")
    async def _add_pressed(self, message: Button.Pressed) -> None:
        message.stop()
        await self._add(message.button.name or "")

    async def _add(self, name: str) -> None:
        draft, part = added(self.draft, name)
        self._change(draft)
        await self._show_rows(part)

    # Where the focus is

    @property
    def part_at_hand(self) -> str:
        """The part that has the focus; empty where it is on none."""
        focused = self.screen.focused
        return focused.part if isinstance(focused, TypedText | KeySwitch | Quotation | Quotations) else ""

    @property
    def is_in_a_row(self) -> bool:
        return self.part_at_hand.startswith(ROWS)

    def focus_part(self, part: str) -> bool:
        """Puts the focus on the text of the part, or of the row that it is of; whether there is one."""
        wanted = [each for each in self.query(TypedText) if each.part == part or each.part.startswith(f"{part}.")]
        if part == "id" and self._is_new:
            self.query_one("#id", Input).focus()
            return True
        if wanted:
            wanted[0].focus()
            self.call_after_refresh(self._bring_into_view)
        return bool(wanted)

    def _bring_into_view(self) -> None:
        """Scrolls to what has the focus, once all that was mounted has its place."""
        focused = self.screen.focused
        if isinstance(focused, Picks) and self in focused.ancestors:
            self.call_after_refresh(focused.show_row)
        elif focused is not None and self in focused.ancestors:
            self.call_after_refresh(focused.scroll_visible, animate=False)

    async def add(self) -> None:
        """One more row of the kind that has the focus, or of the first kind there is."""
        name = self.part_at_hand.partition("[")[0]
        await self._add(name if name in ROWS else "match" if self.draft.is_matching else "options")

    async def remove_row(self) -> None:
        """Removes the row that has the focus, if one has."""
        if self.is_in_a_row:
            await self._remove(self.part_at_hand)

    async def move_row(self, step: int) -> None:
        """Moves the row that has the focus, if one has."""
        if self.is_in_a_row:
            await self._move(self.part_at_hand, step)

    def turn_option(self) -> None:
        """Turns the option that has the focus right or wrong, if one has."""
        if self.part_at_hand.startswith("options"):
            self._turn(self.part_at_hand)

    async def pin_option(self) -> None:
        """Keeps the option that has the focus last, or no longer, if one has."""
        if self.part_at_hand.startswith("options"):
            await self._pin(self.part_at_hand)

    def pick_passage(self) -> None:
        """Wants a passage for the pair that has the focus, or else for the question."""
        part = self.part_at_hand.partition(".")[0]
        self.post_message(self.PassageWanted(part if part.startswith("match") else "cite", None))
