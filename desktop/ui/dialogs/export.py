"""The dialog that exports the story."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import translate
from desktop.output.selection import ExportError
from desktop.output.writers import WRITERS
from desktop.qt_override import qt_override
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets.combo_box import ComboBox
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.widgets.shared_messages import MESSAGES


class ExportDialog(QDialog):
    """Dialog that exports slides, with progress and a cancel button."""

    def __init__(self, parent: QWidget, session: Session, settings: Settings) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._settings = settings
        self._cancelled = False
        self._running = False
        ui_language = settings.language
        self.setWindowTitle(MESSAGES("export_title", ui_language))
        self.format_box = ComboBox()
        for writer in WRITERS.values():
            self.format_box.addItem(translate(writer.label, ui_language), writer.key)
        self.language_box = ComboBox()
        self.language_box.addItems(list(session.story.languages))
        self.language_box.setCurrentText(session.language)
        self.slides_field = QLineEdit()
        self.slides_field.setPlaceholderText(MESSAGES("slides_hint", ui_language))
        self.steps_checkbox = QCheckBox(MESSAGES("steps", ui_language))
        self.format_box.currentIndexChanged.connect(self._show_options)
        self.progress_bar = QProgressBar()
        self.progress_bar.setTextVisible(False)
        self.progress_bar.hide()
        self.message_label = PlainLabel()
        self.message_label.setObjectName("muted")
        self.message_label.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        self.export_button = self.buttons.addButton(
            MESSAGES("save", ui_language) + "…", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.export_button.setObjectName("primary")
        self.close_button = self.buttons.addButton(
            MESSAGES("close", ui_language), QDialogButtonBox.ButtonRole.RejectRole
        )
        self.buttons.accepted.connect(self._choose_target)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setSpacing(12)
        form.addRow(MESSAGES("format", ui_language), self.format_box)
        form.addRow(MESSAGES("language", ui_language), self.language_box)
        form.addRow(MESSAGES("slides", ui_language), self.slides_field)
        form.addRow("", self.steps_checkbox)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(self.progress_bar)
        column.addWidget(self.message_label)
        row = QHBoxLayout()
        row.addWidget(self.buttons)
        column.addLayout(row)
        self.resize(520, 300)

    def _show_options(self) -> None:
        """Enable the options that the chosen format knows."""
        options = WRITERS[str(self.format_box.currentData())].options
        self.slides_field.setEnabled("slides" in options)
        self.steps_checkbox.setEnabled("steps" in options)

    def _choose_target(self) -> None:
        export_format = str(self.format_box.currentData())
        writer = WRITERS[export_format]
        folder = self._session.path.parent if self._session.path else Path.home()
        default_path = folder / f"{folder.name or 'story'}{writer.suffix}"
        if writer.in_folder:
            target = QFileDialog.getExistingDirectory(self, MESSAGES("where", self._settings.language), str(folder))
        else:
            target, _ = QFileDialog.getSaveFileName(
                self, MESSAGES("where", self._settings.language), str(default_path), f"*{writer.suffix}"
            )
        if target:
            self.export(export_format, Path(target))

    def export(self, export_format: str, path: Path) -> None:
        """Export the story to a path; show progress and errors."""
        language, slides = self.language_box.currentText(), self.slides_field.text()
        steps = "all" if self.steps_checkbox.isChecked() else "final"
        self._cancelled, self._running = False, True
        self.progress_bar.show()
        self.export_button.setEnabled(False)
        self.close_button.setText(MESSAGES("cancel", self._settings.language))
        try:
            files = WRITERS[export_format].export(
                self._session.story, path, language=language, slides=slides, steps=steps, progress=self._on_progress
            )
            key = "exported_one" if len(files) == 1 else "exported"
            self.message_label.setText(MESSAGES(key, self._settings.language, name=files[0].name, count=len(files)))
        except ExportError as error:
            self.message_label.setText(error.message(self._settings.language))
        finally:
            self._running = False
            self.progress_bar.hide()
            self.export_button.setEnabled(True)
            self.close_button.setText(MESSAGES("close", self._settings.language))

    def _on_progress(self, done: int, total: int) -> bool:
        self.progress_bar.setRange(0, total)
        self.progress_bar.setValue(done)
        QApplication.processEvents()
        return not self._cancelled

    @qt_override
    def reject(self) -> None:
        """Cancel a running export, else close the dialog."""
        if self._running:
            self._cancelled = True
            return
        super().reject()
