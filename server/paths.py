"""Where the program's own files are, and where it may keep what it must remember."""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# In a wheel static/ and templates/ lie inside the package; in a checkout they stand beside it.
_ROOT = _PACKAGE if (_PACKAGE / "static").is_dir() else _PACKAGE.parent

STATIC = _ROOT / "static"
TEMPLATES = _ROOT / "templates"


def default_state_dir() -> Path:
    """Find the directory this system keeps a user's state in: XDG on Linux, its like on macOS and Windows."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "deltaflow"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "deltaflow"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "deltaflow"
