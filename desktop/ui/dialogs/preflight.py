"""The sheet "Ready?": the go or no-go list before a talk, in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.render.theme import CINEMA
from desktop.session.preflight import WORDS, Line, State, machine_lines, story_lines, verdict
from desktop.ui.talk import screens
from desktop.ui.talk.keep_awake import Awake
from desktop.ui.widgets import style
from desktop.ui.widgets.messages import WORDS as COMMON

_COLORS = {"go": CINEMA.jade, "care": CINEMA.gold, "no": CINEMA.vermilion}
_SIGNS = {"go": "✓", "care": "!", "no": "✕"}


def look(path: Path, say: str) -> list[Line]:
    """Return every line for a story's file as it is on the disk, which is what a talk would show, and for this machine."""
    from desktop.story.load.load import load_file

    awake = Awake()
    held = awake.hold()
    awake.release()
    machine = machine_lines([screens.words(name) for name in screens.names()], held, say)
    return [*story_lines(load_file(path), str(path), say), *machine]


def look_alone(path: Path, say: str) -> list[Line]:
    """Return every line without a window."""
    app = style.application()
    lines = look(path, say)
    del app
    return lines


class ReadySheet(QDialog):
    """The list, with its verdict on top; it looks again at a press."""

    def __init__(self, parent: QWidget, path: Path, say: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._path, self._say = path, say
        self.lines: list[Line] = []
        self.setWindowTitle(WORDS("title", say))
        self.resize(760, 640)
        self.verdict = QLabel("…")
        self.verdict.setObjectName("verdict")
        again = QPushButton(COMMON("again", say))
        again.clicked.connect(self.look)
        close = QPushButton(COMMON("close", say))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(again)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 24, 24, 18)
        column.setSpacing(14)
        column.addWidget(self.verdict)
        column.addWidget(self._area, 1)
        column.addLayout(buttons)
        # Laying every slide out takes a moment: the sheet is there first.
        QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Look at everything, and list it."""
        self.lines = look(self._path, self._say)
        state = verdict(self.lines)
        self.verdict.setText(WORDS(f"verdict_{state}", self._say))
        self.verdict.setStyleSheet(f"font-family: 'Fraunces Display'; font-size: 34px; color: {_COLORS[state]}")
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(11)
        grid.setColumnStretch(1, 1)
        order: dict[State, int] = {"no": 0, "care": 1, "go": 2}
        for row, line in enumerate(sorted(self.lines, key=lambda line: order[line.state])):
            sign = QLabel(_SIGNS[line.state])
            sign.setStyleSheet(f"color: {_COLORS[line.state]}; font-size: 18px; font-weight: 700")
            text = line.what if not line.do else f"{line.what}\n{line.do}"
            label = QLabel()
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setText(text)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, row, 1)
        grid.setRowStretch(len(self.lines), 1)
        self._area.setWidget(page)
