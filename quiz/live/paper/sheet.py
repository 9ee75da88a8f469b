"""The file that is handed out: JSON with named fields, in which the questions are packed.

Packed, keys and explanations cannot be read at a glance. Who wants to can unpack them: what a learner's machine can
mark, a learner can read. A sheet for an exam has neither.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

from quiz.core.drills.events import Created
from quiz.core.text import one_line
from quiz.errors import QuizError
from quiz.live.log.codec import event_of, text_of
from quiz.live.log.fields import Fields, Json

FORMAT = 1
METHOD = "HMAC-SHA256"

OTHER_KIND = "it is a file of another kind"
"""What is said of a file that another program wrote, or quiz for something else."""

_MOST_BYTES = 16 * 1024 * 1024
_MOST_UNPACKED = 64 * 1024 * 1024
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drill as it is handed out. `key` signs what is handed in: 32 bytes as hexadecimal digits.

    A sheet for an exam has questions without keys. `hand_in_by` is a moment in milliseconds
    since 1970, None where there is no hurry.
    """

    created: Created
    key: str
    is_exam: bool = False
    wants_identifier: bool = False
    hand_in_by: int | None = None


def is_id(text: str) -> bool:
    """Whether this is an id as `store.ids` makes them, and so the name of no other file than ours."""
    return _ID.fullmatch(text) is not None


def text_of_sheet(sheet: Sheet) -> str:
    """The file of which `sheet_of` makes the same sheet."""
    packed = zlib.compress(text_of(sheet.created).encode("ascii"), 9)
    fields: Json = {
        "quiz_drill": FORMAT,
        "about": "Questions to answer without a network: quiz answer FILE",
        "id": sheet.created.id,
        "title": sheet.created.title,
        "questions": len(sheet.created.questions),
        "is_exam": sheet.is_exam,
        "wants_identifier": sheet.wants_identifier,
        "hand_in_by": sheet.hand_in_by,
        "verification": {"method": METHOD, "key": sheet.key},
        "packed": base64.b64encode(packed).decode("ascii"),
    }
    return json.dumps(fields, indent=1) + "\n"


def sheet_of(text: str) -> Sheet:
    """The sheet of which `text_of_sheet` made the file; ValueError where it is none."""
    try:
        said = json.loads(text)
    except ValueError as error:
        raise ValueError(OTHER_KIND) from error
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(said, dict) or "quiz_drill" not in said:
        raise ValueError(OTHER_KIND)
    fields = Fields(said)
    if fields.whole("quiz_drill") > FORMAT:
        raise ValueError("it is of a newer version of quiz")
    created = event_of(_unpacked(fields.text("packed")))
    if not isinstance(created, Created) or not created.questions:
        raise ValueError("it has no questions")
    if not is_id(created.id):
        raise ValueError("its drill has no proper id")
    key = fields.part("verification").text("key")
    if _KEY.fullmatch(key) is None:
        raise ValueError("it has no key to sign with")
    return Sheet(
        created=created,
        key=key,
        is_exam=fields.flag("is_exam"),
        wants_identifier=fields.flag("wants_identifier"),
        hand_in_by=fields.whole_or_none("hand_in_by"),
    )


def _unpacked(packed: str) -> str:
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(base64.b64decode(packed, validate=True), _MOST_UNPACKED)
    except (binascii.Error, zlib.error) as error:
        raise ValueError("its questions are damaged") from error
    # The sum at its end has been compared only where it was read to the end.
    if not unpacking.eof:
        raise ValueError("its questions are damaged, or too many")
    try:
        return content.decode("ascii")
    except UnicodeDecodeError as error:
        raise ValueError("its questions are damaged") from error


def read_sheet(path: Path) -> Sheet:
    """The sheet in the file at the path; QuizError where there is none that can be used."""
    content = read_bounded(path, _MOST_BYTES)
    try:
        return sheet_of(content.decode())
    except ValueError as error:
        why = OTHER_KIND if isinstance(error, UnicodeDecodeError) else error
        raise QuizError(
            f"{one_line(str(path))} is no drill to answer, or is damaged: {why}. "
            "`quiz assign` writes such files, as drill.quiz: ask for it again."
        ) from error


def read_bounded(path: Path, most: int) -> bytes:
    """What the file has; QuizError where it cannot be read, is no regular file or has more bytes than `most`."""
    shown = one_line(str(path))
    try:
        if not path.is_file():  # a pipe would never end
            raise QuizError(f"There is no file {shown}.")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise QuizError(f"{shown} cannot be read: {error.strerror or error}.") from error
    if len(content) > most:
        raise QuizError(f"{shown} is larger than any file of a drill, and was not read.")
    return content
