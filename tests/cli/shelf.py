"""A learner's home with a small bank on its shelf, and the program run in it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]

DOCUMENT = """\
# Cells

T cells make IL-2.

- IL-2 wakes NK cells.
- IL-2 wakes B cells.

# Disorders

Sepsis is an infection. Lupus comes from antibodies.
"""

BANK = """\
quiz: 1
id: small
title: A small bank
language: en
license: MIT
document: document.md
topics:
  cells: Cells at work
  disorders: Disorders
questions:
  - id: maker
    q: Which cells make IL-2?
    options:
      - right: T cells
        why: They make it.
      - wrong: Red cells
        why: They carry oxygen.
      - wrong: Nerve cells
        why: They carry signals.
    why: T cells make it.
    cite: T cells make IL-2.
    topic: cells
    level: recall
    tags: [makers]
  - id: woken
    q: Which cells does IL-2 wake? Choose all that apply.
    options:
      - right: NK cells
        why: It wakes them.
      - right: B cells
        why: It wakes them too.
      - wrong: Red cells
        why: They do not sleep.
      - wrong: Fat cells
        why: They sleep on.
    why: It wakes two kinds.
    cite: [IL-2 wakes NK cells., IL-2 wakes B cells.]
    topic: cells
    level: understand
    tags: [woken]
  - id: described
    q: Match each disorder with its description.
    match:
      - prompt: Sepsis
        answer: An infection
        why: So it says.
        cite: Sepsis is an infection.
      - prompt: Lupus
        answer: Antibodies at work
        why: So it says too.
        cite: Lupus comes from antibodies.
    extra: [A broken bone]
    why: One is an infection, the other is not.
    topic: disorders
    level: recall
"""


def put_bank(folder: Path, text: str = BANK, document: str = DOCUMENT) -> Path:
    """The folder of a bank, newly made."""
    folder.mkdir(parents=True)
    (folder / "bank.yaml").write_text(text, encoding="utf-8")
    (folder / "document.md").write_text(document, encoding="utf-8")
    return folder


@dataclass(slots=True)
class Home:
    """A folder in which everything of a learner is, and whose banks come before the shipped ones."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def shelf(self) -> Path:
        return self.folder / "shelf"

    @property
    def env(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "HOME") if name in os.environ}
        return {
            **kept,
            "QUIZ_HOME": str(self.folder / "home"),
            "QUIZ_PATH": str(self.shelf),
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "TERM": "xterm-256color",
            **self.settings,
        }

    def run(self, *args: str, typed: str | bytes = "") -> subprocess.CompletedProcess[str]:
        """The whole program as a process of its own, with the lines as its input."""
        data = typed.encode() if isinstance(typed, str) else typed
        done = subprocess.run(
            command(*args), input=data, env=self.env, cwd=self.folder, capture_output=True, timeout=60, check=False
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *args: str) -> subprocess.Popen[str]:
        """The program begun, with pipes to talk to it."""
        return subprocess.Popen(
            command(*args),
            env=self.env,
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "quiz", *args]
