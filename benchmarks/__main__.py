"""Run every benchmark in turn, and write docs/performance.md with its plot; or run one, and print what it finds."""

import sys
from argparse import ArgumentParser
from importlib import import_module

from benchmarks import blas, plot
from benchmarks.report import Row, machine, show, write

MODULES = ("iterations", "ensemble", "jumps", "frames", "rooms", "live", "viewers", "predictions", "start", "page")


def main() -> None:
    """Measure; each module has a `TITLE`, an `ABOUT` and a `measure()`."""
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("module", nargs="?", choices=MODULES, help="only this one; nothing is written")
    only = parser.parse_args().module
    blas.settle()
    sections: list[tuple[str, str, list[Row]]] = []
    for name in [only] if only else MODULES:
        module = import_module(f"benchmarks.{name}")
        sys.stdout.write(f"{module.TITLE}\n\n")
        rows = module.measure()
        show(rows)
        sections.append((module.TITLE, module.ABOUT, rows))
    if not only:
        plot.PICTURE.write_text(plot.drawn(row for *_, rows in sections for row in rows), encoding="utf-8")
        write(f"Measured on: {machine()}. {blas.described()}", sections)


if __name__ == "__main__":
    main()
