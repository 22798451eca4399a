"""Editing on the slide: inline text fields and dropped pictures.

Each change is one edit of the text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont, QGuiApplication, QMouseEvent

from desktop.i18n import Messages
from desktop.qt_override import qt_override
from desktop.render.font_files import qfont
from desktop.render.frame import HitZone, TextRun
from desktop.session.session import Session
from desktop.session.text.recovery import PendingInput
from desktop.story.edit.edit import Edit, EditError, set_value
from desktop.story.edit.merge import merge
from desktop.story.edit.texts import find_string, replace_string, string_at
from desktop.story.format.fields import IMAGE_SUFFIXES
from desktop.story.layouts import LAYOUTS
from desktop.story.model import KeyPath
from desktop.story.storage.pictures import import_picture
from desktop.ui.widgets.slide_view import SlideView
from desktop.ui.window.inline_text_field import InlineTextField

MESSAGES: Final = Messages(
    {
        "no_picture": "A slide of the layout “{layout}” shows no picture: drop it on another, "
        "or give this one the layout “image”",
        "kept_words": "{reason}. What you wrote is on the clipboard",
        "no_place": "The text is no longer there",
    }
)


class _Place(NamedTuple):
    """Where a text field writes: into which file, text and language."""

    file: Path | None
    base: str  # the text of the file as it was when somebody began to write
    key_path: KeyPath
    language: str


class SlideEditing(QObject):
    """Controller for editing on the slide by clicks and dropped pictures."""

    key_path_chosen = Signal(object)  # the key path of the clicked text
    refused = Signal(str)  # the reason why an edit was refused
    about_to_import_picture = Signal()  # a picture will be copied beside the story's file

    def __init__(self, view: SlideView, session: Session, ui_language: str) -> None:
        super().__init__(view)
        self.view = self._view = view
        self._session = session
        self.ui_language = ui_language
        self.field: InlineTextField | None = None
        self._original_words = ""  # as they were when somebody began to write
        self._place = _Place(None, "", (), "")
        view.setAcceptDrops(True)
        view.installEventFilter(self)
        session.navigator.position_changed.connect(self.leave_field)
        session.language_changed.connect(self.leave_field)
        session.document.input_requested.connect(self._add_pending_input)

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle clicks, double clicks and dropped pictures."""
        kind = event.type()
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            zone = self._view.zone_at(event.position())
            if kind == QEvent.Type.MouseButtonDblClick and zone is not None and self.edit_text_at(zone):
                return True
            if kind == QEvent.Type.MouseButtonRelease and zone is not None and zone.path:
                self.key_path_chosen.emit(zone.path)
        elif isinstance(event, QDragEnterEvent):
            if _dropped_picture(event) is not None and self._session.navigator.slide is not None:
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDropEvent) and kind == QEvent.Type.Drop:
            file = _dropped_picture(event)
            if file is not None:
                event.acceptProposedAction()
                self.drop_picture(file)
                return True
        return super().eventFilter(watched, event)

    # -- writing -------------------------------------------------------------------------------------------------------

    def edit_text_at(self, zone: HitZone) -> bool:
        """Open a text field over a text; return whether it can."""
        document = self._session.document
        if zone.kind != "text" or not zone.path or not document.editable:
            return False
        self.leave_field()  # before the text is read: the field may be open over the same words
        document.flush_input()
        text = string_at(document.text, zone.path)
        slide_geometry = self._view.slide_geometry()
        if text is None or slide_geometry is None:
            return False
        corner, scale = slide_geometry
        text_run = self._text_run_in(zone)
        multiline = bool({"text", "notes"} & {str(part) for part in zone.path})
        self.field = field = InlineTextField(self._view, text, multiline=multiline)
        self._original_words = field.words()
        self._place = _Place(document.path, document.text, zone.path, self._session.language)
        theme = self._view.theme
        font = QFont("Inter")
        if text_run:
            font.setFamilies(qfont(text_run.font).families())
        pixel_size = max(12, round((text_run.font.size if text_run else 32.0) * scale))
        font.setPixelSize(pixel_size)
        field.setFont(font)
        field.setStyleSheet(
            f"#pointing {{ background: {theme.raised}; color: {theme.paper}; border: 1px solid {theme.gold};"
            f" border-radius: 3px; padding: 2px; selection-background-color: {theme.vermilion}; }}"
        )
        left, top = corner.x() + zone.x * scale - 6, corner.y() + zone.y * scale - 6
        width = max(zone.width * scale + 60, 12.0 * pixel_size, 260.0)
        height = max(zone.height * scale + 24, 2.2 * pixel_size)
        width = min(width, self._view.width() - left - 4)
        field.max_height = round(self._view.height() - top - 4)
        field.setGeometry(round(left), round(top), round(width), round(min(height, field.max_height)))
        field.committed.connect(self.commit_field)
        field.cancelled.connect(self._close_field)
        field.textChanged.connect(document.recovery.note_input)
        field.show()
        field.setFocus()
        return True

    def _text_run_in(self, zone: HitZone) -> TextRun | None:
        frame = self._view.frame()
        runs = [item for item in frame.items if isinstance(item, TextRun)] if frame else []
        inside = (
            run
            for run in runs
            if zone.x <= run.x + 1 <= zone.x + zone.width and zone.y <= run.y <= zone.y + zone.height + 4
        )
        return next(inside, None)

    def commit_field(self) -> None:
        """Write the words of the open field, and close it.

        If they cannot be written, it stays open and the reason is told.
        """
        reason = self._write_words()
        if reason:
            self.refused.emit(reason)
        else:
            self._close_field()

    def leave_field(self) -> None:
        """Write the words of the open field and always close it.

        Words that cannot be written go to the clipboard.
        """
        if self.field is None:
            return
        reason = self._write_words()
        if reason:
            QGuiApplication.clipboard().setText(self.field.words())
            self.refused.emit(MESSAGES("kept_words", self.ui_language, reason=reason))
        self._close_field()

    def _close_field(self) -> None:
        field, self.field = self.field, None
        if field is not None:
            field.hide()
            field.deleteLater()
            self._view.setFocus()
            self._session.document.recovery.note_input()

    def _write_words(self) -> str:
        """Write the words of the open field; return why not, or ""."""
        field, place, document = self.field, self._place, self._session.document
        words = field.words() if field is not None else ""
        if not words or words == self._original_words:
            return ""
        if document.path != place.file:
            return MESSAGES("no_place", self.ui_language)
        document.flush_input()
        self._original_words = words  # whatever writing sets off, these words are not written again
        try:
            edit = self._edit_of(words, document.text)
            if edit is not None:
                self._session.document.apply_edit(edit)
            else:  # another program has changed the place meanwhile
                document.merge_in(place.base, self._replace_in_base(words).apply(place.base), "write")
        except EditError as error:
            self._original_words = ""
            return error.message(self.ui_language)
        return ""

    def _edit_of(self, words: str, text: str) -> Edit | None:
        """Return the edit that writes the words, None if uncertain where."""
        place = self._place
        key_path = find_string(text, place.base, place.key_path)
        if key_path is None:
            return None
        return replace_string(text, key_path, words, place.language, self._session.story.languages)

    def _replace_in_base(self, words: str) -> Edit:
        place = self._place
        return replace_string(place.base, place.key_path, words, place.language, self._session.story.languages)

    def _add_pending_input(self, pending: PendingInput) -> None:
        """Add the words of the open field to the pending input."""
        words = self.field.words() if self.field is not None else ""
        if not words or words == self._original_words or self._session.path != self._place.file:
            return
        try:
            edit = self._edit_of(words, pending.text)
            if edit is not None:
                pending.text = edit.apply(pending.text)
            else:
                base = self._place.base
                pending.text = merge(base, self._replace_in_base(words).apply(base), pending.text).text
        except EditError:
            return  # the words go to the clipboard when the field is left

    def apply_edit(self, make_edit: object) -> None:
        """Apply an edit, or emit `refused`."""
        assert callable(make_edit)
        self._session.document.flush_input()
        try:
            self._session.document.apply_edit(make_edit())
        except EditError as error:
            self.refused.emit(error.message(self.ui_language))

    # -- pictures ------------------------------------------------------------------------------------------------------

    def drop_picture(self, file: Path) -> None:
        """Copy a picture to the story's assets; show it on the slide."""
        self.about_to_import_picture.emit()
        slide, path = self._session.navigator.slide, self._session.path
        if slide is None or path is None or not self._session.document.editable:
            return
        layout = LAYOUTS.get(slide.layout)
        if layout is not None and "image" not in layout.displays:
            self.refused.emit(MESSAGES("no_picture", self.ui_language, layout=slide.layout))
            return
        try:
            image_file = import_picture(file, path.parent)
        except OSError as error:
            from desktop.story.storage.save import describe_os_error

            self.refused.emit(f"{file.name}: {describe_os_error(error, self.ui_language)}")
            return
        document = self._session.document
        self.apply_edit(lambda: set_value(document.text, ("slide", slide.id, "image"), image_file, "picture"))


def _dropped_picture(event: QDropEvent) -> Path | None:
    """Return the dragged picture file, if any."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if path.suffix.lower() in IMAGE_SUFFIXES and path.is_file():
            return path
    return None
