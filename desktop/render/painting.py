"""Ends every painter, also after an exception."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QPaintDevice, QPainter


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """Yield a painter on a device and end it afterwards.

    A painter left open kills the process once the picture under it is freed.
    """
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()
