"""Opens a bank once, in a process of its own, and prints the seconds: `python -m benchmarks.opener HOW FOLDER`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from quiz.banks import cache, loader


def _cold(folder: Path) -> object:
    return loader.load(folder / "bank.yaml").bank


def _cached(folder: Path) -> object:
    bank = cache.open_bank(folder, folder / "cache")
    return bank.question(bank.catalogue.ids[-1])


def _json(folder: Path) -> object:
    return json.loads((folder / "bank.json").read_bytes())


def _yaml(folder: Path) -> object:
    return yaml.load((folder / "bank.yaml").read_bytes(), yaml.CSafeLoader)


WAYS: dict[str, Callable[[Path], object]] = {"cold": _cold, "cached": _cached, "json": _json, "yaml": _yaml}


def main(how: str, folder: str) -> None:
    began = time.perf_counter()
    opened = WAYS[how](Path(folder))
    seconds = time.perf_counter() - began
    if not opened:
        sys.exit(f"{folder} has nothing in it")
    print(seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
