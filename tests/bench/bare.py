"""The floor of starting: a bare PySide6 window that paints one line of text, at the size given, and says when."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

from desktop import trace


class Bare(QWidget):
    """One line of text."""

    def paintEvent(self, event: object) -> None:
        """Paint, and say so."""
        painter = QPainter(self)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Passeur")
        painter.end()
        trace.mark("first_slide_painted")


def main() -> None:
    """Show the window until somebody ends the process."""
    trace.start_trace(sys.argv[1])
    app = QApplication(sys.argv[:1])
    window = Bare()
    window.resize(int(sys.argv[2]), int(sys.argv[3]))
    window.show()
    app.exec()


main()
