"""The form of a table has a row for each key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import translate
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.edit.fields import data_at, set_key
from desktop.story.edit.sections import set_backup
from desktop.story.format.field import Field, Table
from desktop.story.format.fields import PICTURE_KEYS
from desktop.story.localized_text import KeyPath
from desktop.ui.inspector.field_editor import FieldEditor, KeyContext
from desktop.ui.inspector.form_host import FormHost
from desktop.ui.inspector.labels import MESSAGES, key_label
from desktop.ui.widgets.plain_text import PlainLabel, plain_tooltip

MakeEditor = Callable[[KeyContext, FormHost], FieldEditor]
"""Makes the editor of a key, by its kind."""
_LABEL_WIDTH: Final = 92


class FormRow(QWidget):
    """A row of a form: label, editor and message."""

    def __init__(self, context: KeyContext, editor: FieldEditor) -> None:
        super().__init__()
        self.editor = editor
        self.field = context.field
        self._own_message = ("", False)
        self._problem = ""
        ui_language = context.ui_language
        self.label = PlainLabel(key_label(context.field, ui_language))
        self.label.setObjectName("key")
        self.label.setToolTip(plain_tooltip(f"{translate(context.field.help, ui_language)}\n{context.field.key}"))
        self.message_label = PlainLabel()
        self.message_label.setObjectName("said")
        self.message_label.setWordWrap(True)
        self.message_label.setProperty("wrong", False)  # before it has a style: a change costs a style anew
        self.message_label.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        if editor.is_wide:
            column.addWidget(self.label)
            column.addWidget(editor)
            column.addWidget(self.message_label)
        else:
            row = QHBoxLayout()
            row.setSpacing(8)
            self.label.setFixedWidth(_LABEL_WIDTH)
            self.label.setWordWrap(True)
            self.label.setMinimumHeight(28)
            row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
            side = QVBoxLayout()
            side.setSpacing(3)
            side.addWidget(editor)
            side.addWidget(self.message_label)
            row.addLayout(side, 1)
            column.addLayout(row)
        editor.message_changed.connect(self._on_message_changed)

    def _on_message_changed(self, text: str, is_error: bool) -> None:
        self._own_message = (text, is_error)
        self._show_message()

    def set_problem(self, problem: str) -> None:
        """Show the problem of the value, "" for none."""
        self._problem = problem
        self._show_message()

    def _show_message(self) -> None:
        text, is_error = self._own_message
        if self._problem and not is_error:
            text, is_error = self._problem, True
        self.message_label.setText(text)
        if self.message_label.property("wrong") != is_error:
            self.message_label.setProperty("wrong", is_error)
            self.message_label.style().unpolish(self.message_label)
            self.message_label.style().polish(self.message_label)
        self.message_label.setVisible(bool(text))


class TableForm(QWidget):
    """The form of the table at a path."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        table: Table,
        table_path: Callable[[], KeyPath],
        host: FormHost,
        groups: Sequence[tuple[str, Sequence[Field]]],
        make_editor: MakeEditor,
        inherited: Callable[[Field], str] = lambda _field: "",
    ) -> None:
        super().__init__()
        self._session = session
        self._table_path = table_path
        self._host = host
        self._inherited = inherited
        self.table = table
        self.rows: dict[str, FormRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for heading, fields in groups:
            if heading:
                label = PlainLabel(MESSAGES(heading, settings.language))
                label.setObjectName("heading")
                label.setContentsMargins(0, 10 if self.rows else 0, 0, 0)
                column.addWidget(label)
            for field in fields:
                context = KeyContext(session, settings, field, table_path)
                row = FormRow(context, make_editor(context, host))
                row.editor.chosen.connect(self._on_chosen)
                if row.editor.is_wide and heading and len(fields) == 1:
                    row.label.hide()  # the heading says it
                self.rows[field.key] = row
                column.addWidget(row)

    def _on_chosen(self, value: object) -> None:
        editor = self.sender()
        if isinstance(editor, FieldEditor):
            path = editor.context.path
            if path[0] == "slide" and path[2:] == ("backup",):
                self._host.apply(lambda text: set_backup(text, str(path[1]), value))
            else:
                self._host.apply(lambda text: set_key(text, path, value))

    def refresh(self) -> bool:
        """Show the table; return whether it can be read."""
        path = self._table_path()
        data = data_at(self._session.document.text, path)
        if not isinstance(data, Mapping):
            return False
        ui_language = next(iter(self.rows.values())).editor.context.ui_language if self.rows else "en"
        has_picture = (
            bool(data.get("image")) or bool(self._inherited(self.rows["image"].field)) if "image" in self.rows else True
        )
        for key, row in self.rows.items():
            if key in PICTURE_KEYS:
                row.setVisible(has_picture or key in data)
            row.editor.show_value(data.get(key), self._inherited(row.field))
            row.set_problem(self._problem_at((*path, key), ui_language))
        return True

    def _problem_at(self, path: KeyPath, ui_language: str) -> str:
        for problem in self._session.problems:
            if problem.path[: len(path)] == path and problem.severity == "error":
                return problem.message(ui_language)
        return ""

    def open_key(self, path: KeyPath) -> QWidget | None:
        """Open the parts around a key; return its row, None for none."""
        row = self.rows.get(str(path[0])) if path else None
        if row is None:
            return None
        row.setVisible(True)
        return row.editor.open_part(path[1:]) or row

    def write_pending(self) -> None:
        """Write pending input into the text."""
        for row in self.rows.values():
            row.editor.write_pending()


def plain_groups(fields: Sequence[Field]) -> list[tuple[str, Sequence[Field]]]:
    """Return fields as one group without a heading."""
    return [("", fields)]
