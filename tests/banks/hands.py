"""Banks as authors of many hands would have typed them: with comments, in any quotes, on lines or between brackets."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from quiz.banks.writing.forms import Form, Value, form_of
from quiz.banks.writing.scalars import block, flow_scalar, in_double_quotes, in_single_quotes, is_plain
from quiz.core.bank import Bank
from tests.banks.strategies import banks

ALIASES = {
    "q": ("q", "question", "stem", "prompt"),
    "options": ("options", "choices", "answers"),
    "right": ("right", "correct", "key"),
    "wrong": ("wrong", "incorrect"),
    "why": ("why", "because", "explanation"),
    "match": ("match", "pairs"),
    "extra": ("extra", "distractors"),
    "topic": ("topic", "category"),
    "tags": ("tags", "tag"),
    "questions": ("questions", "items"),
}
BARE = {"options": "wrong", "extra": "answer"}


@dataclass(slots=True)
class Typed:
    """The file, and of each text in a question the first and the last of its lines, from 0."""

    bank: Bank
    text: str
    lines: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Typing:
    draw: st.DrawFn
    lines: list[str] = field(default_factory=list)
    places: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    question: str = ""
    is_in_block: bool = False

    def line(self, text: str, *, is_block: bool = False) -> None:
        self.lines += text.split("\n")
        self.is_in_block = is_block

    def remark(self) -> None:
        """Perhaps a comment or a blank line; a comment that is indented like a block would be of it."""
        kind = self.draw(st.sampled_from("      cb"))
        if kind == "b":
            self.lines.append("")
        elif kind == "c":
            indent = 0 if self.is_in_block else self.draw(st.integers(0, 12))
            self.lines.append(f"{' ' * indent}# {self.draw(st.sampled_from(['why?', '- no: item', '', 'x: y']))}")

    def text(self, head: str, text: str, indent: int, part: str) -> None:
        """The text after the head of its line, in some style that can hold it."""
        styles = ['"']
        is_one_line = "\n" not in text and "\t" not in text
        if is_plain(text):
            styles += ["", "", ""]
        if is_one_line:
            styles += ["'", ">"]
        if "\t" not in text and not any(line != line.strip(" ") for line in text.split("\n")):
            styles.append("|")
        style = self.draw(st.sampled_from(styles))
        inner = indent + self.draw(st.integers(1, 5))
        comment = self.draw(st.sampled_from(["", "", "", " # a remark"]))
        start = len(self.lines)
        if style in {"|", ">"}:
            header = style + self.draw(st.sampled_from(["", "-", "+"])) + comment
            self.line(f"{head} {block(text, indent=inner, header=header)}", is_block=True)
        else:
            written = {"": text, '"': in_double_quotes(text), "'": in_single_quotes(text)}[style]
            self.line(f"{head} {written}{comment}")
        self.places[self.question, part] = start, len(self.lines) - 1
        self.remark()

    def record(self, form: Form, indent: int, head: str, part: str) -> None:
        """The fields on lines, the first after the head of its line."""
        for name, value in form.items():
            self.field(f"{head}{self.draw(st.sampled_from(ALIASES.get(name, (name,))))}:", name, value, indent, part)
            head = " " * indent

    def field(self, head: str, name: str, value: Value, indent: int, part: str) -> None:
        here = f"{part}.{name}" if part else name
        if name in {"right", "wrong"} or (part.startswith("extra") and name == "answer"):
            here = part
        if name == "draft":
            self.line(f"{head} {value}")
        elif isinstance(value, str):
            self.text(head, value, indent, here)
        elif isinstance(value, tuple) and self.draw(st.booleans()):
            self.line(f"{head} [{', '.join(self.between_brackets(each, name) for each in value)}]")
            for i, each in enumerate(value):
                self.mark(f"{here}[{i}]" if len(value) > 1 or name not in {"cite", "tags"} else here, each)
        elif isinstance(value, tuple):
            self.line(head)
            self.remark()
            dash = indent + self.draw(st.sampled_from([0, 1, 2, 4]))
            offset = self.draw(st.sampled_from([2, 2, 3, 5]))
            for i, each in enumerate(value):
                self.entry(each, name, dash, offset, f"{here}[{i}]" if len(value) > 1 or name in BARE else here)

    def entry(self, value: Value, name: str, dash: int, offset: int, part: str) -> None:
        head = f"{' ' * dash}-{' ' * (offset - 1)}"
        if isinstance(value, str):
            self.text(head[:-1], value, dash, part)
        elif isinstance(value, dict) and list(value) == [BARE.get(name)] and self.draw(st.booleans()):
            self.text(head[:-1], str(next(iter(value.values()))), dash, part)
        elif isinstance(value, dict) and self.draw(st.integers(0, 3)) == 0:
            self.line(f"{head}{self.between_brackets(value, name)}")
            self.mark(part, value)
        elif isinstance(value, dict):
            self.record(value, dash + offset, head, part)

    def mark(self, part: str, value: Value) -> None:
        """Whatever is between the brackets of the last line stands there."""
        names = value if isinstance(value, dict) else [""]
        for name in names:
            is_about = name in {"", "right", "wrong"} or (part.startswith("extra") and name == "answer")
            self.places[self.question, part if is_about else f"{part}.{name}"] = (len(self.lines) - 1,) * 2

    def between_brackets(self, value: Value, name: str) -> str:
        if isinstance(value, str):
            quotes = [flow_scalar(value), in_double_quotes(value)]
            if "\n" not in value and "\t" not in value:
                quotes.append(in_single_quotes(value))
            return self.draw(st.sampled_from(quotes))
        if isinstance(value, dict):
            if list(value) == [BARE.get(name)] and self.draw(st.booleans()):
                return self.between_brackets(next(iter(value.values())), name)
            pairs = [f"{key}: {self.between_brackets(each, key)}" for key, each in value.items()]
            return pairs[0] if len(pairs) == 1 and self.draw(st.booleans()) else f"{{{', '.join(pairs)}}}"
        return f"[{', '.join(self.between_brackets(each, name) for each in value)}]"


@st.composite
def typed(draw: st.DrawFn) -> Typed:
    """A bank and a text of it in some hand."""
    bank = draw(banks())
    typing = _Typing(draw)
    typing.remark()
    typing.lines += ["quiz: 1", f"id: {bank.id}"]
    typing.remark()
    typing.text("title:", bank.title, 0, "title")
    if bank.license:
        typing.text("license:", bank.license, 0, "license")
    typing.line("topics:")
    for id, title in bank.topics.items():
        typing.text(f"  {id}:", title, 2, f"topics.{id}")
    typing.line(f"{draw(st.sampled_from(ALIASES['questions']))}:")
    dash = draw(st.sampled_from([0, 2, 4]))
    for question in bank.questions:
        typing.remark()
        typing.question = question.id
        form = form_of(question)
        rest = draw(st.permutations([name for name in form if name != "id"]))
        typing.record({"id": form["id"], **{name: form[name] for name in rest}}, dash + 2, f"{' ' * dash}- ", "")
    line_break = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = line_break.join(typing.lines) + draw(st.sampled_from(["", line_break, line_break * 2]))
    return Typed(bank, text, typing.places)
