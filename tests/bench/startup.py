"""Start a process and wait until it says in its trace what it painted; the platform is the environment's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from windows import ROOT

HERE = Path(__file__).resolve().parent


def until_traced(
    words: Sequence[str], mark: str = "first_slide_painted", environment: Mapping[str, str] | None = None
) -> tuple[float, dict[str, Any]]:
    """Start Python with some words and `--trace`; return the milliseconds to a mark in it, and what the mark says."""
    with tempfile.TemporaryDirectory() as home:
        trace = Path(home) / "trace.json"
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "XDG_CONFIG_HOME": home,
            "XDG_DATA_HOME": home,
            "PASSEUR_LANG": "fr",
            **(environment or {}),
        }
        began = time.time()
        process = subprocess.Popen(
            [sys.executable, *words, "--trace", str(trace)], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
        )
        try:
            while time.time() - began < 30:
                time.sleep(0.005)
                lines = trace.read_text("utf-8").splitlines()[1:] if trace.exists() else []
                for event in (json.loads(line.rstrip(",")) for line in lines if line.endswith("},")):
                    if event["name"] == mark:
                        return event["ts"] / 1000 - began * 1000, event.get("args", {})
        finally:
            process.kill()
            process.wait()
    raise RuntimeError(f"{words} painted nothing in 30 s")


def passeur(*words: str, mark: str = "first_slide_painted") -> float:
    """Return the milliseconds to a mark in the trace of a command; nothing heavy may come before the first slide."""
    found, told = until_traced(["-m", "desktop", *words], mark)
    if mark == "first_slide_painted" and (told["numpy"] or told["pyqtgraph"]):
        raise RuntimeError("numpy or pyqtgraph was imported before the first slide was painted")
    return found


def bare(width: int, height: int, read: str = "") -> float:
    """Return the milliseconds until a bare window of Qt has painted a line of text, after reading a TOML file if any."""
    return until_traced([str(HERE / "bare.py"), "--size", f"{width}x{height}", "--read", read])[0]
