"""Starts the server: `python -m server`."""

import os
import sys
from collections.abc import Sequence

from server.guard import GuardError
from server.options import read_settings
from server.serve import serve
from server.settings import SettingsError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the server until it is stopped.

    Returns:
        The exit code: 0 after a normal stop, 2 when the settings do not allow a start.
    """
    try:
        settings = read_settings(sys.argv[1:] if arguments is None else arguments, os.environ)
        serve(settings)
    except (SettingsError, GuardError) as error:
        sys.stderr.write(f"deltaflow: {error}\n")
        return 2
    except KeyboardInterrupt:  # uvicorn raises the signal again once it has stopped
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
