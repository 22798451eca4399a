"""The dialog "Ready?": the checks before a talk."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.render.images import read_ahead
from desktop.render.theme import CINEMA
from desktop.session.background_worker import BackgroundWorker
from desktop.session.checks.background_checks import prepare_checks
from desktop.session.checks.preflight import (
    MESSAGES,
    CheckResult,
    CheckStatus,
    check_machine,
    check_story,
    overall_status,
    unchecked,
)
from desktop.story.load.load import LoadResult, load_file
from desktop.story.problems.issue import Issue
from desktop.story.storage.files import find_file
from desktop.ui.talk import screens
from desktop.ui.talk.keep_awake import DisplayWakeLock
from desktop.ui.widgets import style
from desktop.ui.widgets.plain_text import PlainLabel, plain_tooltip
from desktop.ui.widgets.shared_messages import MESSAGES as COMMON_MESSAGES
from desktop.ui.widgets.story_dialog import StoryDialog

_COLORS = {"go": CINEMA.jade, "care": CINEMA.gold, "no": CINEMA.vermilion}
_ICONS = {"go": "✓", "care": "!", "no": "✕"}
_ANSWER_MS: Final = 50
"""How often it is looked whether the desktop has answered."""


def run_checks_without_window(path: Path, ui_language: str) -> list[CheckResult]:
    """Return the checks of a story's saved file and of this machine.

    They need no window, and wait for disk and desktop.
    """
    app = style.application()
    wake_lock = DisplayWakeLock()
    can_keep_awake = wake_lock.acquire_and_wait()
    wake_lock.release()
    results = [
        *check_story(load_file(path), str(path), ui_language),
        *_check_this_machine(can_keep_awake, ui_language),
    ]
    del app
    return results


def _check_this_machine(can_keep_awake: bool, ui_language: str) -> list[CheckResult]:
    return check_machine(
        [screens.describe_screen(name) for name in screens.screen_names()],
        can_keep_awake,
        ui_language,
        mirrored=screens.are_mirrored(),
    )


def prepare_to_read() -> None:
    """Import what reads the files, in the window's thread."""
    import desktop.render.timeline.aggregates.aggregated_files  # noqa: F401

    prepare_checks()


def _read_files(path: Path) -> tuple[LoadResult, tuple[Issue, ...]]:
    """Return, in a thread, a story and its files' issues."""
    from desktop.output.story_check import check_files

    load_result = load_file(path)
    story = load_result.story
    if story is None:
        return load_result, ()
    issues = check_files(story)
    for name, _ in story.image_references:  # the slides are laid out in the window's thread
        if find_file(story.folder, name) is not None:
            read_ahead(os.path.join(story.folder, name), story.folder)
    return load_result, issues


class PreflightDialog(StoryDialog):
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
        # The disk and the desktop may take seconds to answer, or never do so.
        self._wake_lock = DisplayWakeLock(self)
        self._worker = BackgroundWorker(self)
        self._found: tuple[LoadResult, tuple[Issue, ...]] | None = None
        self._has_failed = False
        self._answer_timer = QTimer(self)
        self._answer_timer.setInterval(_ANSWER_MS)
        self._answer_timer.timeout.connect(self._show_when_answered)
        self.finished.connect(self._stop)
        QTimer.singleShot(0, self, self.refresh)

    def refresh(self) -> None:
        """Run the checks; they are listed once disk and desktop have answered."""
        self._found, self._has_failed = None, False
        self._wake_lock.acquire()
        prepare_to_read()
        self._worker.submit("files", partial(_read_files, self._story_path), self._on_read, self._on_failed)

    def _on_read(self, found: tuple[LoadResult, tuple[Issue, ...]]) -> None:
        self._found = found
        self._answer_timer.start()
        self._show_when_answered()

    def _on_failed(self) -> None:
        """Say that the story could not be checked."""
        self._found, self._has_failed = None, True
        self._answer_timer.start()
        self._show_when_answered()

    def _show_when_answered(self) -> None:
        if (self._found is None and not self._has_failed) or self._wake_lock.is_asking:
            return
        self._answer_timer.stop()
        can_keep_awake = self._wake_lock.is_held
        self._wake_lock.release()
        self.results = [*self._check_story(), *_check_this_machine(can_keep_awake, self._ui_language)]
        self._list_results()

    def _check_story(self) -> list[CheckResult]:
        """Return the checks of the story, if it was read."""
        if self._found is None:
            return [unchecked(self._ui_language)]
        load_result, file_issues = self._found
        try:
            return check_story(load_result, str(self._story_path), self._ui_language, file_issues)
        except Exception:  # whatever it is: what can be said of the machine is listed
            logging.getLogger(__name__).exception("check of the story")
            return [unchecked(self._ui_language)]

    def _stop(self) -> None:
        """Ask no more: the dialog is closed."""
        self._answer_timer.stop()
        self._worker.shut_down(0)
        self._wake_lock.release()

    def _list_results(self) -> None:
        """List the checks below their verdict."""
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
