"""Open the story named on the command line in a window, and type in it without a pause until the process is killed.

Each typed line is noted with its time in the file named second, before it can be lost. With a third argument, the
process sends itself this signal after a second.
"""

import os
import signal
import sys
import time
from itertools import count
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from desktop.ui.app.app import run
from desktop.ui.widgets import style
from desktop.ui.window.window import MainWindow

story, log, wanted_signal = sys.argv[1], sys.argv[2], sys.argv[3:]
app = style.application()
note = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
numbers = count()


def type_a_line():
    window = next(one for one in app.topLevelWidgets() if isinstance(one, MainWindow))
    if window.workbench is None:
        return
    editing = window.workbench.editing
    if not editing.is_editor_visible:
        editing.toggle_editor()
        editing.editor.editor.go_to(len(editing.editor.text()))
        if wanted_signal:
            QTimer.singleShot(1000, lambda: os.kill(os.getpid(), getattr(signal, wanted_signal[0])))
    number = next(numbers)
    QTest.keyClicks(editing.editor.editor, f"#{number} ")
    os.write(note, f"{number} {time.time()}\n".encode())


timer = QTimer()
timer.timeout.connect(type_a_line)
timer.start(40)
sys.exit(run(Path(story)))
