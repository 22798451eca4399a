"""From process start to the first slide painted, beside a bare PySide6 window that paints one line of text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import Result, Row, in_turn

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def until_painted(words: list[str], trace: Path) -> tuple[float, dict[str, object]]:
    """Start a process, wait for its first paint in the trace, end it; return milliseconds and what it said of itself."""
    trace.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "XDG_CONFIG_HOME": home,
            "PASSEUR_LANG": "fr",
        }
        began = time.time()
        process = subprocess.Popen(words, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        try:
            while time.time() - began < 30:
                time.sleep(0.005)
                lines = trace.read_text("utf-8").splitlines()[1:] if trace.exists() else []
                events = [json.loads(line.rstrip(",")) for line in lines if line.endswith("},")]
                for event in events:
                    if event["name"] == "first_slide_painted":
                        return event["ts"] / 1000 - began * 1000, event.get("args", {})
        finally:
            process.kill()
            process.wait()
    raise RuntimeError(f"{words} painted nothing in 30 s")


def start(runs: int) -> list[Result]:
    """Measure both in turn; stop where numpy or pyqtgraph was imported before the first slide."""
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace.json"

        def passeur() -> float:
            words = [sys.executable, "-m", "desktop", "open", "content.toml", "--trace", str(trace)]
            value, told = until_painted(words, trace)
            if told.get("numpy") or told.get("pyqtgraph"):
                raise RuntimeError("numpy or pyqtgraph was imported before the first slide was painted")
            return value

        def bare() -> float:
            return until_painted([sys.executable, str(HERE / "bare.py"), str(trace), "1280", "800"], trace)[0]

        value, floor, _ = in_turn(passeur, bare, runs)
    return [Result("start-to-first-slide", value, "ms", 1.6, floor, runs, relative=True)]


ROWS = [Row("start-to-first-slide", start, 11)]
