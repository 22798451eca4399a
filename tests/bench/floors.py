"""What nothing can beat: bare widgets of Qt and the standard library's readers, doing the least of the same thing."""

from __future__ import annotations

import os
import time
import tomllib
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from windows import LONGEST_WAIT_S, PaintWatch, application, settle


class BareFrame(QWidget):
    """A window of 1920 × 1080 that fills itself with one colour."""

    def __init__(self) -> None:
        application()
        super().__init__()
        # Of another kind than a window: what is measured beside it stays the active one.
        self.setWindowFlag(Qt.WindowType.ToolTip)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.painted_at = 0.0
        self._hue = 0
        self.resize(1920, 1080)
        self.show()
        settle(0.05)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill, and say when."""
        painter = QPainter(self)
        self._hue = (self._hue + 7) % 360
        painter.fillRect(self.rect(), QColor.fromHsv(self._hue, 90, 90))
        painter.end()
        self.painted_at = time.perf_counter()

    def ask(self) -> None:
        """Ask for a paint, to be noted in `painted_at`."""
        self.painted_at = 0.0
        self.update()

    def fill(self) -> float:
        """Return the milliseconds from asking for a paint until it is over."""
        began = time.perf_counter()
        self.ask()
        return self.wait_since(began)

    def wait_since(self, began: float) -> float:
        """Return the milliseconds from then until the paint that was or will be asked for."""
        while not self.painted_at and time.perf_counter() - began < LONGEST_WAIT_S:
            QApplication.processEvents()
        return (self.painted_at - began) * 1000

    def read_and_fill(self, text: str, wait_ms: int = 0) -> float:
        """Return the milliseconds of waiting as long as asked for, reading TOML with the standard library and painting."""

        def read() -> None:
            tomllib.loads(text)
            self.ask()

        self.painted_at = 0.0
        began = time.perf_counter()
        if wait_ms:
            QTimer.singleShot(wait_ms, read)
        else:
            read()
        return self.wait_since(began)

    def save_and_fill(self, file: Path, wait_ms: int) -> float:
        """Return the milliseconds from replacing a file, over Qt's watcher and a wait, until it is read and painted."""
        beside = file.with_suffix(".bare")
        beside.write_bytes(file.read_bytes())
        watcher = QFileSystemWatcher([str(file), str(file.parent)])
        timer = QTimer()
        timer.setSingleShot(True)
        timer.setInterval(wait_ms)

        def read() -> None:
            tomllib.loads(file.read_text("utf-8"))
            self.ask()

        timer.timeout.connect(read)
        watcher.fileChanged.connect(lambda _: timer.start())
        watcher.directoryChanged.connect(lambda _: timer.start())
        self.painted_at = 0.0
        began = time.perf_counter()
        os.replace(beside, file)
        return self.wait_since(began)


class BareEditor(QPlainTextEdit):
    """Qt's plain text editor of 640 × 900, with nothing of ours."""

    def __init__(self, *, wrap: bool = True) -> None:
        application()
        super().__init__()
        self.setWindowFlag(Qt.WindowType.ToolTip)
        self.setLineWrapMode(self.LineWrapMode.WidgetWidth if wrap else self.LineWrapMode.NoWrap)
        self.resize(640, 900)
        self.show()
        settle(0.05)
        self.watch = PaintWatch(self.viewport())

    def open(self, text: str) -> float:
        """Return the milliseconds until a text is set and painted."""
        return self.watch.until_painted(lambda: self.setPlainText(text))

    def go_to(self, offset: int) -> None:
        """Put the cursor somewhere."""
        cursor = self.textCursor()
        cursor.setPosition(offset)
        self.setTextCursor(cursor)
        self.centerCursor()
        QApplication.processEvents()

    def press(self, key: str) -> float:
        """Return the milliseconds from a key press until the text is painted."""
        return self.watch.until_painted(lambda: QTest.keyClicks(self, key))


def bare_grid(count: int) -> float:
    """Return the milliseconds to show Qt's own list of so many cells in a window of 1920 × 1080."""
    application()
    began = time.perf_counter()
    grid = QListWidget()
    grid.setWindowFlag(Qt.WindowType.ToolTip)
    grid.setViewMode(QListWidget.ViewMode.IconMode)
    for number in range(count):
        item = QListWidgetItem(str(number))
        item.setSizeHint(QSize(300, 200))
        grid.addItem(item)
    grid.resize(1920, 1080)
    watch = PaintWatch(grid.viewport())
    watch.until_painted(grid.show)
    QApplication.processEvents()
    found = (time.perf_counter() - began) * 1000
    grid.hide()
    grid.deleteLater()
    return found
