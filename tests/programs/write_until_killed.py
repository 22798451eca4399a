"""Open the story named on the command line in a window, and write in it until the process is killed.

Each mark that was written is noted with its time in the file named second, before it can be lost. "saved" stands for a
save that holds all marks before it, and a point for each twentieth of a second in which the window had a turn. The third
argument is "typing" (without a pause) or "editing" (with pauses, saves, words on the slide and slides added). With a
fourth, the process sends itself this signal after a second.
"""

import os
import random
import signal
import sys
import time
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from desktop.ui.app.app import run
from desktop.ui.widgets import style
from desktop.ui.window.window import MainWindow

story, log, kind, wanted_signal = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
app = style.application()
note = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
numbers = count()
chance = random.Random()


def say(words):
    os.write(note, f"{words} {time.time()}\n".encode())


def type_mark(widget):
    number = next(numbers)
    QTest.keyClicks(widget, f" m{number}m ")
    say(number)


def write_on_slide(window, editing):
    window.session.navigator.go_to_slide("statement")
    zones = window.slide_view.frame().zones
    zone = next(one for one in zones if one.kind == "text" and "title" in one.path)
    if editing.slide_editing.edit_text_at(zone):
        field = editing.slide_editing.field
        field.moveCursor(field.textCursor().MoveOperation.End)
        type_mark(field)


def act():
    window = next(one for one in app.topLevelWidgets() if isinstance(one, MainWindow))
    if window.workbench is None:
        return
    editing = window.workbench.editors
    if not editing.is_editor_visible:
        editing.toggle_editor()
        editing.editor.editor.go_to(len(editing.editor.text()))
        QTest.keyClick(editing.editor.editor, Qt.Key.Key_Return)
        QTest.keyClicks(editing.editor.editor, "#")
        if wanted_signal:
            QTimer.singleShot(1000, lambda: os.kill(os.getpid(), getattr(signal, wanted_signal[0])))
    choice = chance.random() if kind == "editing" else 0.0
    if choice < 0.75:
        if editing.slide_editing.field is not None:
            editing.slide_editing.leave_field()
        editing.editor.editor.go_to(len(editing.editor.text()))
        type_mark(editing.editor.editor)
    elif choice < 0.85:
        write_on_slide(window, editing)
    elif choice < 0.93:
        editing.flush_input()
        if window.story_file.save():
            say("saved")
    elif choice < 0.96:
        editing.flush_input()
        editing.deck_editing.duplicate("quote")
    else:
        timer.start(chance.choice((300, 1200)))
        return
    timer.start(40)


alive = QTimer()
alive.timeout.connect(lambda: say("."))
alive.start(50)
timer = QTimer()
timer.timeout.connect(act)
timer.start(40)
sys.exit(run(Path(story)))
