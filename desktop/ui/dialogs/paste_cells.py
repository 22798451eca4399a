"""The dialog that asks how to use pasted cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHeaderView,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.i18n import Messages, plural
from desktop.story.assist.pasted_cells import CELL_USES, CellUse, PastedCells
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.ui.dialogs.form_dialog import FormDialog
from desktop.ui.widgets.plain_text import PlainLabel

MESSAGES: Final = Messages(
    {
        "title": "Paste cells",
        "add": "Paste",
        "events": plural("{count} event on the timeline", "{count} events on the timeline"),
        "points": plural("A chart of {count} point", "A chart of {count} points"),
        "lines": plural("A slide with {count} line", "A slide with {count} lines"),
        "left_out": plural(
            "{count} row is left out: it has no date, number or words for this.",
            "{count} rows are left out: they have no date, number or words for this.",
        ),
        "date": "Date",
        "event": "Title",
        "track": "Track",
        "text": "Text",
        "label": "Name",
        "value": "Number",
        "line": "Line",
        "figure": "Beside it",
    }
)
_COLUMNS: Final[dict[CellUse, tuple[str, ...]]] = {
    "events": ("date", "event", "track", "text"), "points": ("label", "value"), "lines": ("line", "figure"),
}  # fmt: skip
_MAX_SHOWN: Final = 50
_TABLE_HEIGHT: Final = 230


class PasteCellsDialog(FormDialog):
    """Dialog with the uses of cells and the result of each."""

    def __init__(self, parent: QWidget, cells: PastedCells, language: str, ui_language: str) -> None:
        super().__init__(parent, MESSAGES("title", ui_language), MESSAGES("add", ui_language), ui_language)
        self._cells = cells
        self._language = language
        self.use: CellUse = cells.likely_use
        self.setMinimumWidth(680)
        self._group = QButtonGroup(self)
        self.buttons: dict[CellUse, QRadioButton] = {}
        for use in CELL_USES:
            button = self.buttons[use] = QRadioButton(MESSAGES(use, ui_language, count=cells.count(use)))
            button.setEnabled(cells.count(use) > 0)
            button.setChecked(use == self.use)
            button.toggled.connect(lambda checked, use=use: self._choose(use) if checked else None)
            self._group.addButton(button)
            self.form.addRow(button)
        self.table = QTableWidget()
        self.table.setObjectName("preview")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setFixedHeight(_TABLE_HEIGHT)
        self.left_out_label = PlainLabel()
        self.left_out_label.setObjectName("muted")
        self.left_out_label.setWordWrap(True)
        self.form.addRow(self.table)
        self.form.addRow(self.left_out_label)
        self._choose(self.use)

    def _choose(self, use: CellUse) -> None:
        """Show the result of a use."""
        self.use = use
        ui_language = self.ui_language
        rows = self._rows(use)[:_MAX_SHOWN]
        shown = [
            at for at in range(len(_COLUMNS[use])) if at < 2 or any(row[at] for row in rows)
        ]  # a column without words says nothing
        self.table.setColumnCount(len(shown))
        self.table.setHorizontalHeaderLabels([MESSAGES(_COLUMNS[use][at], ui_language) for at in shown])
        self.table.setRowCount(len(rows))
        for line, row in enumerate(rows):
            for place, at in enumerate(shown):
                self.table.setItem(line, place, QTableWidgetItem(row[at]))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        count = self._cells.left_out(use)
        self.left_out_label.setText(MESSAGES("left_out", ui_language, count=count) if count else " ")

    def _rows(self, use: CellUse) -> Sequence[tuple[str, ...]]:
        if use == "events":
            return [
                (format_date(parse_date(one.date), self._language), one.title, one.track, one.text)
                for one in self._cells.events
            ]
        if use == "points":
            return [(label, f"{value:g}") for label, value in self._cells.points]
        return list(self._cells.lines)

    def find_problem(self) -> str:
        """Return "": every choice can be pasted."""
        return ""
