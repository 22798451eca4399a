"""The floor of starting: a bare PySide6 window that paints one line of text, at the size given, and says when."""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop import trace


class Bare(QWidget):
    """One line of text."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint, and say so."""
        painter = QPainter(self)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Passeur")
        painter.end()
        trace.mark("first_slide_painted")


def main() -> None:
    """Show the window until somebody ends the process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--trace", default="")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--read", default="", help="a TOML file to read before the window is shown")
    options = parser.parse_args()
    if options.trace:
        trace.start_trace(options.trace)
    if options.read:
        tomllib.loads(Path(options.read).read_text("utf-8"))
    app = QApplication(sys.argv[:1])
    window = Bare()
    width, height = map(int, options.size.split("x"))
    window.resize(width, height)
    window.show()
    app.exec()


main()
