"""The diagnostics describe the program and its machine, to be sent.

Versions, platform, screens, settings, and the last lines of the log.
"""

from __future__ import annotations

import getpass
import platform
import re
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication

from desktop import paths
from desktop.session.errors.log_file import last_lines
from desktop.session.settings import Settings
from desktop.version import version

_PACKAGES: Final = ("PySide6", "pyqtgraph", "numpy", "duckdb")
_LOG_LINES: Final = 80


def diagnostics(settings: Settings, log_path: Path, crash: str = "") -> str:
    """Return the diagnostics as plain text, with a crash's report.

    They name no story, and no folder of the user: the home is “~”.
    """
    build = "built" if paths.is_frozen_build() else "from source"
    lines = [
        f"Passeur {version()} ({build}), Python {platform.python_version()}, Qt {qVersion()}",
        ", ".join(f"{name} {_package_version(name)}" for name in _PACKAGES),
        f"{platform.platform()}, {QGuiApplication.platformName()}, {QLocale.system().name()}",
        *_screens(),
        "Settings: " + ", ".join(f"{name} = {value}" for name, value in settings.values_to_report().items()),
        f"Log: {log_path}",
    ]
    if crash:
        lines += ["", "The last crash:", crash.rstrip()]
    lines += ["", "The end of the log:", *(last_lines(log_path, _LOG_LINES) or ["(empty)"])]
    return without_user("\n".join(lines)) + "\n"


def without_user(text: str) -> str:
    """Return a text without the user's home and name in paths."""
    home = str(Path.home())
    for written in {home, home.replace("\\", "/")}:
        if len(written) > 1:
            text = re.sub(re.escape(written) + r"(?![^\s/\\:\"',)])", "~", text, flags=_CASE)
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):
        return text
    return re.sub(rf"(?<=[/\\]){re.escape(user)}(?=[/\\])", "…", text, flags=_CASE)


_CASE: Final = re.IGNORECASE if sys.platform == "win32" else re.NOFLAG


def _package_version(name: str) -> str:
    """Return the version of a loaded package.

    A built application has no metadata of its packages.
    """
    return str(getattr(sys.modules.get(name), "__version__", "not loaded"))


def _screens() -> list[str]:
    found = []
    for screen in QGuiApplication.screens():
        size = screen.geometry()
        found.append(
            f"Screen: {size.width()}x{size.height()} at {size.x()},{size.y()}, ratio {screen.devicePixelRatio():g}, "
            f"{screen.refreshRate():.0f} Hz"
        )
    return found
