"""The dialog that creates a story: folder, kind and language."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Messages, language
from desktop.session.background_worker import BackgroundWorker
from desktop.story.storage.new import (
    TEMPLATES,
    CreateStoryError,
    create_story,
    create_story_of_table,
    template_help,
    template_languages,
    template_title,
)
from desktop.ui.widgets.combo_box import ComboBox
from desktop.ui.widgets.interface_colors import ERROR_TEXT
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.widgets.shared_messages import MESSAGES as COMMON_MESSAGES

MESSAGES: Final = Messages(
    {
        "title": "New story",
        "folder": "Folder",
        "kind": "Start from",
        "language": "Language",
        "browse": "Choose…",
        "make": "Create",
        "of_table": "The events of {name}, which is copied beside the story, on a timeline",
        "hint": "a folder that is new or empty",
    }
)


class NewStoryDialog(QDialog):
    """Dialog that creates a story; `path` is the created file.

    The story begins with a template, or with the events of a `table`.
    """

    def __init__(
        self, parent: QWidget, ui_language: str, folder: Path, template_id: str = "", table: Path | None = None
    ) -> None:
        super().__init__(parent)
        self._ui_language = ui_language
        self._table = table
        self._worker = BackgroundWorker(self)
        self.finished.connect(lambda _result: self._worker.shut_down())
        self.path: Path | None = None
        self.setWindowTitle(MESSAGES("title", ui_language))
        self.setMinimumWidth(600)
        self.folder_field = QLineEdit(str(folder))
        self.folder_field.setPlaceholderText(MESSAGES("hint", ui_language))
        browse_button = QPushButton(MESSAGES("browse", ui_language))
        browse_button.setAutoDefault(False)
        browse_button.clicked.connect(self._browse)
        self.template_box = ComboBox()
        for template in TEMPLATES:
            self.template_box.addItem(template_title(template, ui_language), template)
        self.template_box.setCurrentIndex(max(0, self.template_box.findData(template_id)))
        self.description_label = PlainLabel()
        self.description_label.setObjectName("muted")
        self.description_label.setWordWrap(True)
        self.language_box = ComboBox()
        for code in template_languages():
            self.language_box.addItem(language(code).own_name, code)
        self.language_box.setCurrentIndex(max(0, self.language_box.findData(ui_language)))
        self.error_label = PlainLabel()
        self.error_label.setWordWrap(True)
        self.error_label.setStyleSheet(f"color: {ERROR_TEXT}")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder_field, 1)
        row.addWidget(browse_button)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(18)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(MESSAGES("folder", ui_language), row)
        form.addRow(MESSAGES("kind", ui_language), self.template_box)
        form.addRow("", self.description_label)
        form.addRow(MESSAGES("language", ui_language), self.language_box)
        if table is not None:
            form.setRowVisible(self.template_box, False)
            self.description_label.setText(MESSAGES("of_table", ui_language, name=table.name))
        cancel_button, create_button = (
            QPushButton(COMMON_MESSAGES("cancel", ui_language)),
            QPushButton(MESSAGES("make", ui_language)),
        )
        cancel_button.setAutoDefault(False)
        cancel_button.clicked.connect(self.reject)
        create_button.setObjectName("primary")
        create_button.setDefault(True)
        create_button.clicked.connect(self.create_and_accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel_button)
        buttons.addWidget(create_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(self.error_label)
        column.addLayout(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.template_box.currentIndexChanged.connect(self._update_description)
        if table is None:
            self._update_description()
        self._create_button = create_button

    def _update_description(self) -> None:
        self.description_label.setText(template_help(str(self.template_box.currentData()), self._ui_language))

    def _browse(self) -> None:
        chosen_folder = QFileDialog.getExistingDirectory(
            self, MESSAGES("folder", self._ui_language), self.folder_field.text()
        )
        if chosen_folder:
            self.folder_field.setText(chosen_folder)

    def create_and_accept(self) -> None:
        """Create the story, or show the error."""
        folder_text = self.folder_field.text().strip()
        if not folder_text:
            self.error_label.setText(MESSAGES("hint", self._ui_language))
            return
        folder, code = Path(folder_text), str(self.language_box.currentData())
        if self._table is None:
            self._on_created(_created(partial(create_story, folder, str(self.template_box.currentData()), code)))
        else:  # a table may have millions of rows, and copying it takes its time
            self._create_button.setEnabled(False)
            create = partial(create_story_of_table, folder, self._table, code)
            self._worker.submit("create", partial(_created, create), self._on_created)

    def _on_created(self, created: Path | CreateStoryError) -> None:
        self._create_button.setEnabled(True)
        if isinstance(created, CreateStoryError):
            self.error_label.setText(created.message(self._ui_language))
            return
        self.path = created
        self.accept()


def _created(create: Callable[[], Path]) -> Path | CreateStoryError:
    try:
        return create()
    except CreateStoryError as error:
        return error
