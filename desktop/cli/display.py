"""Find out whether a window can be shown.

Where it cannot, Qt aborts the process.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from desktop.cli.lazy_pyside import import_pyside

_ANSWER_TIMEOUT_S: Final = 2.0


def has_display() -> bool:
    """Return whether a window can be shown."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return _wayland_answers() or _x11_answers()


def import_pyside_offscreen() -> None:
    """Import PySide, and make it paint without a display.

    What is exported is the same, byte for byte.
    """
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import_pyside()


def _wayland_answers() -> bool:
    """Return whether a Wayland compositor answers."""
    import socket

    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(_ANSWER_TIMEOUT_S)
        try:
            link.connect(os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name))
        except OSError:
            return False
    return True


def _x11_answers() -> bool:
    """Return whether an X server answers and lets us in."""
    import ctypes

    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt will say it better
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
