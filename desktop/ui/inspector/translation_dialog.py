"""The dialog that shows two languages side by side."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Messages, language, plural
from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.text.pending_words import PendingWords
from desktop.session.text.recovery import PendingInput
from desktop.story.assist.translations import TranslatedText, next_missing, translated_texts
from desktop.story.assist.typography import typeset
from desktop.story.edit.edit import Edit, EditError
from desktop.story.edit.fields import write_text
from desktop.story.edit.texts import string_at
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.localized_text import KeyPath
from desktop.ui.editor.qt_text import change_words
from desktop.ui.editor.spelling.field_spelling import FieldSpelling
from desktop.ui.inspector.choice_editors import FormComboBox
from desktop.ui.inspector.inspector_style import stylesheet
from desktop.ui.inspector.labels import key_label, label_of_key
from desktop.ui.inspector.text_editors import WordsBox, displayable
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.widgets.story_dialog import StoryDialog

MESSAGES: Final = Messages(
    {
        "title": "Translate",
        "missing": plural("{count} text is missing", "{count} texts are missing"),
        "complete": "Nothing is missing",
        "only_missing": "Only what is missing",
        "next": "Next missing text (Ctrl+Enter)",
        "one_language": "The story has one language. Add another in the inspector, on the tab “Story”.",
        "for_all": "All languages share this text. Text written here is for this language only.",
        "broken": "The text has an error. Fix it before you translate.",
    }
)


class TranslationDialog(StoryDialog):
    """The texts of a story in two languages, to be written."""

    def __init__(self, parent: QWidget, session: Session, settings: Settings) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._ui_language = ui_language = settings.language
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(MESSAGES("title", ui_language))
        self.setStyleSheet(stylesheet(themes.CINEMA))
        self.resize(860, 520)
        self.texts: list[TranslatedText] = []
        self._place: PendingWords | None = None
        self._is_writing = False
        self._shown = ""
        self.source_choice, self.target_choice = FormComboBox(), FormComboBox()
        self.list = QListWidget()
        self.list.setObjectName("order")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.only_missing = QCheckBox(MESSAGES("only_missing", ui_language))
        self.count_label, self.hint_label = PlainLabel(), PlainLabel()
        self.count_label.setObjectName("muted")
        self.hint_label.setObjectName("said")
        self.hint_label.setWordWrap(True)
        self.source_box, self.target_box = WordsBox(has_lines=True), WordsBox(has_lines=True)
        self.source_box.setReadOnly(True)
        for box in (self.source_box, self.target_box):
            box.fill_space()
        FieldSpelling(self.target_box, session.spelling, settings, lambda: str(self.target_choice.currentData() or ""))
        self.next_button = QPushButton(MESSAGES("next", ui_language))
        self.next_button.setObjectName("primary")
        self._build_layout()
        self._fill_languages()
        self.source_choice.activated.connect(lambda _index: self.refresh())
        self.target_choice.activated.connect(lambda _index: self._change_target())
        self.list.currentRowChanged.connect(self._show_row)
        self.only_missing.toggled.connect(lambda _checked: self.refresh())
        self.target_box.textChanged.connect(self._on_written)
        self.next_button.clicked.connect(self.go_to_next)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.go_to_next)
        session.text_read.connect(self.refresh)
        session.document.flush_requested.connect(self.write_pending)
        session.document.input_requested.connect(self._add_pending_input)
        self.refresh()
        self.go_to_next(from_start=True)

    def _build_layout(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.only_missing)
        right = QWidget()
        grid = QGridLayout(right)
        grid.setContentsMargins(10, 0, 0, 0)
        grid.addWidget(self.source_choice, 0, 0)
        grid.addWidget(self.source_box, 1, 0)
        grid.addWidget(self.target_choice, 2, 0)
        grid.addWidget(self.target_box, 3, 0)
        grid.addWidget(self.hint_label, 4, 0)
        grid.setRowStretch(1, 1)
        grid.setRowStretch(3, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([320, 520])
        splitter.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(self.count_label, 1)
        foot.addWidget(self.next_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 14)
        outer.setSpacing(12)
        outer.addWidget(splitter, 1)
        outer.addLayout(foot)

    def _fill_languages(self) -> None:
        """Offer the languages: from the first, into the one that lacks most."""
        languages = self._session.story.languages
        for choice in (self.source_choice, self.target_choice):
            for code in languages:
                choice.addItem(f"{language(code).own_name or code} ({code})", code)
        texts = translated_texts(self._session.document.text)
        lacks = {code: sum(one.is_missing(code) for one in texts) for code in languages[1:]}
        target = max(lacks, key=lambda code: lacks[code]) if lacks else languages[0]
        self.target_choice.setCurrentIndex(languages.index(target))

    @property
    def source_language(self) -> str:
        """Return the language that is translated from."""
        return str(self.source_choice.currentData())

    @property
    def target_language(self) -> str:
        """Return the language that is translated into."""
        return str(self.target_choice.currentData())

    def _change_target(self) -> None:
        self.write_pending()
        self.refresh()

    # -- what is shown -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """List the texts as the story has them now."""
        path = self._current_path()
        texts = translated_texts(self._session.document.text)
        if not texts:
            self.hint_label.setText(MESSAGES("broken", self._ui_language))
            return
        target = self.target_language
        missing = sum(one.is_missing(target) for one in texts)
        key = "missing" if missing else "complete"
        self.count_label.setText(MESSAGES(key, self._ui_language, **({"count": missing} if missing else {})))
        self.texts = [
            one for one in texts if not self.only_missing.isChecked() or one.is_missing(target) or one.path == path
        ]
        self.list.blockSignals(True)
        self.list.clear()
        for one in self.texts:
            item = QListWidgetItem(("●  " if one.is_missing(target) else "    ") + self._label(one))
            item.setForeground(QColor(themes.CINEMA.gold if one.is_missing(target) else themes.CINEMA.paper))
            self.list.addItem(item)
        row = next((number for number, one in enumerate(self.texts) if one.path == path), 0)
        self.list.setCurrentRow(row if self.texts else -1)
        self.list.blockSignals(False)
        if self._place is None and not self._is_writing:
            self._show_row(self.list.currentRow())
        elif path and self._current_path() == path:  # somebody is writing: the words stay
            self._show_beside(self.texts[self.list.currentRow()])

    def _show_beside(self, text: TranslatedText) -> None:
        """Show what a text is translated from, and the hint about it."""
        self.source_box.set_words(text.get(self.source_language) or text.get(""))
        languages = self._session.story.languages
        key = "one_language" if len(languages) < 2 else "for_all" if text.is_for_all else ""
        self.hint_label.setText(MESSAGES(key, self._ui_language) if key else "")

    def _label(self, text: TranslatedText) -> str:
        key = next((str(part) for part in reversed(text.path) if isinstance(part, str)), "")
        table = TABLES_BY_NAME.get(str(text.path[0]))
        field = next((one for one in table.fields if one.key == key), None) if table is not None else None
        name = label_of_key(key, self._ui_language) if field is None else key_label(field, self._ui_language)
        words = text.get(self.source_language) or next((words for _, words in text.words), "")
        return f"{name} — {' '.join(words.split())}"

    def _current_path(self) -> KeyPath:
        row = self.list.currentRow()
        return self.texts[row].path if 0 <= row < len(self.texts) else ()

    def _show_row(self, row: int) -> None:
        """Show a text in both languages, and its slide."""
        self.write_pending()
        if not 0 <= row < len(self.texts):
            return
        text = self.texts[row]
        self._show_beside(text)
        words = text.get(self.target_language) or text.get("")
        self._shown = displayable(words)
        self.target_box.set_words(words)
        story, name = self._session.story, str(text.path[1]) if len(text.path) > 1 else ""
        slide_id = name if text.path[0] == "slide" else story.slide_id_by_event.get(name, "")
        if slide_id in story.slide_index:
            self._session.navigator.go_to_slide(slide_id)

    def go_to_next(self, *_: object, from_start: bool = False) -> None:
        """Write the words, and go to the next text that is missing."""
        path = self._current_path()
        self.write_pending()
        row = next((number for number, one in enumerate(self.texts) if one.path == path), self.list.currentRow())
        found = next_missing(self.texts, self.target_language, -1 if from_start else row)
        if found >= 0:
            self.list.setCurrentRow(found)
        self.target_box.setFocus()
        self.target_box.selectAll()

    # -- writing -------------------------------------------------------------------------------------------------------

    def _on_written(self) -> None:
        path = self._current_path()
        if not path or self.target_box.is_cut or self.target_box.words() == self._shown:
            return
        document, target = self._session.document, self.target_language
        if self._place is None:
            place = (*path, target) if string_at(document.text, (*path, target)) is not None else path
            self._place = PendingWords(document, place, lambda text, at, words: self._edit(text, at, words, target))
        document.recovery.note_input()

    def _edit(self, text: str, path: KeyPath, words: str, target: str) -> Edit:
        languages = self._session.story.languages
        words = typeset(words, target) if self._settings.sets_typography else words
        return write_text(text, path[:-1] if path[-1] in languages else path, target, words, languages)

    def write_pending(self) -> None:
        """Write pending input into the text."""
        place, self._place = self._place, None
        words = self.target_box.words()
        if place is None or words == self._shown or not place.is_open:
            return
        self._shown = words
        self._is_writing = self.target_box.hasFocus()  # whoever types on keeps the cursor
        try:
            place.write(words)
        except EditError as error:
            QGuiApplication.clipboard().setText(words)
            self.hint_label.setText(error.message(self._ui_language))
            return
        finally:
            self._is_writing = False
        if self.target_box.hasFocus() and place.written_path is not None:
            self._show_as_written()

    def _show_as_written(self) -> None:
        """Show the signs that were typeset, and keep the cursor."""
        path, target = self._current_path(), self.target_language
        text = next((one for one in translated_texts(self._session.document.text) if one.path == path), None)
        written = displayable(text.get(target) or text.get("")) if text is not None else ""
        if written and written != self._shown:
            self._shown = written
            change_words(self.target_box.document(), written)

    def _add_pending_input(self, pending: PendingInput) -> None:
        words = self.target_box.words()
        if self._place is not None and words != self._shown and self._place.is_open:
            self._place.add_to(pending, words)

    @qt_override
    def done(self, result: int) -> None:
        """Write pending input, and close."""
        self.write_pending()
        super().done(result)
