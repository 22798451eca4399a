"""End the process of the program."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from typing import NoReturn

from desktop.cli import run


def run_process() -> NoReturn:
    """Run the program and end its process."""
    end_process(run.main())


def end_process(status: int) -> NoReturn:
    """End the process with an exit status, and its threads with it.

    Where a thread still works, the process ends at once: a thread that is inside Qt when the interpreter shuts down
    aborts it ("terminate called without an active exception"), and a disk that does not answer would hold it.
    """
    if threading.active_count() > 1:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                with contextlib.suppress(OSError, ValueError):
                    stream.flush()
        os._exit(status)
    sys.exit(status)
