"""The two programs the checks need beside Python, Node and Chromium: where they are, and how they get here."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from tools.environment import ROOT
from tools.report import say

OLDEST_NODE = 20
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_ON_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
CHROMIUM_ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
)


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return found or (str(CHROMIUM_ON_MAC) if CHROMIUM_ON_MAC.exists() else None)


def chromium_arguments() -> list[str]:
    """Return the options that make Chromium quiet, offline and the same everywhere; root cannot have the sandbox."""
    return [*CHROMIUM_ARGUMENTS, *(["--no-sandbox"] if _is_root() else [])]


def find_npm() -> str | None:
    """Return the path of npm if it and a new enough Node are here, else None."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    version = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    major = re.match(r"v(\d+)", version)
    return npm if major and int(major[1]) >= OLDEST_NODE else None


def install_missing() -> None:
    """Install Node and Chromium where that needs no question: as root on a system with apt-get."""
    missing = [] if find_npm() else ["nodejs", "npm"]
    missing += [] if find_chromium() else ["chromium"]
    if not missing or not _is_root() or shutil.which("apt-get") is None:
        return
    say(f"installing {', '.join(missing)} with apt-get")
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
        command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", *arguments]
        subprocess.run(command, check=False, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


def install_node_packages(npm: str) -> bool:
    """Install package-lock.json's packages into node_modules if they have changed; return whether they are there."""
    stamp = ROOT / "node_modules/.deltaflow"
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return True
    say("installing the browser code's checks into node_modules (once)")
    if (
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=ROOT, check=False).returncode
        != 0
    ):
        return False
    stamp.write_text(wanted)
    return True


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
