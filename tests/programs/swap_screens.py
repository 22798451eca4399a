"""A talk on two screens of a real X server with a window manager: what it says of its windows.

Arguments: the story, and where the projector's screen begins (0: over the laptop's).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.cli.process import end_process
from desktop.ui.app.app import build_window

SWAPS = 8
MOVE_MS = 700


def run(*command: str) -> str:
    """Return what a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def is_full_screen(widget: QWidget) -> bool:
    """Return whether the window manager takes a window for a full-screen one."""
    return "_NET_WM_STATE_FULLSCREEN" in run("xprop", "-id", str(int(widget.winId())), "_NET_WM_STATE")


def main(story: str, projector_left: str) -> dict[str, object]:
    run("xrandr", "--setmonitor", "laptop", "800/200x600/150+0+0", "screen")
    run("xrandr", "--setmonitor", "projector", f"800/200x600/150+{projector_left}+0", "none")
    app = QApplication([])
    window = build_window(app)
    window.settings.set_reduced_motion(True)
    window.story_file.open(Path(story))
    window.show()
    QTest.qWait(MOVE_MS)
    window.talks.present()
    QTest.qWait(MOVE_MS)
    presenter = window.talks.presenter
    assert presenter is not None
    full_screen, apart = [], []
    for _ in range(SWAPS):
        presenter.swap_screens()
        QTest.qWait(MOVE_MS)
        full_screen.append(is_full_screen(presenter.audience))
        console = presenter.console
        apart.append(console is not None and console.screen() is not presenter.audience.screen())
    told: dict[str, object] = {
        "screens": sorted(screen.name() for screen in app.screens()),
        "full_screen": full_screen,
        "apart": apart,
        "console": presenter.console is not None,
        "notice": presenter.commands.notice[0],
    }
    presenter.end_talk()
    window.close()
    return told


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
    end_process(0)
