"""The file that a learner hands in: JSON with the answers in words, signed with the key of the sheet.

The signature shows damage and careless editing. It does not stop a determined forger: the key is in the file that
every learner has.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from pathlib import Path
from typing import NoReturn

from quiz.core.answers import Given
from quiz.core.certainty import Certainty
from quiz.core.drills.assignment import Paper, Reply
from quiz.core.text import one_line
from quiz.errors import QuizError
from quiz.live.log.fields import Fields, Json
from quiz.live.paper.sheet import OTHER_KIND, is_id, read_bounded
from quiz.store.wholefile import written_whole

SUFFIX = ".result"
FORMAT = 1
MOST_BYTES = 4 * 1024 * 1024

_LATEST = 1 << 53
"""No moment is as late: every JSON reader has whole numbers up to here."""

_MOST_QUESTIONS = 1_000_000
_OTHER = re.compile(r"[^\w-]+")


def text_of_paper(paper: Paper, key: str) -> str:
    """The signed file of which `paper_of` makes the same paper."""
    fields = _json_of(paper)
    return json.dumps({**fields, "signature": _signature(fields, key)}, indent=1) + "\n"


def paper_of(text: str) -> tuple[Paper, Json]:
    """The paper that the file has, and its fields for `is_signed`; ValueError where it is none."""
    try:
        said = json.loads(text, parse_constant=_refuse_constant)
    except ValueError as error:
        raise ValueError(OTHER_KIND) from error
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(said, dict) or "quiz_result" not in said:
        raise ValueError(OTHER_KIND)
    fields = Fields(said)
    if fields.whole("quiz_result") > FORMAT:
        raise ValueError("it is of a newer version of quiz")
    fields.text("signature")
    paper = Paper(
        drill=_id(fields, "drill"),
        attempt=_id(fields, "attempt"),
        name=fields.text("name"),
        identifier=fields.text("identifier"),
        began_at=_moment(fields, "began_at"),
        replies=tuple(map(reply_of, fields.parts("answers"))),
    )
    return paper, said


def is_signed(fields: Json, key: str) -> bool:
    """Whether the signature among the fields is the one that the key gives to the others."""
    others = {name: value for name, value in fields.items() if name != "signature"}
    try:
        due = _signature(others, key)
    except RecursionError:  # what nobody asked for may be nested deeper than can be written
        return False
    return hmac.compare_digest(str(fields.get("signature")).encode("utf-8", "replace"), due.encode())


def _signature(fields: Json, key: str) -> str:
    canonical = json.dumps(fields, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hmac.digest(bytes.fromhex(key), canonical.encode("ascii"), hashlib.sha256).hex()


def _json_of(paper: Paper) -> Json:
    return {
        "quiz_result": FORMAT,
        "drill": paper.drill,
        "attempt": paper.attempt,
        "name": paper.name,
        "identifier": paper.identifier,
        "began_at": paper.began_at,
        "answers": [json_of_reply(reply) for reply in paper.replies],
    }


def json_of_reply(reply: Reply) -> Json:
    """The object that `reply_of` makes the same reply of."""
    return {
        "place": reply.place,
        "opened_at": reply.opened_at,
        "at": reply.at,
        "chosen": list(reply.given.chosen),
        "matched": [list(pair) for pair in reply.given.matched],
        "certainty": reply.certainty and reply.certainty.value,
    }


def reply_of(fields: Fields) -> Reply:
    """The reply of which `json_of_reply` made the object; ValueError where it is none."""
    certainty = fields.text_or_none("certainty")
    opened_at, at = _moment(fields, "opened_at"), _moment(fields, "at")
    if opened_at > at:
        raise ValueError("an answer comes before its question")
    place = fields.whole("place")
    if not 0 <= place < _MOST_QUESTIONS:
        raise ValueError("there is no such question")
    return Reply(
        place=place,
        opened_at=opened_at,
        at=at,
        given=Given(fields.texts("chosen"), fields.pairs("matched")),
        certainty=None if certainty is None else Certainty(certainty),
    )


def _moment(fields: Fields, name: str) -> int:
    moment = fields.whole(name)
    if not 0 <= moment < _LATEST:
        raise ValueError(f"{name!a} is no moment")
    return moment


def _id(fields: Fields, name: str) -> str:
    id = fields.text(name)
    if not is_id(id):
        raise ValueError(f"{name!a} is no id")
    return id


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


# Files


def read_paper(path: Path) -> tuple[Paper, Json]:
    """The paper in the file at the path, with its fields; QuizError where there is none that can be used."""
    content = read_bounded(path, MOST_BYTES)
    try:
        return paper_of(content.decode())
    except ValueError as error:
        why = OTHER_KIND if isinstance(error, UnicodeDecodeError) else error
        raise QuizError(
            f"{one_line(str(path))} is no result of a drill, or is damaged: {why}. Have it handed in again."
        ) from error


def write_paper(folder: Path, paper: Paper, key: str) -> Path:
    """The file in the folder with what is handed in, named for the learner: it replaces one of the same attempt alone.

    QuizError where it cannot be written.
    """
    stem = _OTHER.sub("-", paper.name).strip("-")[:40] or "learner"
    for number in range(1, 1000):
        path = folder / f"{stem if number == 1 else f'{stem}-{number}'}{SUFFIX}"
        if not path.exists() or _is_of(path, paper.attempt):
            with written_whole(path, replaces=True) as filled:
                filled.write_text(text_of_paper(paper, key), encoding="ascii")
            return path
    raise QuizError(f"{one_line(str(folder))} has too many results of this name. Move them away first.")


def _is_of(path: Path, attempt: str) -> bool:
    try:
        return read_paper(path)[0].attempt == attempt
    except QuizError:
        return False
