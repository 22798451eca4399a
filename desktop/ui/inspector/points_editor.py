"""The editor of a chart's points, a small table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from desktop.i18n import translate
from desktop.qt_override import qt_override
from desktop.story.assist.words_edit import number_of
from desktop.story.edit.edit import Edit, EditError
from desktop.story.edit.fields import data_at, set_key, write_text
from desktop.story.edit.parts import add_part, move_part, remove_parts
from desktop.story.format.field import Field
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.ui.inspector.field_editor import FieldEditor, KeyContext
from desktop.ui.inspector.form_host import FormHost
from desktop.ui.inspector.labels import key_label
from desktop.ui.widgets.keys.field_keys import FieldKeys
from desktop.ui.widgets.plain_text import plain_tooltip

_ROW_HEIGHT: Final = 26
_MAX_ROWS: Final = 9
_COLUMNS: Final = tuple(
    field for field in TABLES_BY_NAME["point"].fields if field.kind in ("label", "number", "text", "flag")
)


class PointsTable(QTableWidget):
    """A table of points with keys to move and delete rows."""

    def __init__(self, editor: PointsEditor) -> None:
        super().__init__(0, len(_COLUMNS))
        self._editor = editor
        self._keys = FieldKeys(self)
        self._keys.watch(self)
        self.setObjectName("points")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle keys that remove, move, enter or write a row."""
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._editor.clear_cells()
        elif is_alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._editor.move_row(self.currentRow(), 1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class PointsEditor(FieldEditor):
    """Edits a chart's points in a table, whose last row adds one."""

    is_wide = True

    def __init__(self, context: KeyContext, host: FormHost) -> None:
        super().__init__(context)
        self._host = host
        self._is_filling = False
        self.table = PointsTable(self)
        ui_language = context.ui_language
        for number, field in enumerate(_COLUMNS):
            header = QTableWidgetItem(key_label(field, ui_language))
            header.setToolTip(plain_tooltip(translate(field.help, ui_language)))
            self.table.setHorizontalHeaderItem(number, header)
        self.table.itemChanged.connect(self._on_changed)
        self.column.addWidget(self.table)

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the points, and an empty row for the next."""
        points = [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
        self._is_filling = True
        self.table.setRowCount(len(points) + 1)
        for row, point in enumerate([*points, {}]):
            for column, field in enumerate(_COLUMNS):
                item = self.table.item(row, column)
                if item is None:
                    item = QTableWidgetItem()
                    self.table.setItem(row, column, item)
                self._fill(item, field, point.get(field.key))
        rows = min(_MAX_ROWS, len(points) + 1)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows * _ROW_HEIGHT + 2)
        self._is_filling = False

    def _fill(self, item: QTableWidgetItem, field: Field, value: Any) -> None:
        if field.kind == "flag":
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if value is True else Qt.CheckState.Unchecked)
            return
        if isinstance(value, Mapping):
            value = value.get(self.context.session.language, "")
        item.setText("" if value is None else str(value))

    def _on_changed(self, item: QTableWidgetItem) -> None:
        if not self._is_filling:
            row, field = item.row(), _COLUMNS[item.column()]
            is_checked, words = item.checkState() == Qt.CheckState.Checked, item.text().strip()
            if not self._host.apply(lambda text: self._edit_of_cell(text, row, field, words, is_checked=is_checked)):
                self.show_value(data_at(self.context.session.document.text, self.context.path), "")

    def _edit_of_cell(self, text: str, row: int, field: Field, words: str, *, is_checked: bool) -> Edit:
        """Return the edit that writes a cell, or adds a point."""
        value: object = words or None
        if field.kind == "flag":
            value = is_checked or None
        elif field.kind == "number" and words:
            value = number_of(words)
            if value is None:
                raise EditError("number", (words,))
        elif field.kind == "label" and words.isdecimal():
            value = int(words)
        if row >= self.table.rowCount() - 1:
            if value is None:
                return Edit(0, 0, "")
            return add_part(
                text, self.context.path, {"at": value} if field.key == "at" else {"at": "…", field.key: value}
            )
        path = (*self.context.path, row, field.key)
        if field.kind in ("text", "label") and isinstance(value, str) and isinstance(data_at(text, path), Mapping):
            return write_text(text, path, self.context.session.language, value, self.context.session.story.languages)
        return set_key(text, path, value)

    def clear_cells(self) -> None:
        """Remove the chosen rows, or empty the chosen cells of one."""
        cells = self.table.selectedIndexes()
        last = self.table.rowCount() - 1
        rows = {cell.row() for cell in cells if cell.row() < last}
        whole = {row for row in rows if sum(cell.row() == row for cell in cells) == len(_COLUMNS) or _is_first(cells)}
        if whole:
            self._host.apply(lambda text: remove_parts(text, self.context.path, whole))
        else:
            for cell in cells:
                item = self.table.item(cell.row(), cell.column())
                if item is not None:
                    item.setText("")

    def move_row(self, row: int, offset: int) -> None:
        """Move a point by some places."""
        if 0 <= row < self.table.rowCount() - 1:
            self._host.apply(lambda text: move_part(text, (*self.context.path, row), offset))
            self.table.setCurrentCell(max(0, min(self.table.rowCount() - 2, row + offset)), 0)


def _is_first(cells: list[Any]) -> bool:
    """Return whether the chosen cells are all in the first column."""
    return all(cell.column() == 0 for cell in cells)
