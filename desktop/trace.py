"""Record events for `--trace` as a Chrome trace.

Perfetto opens the file, which shows when things were painted. Without `--trace` it costs nothing. This module imports
nothing of the program.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

TRACE_BEGIN = '[\n{"name": "process_start"'
"""How each file begins that was written here."""

_output: list[TextIO] = []


def process_start() -> float:
    """Return the start time of this process.

    It is in seconds of `time.time()`, and now if the system does not tell it.
    """
    try:
        with open("/proc/self/stat", encoding="ascii") as stat:
            ticks = int(stat.read().rpartition(")")[2].split()[19])
        with open("/proc/uptime", encoding="ascii") as uptime:
            up = float(uptime.read().split()[0])
        return time.time() - up + ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return time.time()


def start_trace(path: str) -> None:
    """Begin to write a trace to `path`.

    A file that cannot be written is reported on stderr, and the program continues.
    """
    finish_trace()
    try:
        _output.append(open(path, "w", encoding="utf-8"))  # noqa: SIM115 - open until the process ends
    except OSError as error:
        print(f"passeur: {path}: {error.strerror}", file=sys.stderr)
        return
    _output[0].write("[\n")
    _write_event("process_start", "i", process_start())


def enabled() -> bool:
    """Return whether a trace is written."""
    return bool(_output)


def _write_event(name: str, phase: str, timestamp: float, **fields: object) -> None:
    event = {"name": name, "ph": phase, "ts": timestamp * 1e6, "pid": os.getpid(), "tid": 1, **fields}
    if phase == "i":
        event["s"] = "p"
    import json  # imported only for a trace

    # Each event is a line, written immediately: the format does not need the closing bracket, so that the trace of a
    # killed process can be read too.
    try:
        _output[0].write(json.dumps(event) + ",\n")
        _output[0].flush()
    except OSError as error:  # a full disk ends the trace, not the program
        print(f"passeur: {_output[0].name}: {error.strerror}", file=sys.stderr)
        with contextlib.suppress(OSError):
            _output.pop().close()


def mark(name: str, **args: object) -> None:
    """Record an event that happens now."""
    if _output:
        _write_event(name, "i", time.time(), args=args)


@contextmanager
def span(name: str, **args: object) -> Iterator[None]:
    """Record the duration of the block."""
    if not _output:
        yield
        return
    started = time.time()
    try:
        yield
    finally:
        if _output:
            _write_event(name, "X", started, dur=(time.time() - started) * 1e6, args=args)


def finish_trace() -> None:
    """End the trace if there is one."""
    while _output:
        import json

        event = {"name": "end", "ph": "i", "ts": time.time() * 1e6, "pid": os.getpid(), "tid": 1, "s": "p"}
        with contextlib.suppress(OSError), _output.pop() as out:
            out.write(json.dumps(event) + "\n]\n")
