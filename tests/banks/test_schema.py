import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from quiz.banks.fields import BANK, OPTION, QUESTION, Shape
from quiz.banks.schema import schema, schema_text
from quiz.banks.source import read_tree
from quiz.banks.tree import Mapping, Node, Scalar, Sequence

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "tests" / "data" / "broken"
GOOD = Path(__file__).parent / "good"
SHIPPED = ROOT / "questions" / "il2-neonatal" / "bank.yaml"

# What is wrong with these a schema can say.
FAULTY_FOR_A_SCHEMA = [
    "bad-ids",
    "bad-version",
    "empty",
    "empty-texts",
    "list-at-top",
    "matching",
    "missing-fields",
    "newer-version",
    "one-option",
    "options-and-match",
    "other-question-types",
    "pick-and-extra-astray",
    "right-and-wrong",
    "text-at-top",
    "unknown-fields",
    "wrong-shapes",
    "wrong-shapes-in-question",
    "wrong-words",
]


def plain(node: Node | None) -> Any:
    """What the loader sees, as JSON: every text a string."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}
        case None:
            return None


def read(path: Path) -> Any:
    return plain(read_tree(path.read_text(encoding="utf-8"), "f").root)


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    return Draft7Validator(schema())


def test_the_schema_is_one(validator: Draft7Validator) -> None:
    validator.check_schema(schema())
    assert json.loads(schema_text()) == schema()


def test_the_file_beside_the_banks_is_the_schema() -> None:
    assert (ROOT / "questions" / "bank.schema.json").read_text(encoding="utf-8") == schema_text()


@pytest.mark.skipif(not SHIPPED.exists(), reason="the shipped bank is not in this checkout")
def test_the_shipped_bank_conforms(validator: Draft7Validator) -> None:
    validator.validate(read(SHIPPED))
    validator.validate(yaml.safe_load(SHIPPED.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["norway", "whole"])
def test_good_banks_conform(validator: Draft7Validator, name: str) -> None:
    validator.validate(read(GOOD / name / "bank.yaml"))


def test_documented_names_alone_conform(validator: Draft7Validator) -> None:
    assert not validator.is_valid(read(GOOD / "aliases" / "bank.yaml"))


@pytest.mark.parametrize("name", FAULTY_FOR_A_SCHEMA)
def test_broken_banks_do_not_conform(validator: Draft7Validator, name: str) -> None:
    assert not validator.is_valid(read(BROKEN / name / "bank.yaml"))


def test_every_field_is_explained() -> None:
    made: Any = schema()
    for record in (BANK, QUESTION):
        properties = (made if record is BANK else made["definitions"]["question"])["properties"]
        assert list(properties) == [field.name for field in record.fields]
        assert all(properties[field.name]["description"] == field.doc for field in record.fields)


@pytest.mark.parametrize("record", [BANK, QUESTION, OPTION])
def test_no_name_is_of_two_fields(record: Any) -> None:
    names = [name for field in record.fields for name in (field.name, *field.aliases)]
    assert len(names) == len(set(names))
    assert all((field.record is not None) == (field.shape is Shape.RECORDS) for field in record.fields)
