"""Editing on the slide: inline text fields and dropped pictures.

Each change is one edit of the text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont, QGuiApplication, QImage, QMouseEvent

from desktop.i18n import Messages
from desktop.qt_override import qt_override
from desktop.render.font_files import qfont
from desktop.render.frame import HitZone, TextRun
from desktop.session.position import Position
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.text.pending_words import PendingWords
from desktop.session.text.recovery import PendingInput
from desktop.story.assist.typography import typeset
from desktop.story.assist.words_edit import NEW_WORDS, field_at, part_after, part_path, words_at, write_on_slide
from desktop.story.edit.edit import Edit, EditError, set_value
from desktop.story.edit.fields import data_at
from desktop.story.edit.new_slide import is_example_text
from desktop.story.format.fields import IMAGE_SUFFIXES
from desktop.story.layouts import LAYOUTS
from desktop.story.localized_text import KeyPath
from desktop.story.reveal_steps import step_count
from desktop.ui.editor.spelling.field_spelling import FieldSpelling
from desktop.ui.widgets.slide_view import SlideView
from desktop.ui.window.slide_editing.inline_text_field import InlineTextField

_LEAST_PIXELS: Final = 12.0  # smaller words cannot be written
MESSAGES: Final = Messages(
    {
        "no_picture": "A slide of the layout “{layout}” shows no picture: drop it on another, "
        "or give this one the layout “image”",
        "kept_words": "{reason}. What you wrote is on the clipboard",
        "no_place": "The text is no longer there",
    }
)


def is_fresh_or_listed(text: str, path: KeyPath, *, is_fresh: bool) -> bool:
    """Return whether Enter after words at a path begins the next part."""
    part = part_path(path)
    if part is None:
        return False
    siblings = data_at(text, part[:-1])
    is_line = part[-2] in ("item", "items")
    return is_fresh or is_line or (isinstance(siblings, list) and part[-1] == len(siblings) - 1)


class SlideEditing(QObject):
    """Controller for editing on the slide by clicks and dropped pictures."""

    key_path_chosen = Signal(object)  # the key path of the clicked text
    key_requested = Signal(object)  # the key path of what is no text, and is edited elsewhere
    refused = Signal(str)  # the reason why an edit was refused
    about_to_import_picture = Signal()  # a picture will be copied beside the story's file

    def __init__(self, view: SlideView, session: Session, settings: Settings) -> None:
        super().__init__(view)
        self._settings = settings
        self.view = self._view = view
        self._session = session
        self.ui_language = settings.language
        self.field: InlineTextField | None = None
        self._zone: HitZone | None = None  # where the field stands
        self._original_words = ""  # as they were when somebody began to write
        self._place: PendingWords | None = None
        self._fresh_path: KeyPath = ()  # of a part that was added for words that are not written yet
        view.marks_overflow = True
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
            if kind == QEvent.Type.MouseButtonDblClick and zone is not None:
                if self.edit_text_at(zone, event.position()):
                    return True
                if zone.path and self._session.document.editable:
                    self.key_requested.emit(zone.path)
                    return True
            if kind == QEvent.Type.MouseButtonRelease and zone is not None and zone.path:
                self.key_path_chosen.emit(zone.path)
        elif kind == QEvent.Type.Resize and self.field is not None and self._zone is not None:
            self._place_field(self.field, self._zone)
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

    def edit_text_at(self, zone: HitZone, point: QPointF | None = None) -> bool:
        """Open a text field over a text; return whether it can.

        Its caret stands at a clicked point of the view; without one, or in words that only hold a place, all is selected.
        """
        document = self._session.document
        if zone.kind != "text" or not zone.path or not document.editable:
            return False
        self.leave_field()  # before the text is read: the field may be open over the same words
        document.flush_input()
        text = words_at(document.text, zone.path)
        if text is None or self._view.slide_geometry() is None:
            return False
        field_kind = field_at(document.text, zone.path)
        breaks_stay = field_kind is not None and field_kind.kind in ("text", "block", "label", "texts")
        self.field = field = InlineTextField(self._view, text, breaks_stay=breaks_stay)
        self._original_words = field.words()
        language, languages = self._session.language, self._session.story.languages

        def make_edit(text: str, path: KeyPath, words: str) -> Edit:
            is_set = breaks_stay and self._settings.sets_typography
            return write_on_slide(text, path, language, typeset(words, language) if is_set else words, languages)

        self._place = PendingWords(document, zone.path, make_edit)
        self._place_field(field, zone)
        if breaks_stay:
            FieldSpelling(field, self._session.spelling, self._settings, lambda: language)
        field.committed.connect(self.commit_field)
        field.entered.connect(self._on_enter)
        field.moved_on.connect(self._move_on)
        field.cancelled.connect(self._cancel_field)
        field.textChanged.connect(document.recovery.note_input)
        field.show()
        if point is not None and text != NEW_WORDS and not is_example_text(text):
            field.setTextCursor(field.cursorForPosition(field.viewport().mapFrom(self._view, point.toPoint())))
        field.setFocus()
        return True

    def _place_field(self, field: InlineTextField, zone: HitZone) -> None:
        """Lay the field over the text, with its font and breaks."""
        slide_geometry = self._view.slide_geometry()
        if slide_geometry is None:
            return
        self._zone = zone
        corner, scale = slide_geometry
        text_runs = self._text_runs_in(zone)
        theme = self._view.theme
        font, size = QFont("Inter"), 32.0
        if text_runs:
            face, size = text_runs[0].font, text_runs[0].font.size
            font = QFont(qfont(face))
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, face.tracking * scale)
        # In points, which have fractions: a text in whole pixels would break elsewhere than on the slide.
        font.setPointSizeF(max(_LEAST_PIXELS, size * scale) * 72 / self._view.logicalDpiY())
        field.setFont(font)
        field.setStyleSheet(
            f"#pointing {{ background: {theme.raised}; color: {theme.paper}; border: 1px solid {theme.gold};"
            f" border-radius: 3px; padding: 2px; selection-background-color: {theme.vermilion}; }}"
        )
        lines = {round(run.y) for run in text_runs}
        width = max((run.x + run.width for run in text_runs), default=zone.x + zone.width) - zone.x
        field.place(
            QRectF(corner.x() + zone.x * scale, corner.y() + zone.y * scale, width * scale, zone.height * scale),
            QRectF(self._view.rect()).adjusted(2, 2, -2, -2),
            is_single_line=len(lines) <= 1,
            is_right_to_left=any(run.right_to_left for run in text_runs),
        )

    def _text_runs_in(self, zone: HitZone) -> list[TextRun]:
        frame = self._view.frame()
        runs = [item for item in frame.items if isinstance(item, TextRun)] if frame else []
        return [
            run
            for run in runs
            if zone.x <= run.x + 1 <= zone.x + zone.width and zone.y <= run.y <= zone.y + zone.height + 4
        ]

    # -- going on ------------------------------------------------------------------------------------------------------

    def _on_enter(self) -> None:
        """Write the words; in a list begin or end the next part."""
        place, is_fresh = self._place, bool(self._fresh_path)
        is_unchanged = self.field is not None and self.field.words() == self._original_words
        if place is None or (is_fresh and is_unchanged):
            self._cancel_field()
            return
        self.commit_field()
        path = place.written_path or (place.key_path if is_unchanged else None)
        text = self._session.document.text
        if self.field is None and path is not None and is_fresh_or_listed(text, path, is_fresh=is_fresh):
            self.add_part_after(path)

    def add_part_after(self, path: KeyPath) -> None:
        """Add a part after another, and begin to write it."""
        document, session = self._session.document, self._session
        document.flush_input()
        try:
            added = part_after(document.text, path, session.language, session.story.languages)
            if added is None:
                return
            document.apply_edit(added[0])
        except EditError as error:
            self.refused.emit(error.message(self.ui_language))
            return
        slide = session.navigator.slide
        if slide is not None:
            session.navigator.go(Position(slide.id, step_count(slide, session.story)))
        if self.edit_path(added[1]):
            self._fresh_path = added[1]

    def edit_path(self, path: KeyPath) -> bool:
        """Open the field over the first shown text of a path."""
        frame = self._view.frame()
        for zone in frame.zones if frame is not None else ():
            if zone.kind == "text" and zone.path[: len(path)] == path and self.edit_text_at(zone):
                return True
        return False

    def _move_on(self, direction: int) -> None:
        """Write the words and open the next text, or the one before."""
        path = self._place.key_path if self._place is not None else ()
        self.commit_field()
        frame = self._view.frame()
        if self.field is not None or frame is None:
            return
        text, step = self._session.document.text, self._view.position.step
        paths = dict.fromkeys(
            zone.path
            for zone in frame.zones
            if zone.kind == "text" and zone.path and zone.step <= step and words_at(text, zone.path) is not None
        )
        order = list(paths)
        if order:
            place = order.index(path) + direction if path in paths else 0
            self.edit_path(order[place % len(order)])

    # -- writing the words -----------------------------------------------------------------------------------------

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

    def _cancel_field(self) -> None:
        """Close the field without its words; take a fresh part away.

        The words are written and undone, so that *Redo* brings back a paragraph that a stray Esc let go.
        """
        fresh_path, document = self._fresh_path, self._session.document
        if self.field is not None and self._place is not None and self._place.is_settled:
            text_before = document.text
            if not self._write_words() and document.text != text_before:
                document.undo()
        self._original_words = self.field.words() if self.field is not None else ""
        self._close_field()
        history = self._session.document.history
        if fresh_path and history.done and history.done[-1].name == "add":
            self._session.document.undo()

    def _close_field(self) -> None:
        field, self.field = self.field, None
        self._fresh_path = ()
        if field is not None:
            field.hide()
            field.deleteLater()
            self._view.setFocus()
            self._session.document.recovery.note_input()

    def _write_words(self) -> str:
        """Write the words of the open field; return why not, or ""."""
        field, place = self.field, self._place
        words = field.words() if field is not None else self._original_words
        if place is None or words == self._original_words:
            return ""
        if not place.is_open:
            return MESSAGES("no_place", self.ui_language)
        original_words, self._original_words = self._original_words, words  # whatever writing sets off, not again
        try:
            place.write(words)
        except EditError as error:
            self._original_words = original_words
            return error.message(self.ui_language)
        return ""

    def _add_pending_input(self, pending: PendingInput) -> None:
        """Add the words of the open field to the pending input."""
        words = self.field.words() if self.field is not None else self._original_words
        if self._place is not None and words != self._original_words and self._place.is_open:
            self._place.add_to(pending, words)

    def apply_edit(self, make_edit: object) -> None:
        """Apply an edit, or emit `refused`."""
        assert callable(make_edit)
        self._session.document.flush_input()
        try:
            self._session.document.apply_edit(make_edit())
        except EditError as error:
            self.refused.emit(error.message(self.ui_language))

    # -- pictures ------------------------------------------------------------------------------------------------------

    def drop_picture(self, file: Path | QImage, name: str = "") -> None:
        """Copy a picture to the story's assets; show it on the slide.

        An image is written as a PNG file of the given name.
        """
        self.about_to_import_picture.emit()
        slide = self._session.navigator.slide
        if slide is None or not self._session.document.editable:
            return
        layout = LAYOUTS.get(slide.layout)
        if layout is not None and "image" not in layout.displays:
            self.refused.emit(MESSAGES("no_picture", self.ui_language, layout=slide.layout))
            return
        document, path = self._session.document, ("slide", slide.id, "image")
        self._session.picture_importer.add(
            file,
            name or (file.name if isinstance(file, Path) else ""),
            lambda image_file: self.apply_edit(lambda: set_value(document.text, path, image_file, "picture")),
            self.refuse_picture,
        )

    def refuse_picture(self, name: str, error: OSError) -> None:
        """Report why a picture cannot be copied."""
        from desktop.story.storage.os_reasons import describe_os_error

        self.refused.emit(f"{name}: {describe_os_error(error, self.ui_language)}")


def _dropped_picture(event: QDropEvent) -> Path | None:
    """Return the dragged picture file, if any; the disk is not asked."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.suffix.lower() in IMAGE_SUFFIXES:
            return path
    return None
