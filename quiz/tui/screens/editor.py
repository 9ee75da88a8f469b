"""The screen on which questions are written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from quiz.banks.fields import ID_PATTERN
from quiz.core.bank import Bank
from quiz.core.drafting import Draft, cite_at, question_of
from quiz.core.unfinished import suggested_id
from quiz.desk.manuscript import Manuscript
from quiz.errors import QuizError
from quiz.tui import author_commands, commands
from quiz.tui.commands import Command
from quiz.tui.dialogs.unsaved import Unsaved, UnsavedDialog
from quiz.tui.dialogs.writing import deletion
from quiz.tui.filing import Filing
from quiz.tui.lookout import Lookout
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.question_form import QuestionForm
from quiz.tui.widgets.question_preview import QuestionPreview
from quiz.tui.widgets.question_title import question_title
from quiz.tui.widgets.status_line import StatusLine
from quiz.tui.widgets.terminal_cursor import follow_focus
from quiz.tui.widgets.told import Remark, in_short, remarks_of

_NARROW, _WIDE = 60, 110


class EditorScreen(Screen[str | None]):
    """Writes questions into their bank's file; gives the id of the one that was left, None where it was never saved."""

    CSS_PATH = "editor.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(author_commands.EDITOR)]
    OFFERS: ClassVar[tuple[Command, ...]] = author_commands.EDITOR
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (_NARROW, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012  Textual declares it so

    form = query_one(QuestionForm)
    preview = query_one(QuestionPreview)
    status = query_one(StatusLine)

    def __init__(self, written: Manuscript, keys: Mapping[str, str]) -> None:
        """`written` is what the editor opens with, and `keys` are those of the settings."""
        super().__init__()
        self._written = written
        self._keys = keys
        self._filing = Filing(self, self._read_again)
        self.lookout = Lookout(self, self._look_at_it)

    def compose(self) -> ComposeResult:
        yield Static(id="title")
        with Horizontal(id="sides"):
            yield QuestionForm(self._bank.topics, ID_PATTERN[1:-1], id="form")
            yield QuestionPreview(id="preview")
        yield StatusLine(id="status")
        yield KeyHints(id="hints")

    async def on_mount(self) -> None:
        self.set_class(self._bank.is_right_to_left, "-right-to-left")
        self.watch(self.form, "scroll_y", self._follow_focus, init=False)
        await self._open(self._written)

    # Which question is written

    async def _open(self, written: Manuscript) -> None:
        self._written = written
        self.remove_class("-preview")
        await self.form.load(written.begun, is_new=written.kept is None)
        self.status.tell("")
        self._show_title()
        self.lookout.look()

    @property
    def _bank(self) -> Bank:
        return self._written.bench.bank

    @property
    def _draft(self) -> Draft:
        return self.form.draft

    @property
    def _is_changed(self) -> bool:
        return self._written.is_changed(self._draft)

    def _show_title(self) -> None:
        written, has_room = self._written, self.app.size.width >= _NARROW
        title = question_title(
            self._bank.title if has_room else "",
            written.kept_as,
            written.place,
            is_draft=self._draft.is_draft,
            is_changed=self._is_changed,
        )
        self.query_one("#title", Static).update(title)
        self._show_hints()

    def _show_hints(self) -> None:
        labels = {
            "editor.preview": "form" if self.has_class("-preview") else "preview",
            "editor.ready": "not a draft" if self._draft.is_draft else "draft",
        }
        offered = commands.hints(self.offers, author_commands.EDITOR, self._keys, labels)
        self.query_one(KeyHints).show(offered)

    def on_resize(self) -> None:
        self._show_title()
        self._follow_focus()

    def on_screen_resume(self) -> None:
        self._follow_focus()

    def on_descendant_focus(self) -> None:
        self._show_hints()

    def _follow_focus(self) -> None:
        self.call_after_refresh(follow_focus, self)

    # What is said of it

    @on(QuestionForm.Changed)
    def _note_change(self) -> None:
        self.status.read()
        self._show_title()
        self.lookout.change()

    async def _look_at_it(self) -> None:
        draft = self._draft
        remarks = await asyncio.to_thread(_remarks, self._written, draft)
        if not self.is_attached:
            return
        self.form.tell(remarks)
        is_whole = all(remark.rule for remark in remarks)
        await self.preview.show(question_of(draft), self._bank.topics.get(draft.topic, ""), is_whole=is_whole)
        self.status.show(in_short(remarks))
        self._show_hints()

    # What is written into the file

    def action_save(self) -> None:
        self._save()

    @work
    async def _save(self) -> None:
        await self._is_kept()

    async def _is_kept(self) -> bool:
        """Whether the question is in the file as it stands; where it cannot be, the author reads why."""
        if self._filing.is_busy:
            return False
        missing = self._written.missing(self._draft)
        if missing:
            self.form.tell(remarks_of(missing))
            self.form.focus_part(missing[0].part)
            self.status.warn(f"Not saved: {missing[0].sentence}")
            return False
        if not self._draft.id:
            self.form.name_it(suggested_id(self._draft.stem, self._bank.catalogue.ids))
        draft = self._draft
        written = await self._filing.put(self._written, "Saving …", "Not saved.", lambda it: it.saved(draft))
        if written is None:
            return False
        was_new, self._written = self._written.kept is None, written
        if written.kept and self._draft == draft:
            self.form.draft = written.kept
        if was_new:
            self.form.fix_id()
        self._tell_done(f"Saved: {draft.id}.")
        return True

    def _tell_done(self, sentence: str) -> None:
        self.status.tell(sentence, "bold $text-success")
        self._show_title()
        self.lookout.look()

    @work
    async def _read_again(self) -> None:
        try:
            self._written = await asyncio.to_thread(self._written.read_again)
        except QuizError as error:
            self.status.warn(str(error))
            return
        self.status.tell("The file is read again. What you typed is here, and not saved.")
        self._show_title()
        self.lookout.look()

    @work(group="ways")
    async def action_delete(self) -> None:
        kept = self._written.kept
        if kept is None or not self.is_current:
            return
        if not await self.app.push_screen_wait(deletion(kept.id, kept.stem)) or self._filing.is_busy:
            return
        written = await self._filing.put(self._written, "Deleting …", "Not deleted.", lambda it: it.removed(kept.id))
        if written:
            await self._open(written)
            self._tell_done(f"Deleted: {kept.id}.")

    @work(group="ways")
    async def action_allow(self) -> None:
        from quiz.tui.dialogs.allowance import AllowanceDialog  # noqa: PLC0415 - few ask for it

        found, id = self.form.found, self._written.kept_as
        if not found or not self.is_current:
            return
        if id is None:
            self.status.tell("Save the question first: the reason is kept in the file beside it.")
            return
        allowed = await self.app.push_screen_wait(AllowanceDialog(found))
        if allowed is None or self._filing.is_busy:
            return
        written = await self._filing.put(self._written, "Saving …", "Not saved.", lambda it: it.allowing(id, *allowed))
        if written:
            self._written = written
            self._tell_done(f"{allowed.rule} is switched off for {id}.")

    # Commands

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        match action:
            case "passage":
                return bool(self._bank.document.statements)
            case "preview":
                return self.size.width < _WIDE
            case "turn" | "pin":
                return not self._draft.is_matching
            case "allow":
                return bool(self.form.found)
            case "delete":
                return self._written.kept is not None
            case _:
                return True

    async def action_add(self) -> None:
        await self.form.add()

    async def action_remove(self) -> None:
        await self.form.remove_row()

    async def action_move_row(self, step: int) -> None:
        await self.form.move_row(step)

    def action_turn(self) -> None:
        self.form.turn_option()

    async def action_pin(self) -> None:
        await self.form.pin_option()

    def action_ready(self) -> None:
        self.form.set_draft(is_draft=not self._draft.is_draft)

    def action_preview(self) -> None:
        if self.offers("preview"):
            self.toggle_class("-preview")
            if self.has_class("-preview"):
                self.preview.focus()
            else:
                self.form.focus_part("q")
            self._show_hints()

    def action_passage(self) -> None:
        self.form.pick_passage()

    @on(QuestionForm.PassageWanted)
    def _pick_passage(self, message: QuestionForm.PassageWanted) -> None:
        from quiz.tui.dialogs.passage_picker import PassagePicker  # noqa: PLC0415 - only who asks for it waits for it

        document = self._bank.document
        if not document.statements:
            self.status.tell("The bank has no document to quote.")
            return
        picked = next(iter(document.find(cite_at(self._draft, message.part, message.place))), None)

        async def quote(picked: tuple[str, ...] | None) -> None:
            if picked is not None:
                await self.form.quote(message.part, message.place, picked)
                number = len(picked)
                self.status.tell("The passage is quoted." if number == 1 else f"{number} passages are quoted.")

        if self.is_current:
            self.app.push_screen(PassagePicker(document, picked), quote)

    def action_new(self) -> None:
        self._go(lambda: self._open(self._written.begun_anew()))

    def action_turn_to(self, step: int) -> None:
        self._go_to(self._written.neighbour(step))

    def _go_to(self, id: str | None) -> None:
        if id is not None:
            self._go(lambda: self._open(self._written.opened(id)))

    def action_find(self) -> None:
        from quiz.tui.dialogs.question_finder import QuestionFinder  # noqa: PLC0415 - only who asks for it waits for it

        if self.is_current:
            self.app.push_screen(QuestionFinder(self._bank.questions, self._written.kept_as), self._go_to)

    def action_leave(self) -> None:
        if self.has_class("-preview"):
            self.action_preview()
        else:
            self._go(self._leave)

    async def _leave(self) -> None:
        self.dismiss(self._written.kept_as)

    def asks_before_the_end(self) -> bool:
        """Asks, where something is not saved, and ends the program then; whether it asked."""
        if self._is_changed and self.is_current:
            self._go(self._end)
        elif self._is_changed:
            self.notify("Close this first: the question below it is not saved.")
        return self._is_changed

    async def _end(self) -> None:
        self.app.exit(0)

    @work(exclusive=True, group="ways")
    async def _go(self, then: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Goes on to another question or away, once the author has said what becomes of what is not saved."""
        if not self.is_current:
            return
        if self._is_changed:
            missing = self._written.missing(self._draft)
            answer = await self.app.push_screen_wait(UnsavedDialog(len(missing)))
            if answer is Unsaved.BACK or (answer is Unsaved.SAVE and not await self._is_kept()):
                return
        await then()


def _remarks(written: Manuscript, draft: Draft) -> tuple[Remark, ...]:
    """What is missing in the draft, or where nothing is what the rules find of it."""
    missing = written.missing(draft)
    return remarks_of(missing, () if missing else written.flaws(draft))
