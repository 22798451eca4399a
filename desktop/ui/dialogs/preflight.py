"""The dialog "Ready?": the checks before a talk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.render.theme import CINEMA
from desktop.session.checks.preflight import (
    MESSAGES,
    CheckResult,
    CheckStatus,
    check_machine,
    check_story,
    overall_status,
)
from desktop.ui.talk import screens
from desktop.ui.talk.keep_awake import DisplayWakeLock
from desktop.ui.widgets import style
from desktop.ui.widgets.plain_text import PlainLabel, plain_tooltip
from desktop.ui.widgets.shared_messages import MESSAGES as COMMON_MESSAGES

_COLORS = {"go": CINEMA.jade, "care": CINEMA.gold, "no": CINEMA.vermilion}
_ICONS = {"go": "✓", "care": "!", "no": "✕"}


def run_checks(path: Path, ui_language: str) -> list[CheckResult]:
    """Return the checks of a story's saved file and of this machine."""
    from desktop.story.load.load import load_file

    wake_lock = DisplayWakeLock()
    can_keep_awake = wake_lock.acquire_and_wait()
    wake_lock.release()
    machine_results = check_machine(
        [screens.describe_screen(name) for name in screens.screen_names()],
        can_keep_awake,
        ui_language,
        mirrored=screens.are_mirrored(),
    )
    return [*check_story(load_file(path), str(path), ui_language), *machine_results]


def run_checks_without_window(path: Path, ui_language: str) -> list[CheckResult]:
    """Return the checks that need no window."""
    app = style.application()
    results = run_checks(path, ui_language)
    del app
    return results


class PreflightDialog(QDialog):
    """Dialog with the list of checks below its verdict."""

    place_chosen = Signal(int, int)
    """A line and a column of the text that are to be shown."""

    def __init__(self, parent: QWidget, path: Path, ui_language: str, present: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._story_path, self._ui_language = path, ui_language
        self.results: list[CheckResult] = []
        self.setWindowTitle(MESSAGES("title", ui_language))
        self.resize(760, 640)
        self.overall_label = PlainLabel("…")
        self.overall_label.setObjectName("verdict")
        recheck_button = QPushButton(COMMON_MESSAGES("again", ui_language))
        recheck_button.clicked.connect(self.refresh)
        close_button = QPushButton(COMMON_MESSAGES("close", ui_language))
        close_button.clicked.connect(self.accept)
        self.present_button = QPushButton(COMMON_MESSAGES("present", ui_language))
        self.present_button.setObjectName("primary")
        self.present_button.setDefault(True)
        self.present_button.clicked.connect(self.accept)
        self.present_button.clicked.connect(present)
        self._scroll_area = QScrollArea()
        self._scroll_area.setWidgetResizable(True)
        self._scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(recheck_button)
        buttons.addWidget(close_button)
        buttons.addWidget(self.present_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 24, 24, 18)
        column.setSpacing(14)
        column.addWidget(self.overall_label)
        column.addWidget(self._scroll_area, 1)
        column.addLayout(buttons)
        # Laying all slides out takes a moment: the dialog is shown first.
        QTimer.singleShot(0, self, self.refresh)

    def refresh(self) -> None:
        """Run the checks and list them."""
        self.results = run_checks(self._story_path, self._ui_language)
        status = overall_status(self.results)
        self.overall_label.setText(MESSAGES(f"verdict_{status}", self._ui_language))
        self.overall_label.setStyleSheet(f"font-family: 'Passeur Display'; font-size: 34px; color: {_COLORS[status]}")
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(11)
        grid.setColumnStretch(1, 1)
        sort_order: dict[CheckStatus, int] = {"no": 0, "care": 1, "go": 2}
        for row, line in enumerate(sorted(self.results, key=lambda line: sort_order[line.status])):
            icon_label = PlainLabel(_ICONS[line.status])
            icon_label.setStyleSheet(f"color: {_COLORS[line.status]}; font-size: 18px; font-weight: 600")
            grid.addWidget(icon_label, row, 0, Qt.AlignmentFlag.AlignTop)
            texts = QVBoxLayout()
            texts.setSpacing(2)
            for text, name in ((line.message, "check"), (line.advice, "muted")):
                if text:
                    label = PlainLabel(text)
                    label.setObjectName(name)
                    label.setWordWrap(True)
                    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                    texts.addWidget(label)
            grid.addLayout(texts, row, 1)
            if line.place is not None:
                grid.addWidget(self._show_button(*line.place), row, 2, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(self.results), 1)
        self._scroll_area.setWidget(page)

    def _show_button(self, line: int, column: int) -> QPushButton:
        """Return the button that shows a place of the text."""
        button = QPushButton(COMMON_MESSAGES("show", self._ui_language))
        tip = MESSAGES("show_place", self._ui_language, line=line)
        button.setToolTip(plain_tooltip(tip))
        button.setAccessibleName(tip)
        button.setAutoDefault(False)
        button.clicked.connect(self.accept)
        button.clicked.connect(lambda: self.place_chosen.emit(line, column))
        return button
