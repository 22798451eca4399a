"""Ends every painter, also after an exception."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QPaintDevice, QPainter


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """Yield a painter on a device and end it afterwards.

    A painter left open kills the process once the picture under it is freed. One that could not begin is not active.
    """
    painter = QPainter(device)
    try:
        yield painter
    finally:
        if painter.isActive():
            painter.end()


@contextmanager
def saved_state(painter: QPainter) -> Iterator[None]:
    """Restore a painter's pen, font and clip, also after an exception."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()
