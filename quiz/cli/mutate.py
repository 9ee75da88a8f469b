"""`quiz mutate`: which facts of the document no question's key would miss."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, assert_never

from quiz.cli.authoring import Lines, refusing
from quiz.cli.command import Subparsers, add_command, seed, share, whole_number
from quiz.core.text import one_line

if TYPE_CHECKING:
    from quiz.banks.loader import Loaded
    from quiz.checks.mutation.flip import Flip
    from quiz.checks.mutation.mutants import Mutant, Mutation, Survived
    from quiz.checks.mutation.shortfall import Shortfall
    from quiz.core.documents.document import Document, Span

DEFAULT_SEED = 1

LIMITS = (
    "Flipped are numbers and number words, English negations and opposites such as more and less, and terms that the "
    "document exchanges for others of its own: those of lists, of glosses in brackets, and names that differ in a "
    "number or a letter; at most three facts of a statement. Nothing else is: no causes, no reasons, no order of "
    "events, no figures, and no words that have no opposite."
)
NOT_ENGLISH = "The bank is not in English: only numbers in figures and exchanged terms were flipped."


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "mutate",
        run,
        about="flip facts of the document and tell which of them no question's key would notice",
        examples=[
            "quiz mutate questions/il2-neonatal",
            "quiz mutate my-bank --count 20 --seed 7    twenty of the flipped facts, drawn by the seed",
            "quiz mutate my-bank --fail-under 90        status 1 only below 90 per cent",
            "",
            "A question notices a flipped fact where the words lie within a quotation of it, and its stem with its",
            "key says what they say. Distractors and explanations do not count. Where the statement begins with it or",
            "they, the subject of the sentence before counts as if it stood there. What is no fault can be excused in",
            'the bank\'s file, under "ignore", with words of the document ("cite"), a reason ("why") and the "fact";',
            'without a "fact" everything in the statements is excused that the words stand in.',
            "",
            'In JSON "mutants" has each: line, column, kind, statement, was, now, outcome ("noticed", "excused",',
            '"survived"), noticed_by, quoted_by and touched_by (questions that quote the words, or their statement),',
            'shortfall (what the nearest that quotes it lacks: "unsaid", "alone", "denied", "not-in-key", "one-sided",',
            'or null), nearest (its id, or null), and why it is excused; "unflippable" are the statements in which',
            "nothing can be flipped.",
            "",
            "The exit status is 1 where a flipped fact is neither noticed nor excused, or with --fail-under where",
            "the share of those that would be noticed is less.",
        ],
    )
    parser.add_argument("bank", metavar="BANK", help="a bank's id, folder or file")
    parser.add_argument("--seed", type=seed, default=DEFAULT_SEED, metavar="N", help="other facts flipped otherwise")
    parser.add_argument("--count", type=whole_number, metavar="N", help="try only so many of the flipped facts")
    parser.add_argument("--fail-under", type=share, metavar="PERCENT", help="the share that must be noticed")
    parser.add_argument("--verbose", action="store_true", help="show the facts that are noticed, too")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=refusing(run))


def run(args: argparse.Namespace) -> int:
    from quiz.banks.loader import load
    from quiz.checks.mutation.mutants import mutate
    from quiz.cli.printing import print_json, print_lines
    from quiz.cli.workplace import Workplace

    loaded = load(Workplace(os.environ).library.path_of(args.bank))
    found = mutate(loaded.bank, loaded.exemptions, seed=args.seed, count=args.count)
    if args.json:
        print_json(_json(loaded, found, args.seed))
    else:
        print_lines(_Report(loaded, found).lines(is_verbose=args.verbose))
    if args.fail_under is not None:
        return 1 if found.score < args.fail_under else 0
    return 1 if found.survivors else 0


class _Report:
    def __init__(self, loaded: Loaded, found: Mutation) -> None:
        self._loaded = loaded
        self._found = found
        self._document = loaded.bank.document
        self._lines = Lines(self._document)

    def lines(self, *, is_verbose: bool) -> Iterator[str]:
        """The survivors, what was excused, and in sum how many would be noticed."""
        from quiz.cli.terminal import width
        from quiz.plain.page import hang, number_of

        found = self._found
        yield from self._mutants(is_verbose=is_verbose)
        if is_verbose and found.unflippable:
            yield "Nothing can be flipped in:"
            for span in found.unflippable:
                yield f"  {self._place(span)}: {one_line(self._document.text[span.start : span.end])}"
        asked = len(found.mutants) - found.excused
        if found.mutants:
            score = f"{found.noticed} of {number_of(asked, 'flipped fact')} would be noticed ({_percent(found.score)})"
            excused = f"; {found.excused} {'is' if found.excused == 1 else 'are'} excused" if found.excused else ""
            yield f"{score}{excused}."
        else:
            yield "Nothing in the document can be flipped."
        if found.unflippable:
            which = (
                "" if is_verbose else "; --verbose names them" if len(found.unflippable) > 1 else "; --verbose names it"
            )
            yield f"{number_of(len(found.unflippable), 'statement')} without a fact that can be flipped{which}."
        for mutant in found.survivors[:1]:
            yield from self._excuse(mutant)
        yield from hang("", LIMITS if found.is_english else NOT_ENGLISH, width())

    def _mutants(self, *, is_verbose: bool) -> Iterator[str]:
        """The survivors, then what was excused; with those that are noticed where the report is verbose."""
        from quiz.checks.mutation.mutants import Excused, Noticed, Survived

        for mutant in self._found.mutants:
            if isinstance(mutant.outcome, Survived):
                yield f"{self._shown(mutant)}"
                yield f"  {_who(mutant.outcome)}"
        for mutant in self._found.mutants:
            if isinstance(mutant.outcome, Excused):
                yield f"{self._shown(mutant)}"
                yield f"  excused: {one_line(mutant.outcome.why)}"
            elif is_verbose and isinstance(mutant.outcome, Noticed):
                yield f"{self._shown(mutant)}"
                yield f"  noticed by {', '.join(mutant.outcome.by)}"

    def _excuse(self, mutant: Mutant) -> Iterator[str]:
        """How the first survivor would be excused in the bank's file; nothing where its statement cannot be quoted."""
        from quiz.banks.fields import BANK
        from quiz.banks.writing.forms import exempting
        from quiz.banks.writing.writer import HAND, record_lines
        from quiz.checks.mutation.mutants import Survived
        from quiz.checks.skeletons.outline import quotation
        from quiz.cli.terminal import width
        from quiz.core.exemptions import Exemptions, Ignored
        from quiz.plain.page import hang

        statement, outcome = mutant.flip.statement, mutant.outcome
        if not (cite := quotation(self._document, statement)):
            return
        is_examined = isinstance(outcome, Survived) and bool(outcome.touched_by)
        entry = Ignored(cite, "Say here why no key need notice it.", one_line(mutant.flip.was) if is_examined else "")
        told = (
            "What is no fault can be excused in the bank's file; the first of these, once its why says the reason, so:"
        )
        yield from hang("", told, width())
        yield from record_lines(exempting(Exemptions(ignored=(entry,))), BANK, 0, HAND)

    def _shown(self, mutant: Mutant) -> str:
        return f"{self._place(mutant.flip.span)}: {shown(self._document, mutant.flip)}"

    def _place(self, span: Span) -> str:
        line, column = self._lines.place_of(span)
        return f"{self._loaded.document_path}:{line}:{column}"


def shown(document: Document, flip: Flip) -> str:
    """The statement with the flipped fact as [was -> now]."""
    before = document.text[flip.statement.start : flip.span.start]
    after = document.text[flip.span.end : flip.statement.end]
    return one_line(f"{before}[{flip.was} -> {flip.now}]{after}")


def _who(outcome: Survived) -> str:
    """Which questions came near it, and what the nearest of them lacks."""
    if outcome.quoted_by:
        lack = f": {_lack(outcome.shortfall, outcome.nearest)}" if outcome.shortfall and outcome.nearest else ""
        return f"quoted, but not asked, by {', '.join(outcome.quoted_by)}{lack}"
    if outcome.touched_by:
        return f"the words are quoted by no question; others of the statement by {', '.join(outcome.touched_by)}"
    return "no question quotes the statement"


def _lack(shortfall: Shortfall, nearest: str) -> str:
    """What the nearest question lacks, and where it is known how that is mended."""
    from quiz.checks.mutation.shortfall import Shortfall

    match shortfall:
        case Shortfall.UNSAID:
            return "no stem with its key says it"
        case Shortfall.ALONE:
            return "what says it names nothing else of the sentence"
        case Shortfall.DENIED:
            return "what says it has a negation that the sentence has not, or lacks one"
        case Shortfall.NOT_IN_KEY:
            return (
                f"the flipped words, or those beside them, stand only in the stem of {nearest}: put them into the key"
            )
        case Shortfall.ONE_SIDED:
            return (
                f"in the pair of {nearest} one side has no word of the sentence that the other has not: "
                "name it there in the document's words"
            )
        case _:
            assert_never(shortfall)


def _percent(share: float) -> str:
    # 99.6 % is not all.
    return f"{int(share * 100)} %"


def _json(loaded: Loaded, found: Mutation, seed: int) -> dict[str, object]:
    lines = Lines(loaded.bank.document)
    return {
        "bank": loaded.bank.id,
        "seed": seed,
        "noticed": found.noticed,
        "excused": found.excused,
        "survived": len(found.survivors),
        "score": round(found.score, 4),
        "limits": [LIMITS] if found.is_english else [NOT_ENGLISH],
        "mutants": [_json_of(loaded.bank.document, lines, mutant) for mutant in found.mutants],
        "unflippable": [_json_place(loaded.bank.document, lines, span) for span in found.unflippable],
    }


def _json_place(document: Document, lines: Lines, span: Span) -> dict[str, object]:
    line, column = lines.place_of(span)
    return {"line": line, "column": column, "statement": one_line(document.text[span.start : span.end])}


def _json_of(document: Document, lines: Lines, mutant: Mutant) -> dict[str, object]:
    from quiz.checks.mutation.mutants import Excused, Noticed, Survived, word_of

    flip, outcome = mutant.flip, mutant.outcome
    line, column = lines.place_of(flip.span)
    noticed: Sequence[str] = outcome.by if isinstance(outcome, Noticed) else ()
    near = outcome if isinstance(outcome, Survived) else Survived((), ())
    return {
        "line": line,
        "column": column,
        "kind": str(flip.kind),
        "statement": one_line(document.text[flip.statement.start : flip.statement.end]),
        "was": flip.was,
        "now": flip.now,
        "outcome": word_of(outcome),
        "noticed_by": list(noticed),
        "quoted_by": list(near.quoted_by),
        "touched_by": list(near.touched_by),
        "shortfall": near.shortfall.name.lower().replace("_", "-") if near.shortfall else None,
        "nearest": near.nearest,
        "why": outcome.why if isinstance(outcome, Excused) else None,
    }
