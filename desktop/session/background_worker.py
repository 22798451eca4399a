"""Run slow work in a thread, one piece after the other.

A disk or a bus may take seconds to answer, or never do so: what asks them runs here.
"""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Callable
from itertools import count
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from desktop.qt_thread_classes import make_thread_classes

_SHUTDOWN_TIMEOUT_S: Final = 1.0
"""A disk that hangs must not keep the program from ending; the thread is a daemon."""

_FAILED: Final = object()
"""The result of work that raised."""

_Result = TypeVar("_Result")


class BackgroundWorker(QObject):
    """Runs functions in a thread, and hands over their results here.

    The thread lives while there is work. Results are delivered from the event loop of the thread that owns this object.
    """

    _result_ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        make_thread_classes()
        self._lock = threading.Lock()
        self._waiting: dict[str, tuple[int, Callable[[], Any]]] = {}
        self._results: deque[tuple[int, Any]] = deque()
        # By the number of the work. The thread never holds one: its owner must not be destroyed there.
        self._deliveries: dict[int, tuple[Callable[[Any], object] | None, Callable[[], object] | None]] = {}
        self._numbers = count()
        self._generation = 0  # one more at each shutdown; results of an older one are dropped
        self._thread: threading.Thread | None = None
        self._result_ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        key: str,
        work: Callable[[], _Result],
        deliver: Callable[[_Result], object] | None = None,
        on_failed: Callable[[], object] | None = None,
    ) -> None:
        """Run `work` in the thread, then `deliver` with its result here.

        It replaces the work of the same key that still waits. An exception is logged, and `on_failed` called instead.
        """
        with self._lock:
            # The new work comes after all that was submitted before it.
            replaced, _ = self._waiting.pop(key, (-1, None))
            self._deliveries.pop(replaced, None)
            number = next(self._numbers)
            self._waiting[key] = number, work
            if deliver is not None or on_failed is not None:
                self._deliveries[number] = deliver, on_failed
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, args=(self._generation,), name="background", daemon=True
                )
                self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Return whether a work is not done yet."""
        return self._thread is not None

    def wait(self, timeout_s: float) -> bool:
        """Wait for all work and deliver; return whether all is done."""
        while True:
            thread = self._thread
            if thread is not None:
                thread.join(timeout_s)
                if thread.is_alive():
                    return False
            self._deliver()  # which may ask for more
            if self._thread is None:
                return True

    def shut_down(self, timeout_s: float = _SHUTDOWN_TIMEOUT_S) -> None:
        """Drop waiting jobs and results; wait briefly for the thread."""
        with self._lock:
            self._generation += 1
            self._waiting.clear()
            self._results.clear()
            self._deliveries.clear()
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(timeout_s)

    def _run(self, generation: int) -> None:
        """Work until nothing waits; this runs in the thread."""
        while True:
            with self._lock:
                if generation != self._generation:
                    return
                if not self._waiting:
                    self._thread = None
                    return
                key = next(iter(self._waiting))
                number, work = self._waiting.pop(key)
            result = _FAILED
            try:
                result = work()
            except Exception:
                import logging  # imported only after an error

                logging.getLogger(__name__).exception("background work: %s", key)
            with self._lock:
                if generation == self._generation and number in self._deliveries:
                    self._results.append((number, result))
                    with contextlib.suppress(RuntimeError):  # the owner is deleted: nobody waits for it
                        self._result_ready.emit()

    def _deliver(self) -> None:
        """Hand over the results; one that comes meanwhile too."""
        while True:
            with self._lock:
                if not self._results:
                    return
                number, result = self._results.popleft()
                deliver, on_failed = self._deliveries.pop(number)
            if result is _FAILED:
                if on_failed is not None:
                    on_failed()
            elif deliver is not None:
                deliver(result)
