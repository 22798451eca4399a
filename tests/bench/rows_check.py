"""How long `passeur check` takes, as a whole process."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from big import story
from measure import Result, Row

ROOT = Path(__file__).resolve().parent.parent.parent


def seconds(*words: str) -> float:
    """Return how long a command of Passeur takes, in seconds."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "desktop", *words], cwd=ROOT, stdout=subprocess.DEVNULL, check=True, env=os.environ
    )
    return time.perf_counter() - began


def check(runs: int) -> list[Result]:
    """Check a file of 1,000 slides in two languages, beside an interpreter that only starts and loads Qt."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "content.toml"
        file.write_text(story(1000), "utf-8")
        seconds("check", str(file))
        values, floors = [], []
        for _ in range(runs):
            values.append(seconds("check", str(file)))
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", "import PySide6.QtGui"], check=True)
            floors.append(time.perf_counter() - began)
    return [Result("check-1000-slides", statistics.median(values), "s", 1.5, statistics.median(floors), runs)]


ROWS = [Row("check-1000-slides", check, 5)]
