"""Run every benchmark, one after the other, and write docs/performance.md; or run one, and print what it finds."""

import sys
from argparse import ArgumentParser
from importlib import import_module

from benchmarks import blas
from benchmarks.report import Row, machine, show, write

MODULES = ("iterations", "ensemble", "jumps", "frames", "rooms", "live", "viewers", "page")


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
        write(f"Measured on: {machine()}. {blas.described()}", sections)


if __name__ == "__main__":
    main()
