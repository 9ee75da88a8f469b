"""Measures the program, and prints the figures: `make bench`, or `python benchmarks/run.py --help`."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # run as a file, and yet the modules beside it have the same names as everywhere

from benchmarks import (  # noqa: E402
    checking,
    covering,
    drill_fairness,
    drill_load,
    drill_soak,
    feedback,
    large,
    machine,
    merging,
    opening,
    rebuilding,
    recording,
    standing,
    start,
)
from benchmarks.figures import Effort, Table  # noqa: E402

_MEASUREMENTS = {
    module.NAME: module
    for module in (
        start,
        feedback,
        opening,
        recording,
        large,
        rebuilding,
        merging,
        standing,
        checking,
        covering,
        drill_load,
        drill_soak,
        drill_fairness,
    )
}
_BEGIN, _END = "<!-- figures -->\n", "<!-- end of figures -->\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the program, and print the figures.")
    parser.add_argument("only", nargs="*", metavar="WHICH", help=f"of {', '.join(_MEASUREMENTS)}; all if left out")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and nothing of 100,000 questions")
    parser.add_argument("--markdown", action="store_true", help="print the tables as Markdown")
    parser.add_argument("--into", type=Path, metavar="FILE", help="put them between the marks in this Markdown file")
    args = parser.parse_args()
    if unknown := set(args.only) - set(_MEASUREMENTS):
        parser.error(f"there is no measurement {unknown.pop()}; there are {', '.join(_MEASUREMENTS)}")
    if args.into and (args.only or args.quick):
        parser.error("--into is for the figures of a whole run: without --quick and with all measurements")
    effort = Effort.quick() if args.quick else Effort.full()
    folder = _folder()
    tables: list[Table] = []
    try:
        for name in args.only or _MEASUREMENTS:
            began = time.monotonic()
            for table in _MEASUREMENTS[name].measure(folder, effort):
                print(table.markdown() if args.markdown else table.text(), end="\n\n", flush=True)
                tables.append(table)
            print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    finally:
        shutil.rmtree(folder)
    print(machine.described())
    if args.into:
        _put(args.into, "\n\n".join([machine.described(), *(table.markdown() for table in tables)]))


def _folder() -> Path:
    """A new folder on the disk of the project, which is more like that of a learner than /tmp in memory is."""
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    return Path(tempfile.mkdtemp(prefix="bench-", dir=build))


def _put(file: Path, figures: str) -> None:
    before, _, rest = file.read_text(encoding="utf-8").partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        sys.exit(f"{file} has no place for the figures, between {_BEGIN.strip()} and {_END.strip()}")
    file.write_text(f"{before}{_BEGIN}\n{figures}\n\n{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
