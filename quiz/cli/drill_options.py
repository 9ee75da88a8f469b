"""How a drill is served and shown, as its file keeps it for whoever takes it up again after a crash.

A server that begins again has a class waiting: nothing is imported here that only a new drill needs.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

from quiz import paths
from quiz.core.drills.events import Created
from quiz.live.log.embedded import open_log
from quiz.live.log.shelf import find

OPTIONS = "options"
"""Under this name the log keeps how its drill is served and shown, as JSON, for whoever takes it up again."""


_UNSAID: dict[str, object] = {"ghosts": "", "bind": "", "port": None, "names": [], "number": False, "tls": None}
"""The options of a command line that says nothing."""


def drill_to_resume(args: argparse.Namespace, env: Mapping[str, str]) -> Path:
    """The file of the drill to serve again; what the command line says of its server replaces what was said before."""
    path = find(paths.drills_folder(env), args.resume)
    said = {name: value for name, value in options_of(args, env).items() if value != _UNSAID[name]}
    if said:
        asyncio.run(keep(path, None, said))
    return path


def report_hint(drill: Path) -> str:
    """How to see the report of the drill in that file."""
    return f"Its report: quiz drill report {drill.stem} --html report.html"


async def keep(path: Path, created: Created | None, options: dict[str, object]) -> None:
    """Keeps the options in the file of the drill, over those of before, and its creation where it is new."""
    log = open_log(path)
    try:
        before = json.loads(log.kept(OPTIONS) or "{}")
        await log.keep(OPTIONS, json.dumps({**before, **options}))
        if created:
            await log.append([created])
    finally:
        await log.close()


def options_of(args: argparse.Namespace, env: Mapping[str, str]) -> dict[str, object]:
    """How the drill is served and shown, as JSON; QuizError where a certificate that is named cannot be used."""
    if args.tls:
        from quiz.live.server.tls import tls_of  # 20 ms of ssl that most drills do without

        tls_of(*map(Path, args.tls))
    return {
        "ghosts": "" if args.ghosts is None else find(paths.drills_folder(env), args.ghosts).stem,
        "bind": args.bind or "",
        "port": args.port,
        "names": args.name,
        "number": args.number,
        "tls": None if args.tls is None else [str(Path(each).resolve()) for each in args.tls],
    }
