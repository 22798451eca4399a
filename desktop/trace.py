"""Marks in time for `--trace`: a Chrome trace (opens in Perfetto) of when things were painted. A leaf; free when off."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_out: list[TextIO] = []


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
    """Begin to write a trace to `path`; a file that cannot be written is reported and stops nothing."""
    finish()
    try:
        _out.append(open(path, "w", encoding="utf-8"))  # noqa: SIM115 - open until the process ends
    except OSError as error:
        print(f"passeur: {path}: {error.strerror}", file=sys.stderr)
        return
    _out[0].write("[\n")
    _add("process_start", "i", process_start())


def enabled() -> bool:
    """Return whether anything is recorded."""
    return bool(_out)


def _add(name: str, phase: str, when: float, **more: object) -> None:
    event = {"name": name, "ph": phase, "ts": when * 1e6, "pid": os.getpid(), "tid": 1, **more}
    if phase == "i":
        event["s"] = "p"
    import json  # only who asks for a trace pays for it

    # Each event is a line, written at once: the format allows the closing bracket to be missing, so that the trace of a
    # process that was killed can be read too.
    _out[0].write(json.dumps(event) + ",\n")
    _out[0].flush()


def mark(name: str, **args: object) -> None:
    """Record that something happened now."""
    if _out:
        _add(name, "i", time.time(), args=args)


@contextmanager
def span(name: str, **args: object) -> Iterator[None]:
    """Record how long the block took."""
    if not _out:
        yield
        return
    began = time.time()
    try:
        yield
    finally:
        if _out:
            _add(name, "X", began, dur=(time.time() - began) * 1e6, args=args)


def finish() -> None:
    """End the trace, if one was asked for."""
    while _out:
        import json

        out = _out.pop()
        out.write(
            json.dumps({"name": "end", "ph": "i", "ts": time.time() * 1e6, "pid": os.getpid(), "tid": 1, "s": "p"})
        )
        out.write("\n]\n")
        out.close()
