"""How much memory a long talk of photographs holds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from measure import Result, Row, size


def photographs(runs: int) -> list[Result]:
    """Walk through 200 photographs of 12 megapixels in two windows of 1920 × 1080, each run in a process of its own."""
    program = Path(__file__).with_name("photos.py")
    found: list[dict[str, float]] = []
    for _ in range(runs):
        output = subprocess.run(
            [sys.executable, str(program), str(size(200, 3))], check=True, capture_output=True, text=True
        ).stdout
        found.append(json.loads(output.splitlines()[-1]))
    return [
        # Without the pages of Qt's and Python's files, which the system shares among programs and drops at need.
        Result("photographs' own memory", "MB", [one["own"] for one in found], bound=200),
        Result("photographs' resident memory", "MB", [one["resident"] for one in found]),
        Result("photographs' most memory", "MB", [one["most"] for one in found]),
    ]


ROWS = [Row("photographs-memory", photographs, runs=1)]
