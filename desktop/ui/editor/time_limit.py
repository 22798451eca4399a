"""Interrupt a computation of the main thread after a time.

The module `re` holds the interpreter's lock while it searches, and some patterns keep it searching for ever: no other Python
thread can run meanwhile. It does look for signals, and one that arrives by then runs its handler, which raises.
"""

from __future__ import annotations

import ctypes
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the main thread if the block takes longer.

    Only code that looks for signals is interrupted: Python's own bytecode and the search of `re`. Blocks cannot be nested.
    """
    is_running = True

    def interrupt(*_: object) -> None:
        if is_running:
            raise TimeoutError

    previous_handler = signal.signal(_SIGNAL, interrupt)
    cancel = _send_signal_later(seconds)
    try:
        yield
    finally:
        is_running = False
        cancel()
        signal.signal(_SIGNAL, previous_handler)


if sys.platform == "win32":
    _SIGNAL: Final = signal.SIGBREAK

    def _send_signal_later(seconds: float) -> Callable[[], object]:
        """Send this process a signal later; return a function that cancels."""
        # Windows has no alarm. The system's timer calls Python's own function, which needs no lock of the interpreter.
        kernel = ctypes.windll.kernel32
        timer = ctypes.c_void_p()
        callback = ctypes.cast(ctypes.pythonapi.PyErr_SetInterruptEx, ctypes.c_void_p)
        execute_only_once = 0x8
        kernel.CreateTimerQueueTimer(
            ctypes.byref(timer), None, callback, ctypes.c_void_p(_SIGNAL), int(seconds * 1000), 0, execute_only_once
        )
        wait_for_callback = ctypes.c_void_p(-1)
        return lambda: kernel.DeleteTimerQueueTimer(None, timer, wait_for_callback)

else:
    _SIGNAL: Final = signal.SIGALRM

    def _send_signal_later(seconds: float) -> Callable[[], object]:
        """Send this process a signal later; return a function that cancels."""
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return lambda: signal.setitimer(signal.ITIMER_REAL, 0.0)
