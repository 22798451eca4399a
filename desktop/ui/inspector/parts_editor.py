"""Editors of parts such as claims, figures, lines and series."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.story.edit.edit import Edit, delete
from desktop.story.edit.fields import set_key
from desktop.story.edit.parts import add_part, move_part, new_part
from desktop.story.format.field import Field, Table
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.format.limits import MAX_ENTRIES
from desktop.story.localized_text import KeyPath
from desktop.ui.inspector.field_editor import FieldEditor, KeyContext
from desktop.ui.inspector.form_host import FormHost
from desktop.ui.inspector.labels import MESSAGES, key_label
from desktop.ui.inspector.table_form import MakeEditor, TableForm, plain_groups
from desktop.ui.inspector.text_editors import TextEditor
from desktop.ui.widgets.plain_text import elided, plain_tooltip, without_mnemonic

_NEW_LINE: Final = "…"


class PartBox(QFrame):
    """A part with its title, its handles and its form."""

    def __init__(self, editor: PartsEditor, number: int, *, is_list: bool) -> None:
        super().__init__()
        self.setObjectName("part")
        self._editor = editor
        self._number = number
        self._title = ""
        self.form: TableForm | None = None
        ui_language = editor.context.ui_language
        self.head = QPushButton()
        self.head.setObjectName("part_head")
        self.head.setCheckable(True)
        self.head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.head.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.head.toggled.connect(self._toggle)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.head, 1)
        self.handles: dict[str, QToolButton] = {}
        signs = [("earlier", "↑", -1), ("later", "↓", 1)] if is_list else []
        for key, sign, offset in signs:
            row.addWidget(self._handle(key, sign, partial(editor.move_by, number, offset), ui_language))
        row.addWidget(self._handle("remove", "✕", partial(editor.remove, number), ui_language))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 4, 6, 6)
        self.column.setSpacing(6)
        self.column.addLayout(row)

    def _handle(self, key: str, sign: str, act: Callable[[], object], ui_language: str) -> QToolButton:
        handle = QToolButton()
        handle.setObjectName("handle")
        handle.setText(sign)
        handle.setToolTip(MESSAGES(key, ui_language))
        handle.setAccessibleName(MESSAGES(key, ui_language))
        handle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        handle.clicked.connect(act)
        self.handles[key] = handle
        return handle

    def _toggle(self, is_open: bool) -> None:
        if is_open and self.form is None:
            self.form = self._editor.make_form(self._number)
            self.column.addWidget(self.form)
        if self.form is not None:
            self.form.setVisible(is_open)
        self.refresh(self._title)

    def refresh(self, title: str) -> None:
        """Show the part's title, and its form where it is open."""
        self._title = title
        metrics = self.head.fontMetrics()
        sign = "▾" if self.head.isChecked() else "▸"
        shown = elided(title, metrics, 150)
        self.head.setText(f"{sign}  {without_mnemonic(shown)}")
        self.head.setToolTip(plain_tooltip(title))
        if self.form is not None and self.head.isChecked():
            self.form.refresh()


class PartsEditor(FieldEditor):
    """Edits the parts of a key: adds, orders and removes them."""

    is_wide = True

    def __init__(self, context: KeyContext, host: FormHost, make_editor: MakeEditor) -> None:
        super().__init__(context)
        self._host = host
        self._make_editor = make_editor
        self._is_list = context.field.kind != "table"
        self.part_table: Table | None = TABLES_BY_NAME.get(context.field.table)
        self.boxes: list[PartBox] = []
        self.lines: list[LineBox] = []
        self.add_button = QPushButton(f"+ {MESSAGES('add', context.ui_language)}")
        self.add_button.setObjectName("small")
        self.add_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add_button.setAccessibleName(
            f"{MESSAGES('add', context.ui_language)}: {key_label(context.field, context.ui_language)}"
        )
        self.add_button.clicked.connect(self.add)
        self.column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    # -- the parts -----------------------------------------------------------------------------------------------------

    def path_of(self, number: int) -> KeyPath:
        """Return the path of a part."""
        return (*self.context.path, number) if self._is_list else self.context.path

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the parts; no more than a slide shows."""
        parts = value[:MAX_ENTRIES] if isinstance(value, list) else [value] if isinstance(value, Mapping) else []
        self._fit_boxes(len(parts))
        for box, part in zip(self.boxes, parts, strict=True):
            box.refresh(self._title_of(part))
        self.add_button.setVisible(self._is_list or not parts)

    def _fit_boxes(self, count: int) -> None:
        while len(self.boxes) > count:
            box = self.boxes.pop()
            if box.form is not None:
                box.form.write_pending()
            box.hide()
            box.deleteLater()
        while len(self.boxes) < count:
            box = PartBox(self, len(self.boxes), is_list=self._is_list)
            self.boxes.append(box)
            self.column.insertWidget(len(self.boxes) - 1, box)

    def _title_of(self, part: Any) -> str:
        """Return the words that name a part."""
        if not isinstance(part, Mapping):
            return str(part)
        language = self.context.session.language
        for value in part.values():
            text = next(iter(value.values()), "") if isinstance(value, Mapping) else value
            text = value.get(language, text) if isinstance(value, Mapping) else text
            if isinstance(text, (str, int, float)) and str(text).strip():
                return " ".join(str(text).split())
        return "…"

    def make_form(self, number: int) -> TableForm:
        """Return the form of a part."""
        assert self.part_table is not None
        session, settings = self.context.session, self.context.settings
        groups = plain_groups(self.part_table.fields)
        return TableForm(
            session, settings, self.part_table, lambda: self.path_of(number), self._host, groups, self._make_editor
        )

    # -- changes -------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add a part at the end, and open its form."""
        path = self.context.path
        if self.part_table is None:
            return
        part = new_part(self.part_table)
        make_edit: Callable[[str], Edit] = (
            (lambda text: add_part(text, path, part)) if self._is_list else (lambda text: set_key(text, path, part))
        )
        count = len(self.boxes)
        if self._host.apply(make_edit) and len(self.boxes) > count:
            self.boxes[-1].head.setChecked(True)

    def move_by(self, number: int, offset: int) -> None:
        """Move a part by some places."""
        self._host.apply(lambda text: move_part(text, self.path_of(number), offset))

    def remove(self, number: int) -> None:
        """Remove a part."""
        self._host.apply(lambda text: delete(text, self.path_of(number)))

    def open_part(self, path: KeyPath) -> QWidget | None:
        """Open the part below the key at a path; return its row."""
        number = path[0] if path and isinstance(path[0], int) else 0
        if not 0 <= number < len(self.boxes):
            return None
        box = self.boxes[number]
        box.head.setChecked(True)
        rest = path[1:] if self._is_list else path
        return (box.form.open_key(rest) if box.form is not None else None) or box

    def write_pending(self) -> None:
        """Write pending input into the text."""
        for box in self.boxes:
            if box.form is not None:
                box.form.write_pending()


class LineBox(QFrame):
    """One line of a short list, with its handles."""

    def __init__(self, editor: LinesEditor, context: KeyContext, number: int) -> None:
        super().__init__()
        ui_language = context.ui_language
        self.editor = TextEditor(context)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.editor, 1)
        for key, sign, act in (
            ("earlier", "↑", partial(editor.move_by, number, -1)),
            ("later", "↓", partial(editor.move_by, number, 1)),
            ("remove", "✕", partial(editor.remove, number)),
        ):
            handle = QToolButton()
            handle.setObjectName("handle")
            handle.setText(sign)
            handle.setToolTip(MESSAGES(key, ui_language))
            handle.setAccessibleName(MESSAGES(key, ui_language))
            handle.clicked.connect(act)
            row.addWidget(handle, 0, Qt.AlignmentFlag.AlignTop)


class LinesEditor(PartsEditor):
    """Edits a list of texts, a line for each."""

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the lines; no more than a slide shows."""
        values = value[:MAX_ENTRIES] if isinstance(value, list) else []
        while len(self.lines) > len(values):
            line = self.lines.pop()
            line.hide()
            line.deleteLater()
        while len(self.lines) < len(values):
            line = LineBox(self, self._line_context(len(self.lines)), len(self.lines))
            self.lines.append(line)
            self.column.insertWidget(len(self.lines) - 1, line)
        for line, one in zip(self.lines, values, strict=True):
            line.editor.show_value(one, "")

    def _line_context(self, number: int) -> KeyContext:
        field = Field(self.context.field.key, "text", self.context.field.help)
        return KeyContext(self.context.session, self.context.settings, field, self.context.table_path, number)

    def add(self) -> None:
        """Add a line at the end, and begin to write it."""
        path, count = self.context.path, len(self.lines)
        if self._host.apply(lambda text: add_part(text, path, _NEW_LINE)) and len(self.lines) > count:
            self.lines[-1].editor.box.setFocus()
            self.lines[-1].editor.box.selectAll()

    def write_pending(self) -> None:
        """Write pending input into the text."""
        for line in self.lines:
            line.editor.write_pending()
