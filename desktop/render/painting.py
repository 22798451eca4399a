"""A painter that always ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QPaintDevice, QPainter


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """Give a painter on a device, and end it whatever happens: a picture freed while it is painted kills the process."""
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()
