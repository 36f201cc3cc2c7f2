"""Run every benchmark, one after the other, and write docs/performance.md."""

import sys
from importlib import import_module

from benchmarks.report import show, write

MODULES = ("iterations", "ensemble", "jumps", "frames", "rooms", "page")


def main() -> None:
    """Measure everything; each module has a `TITLE`, an `ABOUT` and a `measure()`."""
    sections = []
    for name in MODULES:
        module = import_module(f"benchmarks.{name}")
        sys.stdout.write(f"{module.TITLE}\n")
        rows = module.measure()
        show(rows)
        sections.append((module.TITLE, module.ABOUT, rows))
    write(sections)


if __name__ == "__main__":
    main()
