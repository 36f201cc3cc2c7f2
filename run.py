#!/usr/bin/env python3
"""Deltaflow's two commands.

    python3 run.py [--fast] [--no-browser] [options of the server]    prepares, starts and opens Deltaflow
    python3 run.py test [--quick | arguments of pytest]               runs every check and ends in a summary

--fast also installs numba (200 MB, once), with which long training is compiled.

Needs Python 3.11 or newer and nothing else: what it needs is installed into .venv beside this file, once.
"""

import sys

OLDEST = (3, 11)


def main(arguments):  # type: (list[str]) -> int
    """Run the command that `arguments` name and return the exit code."""
    if sys.version_info[:2] < OLDEST:
        sys.stderr.write(
            "Deltaflow needs Python %d.%d or newer, and this is Python %d.%d.\n" % (OLDEST + sys.version_info[:2])
            + "Install a newer one (https://www.python.org/downloads/), or start run.py with one you have: "
            + "python3.12 run.py\n"
        )
        return 2
    from tools import checks, launch, report  # noqa: PLC0415 -- only a new enough Python can read them

    try:
        return checks.main(arguments[1:]) if arguments[:1] == ["test"] else launch.main(arguments)
    except report.Problem as problem:
        report.problem(problem)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
