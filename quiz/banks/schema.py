"""The JSON Schema of bank.yaml, for editors, made from the fields that the loader checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import assert_never

from quiz.banks.fields import BANK, FORMAT_VERSION, ID_PATTERN, LANGUAGE_PATTERN, Field, Record, Shape

_DRAFT = "http://json-schema.org/draft-07/schema#"
_NOTE = (
    "Fields are named here as they are documented; the program also reads common other names, such as question for q. "
    "What a schema cannot say (equal ids, options that read the same, words that do not stand in the document), "
    "quiz check says."
)

# A text is taken as typed, and to an editor 12 is a number and true a truth value.
_TEXT: dict[str, object] = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_ID: dict[str, object] = {"type": ["string", "number", "boolean"], "pattern": ID_PATTERN}


def schema() -> dict[str, object]:
    """The JSON Schema (draft-07) of a bank, with the fields by their documented names alone."""
    definitions = {record.name.replace(" ", "-"): _record(record) for record in _records(BANK)}
    bank = _record(BANK)
    return {
        "$schema": _DRAFT,
        "title": "Question bank",
        **bank,
        "description": f"{BANK.doc} {_NOTE}",
        "definitions": definitions,
    }


def schema_text() -> str:
    """The schema as the file that is kept beside the banks, always the same for the same fields."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _records(record: Record) -> Iterator[Record]:
    """The records within the record, each once."""
    for field in record.fields:
        if field.record is not None:
            yield field.record
            yield from _records(field.record)


def _record(record: Record) -> dict[str, object]:
    mapping: dict[str, object] = {
        "description": record.doc,
        "type": "object",
        "properties": {field.name: {"description": field.doc, **_field(field)} for field in record.fields},
        "additionalProperties": False,
    }
    if record.required:
        mapping["required"] = list(record.required)
    if record.either:
        mapping["oneOf"] = [{"required": [name]} for name in record.either]
    if record.needs:
        mapping["dependencies"] = {name: [needed] for name, needed in record.needs.items()}
    if record.bare:
        return {"description": record.doc, "anyOf": [mapping, _TEXT]}
    return mapping


def _field(field: Field) -> dict[str, object]:
    made = _shape(field)
    if field.examples:
        made["examples"] = list(field.examples)
    return made


def _shape(field: Field) -> dict[str, object]:
    match field.shape:
        case Shape.VERSION:
            return {"enum": [FORMAT_VERSION, str(FORMAT_VERSION)]}
        case Shape.ID:
            return dict(_ID)
        case Shape.TEXT:
            return dict(_TEXT)
        case Shape.TEXTS:
            return {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
        case Shape.LANGUAGE:
            return {"type": ["string", "boolean"], "pattern": LANGUAGE_PATTERN}
        case Shape.WORD:
            return {"enum": list(field.words)}
        case Shape.YES_OR_NO:
            return {"enum": [True, False, "true", "false"]}
        case Shape.TITLES | Shape.REASONS:
            return {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": ID_PATTERN},
                "additionalProperties": _TEXT,
            }
        case Shape.RECORDS:
            assert field.record is not None  # noqa: S101
            name = field.record.name.replace(" ", "-")
            return {"type": "array", "minItems": field.at_least, "items": {"$ref": f"#/definitions/{name}"}}
        case _:
            assert_never(field.shape)
