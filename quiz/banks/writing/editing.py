"""The text of a bank.yaml changed in places, while every other byte stays as its author typed it."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from functools import cached_property
from pathlib import Path

from quiz.banks import source, textfile
from quiz.banks.collector import collector_off
from quiz.banks.fields import BANK, QUESTION
from quiz.banks.folder import bank_file
from quiz.banks.loader import Loaded, load_text
from quiz.banks.textfile import UnreadableError, quoted
from quiz.banks.writing import reminders
from quiz.banks.writing.forms import Form, exempting, form_of, replaced
from quiz.banks.writing.mending import Edit, Mending, applied
from quiz.banks.writing.saving import put
from quiz.banks.writing.spans import Listing, Record as RecordSpan, Spans
from quiz.core.exemptions import Exemptions, Ignored
from quiz.core.questions import Question
from quiz.errors import BankError, Problem, RequestError


class BankText:
    """The text of a bank's file. Each change gives a new text; what a change does not name keeps every byte.

    `is_marked` says that the file begins with a byte order mark, which the text is without. Where the text of a
    `document` is given, the bank is read as one of that document, as `quiz.banks.loader.load` does.
    """

    def __init__(self, text: str, path: Path, *, is_marked: bool = False, document: str | None = None) -> None:
        self.document = document
        self.text = text
        self.path = path
        self.is_marked = is_marked

    @cached_property
    def loaded(self) -> Loaded:
        """The bank that the text is; BankError where it is none."""
        return load_text(self.text, self.path, self.document)

    @cached_property
    def _spans(self) -> Spans:
        with collector_off():
            return Spans(self.text)

    @property
    def data(self) -> bytes:
        """The text as the bytes of its file."""
        return (codecs.BOM_UTF8 if self.is_marked else b"") + self.text.encode(errors="surrogatepass")

    def with_text(self, question_id: str, part: str, value: str) -> BankText:
        """Another text in a part of a question, named as in `quiz.checks.flaw.Flaw`, such as "q" or "options[2]".

        An empty text takes away what need not be there. RequestError where the question has no such part.
        """
        return self.with_texts([(question_id, part, value)])

    def with_texts(self, changes: Iterable[tuple[str, str, str]]) -> BankText:
        """Other texts in parts of questions, each with the question's id and the part as in `with_text`: all or none.

        The bank is read anew once, however many there are.
        """
        forms: dict[str, Form] = {}
        for question_id, part, value in changes:
            known = forms.get(question_id)
            form = replaced(form_of(self._question(question_id)) if known is None else known, part, value)
            if form is None:
                sentence = f"The question {quoted(question_id)} has no text {quoted(part)} that could be changed."
                raise RequestError(sentence)
            forms[question_id] = form
        return self._with_forms(forms)

    def with_question(self, question: Question) -> BankText:
        """The question of that id as it is given: only the fields that differ are written; a new one goes last.

        BankError where the bank could then not be read.
        """
        return self._with_form(form_of(question))

    def with_questions(self, questions: Iterable[Question]) -> BankText:
        """Questions that the bank has already, as in `with_question`: all or none."""
        return self._with_forms({question.id: form_of(question) for question in questions})

    def without_question(self, question_id: str) -> BankText:
        """The bank without the question and the comments straight above it; RequestError where it has no such one."""
        at = self._index(self._question(question_id).id)
        spans = self._spans
        remaining = [i for i in range(len(self.loaded.bank.questions)) if i != at]
        if not remaining:
            raise BankError([Problem(str(self.path), 0, 0, "Keep one question; a bank cannot be without any.")])
        edits = Mending(spans).arranged(_questions(spans), QUESTION, remaining, [""] * len(remaining))
        questions = self.loaded.bank.questions
        return self._changed([*edits], [questions[i] for i in remaining])

    def with_options_in_order(self, question_id: str, order: tuple[int, ...]) -> BankText:
        """The options of the question, or its pairs, moved, each with its lines and comments."""
        return self.with_options_in_orders({question_id: order})

    def with_options_in_orders(self, orders: Mapping[str, tuple[int, ...]]) -> BankText:
        """The options of several questions moved, as in `with_options_in_order`: all or none."""
        return self._with_forms({id: self._in_order(id, order) for id, order in orders.items()})

    def with_allowed(self, question_id: str, rule: str, why: str) -> BankText:
        """The rule switched off for the question, with the reason; with an empty one it is no longer.

        RequestError where the bank has no such question.
        """
        question = self._question(question_id)
        known = self.loaded.exemptions
        old = known.of_question.get(question_id, {})
        new = _with_reason(old, rule, why.strip())
        of_question = {id: reasons for id, reasons in {**known.of_question, question_id: new}.items() if reasons}
        span = _questions(self._spans).items[self._index(question_id)]
        assert isinstance(span, RecordSpan)  # noqa: S101 - what a question is in a bank that was read
        form = form_of(question)
        edits = Mending(self._spans).record(span, QUESTION, _allowing(form, old), _allowing(form, new))
        return self._changed(edits, self.loaded.bank.questions, known._replace(of_question=of_question))

    def with_ignored(self, cite: str, why: str) -> BankText:
        """The passage that has these words ignored, with the reason; with an empty one it is no longer.

        Passages of which a fact alone is spared stay as they are. BankError where the document does not say the words.
        """
        known = self.loaded.exemptions
        ignored = list(known.ignored)
        place = next((at for at, each in enumerate(ignored) if each.cite == cite and not each.fact), len(ignored))
        ignored[place : place + 1] = [Ignored(cite.strip(), why.strip())] if why.strip() else []
        changed = known._replace(ignored=tuple(ignored))
        edits = Mending(self._spans).record(self._spans.root, BANK, exempting(known), exempting(changed))
        return self._changed(edits, self.loaded.bank.questions, changed)

    def without_reminders(self, statements: Iterable[str]) -> BankText:
        """The text without the comments that say of these statements that no question examines them yet."""
        if not reminders.may_remind(self.text):
            return self
        edits = list(reminders.taken_away(self._spans, statements))
        return self._changed(edits, self.loaded.bank.questions) if edits else self

    def _in_order(self, question_id: str, order: tuple[int, ...]) -> Form:
        form = form_of(self._question(question_id))
        name = "options" if "options" in form else "match"
        entries = form[name]
        if not isinstance(entries, tuple) or sorted(order) != list(range(len(entries))):
            raise RequestError(f"Name each of the {name} of {quoted(question_id)} once; {order} does not.")
        return form | {name: tuple(entries[i] for i in order)}

    def _question(self, question_id: str) -> Question:
        try:
            return self.loaded.bank.question(question_id)
        except KeyError:
            raise RequestError(f"The bank {self.path} has no question {quoted(question_id)}.") from None

    def _index(self, question_id: str) -> int:
        return list(self.loaded.bank.catalogue.ids).index(question_id)

    def _with_form(self, form: Form) -> BankText:
        if str(form["id"]) in self.loaded.bank:
            return self._with_forms({str(form["id"]): form})
        spans = self._spans
        questions = self.loaded.bank.questions
        sources: list[int | None] = [*range(len(questions)), None]
        edits = Mending(spans).arranged(_questions(spans), QUESTION, sources, [*([""] * len(questions)), form])
        return self._changed([*edits], [*questions, form])

    def _with_forms(self, forms: Mapping[str, Form]) -> BankText:
        """The text with these forms of questions that it has, by their ids."""
        spans = self._spans
        listing, mending = _questions(spans), Mending(spans)
        meant: list[Question | Form] = [*self.loaded.bank.questions]
        edits: list[Edit] = []
        for at, question in enumerate(self.loaded.bank.questions):
            span = listing.items[at]
            if question.id in forms and isinstance(span, RecordSpan):
                meant[at] = forms[question.id]
                edits += mending.record(span, QUESTION, form_of(question), forms[question.id])
        return self._changed(edits, meant)

    def _changed(
        self, edits: list[Edit], meant: Sequence[Question | Form], exempted: Exemptions | None = None
    ) -> BankText:
        """The text with the edits, which reads as meant: as the questions that stay and the forms of others, with what
        is switched off as it was where `exempted` does not say otherwise.
        """
        text = applied(self.text, edits)
        changed = BankText(text, self.path, is_marked=self.is_marked, document=self.document)
        questions = changed.loaded.bank.questions
        is_meant = len(questions) == len(meant) and all(map(_is_so, questions, meant))
        ids = {question.id for question in questions}
        exempted = self.loaded.exemptions if exempted is None else exempted
        rest = _rest(self.loaded, exempted, ids)
        if not is_meant or _rest(changed.loaded, changed.loaded.exemptions, ids) != rest:
            sentence = "This change cannot be made without touching other parts of the file; make it by hand."
            raise BankError([Problem(str(self.path), 0, 0, sentence)])
        return changed


def _is_so(question: Question, meant: Question | Form) -> bool:
    return form_of(question) == meant if isinstance(meant, dict) else question == meant


def read(path: Path, document: str | None = None) -> BankText:
    """The text of the bank's file, with its line breaks as they are; BankError where it cannot be read."""
    file = bank_file(path)
    try:
        data = textfile.read(file, str(file), source.SIZE_LIMIT)
        is_marked = data.startswith(codecs.BOM_UTF8)
        return BankText(textfile.decode(data, str(file)), file, is_marked=is_marked, document=document)
    except UnreadableError as error:
        raise BankError([error.problem]) from error


def save(changed: BankText, read_before: BankText) -> None:
    """Puts the changed text on the disk, whole or not at all.

    BankError where the file is no longer what was read before, or cannot be written, or where the text is no bank;
    nothing is lost then. The file keeps its mode, and a link to it stays a link.
    """
    _ = changed.loaded  # raises what is wrong with a text that is no bank
    put(read_before.path, changed.data, over=read_before.data)


def _questions(spans: Spans) -> Listing:
    for key, value in spans.root.entries:
        if BANK.by_key.get(key.text) == "questions" and isinstance(value, Listing):
            return value
    raise AssertionError("no questions in a bank that was read")


def _with_reason(reasons: Mapping[str, str], rule: str, why: str) -> dict[str, str]:
    return {name: reason for name, reason in {**reasons, rule: why}.items() if reason}


def _allowing(form: Form, reasons: Mapping[str, str]) -> Form:
    return form | ({"allow": dict(reasons)} if reasons else {})


def _rest(loaded: Loaded, exemptions: Exemptions, ids: AbstractSet[str]) -> tuple[object, ...]:
    """What the bank says beside its questions, of those with the ids what is switched off for them."""
    bank = loaded.bank
    switched_off = {id: reasons for id, reasons in exemptions.of_question.items() if id in ids}
    head = (bank.id, bank.title, bank.language, bank.license, list(bank.topics.items()), loaded.document_path)
    return (*head, exemptions.of_bank, exemptions.ignored, switched_off)
