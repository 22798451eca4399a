"""The dialog that exports the story."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QIntValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Messages, has_own_words, language as language_of, translate
from desktop.output.export_worker import ExportRequest
from desktop.output.writers import WRITERS, Writer
from desktop.qt_override import qt_override
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.dialogs.export_preview import ExportPreview
from desktop.ui.dialogs.export_process import ExportProcess
from desktop.ui.widgets.combo_box import ComboBox
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.widgets.shared_messages import MESSAGES

_MESSAGES: Final = Messages(
    {
        "open": "Open",
        "show_in_folder": "Show in folder",
        "paper": "Paper",
        "size": "Size",
        "poster_hint": "A1, A2-portrait, 1000x500mm",
        "seconds": "Seconds",
        "own_seconds": "automatic, or such as 5",
        "window": "Window of time",
        "window_hint": "all, or such as 1895/2020",
        "start": "From",
        "end": "To",
        "date_hint": "a date such as 1895",
        "letters": "Keep letters as text",
        "url": "Address",
        "url_hint": "the page’s web address, if it will have one",
        "stopping": "stopping after this page…",
    }
)
_PAPERS: Final = (("A4", "a4"), ("Letter", "letter"))
_MOST_SECONDS: Final = 3600
_SIZES: Final = ((1280, 720), (1920, 1080), (2560, 1440), (3840, 2160))


class ExportDialog(QDialog):
    """Dialog that exports slides: options, preview, progress, cancel."""

    def __init__(self, parent: QWidget, session: Session, settings: Settings) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._settings = settings
        self._files: list[Path] = []
        ui_language = settings.language
        self.setWindowTitle(MESSAGES("export_title", ui_language))
        self.process = ExportProcess(self)
        self.process.progressed.connect(self._on_progress)
        self.process.written.connect(self._on_written)
        self.process.failed.connect(self._on_failed)
        self._make_fields(ui_language)
        self.preview = ExportPreview(self, ui_language)
        self.progress_bar = QProgressBar()
        self.progress_bar.setTextVisible(False)
        self.progress_bar.hide()
        self.message_label = PlainLabel()
        self.message_label.setObjectName("muted")
        self.message_label.setWordWrap(True)
        self.open_button = QPushButton(_MESSAGES("open", ui_language))
        self.open_button.clicked.connect(self._open_file)
        self.folder_button = QPushButton(_MESSAGES("show_in_folder", ui_language))
        self.folder_button.clicked.connect(self._open_folder)
        for button in (self.open_button, self.folder_button):
            button.setAutoDefault(False)
            button.hide()
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
        self._lay_out()
        self._show_options()

    def _make_fields(self, ui_language: str) -> None:
        self.format_box = ComboBox()
        for writer in WRITERS.values():
            self.format_box.addItem(translate(writer.label, ui_language), writer.key)
        self.format_box.setMaxVisibleItems(len(WRITERS))
        self.language_box = ComboBox()
        for code in self._session.story.languages:
            self.language_box.addItem(language_of(code).own_name if has_own_words(code) else code, code)
        self.language_box.setCurrentIndex(max(0, self.language_box.findData(self._session.language)))
        self.slides_field = _hinted_field(MESSAGES("slides_hint", ui_language))
        self.steps_checkbox = QCheckBox(MESSAGES("steps", ui_language))
        self.paper_box = ComboBox()
        for name, paper in _PAPERS:
            self.paper_box.addItem(name, paper)
        self.size_box = ComboBox()
        for width, height in _SIZES:
            self.size_box.addItem(f"{width} × {height}", (width, height))
        self.size_box.setCurrentIndex(1)
        self.poster_field = _hinted_field(_MESSAGES("poster_hint", ui_language))
        self.window_field = _hinted_field(_MESSAGES("window_hint", ui_language))
        self.start_field, self.end_field = (_hinted_field(_MESSAGES("date_hint", ui_language)) for _ in range(2))
        self.seconds_field = _hinted_field(_MESSAGES("own_seconds", ui_language))
        self.seconds_field.setValidator(QIntValidator(0, _MOST_SECONDS, self.seconds_field))
        self.letters_checkbox = QCheckBox(_MESSAGES("letters", ui_language))
        self.url_field = _hinted_field(_MESSAGES("url_hint", ui_language))
        self.format_box.currentIndexChanged.connect(self._show_options)
        self.language_box.currentIndexChanged.connect(self._show_preview)
        self.slides_field.textChanged.connect(self._show_preview)
        self.steps_checkbox.toggled.connect(self._show_preview)

    def _lay_out(self) -> None:
        ui_language = self._settings.language
        self._form = QFormLayout()
        self._form.setSpacing(12)
        self._form.addRow(MESSAGES("format", ui_language), self.format_box)
        self._form.addRow(MESSAGES("language", ui_language), self.language_box)
        self._form.addRow(MESSAGES("slides", ui_language), self.slides_field)
        self._form.addRow("", self.steps_checkbox)
        self._form.addRow(_MESSAGES("paper", ui_language), self.paper_box)
        self._form.addRow(_MESSAGES("size", ui_language), self.size_box)
        self._form.addRow(_MESSAGES("paper", ui_language), self.poster_field)
        self._form.addRow(_MESSAGES("window", ui_language), self.window_field)
        self._form.addRow(_MESSAGES("start", ui_language), self.start_field)
        self._form.addRow(_MESSAGES("end", ui_language), self.end_field)
        self._form.addRow(_MESSAGES("seconds", ui_language), self.seconds_field)
        self._form.addRow("", self.letters_checkbox)
        self._form.addRow(_MESSAGES("url", ui_language), self.url_field)
        self._fields: dict[str, QWidget] = {
            "slides": self.slides_field,
            "steps": self.steps_checkbox,
            "paper": self.paper_box,
            "size": self.size_box,
            "window": self.window_field,
            "start": self.start_field,
            "end": self.end_field,
            "seconds": self.seconds_field,
            "text": self.letters_checkbox,
            "url": self.url_field,
        }
        form_column = QVBoxLayout()
        form_column.addLayout(self._form)
        form_column.addStretch()
        top = QHBoxLayout()
        top.setSpacing(28)
        top.addLayout(form_column, 1)
        top.addWidget(self.preview)
        foot = QHBoxLayout()
        foot.addWidget(self.open_button)
        foot.addWidget(self.folder_button)
        foot.addStretch()
        foot.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.progress_bar)
        column.addWidget(self.message_label)
        column.addLayout(foot)
        self.resize(900, 420)

    @property
    def _writer(self) -> Writer:
        return WRITERS[str(self.format_box.currentData())]

    def _show_options(self) -> None:
        """Show the options that the chosen format knows."""
        writer = self._writer
        for name, field in self._fields.items():
            # A handout has a row of its own in the list, and only it asks for paper.
            is_known = name in writer.options and (name != "paper" or "handout" not in writer.options)
            self._form.setRowVisible(field, is_known)
        is_poster = writer.key == "poster"  # whose size is a paper
        self._form.setRowVisible(self.poster_field, is_poster)
        self._form.setRowVisible(self.size_box, "size" in writer.options and not is_poster)
        self._show_preview()

    def _show_preview(self) -> None:
        self.preview.ask(
            self._session.story,
            self._writer,
            str(self.language_box.currentData()),
            self.slides_field.text(),
            "all" if self.steps_checkbox.isChecked() else "final",
            self._session.event_files.by_track,
        )

    @property
    def default_path(self) -> Path:
        """Return the file that is proposed, or the folder."""
        writer = self._writer
        folder = self._session.path.parent if self._session.path else Path.home()
        if writer.in_folder:
            return folder
        name = folder.name or "story"
        # A handout does not take the place of the slides that stand there.
        if any(one.suffix == writer.suffix for one in takewhile(lambda one: one is not writer, WRITERS.values())):
            name += f"-{writer.key}"
        return folder / f"{name}{writer.suffix}"

    def _choose_target(self) -> None:
        writer, path = self._writer, str(self.default_path)
        title = MESSAGES("where", self._settings.language)
        if writer.in_folder:
            target = QFileDialog.getExistingDirectory(self, title, path)
        else:
            target, _ = QFileDialog.getSaveFileName(self, title, path, f"*{writer.suffix}")
        if target:
            self.export(writer.key, Path(target))

    def export(self, export_format: str, path: Path) -> None:
        """Begin to export the story to a path; show progress and errors.

        It runs in a process of its own: the window, and a talk, go on whatever happens there.
        """
        options = {
            "language": str(self.language_box.currentData()),
            "slides": self.slides_field.text(),
            "steps": "all" if self.steps_checkbox.isChecked() else "final",
            "paper": self.paper_box.currentData(),
            "size": self.poster_field.text().strip() if export_format == "poster" else self.size_box.currentData(),
            "window": self.window_field.text().strip(),
            "start": self.start_field.text().strip(),
            "end": self.end_field.text().strip(),
            "seconds": float(self.seconds_field.text() or 0),
            "text": "keep" if self.letters_checkbox.isChecked() else "outlines",
            "url": self.url_field.text().strip(),
        }
        self.message_label.clear()
        self._set_running(True)
        request = ExportRequest(
            self._session.story, export_format, str(path.absolute()), self._settings.language, options
        )
        self.process.start(request)

    def _set_running(self, running: bool) -> None:
        ui_language = self._settings.language
        self.progress_bar.setRange(0, 0)  # moving, until the first page is done
        self.progress_bar.setVisible(running)
        self.export_button.setEnabled(not running)
        self.close_button.setText(MESSAGES("cancel" if running else "close", ui_language))
        for button in (self.open_button, self.folder_button):
            button.setVisible(False)

    def _on_progress(self, done: int, total: int) -> None:
        self.progress_bar.setRange(0, total)
        self.progress_bar.setValue(done)

    def _on_written(self, files: list[str], notes: list[str]) -> None:
        self._set_running(False)
        self._files = [Path(file) for file in files]
        key = "exported_one" if len(files) == 1 else "exported"
        name = self._files[0].name
        said = MESSAGES(key, self._settings.language, name=name, count=len(files))
        self.message_label.setText("\n".join((said, *notes)))
        for button in (self.open_button, self.folder_button):
            button.show()

    def _on_failed(self, message: str) -> None:
        self._set_running(False)
        self.message_label.setText(message)

    def _open_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._files[0])))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._files[0].parent)))

    @qt_override
    def reject(self) -> None:
        """Cancel a running export, else close the dialog."""
        if self.process.is_running:
            self.message_label.setText(_MESSAGES("stopping", self._settings.language))
            self.process.cancel()
            return
        super().reject()


def _hinted_field(hint: str) -> QLineEdit:
    """Return a field that shows an example while it is empty."""
    field = QLineEdit()
    field.setPlaceholderText(hint)
    return field
