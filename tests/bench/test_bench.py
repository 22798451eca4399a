"""Each row of the bench runs: a name that changed breaks here, not on the day when somebody measures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_each_row_runs_once_with_next_to_nothing(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "tests/bench/run.py", "--smoke"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "start-to-first-slide: 2 figures" in done.stdout
