"""The folder of a bank: its YAML file and, beside it, the document."""

from __future__ import annotations

from pathlib import Path

BANK_FILE = "bank.yaml"


def bank_file(path: Path) -> Path:
    """The bank's YAML file: the path itself, or the one in the folder that it names."""
    try:
        return path / BANK_FILE if path.is_dir() else path
    except OSError:
        # Whoever reads the path will say why it cannot be looked at.
        return path


def is_bank(path: Path) -> bool:
    """Whether the path is a folder with a bank.yaml, or itself a YAML file."""
    try:
        return (path / BANK_FILE).is_file() or (path.suffix in {".yaml", ".yml"} and path.is_file())
    except OSError:
        return False
