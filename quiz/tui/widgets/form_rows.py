"""The rows of the form in which a question is written: options, pairs, extra answers, and what is quoted."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Button, Label

from quiz.core.questions import Extra, Option, Pair
from quiz.tui.widgets.told import Told
from quiz.tui.widgets.typed_text import TypedText
from quiz.tui.widgets.typesetting import hang, letter, stack


class RowWish(Message):
    """What is to be done with the row of the part: "up", "down", "remove", "turn" (an option right or wrong), "pin" (it
    last, or no longer), or "pick" (a passage), "unpick" of it the quotation at `place`.
    """

    def __init__(self, part: str, wish: str, place: int | None = None) -> None:
        super().__init__()
        self.part = part
        self.wish = wish
        self.place = place


class RowHead(Widget, can_focus=False):
    """What the row is, and signs to click that move or remove it."""

    DEFAULT_CSS = "RowHead { height: 1; width: 1fr; }"

    def __init__(self, part: str, title: str, *, may_be_last: bool = False) -> None:
        """`may_be_last` where the row can be pinned."""
        super().__init__()
        self._part = part
        self._title = title
        self._may_be_last = may_be_last

    def render(self) -> Content:
        pin = [("last", "pin")] if self._may_be_last else []
        signs = [*pin, ("↑", "up"), ("↓", "down"), ("✕", "remove")]
        drawn = [Content.styled(f" {sign} ", Style.from_meta({"wish": wish})) for sign, wish in signs]
        row = Content("").join(drawn).stylize_before("$foreground-muted")
        title = Content.styled(self._title, "$foreground-muted")
        return title.pad_right(max(self.content_size.width - title.cell_length - row.cell_length, 1)) + row

    def on_click(self, event: events.Click) -> None:
        if isinstance(wish := event.style.meta.get("wish"), str):
            event.stop()
            self.post_message(RowWish(self._part, wish))


class KeySwitch(Widget, can_focus=True):
    """Whether an option is right: space, enter or a click turns it."""

    DEFAULT_CSS = "KeySwitch { height: 1; width: 9; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "turn", "Right or wrong", show=False)]

    def __init__(self, part: str, *, is_key: bool) -> None:
        super().__init__()
        self.part = part
        self.is_key = is_key

    def turn(self, *, is_key: bool) -> None:
        self.is_key = is_key
        self.refresh()

    def render(self) -> Content:
        sign, word, style = ("✓", "right", "$text-success") if self.is_key else ("✗", "wrong", "$text-error")
        return Content.styled(f"{'▸' if self.has_focus else ' '}{sign} {word}", f"bold {style}")

    def action_turn(self) -> None:
        self.post_message(RowWish(self.part, "turn"))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_turn()


class OptionRow(Vertical):
    """An option: whether it is right, its text, and why."""

    def __init__(self, place: int, option: Option) -> None:
        super().__init__(classes="row")
        self._part = f"options[{place}]"
        self._place = place
        self._option = option

    def compose(self) -> ComposeResult:
        pinned = ", always last" if self._option.is_pinned else ""
        yield RowHead(self._part, f"Option {letter(self._place)}{pinned}", may_be_last=True)
        with Horizontal(classes="beside"):
            yield KeySwitch(self._part, is_key=self._option.is_key)
            with Vertical(classes="texts"):
                yield TypedText(self._part, self._option.text, "the option")
                yield TypedText(f"{self._part}.why", self._option.why, "why it is right or wrong")
        yield Told(self._part)


class PairRow(Vertical):
    """A prompt with its partner, why they belong together, and what says so."""

    def __init__(self, place: int, pair: Pair) -> None:
        super().__init__(classes="row")
        self._part = f"match[{place}]"
        self._place = place
        self._pair = pair

    def compose(self) -> ComposeResult:
        yield RowHead(self._part, f"Pair {self._place + 1}")
        yield TypedText(f"{self._part}.prompt", self._pair.prompt, "the prompt")
        yield Told(f"{self._part}.prompt")
        with Horizontal(classes="beside"):
            yield Label(" → ", classes="arrow")
            with Vertical(classes="texts"):
                yield TypedText(f"{self._part}.answer", self._pair.answer, "its answer")
                yield Told(f"{self._part}.answer")
                yield TypedText(f"{self._part}.why", self._pair.why, "why they belong together")
                yield Quotations(self._part, self._pair.cites)
        yield Told(self._part)


class ExtraRow(Vertical):
    """An answer that belongs to no prompt, and why."""

    def __init__(self, place: int, extra: Extra) -> None:
        super().__init__(classes="row")
        self._part = f"extra[{place}]"
        self._place = place
        self._extra = extra

    def compose(self) -> ComposeResult:
        yield RowHead(self._part, f"Answer that belongs to none {self._place + 1}")
        yield TypedText(self._part, self._extra.text, "the answer")
        yield TypedText(f"{self._part}.why", self._extra.why, "why it belongs to none")
        yield Told(self._part)


class Quotation(Widget, can_focus=True):
    """Words of the document: enter picks others in their place, delete takes them away."""

    DEFAULT_CSS = "Quotation { height: auto; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", "Pick others", show=False),
        Binding("delete,backspace", "unpick", "Take away", show=False),
    ]

    def __init__(self, part: str, place: int, cite: str) -> None:
        super().__init__()
        self.part = part
        self._place = place
        self._cite = cite

    def render(self) -> Content:
        return stack(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        remove = Content.styled(" ✕", "$foreground-muted").stylize(Style.from_meta({"wish": "unpick"}))
        text = Content.styled(f"“{self._cite}”", "italic")
        return hang(Content.styled("▸ " if self.has_focus else "▌ ", "$text-warning"), text + remove, width)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def action_pick(self) -> None:
        self.post_message(RowWish(self.part, "pick", self._place))

    def action_unpick(self) -> None:
        self.post_message(RowWish(self.part, "unpick", self._place))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if event.style.meta.get("wish") == "unpick":
            self.action_unpick()
        else:
            self.action_pick()


class Quotations(Vertical):
    """What the question, or a pair of it, quotes; and the way to pick more."""

    def __init__(self, part: str, cites: tuple[str, ...]) -> None:
        super().__init__(classes="quotations")
        self.part = part
        self._cites = cites

    def compose(self) -> ComposeResult:
        yield from (Quotation(self.part, place, cite) for place, cite in enumerate(self._cites))
        yield Button("+ passage", compact=True, classes="pick")

    async def show(self, cites: tuple[str, ...]) -> None:
        """Shows these in the place of those before, with the focus on the last where it was among them."""
        had_focus = any(child.has_focus for child in self.children)
        self._cites = cites
        await self.recompose()
        if had_focus:
            self.children[-1].focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.post_message(RowWish(self.part, "pick"))
