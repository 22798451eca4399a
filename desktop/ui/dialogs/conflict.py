"""The dialog that resolves conflicts between two versions of a file."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Messages
from desktop.story.edit.merge import Conflict, MergeResult
from desktop.ui.dialogs.text_diff_html import STYLESHEET, conflict_side_html
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.widgets.sandboxed_browser import SealedBrowser

MESSAGES: Final = Messages(
    {
        "conflict_title": "Changed on both sides",
        "conflict_text": "Another program saved the file while you changed it here. Changes of one side alone are merged; "
        "choose for the rest.",
        "mine": "Mine",
        "theirs": "From the disk",
        "gone": "(deleted)",
        "apply": "Use these",
        "later": "Decide later",
        "slide": "Slide “{id}”",
        "event": "Event “{id}”",
        "source": "Source “{id}”",
        "track": "Track “{id}”",
        "group": "Group “{id}”",
        "era": "Era “{id}”",
        "bookmark": "Bookmark “{id}”",
        "story": "The story’s head",
        "top": "The first lines",
        "order": "The order of the slides",
        "file": "The whole file",
    }
)  # fmt: skip


class ConflictDialog(QDialog):
    """Dialog to choose a side for each table changed on both."""

    def __init__(self, parent: QWidget, merge_result: MergeResult, ui_language: str) -> None:
        super().__init__(parent)
        for older_dialog in parent.findChildren(ConflictDialog):
            older_dialog.reject()  # the file has changed once more since it was shown
        self.setStyleSheet(STYLESHEET)
        self.setWindowTitle(MESSAGES("conflict_title", ui_language))
        self.resize(1040, 680)
        self._conflict_buttons: list[tuple[Conflict, QButtonGroup]] = []
        explanation = PlainLabel(MESSAGES("conflict_text", ui_language))
        explanation.setWordWrap(True)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, conflict in enumerate(merge_result.conflicts):
            row = 3 * number
            heading = PlainLabel(MESSAGES(conflict.kind, ui_language, id=conflict.id))
            heading.setObjectName("heading")
            grid.addWidget(heading, row, 0, 1, 2)
            group = QButtonGroup(self)
            texts = conflict.mine, conflict.theirs
            for column, side in enumerate(("mine", "theirs")):
                button = QRadioButton(MESSAGES(side, ui_language))
                group.addButton(button, column)
                grid.addWidget(button, row + 1, column)
                text, other_text = texts[column], texts[1 - column]
                browser = SealedBrowser()
                browser.setMinimumHeight(170)
                if text is None:
                    browser.setPlainText(MESSAGES("gone", ui_language))
                else:
                    browser.setHtml(conflict_side_html(text, other_text or "", conflict.base or "", ui_language))
                button.toggled.connect(lambda on, shown=browser: _mark_chosen(shown, on))
                button.setChecked(side == "mine")
                grid.addWidget(browser, row + 2, column)
            self._conflict_buttons.append((conflict, group))
        scroll_area = QScrollArea()
        scroll_area.setWidgetResizable(True)
        scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        scroll_area.setWidget(page)
        apply_button, later_button = (
            QPushButton(MESSAGES("apply", ui_language)),
            QPushButton(MESSAGES("later", ui_language)),
        )
        apply_button.setObjectName("primary")
        apply_button.clicked.connect(self.accept)
        later_button.clicked.connect(self.reject)
        self.apply_button = apply_button
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(later_button)
        buttons.addWidget(apply_button)
        outer_column = QVBoxLayout(self)
        outer_column.setContentsMargins(26, 22, 26, 18)
        outer_column.setSpacing(14)
        outer_column.addWidget(explanation)
        outer_column.addWidget(scroll_area, 1)
        outer_column.addLayout(buttons)

    def choose(self, index: int, side: str) -> None:
        """Choose a side for a conflict."""
        button = self._conflict_buttons[index][1].button(0 if side == "mine" else 1)
        button.setChecked(True)

    def choices(self) -> dict[tuple[str | int, ...], str]:
        """Return the chosen side by the path of each table."""
        return {
            conflict.path: "theirs" if group.checkedId() == 1 else "mine" for conflict, group in self._conflict_buttons
        }


def _mark_chosen(browser: QTextBrowser, chosen: bool) -> None:
    """Mark the frame of the chosen side."""
    browser.setProperty("chosen", chosen)
    browser.style().unpolish(browser)
    browser.style().polish(browser)
