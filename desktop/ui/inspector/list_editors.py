"""Editors of lists: references in order, and the steps of a slide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QPushButton

from desktop.qt_override import qt_override
from desktop.story.layouts import LAYOUTS
from desktop.story.reveal_steps import missing_step_parts
from desktop.ui.inspector.choice_editors import FormComboBox
from desktop.ui.inspector.field_editor import FieldEditor, KeyContext
from desktop.ui.inspector.labels import MESSAGES
from desktop.ui.inspector.reference_popup import ReferencePopup
from desktop.ui.inspector.references import references
from desktop.ui.widgets.keys.field_keys import FieldKeys
from desktop.ui.widgets.plain_text import PlainLabel, plain_tooltip

_ROW_HEIGHT: Final = 28
_MAX_ROWS: Final = 8


class OrderList(QListWidget):
    """A short list whose rows are dragged, moved by keys, and deleted."""

    reordered = Signal()
    delete_pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("order")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._keys = FieldKeys(self)
        self._keys.watch(self)

    def fit_height(self) -> None:
        """Set the height to that of the rows."""
        self.setFixedHeight(_ROW_HEIGHT * max(1, min(_MAX_ROWS, self.count())) + 4)
        self.setVisible(self.count() > 0)

    def add_row(self, text: str, data: object, tooltip: str = "") -> QListWidgetItem:
        """Add a row."""
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, data)
        item.setToolTip(plain_tooltip(tooltip))
        item.setSizeHint(QSize(0, _ROW_HEIGHT))
        self.addItem(item)
        return item

    def rows(self) -> Iterator[QListWidgetItem]:
        """Iterate over the rows."""
        return (self.item(row) for row in range(self.count()))

    @qt_override
    def dropEvent(self, event: QDropEvent) -> None:
        """Put the dragged row where it is dropped."""
        super().dropEvent(event)
        self.reordered.emit()

    @qt_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or take out the current row."""
        row, is_alt = self.currentRow(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if row >= 0 and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_pressed.emit(row)
        elif row >= 0 and is_alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            target = row + (1 if event.key() == Qt.Key.Key_Down else -1)
            if 0 <= target < self.count():
                self.insertItem(target, self.takeItem(row))
                self.setCurrentRow(target)
                self.reordered.emit()
        else:
            super().keyPressEvent(event)


class ReferencesEditor(FieldEditor):
    """Edits a list of ids: ticked in a list, ordered by dragging."""

    is_wide = True

    def __init__(self, context: KeyContext) -> None:
        super().__init__(context)
        self.list = OrderList()
        self.list.reordered.connect(self._emit_order)
        self.list.delete_pressed.connect(self._remove)
        self.button = QPushButton(MESSAGES("choose", context.ui_language))
        self.button.setObjectName("small")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.open_popup)
        self.inherited_label = PlainLabel()
        self.inherited_label.setObjectName("stand_in")
        self.inherited_label.setWordWrap(True)
        self.column.addWidget(self.inherited_label)
        self.column.addWidget(self.list)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._ids: list[str] = []

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the titles of the references."""
        self._ids = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
        known = {one.id: one for one in references(self.context)}
        is_numbered = self.context.field.refers_to == "source"
        self.list.clear()
        for number, item_id in enumerate(self._ids, 1):
            reference = known.get(item_id)
            title = reference.title if reference else item_id
            detail = f"{title}\n{reference.detail}" if reference and reference.detail else title
            self.list.add_row(f"{number}  {title}" if is_numbered else title, item_id, detail)
        self.list.fit_height()
        self.inherited_label.setText(inherited)
        self.inherited_label.setVisible(bool(inherited) and not self._ids)

    def open_popup(self) -> None:
        """Open the list to tick."""
        popup = ReferencePopup(self, references(self.context), self.context.ui_language, self._ids)
        popup.ticked.connect(self._emit_ids)
        popup.show_below(self.button)

    def _emit_ids(self, ids: list[str]) -> None:
        self.chosen.emit(ids or None)

    def _remove(self, row: int) -> None:
        self._emit_ids([one for number, one in enumerate(self._ids) if number != row])

    def _emit_order(self) -> None:
        self._emit_ids([str(item.data(Qt.ItemDataRole.UserRole)) for item in self.list.rows()])


class StepsEditor(FieldEditor):
    """Edits the steps in which a slide is revealed."""

    is_wide = True

    def __init__(self, context: KeyContext) -> None:
        super().__init__(context)
        self.box = FormComboBox()
        for key, value in (("all_at_once", None), ("natural_order", True), ("own_order", [])):
            self.box.addItem(MESSAGES(key, context.ui_language), value)
        self.box.activated.connect(self._choose)
        self.list = OrderList()
        self.list.reordered.connect(self._emit_order)
        self.list.itemChanged.connect(lambda _item: self._emit_order())
        self.column.addWidget(self.box)
        self.column.addWidget(self.list)
        self._is_filling = False

    def _choose(self, index: int) -> None:
        self.chosen.emit([*self._natural_parts()] if index == 2 else (None, True)[index])

    def _natural_parts(self) -> list[str]:
        """Return the parts that the shown slide can reveal."""
        session = self.context.session
        slide = session.navigator.slide
        if slide is None:
            return []
        return [part for part in LAYOUTS[slide.layout].reveal_order if part not in _missing(slide, session.story)]

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the steps."""
        self._is_filling = True
        groups = value if isinstance(value, list) else []
        self.box.setCurrentIndex(2 if groups else 1 if value is True else 0)
        self.list.clear()
        parts_used = {part for group in groups for part in (group if isinstance(group, list) else [group])}
        others = [part for part in self._natural_parts() if part not in parts_used] if groups else []
        for group in [*groups, *others]:
            names = [str(part) for part in (group if isinstance(group, list) else [group])]
            label = " + ".join(part_label(name, self.context.ui_language) for name in names)
            item = self.list.add_row(label, group)
            item.setCheckState(Qt.CheckState.Unchecked if group in others else Qt.CheckState.Checked)
        self.list.fit_height()
        self._is_filling = False

    def _emit_order(self) -> None:
        if not self._is_filling:
            rows = [item for item in self.list.rows() if item.checkState() == Qt.CheckState.Checked]
            self.chosen.emit([item.data(Qt.ItemDataRole.UserRole) for item in rows] or None)


def _missing(slide: Any, story: Any) -> set[str]:
    """Return the parts of the usual order that a slide lacks."""
    from dataclasses import replace

    order = tuple((part,) for part in LAYOUTS[slide.layout].reveal_order)
    return set(missing_step_parts(replace(slide, steps=order), story))


def part_label(part: str, ui_language: str) -> str:
    """Return the name of a part of a slide."""
    from desktop.ui.inspector.labels import label_of_key

    name, _, number = part.partition(":")
    key = {"items": "item", "item": "item", "claims": "claim", "figures": "figure", "highlights": "highlight"}.get(
        name, name
    )
    label = label_of_key(key, ui_language)
    return f"{label} {int(number) + 1}" if number.isdecimal() else label
