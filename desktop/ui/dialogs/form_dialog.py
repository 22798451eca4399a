"""The dialog that asks for a few things: title, form, buttons."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.widgets.interface_colors import ERROR_TEXT
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.widgets.shared_messages import MESSAGES as COMMON_MESSAGES

_WIDTH: Final = 520


class FormDialog(QDialog):
    """Dialog with heading, form, and the main button at the right."""

    def __init__(self, parent: QWidget, title: str, button_text: str, ui_language: str) -> None:
        super().__init__(parent)
        self.ui_language = ui_language
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        heading = PlainLabel(title)
        heading.setObjectName("dialogTitle")
        self.form = QFormLayout()
        self.form.setVerticalSpacing(12)
        self.form.setHorizontalSpacing(18)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.error_label = PlainLabel()
        self.error_label.setWordWrap(True)
        self.error_label.setStyleSheet(f"color: {ERROR_TEXT}")
        self.error_label.hide()
        cancel_button = QPushButton(COMMON_MESSAGES("cancel", ui_language))
        cancel_button.setAutoDefault(False)
        cancel_button.clicked.connect(self.reject)
        self.main_button = QPushButton(button_text)
        self.main_button.setObjectName("primary")
        self.main_button.setDefault(True)
        self.main_button.clicked.connect(self.confirm)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel_button)
        buttons.addWidget(self.main_button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(28, 24, 28, 20)
        self.column.setSpacing(16)
        self.column.addWidget(heading)
        self.column.addLayout(self.form)
        self.column.addWidget(self.error_label)
        self.column.addLayout(buttons)

    def confirm(self) -> None:
        """Close with success, or show the missing field."""
        problem = self.find_problem()
        self.error_label.setText(problem)
        self.error_label.setVisible(bool(problem))
        if not problem:
            self.accept()

    def find_problem(self) -> str:
        """Return the first error of the form, "" for none."""
        return ""
