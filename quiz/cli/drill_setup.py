"""The drill that a command line asks for, newly made or found again."""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from quiz import paths
from quiz.cli.drill_options import OPTIONS, keep, options_of
from quiz.cli.sessions import check_selection
from quiz.cli.workplace import SEEDS, Workplace
from quiz.core.bank import Bank
from quiz.core.drills.drill import Drill
from quiz.core.drills.events import Created
from quiz.core.drills.report import class_missed
from quiz.core.drills.scoring import Scoring
from quiz.core.drills.terms import DrillTerms, Naming, faults_of
from quiz.core.marking import Rule
from quiz.core.questions import Kind, Level
from quiz.core.selection import Selection, draw, has_only_drafts
from quiz.errors import QuizError, RequestError
from quiz.live.log.drillfile import SUFFIX
from quiz.live.log.shelf import discard, drill_at, find, kept_at
from quiz.live.server.places import listening, private_address
from quiz.store.ids import new_id

_LONGEST_ROSTER = 10_000


def new_drill(args: argparse.Namespace, env: Mapping[str, str]) -> Path:
    """The file of a new drill as the command line asks for it, created and not yet served.

    RequestError where nothing can be asked, QuizError where the terms cannot be kept, or nothing can be served there.
    """
    if args.bind is not None or args.port:
        listening(args.bind or private_address(), args.port or None).close()
    workplace = Workplace(env)
    bank = workplace.library.open(args.bank)
    terms = _terms(args, args.rule or workplace.settings.rule)
    if faults := faults_of(terms):
        raise QuizError(" ".join(faults))
    now = time.time_ns() // 1_000_000
    ids: frozenset[str] = frozenset()
    count = workplace.settings.count
    if args.missed is not None:
        ids = _missed(bank, find(paths.drills_folder(env), args.missed))
    elif args.ghosts is not None:
        ids = _asked(bank, find(paths.drills_folder(env), args.ghosts))
        count = len(ids)
    created = _created(args, bank, terms, ids, count, now)
    options = options_of(args, env)
    path = paths.drills_folder(env) / f"{created.id}{SUFFIX}"
    try:
        asyncio.run(keep(path, created, options))
    except BaseException:
        discard(path)
        raise
    return path


def _missed(bank: Bank, drill: Path) -> frozenset[str]:
    """The questions of the bank that the class of that drill missed; RequestError where there are none."""
    missed = class_missed(drill_at(drill))
    if ids := frozenset(id for id in missed if id in bank):
        return ids
    if missed:
        raise RequestError(f"{bank.id} has none of the questions that were missed in that drill. Name its bank.")
    raise RequestError("In that drill each question was right with half of the class or more, so none was missed.")


def _asked(bank: Bank, drill: Path) -> frozenset[str]:
    """The questions of the bank that were in that drill; RequestError where there are none."""
    if ids := frozenset(question.id for question in drill_at(drill).questions if question.id in bank):
        return ids
    raise RequestError(f"{bank.id} has none of the questions of that drill. Name its bank.")


def _created(
    args: argparse.Namespace, bank: Bank, terms: DrillTerms, ids: frozenset[str], count: int, now: int
) -> Created:
    import random

    wanted = Selection(
        topics=frozenset(args.topic),
        kinds=frozenset(map(Kind, args.type)),
        levels=frozenset(map(Level, args.level)),
        tags=frozenset(args.tag),
        ids=ids,
        count=args.count or count,
    )
    check_selection(bank, wanted)
    seed = random.SystemRandom().randrange(SEEDS) if args.seed is None else args.seed
    questions = tuple(map(bank.question, draw(bank, wanted, {}, seed)))
    if not questions and has_only_drafts(bank.catalogue):
        raise RequestError(f"{bank.id} has no question to ask: all of them are drafts.")
    if not questions:
        raise RequestError("No question fits all that was asked for. Ask for fewer things at once.")
    return Created(
        at=now,
        id=new_id(now),
        bank=bank.id,
        title=bank.title,
        language=bank.language,
        topics=tuple(bank.topics.items()),
        questions=questions,
        document=bank.document.text,
        seed=seed,
        terms=terms,
    )


def _terms(args: argparse.Namespace, rule: str) -> DrillTerms:
    return DrillTerms(
        seconds=args.seconds or None,
        rule=Rule(rule),
        scoring=Scoring(is_speed=args.speed, has_streaks=args.streaks),
        with_certainty=args.certainty,
        shows_stem_first=args.stem_first,
        shows_leaderboard=args.leaderboard,
        closes_when_all_answered=bool(args.seconds) if args.wait is None else not args.wait,
        admits_late=not args.no_late,
        naming=Naming(args.names),
        teams=tuple(team.strip() for team in args.teams.split(",") if team.strip()) if args.teams else (),
        roster=_roster(Path(args.roster)) if args.roster else (),
        capacity=args.capacity,
        until=_until(args.until) if args.until else None,
    )


def _roster(path: Path) -> tuple[tuple[str, str], ...]:
    """The identifiers and names of the file; QuizError, with the line, where it is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise QuizError(f"There is no roster {path}.") from error
    except OSError as error:
        raise QuizError(f"The roster {path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise QuizError(f"The roster {path} is not in UTF-8. Save it as a CSV file in UTF-8.") from error
    found: dict[str, str] = {}
    for number, row in enumerate(csv.reader(text.splitlines()), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != 2 or not cells[0]:
            raise QuizError(f"{path}:{number}: a line has an identifier and a name, with a comma between.")
        if cells[0] in found:
            raise QuizError(f"{path}:{number}: the identifier {cells[0]!a} was there before.")
        found[cells[0]] = cells[1]
    if not 0 < len(found) <= _LONGEST_ROSTER:
        raise QuizError(f"The roster {path} has {len(found)} lines: from 1 to {_LONGEST_ROSTER:,} will do.")
    return tuple(found.items())


def _until(typed: str) -> int:
    """The moment in milliseconds since 1970: of today, of tomorrow where that is over, or of the date that is named."""
    now = datetime.now().astimezone()
    try:
        if "T" in typed or "-" in typed:
            moment = datetime.fromisoformat(typed).astimezone()
        else:
            at = datetime.strptime(typed, "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone
            moment = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
            moment += timedelta(days=moment <= now)
    except ValueError as error:
        raise QuizError(f"{typed!a} is no time: say it like 18:00 or 2026-03-01T18:00.") from error
    if moment <= now:
        raise QuizError(f"{typed} is over. Say when the drill ends.")
    return int(moment.timestamp() * 1000)


def ghosts_of(drill: Path, env: Mapping[str, str]) -> Drill | None:
    """The drill in which the class of this one is seen as it was, where one was named; QuizError where it is gone."""
    ghosts = json.loads(kept_at(drill, OPTIONS) or "{}").get("ghosts")
    return drill_at(find(paths.drills_folder(env), ghosts)) if ghosts else None
