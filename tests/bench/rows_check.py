"""How long `passeur check` takes, as a whole process."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from big import story
from measure import Result, Row, in_turn, size

from windows import ROOT


def check(runs: int) -> list[Result]:
    """Check a file of 1,000 slides in two languages, beside the standard library that only reads it."""
    text = story(size(1000, 6))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "content.toml"
        file.write_text(text, "utf-8")

        def passeur() -> float:
            began = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "desktop", "check", str(file)],
                cwd=ROOT, stdout=subprocess.DEVNULL, check=True,
            )  # fmt: skip
            return time.perf_counter() - began

        def read() -> float:
            began = time.perf_counter()
            tomllib.loads(text)
            return time.perf_counter() - began

        values, floors = in_turn(runs, passeur, read)
    return [Result("check-1000-slides", "s", values, floors, 12)]


ROWS = [Row("check-1000-slides", check, 5)]
