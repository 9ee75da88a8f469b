"""Questions as the fields of the format: texts, lists and mappings under their documented names."""

from __future__ import annotations

import re
from typing import assert_never

from quiz.banks.fields import EXTRA, OPTION, PAIR, QUESTION, Record
from quiz.banks.textfile import LINE_BREAK
from quiz.core.exemptions import Exemptions, Ignored
from quiz.core.questions import Choice, Extra, Matching, Option, Pair, Question

Value = str | tuple["Value", ...] | dict[str, "Value"]
Form = dict[str, Value]

_STEP = re.compile(r"([a-z]+)(?:\[([0-9]+)\])?")
_RECORDS: dict[str, Record] = {"options": OPTION, "match": PAIR, "extra": EXTRA}


def form_of(question: Question) -> Form:
    """The fields of the question that are given, their texts without white space around them."""
    form: Form = {"id": question.id, "q": question.stem}
    match question:
        case Choice():
            form["options"] = tuple(_option(option) for option in question.options)
            form["pick"] = "one" if question.any_key_will_do else ""
        case Matching():
            form["match"] = tuple(_pair(pair) for pair in question.pairs)
            form["extra"] = tuple(_extra(extra) for extra in question.extras)
        case _:
            assert_never(question)
    return _given(
        form
        | {
            "why": question.why,
            "cite": question.cites,
            "topic": question.topic,
            "level": question.level or "",
            "tags": question.tags,
            "draft": "true" if question.is_draft else "",
        }
    )


def exempting(exemptions: Exemptions) -> Form:
    """The fields of a bank in which rules are switched off and passages ignored, those of its questions left out."""
    ignored = tuple(_ignored(each) for each in exemptions.ignored)
    return _given({"allow": dict(exemptions.of_bank), "ignore": ignored})


def _ignored(ignored: Ignored) -> Form:
    return {name: text for name, text in zip(("cite", "why", "fact"), ignored, strict=True) if text}


def _option(option: Option) -> Form:
    text: Form = {"right" if option.is_key else "wrong": option.text}
    return _given(text | {"why": option.why, "pin": "last" if option.is_pinned else ""}, *text)


def _pair(pair: Pair) -> Form:
    fields: Form = {"prompt": pair.prompt, "answer": pair.answer, "why": pair.why, "cite": pair.cites}
    return _given(fields, "prompt", "answer")


def _extra(extra: Extra) -> Form:
    return _given({"answer": extra.text, "why": extra.why}, "answer")


def _given(form: Form, *needed: str) -> Form:
    """The fields that are not empty, and those that are needed all the same, so that their lack is told."""
    trimmed = {name: _trimmed(value) for name, value in form.items()}
    return {name: value for name, value in trimmed.items() if value or name in {"id", "q", "topic", *needed}}


def _trimmed(value: Value) -> Value:
    if isinstance(value, str):
        return LINE_BREAK.sub("\n", value.strip())
    return tuple(map(_trimmed, value)) if isinstance(value, tuple) else value


def replaced(form: Form, part: str, value: str) -> Form | None:
    """The form with another text in the part, such as "options[2].why"; None where it has no such part."""
    steps = [_STEP.fullmatch(step) for step in part.split(".")]
    found, *inner = steps
    if (
        found is None
        or None in inner
        or len(inner) > 1
        or found[1] in {"id", "allow"}
        or found[1] not in QUESTION.by_name
    ):
        return None
    name, index = found[1], found[2]
    whole = form.get(name, "")
    if index is None and not inner:
        if name in _RECORDS or (isinstance(whole, tuple) and len(whole) > 1):
            return None
        is_list = name in {"cite", "tags"} and value.strip()
        return _with(form, name, (value,) if is_list else value, QUESTION)
    if index is None or not isinstance(whole, tuple) or int(index) >= len(whole):
        return None
    entry = whole[int(index)]
    if isinstance(entry, dict):
        record = _RECORDS[name]
        field = _text_field(entry, record, inner[0].group() if inner and inner[0] else "")
        if not field:
            return None
        is_list = field == "cite" and value.strip()
        entry = _with(entry, field, (value,) if is_list else value, record)
    elif inner:
        return None
    else:
        entry = value
    entries = tuple(entry if i == int(index) else each for i, each in enumerate(whole))
    return _with(form, name, tuple(each for each in entries if each), QUESTION)


def _text_field(entry: Form, record: Record, name: str) -> str:
    """The field of that name, or the one that says what the entry is about; empty where there is none."""
    if not name:
        about = [*record.either, *record.required]
        given = [each for each in about if each in entry]
        return given[0] if len(given) == 1 else ""
    return name if name in record.by_name else ""


def _with(form: Form, name: str, value: Value, record: Record) -> Form:
    """The form with the field, in the order of the format, or without it where it is empty and need not be there."""
    is_needed = name in {*record.required, *record.either}
    fields = form | {name: _trimmed(value)}
    return {
        each: fields[each]
        for each in record.by_name
        if each in fields and (fields[each] or (is_needed and each == name))
    }
