"""Runs the command line."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from quiz.cli import terminal
from quiz.cli.parser import HOME, build
from quiz.core.text import printable
from quiz.errors import BankError, QuizError

FAILED = 1
INTERRUPTED = 130

# A start makes a hundred thousand objects that all stay. Looking through them for garbage every 700 objects, as Python
# does of itself, takes a tenth of the time to the first question.
_OBJECTS_BEFORE_A_COLLECTION = 100_000


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status: 0 where all went well, 1 with a message for an error, 2 for a wrong command, 130 for Ctrl-C."""
    thresholds = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BEFORE_A_COLLECTION)
    terminal.forgive()
    try:
        status = _run(argv)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough, as in `quiz show BANK | head`.
        terminal.drop_output()
        return 0
    finally:
        gc.set_threshold(*thresholds)
    return status


def _run(argv: Sequence[str] | None) -> int:
    words = sys.argv[1:] if argv is None else argv
    try:
        args = build(words[0] if words else HOME).parse_args(words)
        status: int = args.run(args)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BankError as error:
        _tell(str(error))
        return FAILED
    except QuizError as error:
        _tell(f"quiz: {error}")
        return FAILED
    except BrokenPipeError:
        raise
    except OSError as error:
        _tell(f"quiz: {error.filename or 'a file'} cannot be used: {error.strerror or error}.")
        return FAILED
    return status


def _tell(message: str) -> None:
    print(printable(message), file=sys.stderr)  # noqa: T201 - the outermost edge of the program


if __name__ == "__main__":
    sys.exit(main())
