"""Make the classes of Qt that threads use, before a thread begins.

PySide makes a Python class when it is first touched, by an import or by a value that Qt returns, and does not guard that:
where a thread makes one while the window's thread makes another, the process crashes.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

_CLASSES: Final = {
    "QtCore": (
        "QByteArray",
        "QFile",
        "QFileDevice",
        "QIODevice",
        "QIODeviceBase",
        "QLoggingCategory",
        "QRect",
        "QSize",
    ),
    "QtGui": ("QImage", "QImageIOHandler", "QImageReader", "QPaintDevice"),
}
_CHECKING_CLASSES: Final = {
    "QtCore": ("QPointF", "QRectF", "QXmlStreamReader"),
    "QtGui": ("QPainter",),
    "QtSvg": ("QSvgRenderer",),
}
"""What the check of a drawing needs as well; the first slide does not wait for it."""


@cache
def make_thread_classes() -> None:
    """Make the classes in the window's thread; repeated calls cost nothing."""
    _make(_CLASSES)


@cache
def make_checking_classes() -> None:
    """Make the classes that the checks of files need as well."""
    make_thread_classes()
    _make(_CHECKING_CLASSES)


def _make(classes: Mapping[str, Sequence[str]]) -> None:
    for module_name, names in classes.items():
        module = importlib.import_module(f"PySide6.{module_name}")
        for name in names:
            getattr(module, name)
