"""The parts of the phone page, read once: only what is in its folder as the server starts is ever served."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "web"
PAGE = "index.html"

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the page and its type."""

    content: bytes
    type: str


def parts_in(folder: Path = FOLDER) -> dict[str, Part]:
    """The files of the folder whose type is known, by name."""
    files = sorted(path for path in folder.iterdir() if path.suffix in _TYPES and path.is_file())
    return {path.name: Part(path.read_bytes(), _TYPES[path.suffix]) for path in files}
