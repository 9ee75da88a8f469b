"""What `quiz check` finds as a SARIF 2.1.0 log (OASIS, errata 01), which code hosts show at the lines it is about."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from quiz import __version__
from quiz.banks import source, textfile
from quiz.banks.loader import DOCUMENT_SIZE_LIMIT
from quiz.cli.check_report import Report
from quiz.cli.check_rules import Told, all_told, first_sentence
from quiz.errors import Problem, Severity

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"
_FINGERPRINT = "lineTextHash/v1"


def sarif(report: Report, folder: Path, *, remarks: bool) -> dict[str, object]:
    """The log, with addresses of files from the folder; remarks are in it where they are wanted.

    A result's fingerprint is of its rule, its file and the text of its line, so that it is known again when lines
    are put in before it.
    """
    rules = all_told()
    places = {told.id: i for i, told in enumerate(rules)}
    problems = [*report.told(remarks=remarks)]
    results = [
        {
            "ruleId": problem.rule,
            "ruleIndex": places[problem.rule],
            "level": _LEVELS[problem.severity],
            "message": {"text": _message(problem.sentence)},
            "locations": [{"physicalLocation": _location(problem, folder)}],
            "partialFingerprints": {_FINGERPRINT: fingerprint},
        }
        for problem, fingerprint in zip(problems, _fingerprints(problems, folder), strict=True)
    ]
    driver = {"name": "quiz check", "semanticVersion": __version__, "rules": [_rule(told) for told in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"uri": f"{folder.absolute().as_uri().rstrip('/')}/"}},
        "results": results,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _message(text: str) -> str:
    """The text without what a reader of SARIF would take for a placeholder or a link."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _rule(told: Told) -> dict[str, object]:
    switching = "\n".join(told.switching_off())
    return {
        "id": told.id,
        "shortDescription": {"text": _message(first_sentence(told.about))},
        "fullDescription": {"text": _message(told.about)},
        "help": {"text": _message(f"{told.about}\n\nSource: {told.source}.\n\n{switching}")},
        "defaultConfiguration": {"level": _LEVELS[told.severity]},
    }


def _location(problem: Problem, folder: Path) -> dict[str, object]:
    # A file as a whole is its first line: code hosts refuse results without one.
    region = {"startLine": problem.line or 1, "startColumn": problem.column or 1}
    return {"artifactLocation": _artifact(problem.path, folder), "region": region}


def _artifact(path: str, folder: Path) -> dict[str, str]:
    """The address of the file from the folder, or an absolute one where it is not below it."""
    whole = Path(os.path.abspath(folder / path))  # noqa: PTH100 - unlike resolve, it lets links be as they are named
    if whole.is_relative_to(folder):
        return {"uri": quote(whole.relative_to(folder).as_posix()), "uriBaseId": _ROOT}
    return {"uri": whole.as_uri()}


def _fingerprints(problems: Iterable[Problem], folder: Path) -> Iterator[str]:
    """A fingerprint for each problem, those that would be alike numbered."""
    lines: dict[str, list[str]] = {}
    seen: Counter[str] = Counter()
    for problem in problems:
        if problem.path not in lines:
            lines[problem.path] = _lines(folder / problem.path)
        text = lines[problem.path][problem.line - 1].strip() if 0 < problem.line <= len(lines[problem.path]) else ""
        address = _artifact(problem.path, folder)["uri"]
        digest = hashlib.sha256(f"{problem.rule}\n{address}\n{text}".encode(errors="surrogatepass")).hexdigest()
        seen[digest] += 1
        yield f"{digest[:32]}:{seen[digest]}"


def _lines(path: Path) -> list[str]:
    """The lines of the file; none where it holds no text."""
    try:
        data = textfile.read(path, str(path), max(source.SIZE_LIMIT, DOCUMENT_SIZE_LIMIT))
        return textfile.LINE_BREAK.split(textfile.decode(data, str(path)))
    except textfile.UnreadableError:
        return []
