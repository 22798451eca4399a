"""Editors of texts, dates, numbers and lists of strings."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QSizePolicy

from desktop.qt_override import qt_override
from desktop.session.text.pending_words import PendingWords
from desktop.session.text.recovery import PendingInput
from desktop.story.assist.typography import typeset
from desktop.story.assist.words_edit import number_of
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.format_date import format_date
from desktop.story.dates.julian import in_calendar, parse_written
from desktop.story.edit.edit import Edit, EditError
from desktop.story.edit.fields import data_at, set_date_key, set_key, write_text
from desktop.story.edit.texts import string_at
from desktop.story.localized_text import KeyPath
from desktop.ui.editor.qt_text import change_words, from_qt, to_qt
from desktop.ui.editor.spelling.field_spelling import FieldSpelling
from desktop.ui.inspector.field_editor import FieldEditor, KeyContext
from desktop.ui.inspector.labels import MESSAGES
from desktop.ui.widgets.keys.field_keys import FieldKeys
from desktop.ui.widgets.plain_text import plain_tooltip

_MAX_LINES: Final = 9
_MAX_LETTERS: Final = 50_000
_MAX_PARAGRAPH: Final = 5_000
"""Qt lays out a paragraph whole at each key and resize: one of 100,000 letters takes 0.3 s, several times over."""
_MAX_PLACEHOLDER: Final = 500


def displayable(words: str) -> str:
    """Return words as a box shows them, long ones cut."""
    lines = words[:_MAX_LETTERS].split("\n")
    shown = "\n".join(line if len(line) <= _MAX_PARAGRAPH else f"{line[:_MAX_PARAGRAPH]}…" for line in lines)
    return shown if len(words) <= _MAX_LETTERS else f"{shown.rstrip('…')}…"


class WordsBox(QPlainTextEdit):
    """A box for words that grows with them.

    Words that are too long are shown cut, and cannot be written here: `is_cut`.
    """

    def __init__(self, *, has_lines: bool) -> None:
        super().__init__()
        self._has_lines = has_lines
        self._has_fixed_height = False
        self.is_cut = False
        self._was_read_only = False
        self.setObjectName("words")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(5)
        self.document().documentLayout().documentSizeChanged.connect(self.fit_height)
        self._keys = FieldKeys(self)
        self._keys.watch(self)
        self.fit_height()

    def words(self) -> str:
        """Return the words without blanks at their ends."""
        return from_qt(self.document().toRawText()).strip(" \t\n")

    def set_words(self, words: str) -> None:
        """Show other words, unless they are there already."""
        shown = displayable(words)
        if self.is_cut != (shown != words):
            self.is_cut = not self.is_cut
            if self.is_cut:
                self._was_read_only = self.isReadOnly()
            self.setReadOnly(self.is_cut or self._was_read_only)
        if shown != self.words():
            self.setPlainText(to_qt(shown))

    def pass_keys(self, keys: frozenset[Qt.Key]) -> None:
        """Pass some keys to the shortcuts of the window."""
        self._keys.passed_keys = keys

    def fill_space(self) -> None:
        """Fill the available space, whatever the text."""
        self._has_fixed_height = True
        self.setMinimumHeight(28)
        self.setMaximumHeight(16_777_215)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def fit_height(self) -> None:
        """Fit the height to the text."""
        if self._has_fixed_height:
            return
        line_count = max(1, min(_MAX_LINES, round(self.document().size().height())))
        height = line_count * self.fontMetrics().lineSpacing() + 14
        if height != self.height():
            self.setFixedHeight(height)

    @qt_override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the text with its line breaks."""
        super().resizeEvent(event)
        self.fit_height()

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write the words with Enter; Shift+Enter breaks a line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            breaks = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) != self._has_lines
            if breaks and not self.isReadOnly():
                self.insertPlainText("\n")  # Qt's own is U+2028, which is no line end in a story
            else:
                self.clearFocus()
        else:
            super().keyPressEvent(event)


class WordsEditor(FieldEditor):
    """Edits words; they are written when the field is left."""

    has_lines = False

    def __init__(self, context: KeyContext) -> None:
        super().__init__(context)
        self.box = WordsBox(has_lines=self.has_lines)
        self.column.addWidget(self.box)
        self.box.installEventFilter(self)
        self.box.textChanged.connect(self._on_words_changed)
        document = context.session.document
        document.flush_requested.connect(self.write_pending)
        document.input_requested.connect(self._add_pending_input)
        self._shown = ""
        self._shown_in = document.text  # the text of the document that the words were taken from
        self._shown_table: KeyPath = ()
        self._place: PendingWords | None = None

    # -- the value -----------------------------------------------------------------------------------------------------

    def words_of(self, value: Any) -> str:
        """Return the words that show a value."""
        return "" if value is None else str(value)

    def make_edit(self, text: str, path: KeyPath, words: str) -> Edit:
        """Return the edit that writes words at a path."""
        return set_key(text, path, words)

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the words, unless somebody is writing others."""
        if self._place is None:
            self._shown_in, self._shown_table = self.context.session.document.text, self.context.table_path()
            self._show_words(self.words_of(value))
            self.box.setPlaceholderText(inherited[:_MAX_PLACEHOLDER])

    def _show_words(self, words: str) -> None:
        was_cut = self.box.is_cut
        self._shown = displayable(words)
        self.box.set_words(words)
        if self.box.is_cut or was_cut:
            hint = MESSAGES("too_long", self.context.ui_language) if self.box.is_cut else ""
            self.box.setToolTip(plain_tooltip(hint))
            self.message_changed.emit(hint, False)

    # -- writing -------------------------------------------------------------------------------------------------------

    def string_path(self, text: str, path: KeyPath) -> KeyPath:
        """Return the path of the string that is written for a key."""
        return path

    def _begin_place(self) -> PendingWords:
        """Return the place of the words that the box shows.

        Another slide may be shown by now, or the text say something else, and the box not know yet.
        """
        document, table = self.context.session.document, self._shown_table
        path = self.context.path_in(table)
        has_table = not table or data_at(document.text, table) is not None
        is_same = has_table and displayable(self.words_of(data_at(document.text, path))) == self._shown
        base = document.text if is_same else self._shown_in
        return PendingWords(document, self.string_path(base, path), self.make_edit, base=base)

    def _on_words_changed(self) -> None:
        if self.box.is_cut or self.box.words() == self._shown:
            return
        document = self.context.session.document
        if self._place is None:
            self._place = self._begin_place()
        document.recovery.note_input()

    def write_pending(self) -> None:
        """Write the typed words; keep those that cannot be written."""
        place, self._place = self._place, None
        words = self.box.words()
        if place is None or words == self._shown:
            return
        self._shown = words
        document = self.context.session.document
        if not place.is_open or not document.editable:
            return
        try:
            place.write(words)
        except EditError as error:
            QGuiApplication.clipboard().setText(words)
            self.message_changed.emit(error.message(self.context.ui_language), True)
        self._shown_in = document.text
        if self.box.hasFocus() and place.written_path is not None:
            self._show_as_written()

    def _show_as_written(self) -> None:
        """Show the signs that were typeset, and keep the cursor."""
        path = self.context.path_in(self._shown_table)
        written = displayable(self.words_of(data_at(self.context.session.document.text, path)))
        if written and written != self._shown:
            self._shown = written
            change_words(self.box.document(), written)

    def _add_pending_input(self, pending: PendingInput) -> None:
        words = self.box.words()
        if self._place is not None and words != self._shown and self._place.is_open:
            self._place.add_to(pending, words)

    def cancel(self) -> None:
        """Show the words as the text has them."""
        self._place = None
        self.box.set_words(self._shown)

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Write the words when the box is left; Esc takes them back."""
        if watched is self.box:
            if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
                if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                    self.write_pending()
            elif (
                isinstance(event, QKeyEvent)
                and event.type() == QEvent.Type.KeyPress
                and event.key() == Qt.Key.Key_Escape
            ):
                self.cancel()
                self.box.clearFocus()
                return True
        return super().eventFilter(watched, event)


class TextEditor(WordsEditor):
    """Edits a text in the language that it was shown in.

    Another language of the story comes after what is typed is written.
    """

    is_wide = True

    def __init__(self, context: KeyContext) -> None:
        super().__init__(context)
        self._language = context.session.language
        context.session.language_changed.connect(self.write_pending)
        self.spelling = FieldSpelling(self.box, context.session.spelling, context.settings, lambda: self._language)

    def words_of(self, value: Any) -> str:
        """Return the text in the field's language, "" if it has none."""
        if isinstance(value, dict):
            value = value.get(self._language, "")
        return "" if value is None else str(value)

    def string_path(self, text: str, path: KeyPath) -> KeyPath:
        """Return the path of the text in the field's language."""
        localized_path = (*path, self._language)
        return localized_path if string_at(text, localized_path) is not None else path

    def make_edit(self, text: str, path: KeyPath, words: str) -> Edit:
        """Return the edit that writes the text in the field's language."""
        languages, language = self.context.session.story.languages, self._language
        words = typeset(words, language) if self.context.settings.sets_typography else words
        return write_text(text, path[:-1] if path[-1] in languages else path, language, words, languages)

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the text, or palely that of another language."""
        if self._place is not None:
            return
        ui_language, self._language = self.context.ui_language, self.context.session.language
        if isinstance(value, dict) and not self.words_of(value):
            for code, words in value.items():
                if words:
                    inherited = MESSAGES("other_language", ui_language, language=str(code).upper(), text=words)
                    break
        super().show_value(value, inherited)


class BlockEditor(TextEditor):
    """Edits a text of several paragraphs: Enter begins a new line."""

    has_lines = True


class DateEditor(WordsEditor):
    """Edits a date, with its meaning or problem in words."""

    def __init__(self, context: KeyContext) -> None:
        super().__init__(context)
        self.take_button = QPushButton()
        self.take_button.setObjectName("take")
        self.take_button.hide()
        self.take_button.clicked.connect(self._insert_example)
        self.column.addWidget(self.take_button)
        self._example = ""
        self.box.textChanged.connect(self._say_date)

    def make_edit(self, text: str, path: KeyPath, words: str) -> Edit:
        """Return the edit that writes the date, quoted as before."""
        return set_date_key(text, path, words)

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the date and its words."""
        super().show_value(value, inherited)
        self._say_date()

    def _say_date(self) -> None:
        """Show the meaning of the typed date."""
        words, ui_language = self.box.words(), self.context.ui_language
        self._example = ""
        if self.box.is_cut:
            pass  # the problem says what is wrong with the whole
        elif not words:
            self.message_changed.emit("", False)
        else:
            try:
                date = self._parse(int(words) if words.isdecimal() and len(words) == 4 else words)
            except DateError as error:
                self._example = error.example
                self.message_changed.emit(error.message(ui_language), True)
            else:
                self.message_changed.emit(format_date(date, self.context.session.own_language), False)
        self.take_button.setText(MESSAGES("take", ui_language, example=self._example))
        self.take_button.setVisible(bool(self._example))

    def _parse(self, value: str | int) -> EdtfDate:
        """Return a date in the calendar of its event."""
        story, path = self.context.session.story, self.context.table_path()
        event = story.event_by_id.get(str(path[1])) if path[0] == "event" and len(path) > 1 else None
        calendars = (event.calendar, story.calendar) if event is not None else ("", "")
        return in_calendar(parse_written(value, calendars[0] or calendars[1]), *calendars)

    def _insert_example(self) -> None:
        example = self._example
        self.box.setPlainText(example)
        self.write_pending()


class NumberEditor(WordsEditor):
    """Edits a number, with a comma or a point before its decimals."""

    def words_of(self, value: Any) -> str:
        """Return the number as it is usually written."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value)

    def make_edit(self, text: str, path: KeyPath, words: str) -> Edit:
        """Return the edit that writes the number; refuse other text."""
        if not words:
            return set_key(text, path, None)
        number = number_of(words)
        if number is None:
            raise EditError("number", (words,))
        return set_key(text, path, int(number) if self.context.field.kind == "integer" else number)


class LabelEditor(TextEditor):
    """Edits a text or a whole number."""

    is_wide = False

    def make_edit(self, text: str, path: KeyPath, words: str) -> Edit:
        """Return the edit that writes a number or a text."""
        return set_key(text, path, int(words)) if words.isdecimal() else super().make_edit(text, path, words)


class StringsEditor(WordsEditor):
    """Edits a list of strings, one on each line."""

    is_wide = True
    has_lines = True

    def words_of(self, value: Any) -> str:
        """Return the strings, one on each line."""
        return "\n".join(map(str, value)) if isinstance(value, list) else ""

    def make_edit(self, text: str, path: KeyPath, words: str) -> Edit:
        """Return the edit that writes the list."""
        return set_key(text, path, [line.strip() for line in words.splitlines() if line.strip()])

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the strings."""
        super().show_value(value, inherited or MESSAGES("one_per_line", self.context.ui_language))
