"""The editor: how long a key takes to its character on the screen, and how long a long file takes to open."""

from __future__ import annotations

import statistics
import tempfile
import time
from typing import Any

from big import story
from measure import Result, Row, percentile

LINES = 5000


def pane(text: str, wrap: bool) -> Any:
    """Return a panel of 640 × 900 with a text, its problems and a completer, as it stands beside the slide."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    from desktop.render.text import load_fonts
    from desktop.story.complete import complete
    from desktop.ui import style
    from desktop.ui.editor_pane import EditorPane
    from desktop.ui.settings import Settings

    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, tempfile.mkdtemp())  # not this person's
    style.apply(app)
    app.setStyleSheet(style.sheet())
    load_fonts()
    made = EditorPane(Settings())
    made.set_completer(complete)
    made.editor.set_wrap(wrap)
    made.resize(640, 900)
    made.show()
    made.activateWindow()
    made.editor.setFocus()
    wait(0.1)
    if text:
        made.set_text(text)
        made.set_problems(problems(text))
        wait(0.3)
    return made


def wait(seconds: float) -> None:
    """Let the application live for a while."""
    from PySide6.QtWidgets import QApplication

    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()


def broken(lines: int) -> str:
    """Return a story of so many lines with something wrong in every other slide."""
    text = story(lines // 15)
    for number in range(0, lines // 15, 2):
        text = text.replace(f'id = "slide-{number}"', f'id = "slide-{number}"\nminuts = 1', 1)
    while text.count("\n") < lines:
        text += f"# {text.count(chr(10))}\n"
    return "\n".join(text.split("\n")[:lines]) + "\n"


def problems(text: str) -> Any:
    """Return what is wrong with a text."""
    from desktop.story.load import load_text

    return load_text(text).problems


def strokes(runs: int) -> list[Result]:
    """Type real keys in the middle of a text of 5,000 lines, each until the panel has painted it."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtTest import QTest

    class Painted(QObject):
        """Notes when the text was painted."""

        count = 0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            self.count += event.type() == QEvent.Type.Paint
            return False

    from PySide6.QtWidgets import QApplication

    found: list[Result] = []
    text = broken(LINES)
    for wrap in (True, False):
        made = pane(text, wrap)
        painted = Painted()
        made.editor.viewport().installEventFilter(painted)
        wrong = len(made.marks.problems)
        middle = text.index("[[slide]]\n", len(text) // 2) + len("[[slide]]\n")
        values: list[float] = []
        for _ in range(runs):
            made.go_to(middle)
            for sign in 'text = { fr = "le **passeur** [x](y) 2014", en = "ferry" }\nsources = ["s1"]\n':
                key = {"\n": "\r"}.get(sign, sign)
                painted.count = 0
                began = time.perf_counter()
                QTest.keyClick(made.editor, key)
                while painted.count == 0:
                    QApplication.processEvents()
                values.append((time.perf_counter() - began) * 1000)
                wait(0.004)
            made.flush()
        kind = "wrapped" if wrap else "not wrapped"
        found += [
            Result(f"editor key p95, {wrong} problems, {kind}", percentile(values, 0.95), "ms", 16, None, len(values)),
            Result(f"editor key median, {kind}", statistics.median(values), "ms", None, None, len(values)),
        ]
        made.close()
        made.deleteLater()
    return found


def opening(runs: int) -> list[Result]:
    """Put a story of 500 slides into the panel, until it is painted with its problems."""
    from PySide6.QtWidgets import QApplication

    text = story(500)
    found = problems(text)
    values: list[float] = []
    for _ in range(runs):
        made = pane("", wrap=True)
        began = time.perf_counter()
        made.set_text(text)
        made.set_problems(found)
        QApplication.processEvents()
        values.append((time.perf_counter() - began) * 1000)
        made.close()
        made.deleteLater()
    return [Result("editor opens 500 slides", statistics.median(values), "ms", 400, None, runs)]


ROWS = [Row("editor-key", strokes, 3), Row("editor-open", opening, 5)]
