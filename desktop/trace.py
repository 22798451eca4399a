"""Marks in time for `--trace`: a Chrome trace (opens in Perfetto) of when things were painted. A leaf; free when off."""

from __future__ import annotations

import json
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_events: list[dict[str, object]] = []
_file: list[str] = []


def process_start() -> float:
    """Return when this process started, in seconds of `time.time()`; the best guess is now."""
    try:
        with open("/proc/self/stat", encoding="ascii") as stat:
            ticks = int(stat.read().rpartition(")")[2].split()[19])
        with open("/proc/uptime", encoding="ascii") as uptime:
            up = float(uptime.read().split()[0])
        return time.time() - up + ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return time.time()


def start(path: str) -> None:
    """Begin to record; what is recorded is written to `path` by `finish`."""
    _file[:] = [path]
    _events.clear()
    _add("process_start", "i", process_start())


def enabled() -> bool:
    """Return whether anything is recorded."""
    return bool(_file)


def _add(name: str, phase: str, when: float, **more: object) -> None:
    event = {"name": name, "ph": phase, "ts": when * 1e6, "pid": os.getpid(), "tid": 1, **more}
    if phase == "i":
        event["s"] = "p"
    _events.append(event)


def mark(name: str, **args: object) -> None:
    """Record that something happened now."""
    if _file:
        _add(name, "i", time.time(), args=args)


@contextmanager
def span(name: str, **args: object) -> Iterator[None]:
    """Record how long the block took."""
    if not _file:
        yield
        return
    began = time.time()
    try:
        yield
    finally:
        _add(name, "X", began, dur=(time.time() - began) * 1e6, args=args)


def finish() -> None:
    """Write the trace, if one was asked for; an unwritable file is reported and stops nothing."""
    if not _file:
        return
    try:
        with open(_file[0], "w", encoding="utf-8") as out:
            json.dump({"traceEvents": _events, "displayTimeUnit": "ms"}, out)
    except OSError as error:
        import sys

        print(f"passeur: {_file[0]}: {error.strerror}", file=sys.stderr)
    _file.clear()
