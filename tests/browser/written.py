"""What a server has written of its rooms: a test that kills it waits for that."""

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest


def wait_until_written(folder: Path, iteration: int, moment: int) -> None:
    """Wait until a server has written that its room stands there: soon, not before it is shown."""
    with closing(sqlite3.connect(f"{(folder / 'rooms.sqlite').as_uri()}?mode=ro", uri=True)) as database:
        for _ in range(500):
            documents = database.execute("SELECT document FROM branches").fetchall()
            if [iteration, moment] in [json.loads(document)["position"] for (document,) in documents]:
                return
            time.sleep(0.02)
    pytest.fail(f"moment {moment} of iteration {iteration} is not written")
