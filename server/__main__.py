"""Starts the server: `python -m server`."""

import gc
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the server until it is stopped.

    Returns:
        The exit code: 0 after a normal stop, 2 when the settings do not allow a start.
    """
    gc.disable()  # what is imported and made until the server runs stays; it is set aside then
    from server.guard import GuardError  # noqa: PLC0415 -- after that
    from server.options import read_settings  # noqa: PLC0415
    from server.serve import serve  # noqa: PLC0415
    from server.settings import SettingsError  # noqa: PLC0415

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
