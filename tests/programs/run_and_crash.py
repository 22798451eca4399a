"""Run the window on the story named first; then crash, end, or print the bar that offers the report of a crash."""

import faulthandler
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.ui.app.app import run
from desktop.ui.widgets import style
from desktop.ui.window.window import MainWindow


def act() -> None:
    window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
    if window.workbench is None or window.workbench.timeline_pane.timeline is None:
        QTimer.singleShot(50, act)
        return
    if sys.argv[2] == "crash":
        faulthandler._sigsegv()
    bar = window.workbench.notifications.bars.get("crash")
    print(
        "offered" if bar is not None else "nothing", "in a talk" if window.session.talk.presenting else "in the window"
    )
    if sys.argv[2] == "copy" and bar is not None:
        bar.buttons[0].click()
        print(QApplication.clipboard().text())
    window.talks.end()
    window.close()
    app.quit()


app = style.application()
QTimer.singleShot(0, act)
sys.exit(run(Path(sys.argv[1]), present="present" in sys.argv))
