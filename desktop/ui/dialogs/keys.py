"""The dialog that changes keys and refuses conflicts.

Each change applies at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Messages
from desktop.session.settings import Settings
from desktop.ui.widgets import actions
from desktop.ui.widgets.plain_text import PlainLabel
from desktop.ui.widgets.shared_messages import MESSAGES as COMMON_MESSAGES

MESSAGES: Final = Messages(
    {
        "title": "Change keys",
        "action": "Action",
        "keys": "Keys",
        "hint": "Choose an action, then press its new key. Several keys stay side by side.",
        "taken": "{press} already means “{other}”: free it there first.",
        "add": "Add",
        "clear": "No key",
        "usual": "Reset",
        "all_usual": "Reset all keys",
        "set": "{press} now means “{name}”.",
    }
)  # fmt: skip


def key_conflict_message(settings: Settings, action_id: str, keys: tuple[str, ...], ui_language: str) -> str:
    """Return a message about the conflict of new keys, or ""."""
    keys_by_action = {one.id: actions.keys_of(one, settings) for one in actions.ACTIONS}
    keys_by_action[action_id] = keys
    for key, first, second in actions.key_conflicts(keys_by_action):
        if action_id in (first, second):
            other_id = second if first == action_id else first
            return MESSAGES(
                "taken",
                ui_language,
                press=actions.key_label(key, ui_language),
                other=actions.BY_ID[other_id].label(ui_language),
            )
    return ""


class KeysDialog(QDialog):
    """The table of actions with their keys; each change calls `on_changed`."""

    def __init__(self, parent: QWidget, settings: Settings, on_changed: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings, self._on_changed = settings, on_changed
        ui_language = settings.language
        self.setWindowTitle(MESSAGES("title", ui_language))
        self.resize(720, 640)
        self.table = QTreeWidget()
        self.table.setHeaderLabels([MESSAGES("action", ui_language), MESSAGES("keys", ui_language)])
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setRootIsDecorated(False)
        self.item_by_action: dict[str, QTreeWidgetItem] = {}
        for context in actions.CONTEXTS:
            group_item = QTreeWidgetItem([actions.context_label(context, ui_language)])
            group_item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = group_item.font(0)
            font.setWeight(QFont.Weight.DemiBold)
            group_item.setFont(0, font)
            self.table.addTopLevelItem(group_item)
            for action in actions.ACTIONS:
                if action.contexts[0] == context and not action.is_fixed:
                    item = QTreeWidgetItem([action.label(ui_language), ""])
                    item.setData(0, Qt.ItemDataRole.UserRole, action.id)
                    group_item.addChild(item)
                    self.item_by_action[action.id] = item
            group_item.setExpanded(True)
        self.key_edit = QKeySequenceEdit()
        self.key_edit.setMaximumSequenceLength(1)
        self.add_button = QPushButton(MESSAGES("add", ui_language))
        self.clear_button = QPushButton(MESSAGES("clear", ui_language))
        self.defaults_button = QPushButton(MESSAGES("usual", ui_language))
        reset_all_button = QPushButton(MESSAGES("all_usual", ui_language))
        close_button = QPushButton(COMMON_MESSAGES("close", ui_language))
        for button in (self.add_button, self.clear_button, self.defaults_button, reset_all_button, close_button):
            button.setAutoDefault(False)
        self.message_label = PlainLabel(MESSAGES("hint", ui_language))
        self.message_label.setWordWrap(True)
        row = QHBoxLayout()
        for widget in (self.key_edit, self.add_button, self.clear_button, self.defaults_button):
            row.addWidget(widget)
        bottom_row = QHBoxLayout()
        bottom_row.addWidget(reset_all_button)
        bottom_row.addStretch(1)
        bottom_row.addWidget(close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.message_label)
        column.addLayout(bottom_row)
        self.add_button.clicked.connect(self._add_key)
        self.clear_button.clicked.connect(lambda: self._set_keys(()))
        self.defaults_button.clicked.connect(lambda: self._set_keys(None))
        reset_all_button.clicked.connect(self._reset_all_keys)
        close_button.clicked.connect(self.accept)
        self._fill_table()

    def _fill_table(self) -> None:
        ui_language = self._settings.language
        for action_id, item in self.item_by_action.items():
            keys = actions.keys_of(actions.BY_ID[action_id], self._settings)
            item.setText(1, "   ".join(actions.key_label(key, ui_language) for key in keys))

    def _selected_action_id(self) -> str:
        selected_items = self.table.selectedItems()
        return str(selected_items[0].data(0, Qt.ItemDataRole.UserRole) or "") if selected_items else ""

    def _add_key(self) -> None:
        action_id, ui_language = self._selected_action_id(), self._settings.language
        key = self.key_edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if not action_id or not key:
            return
        keys = (*actions.keys_of(actions.BY_ID[action_id], self._settings), key)
        if self._set_keys(tuple(dict.fromkeys(keys))):
            action_label = actions.BY_ID[action_id].label(ui_language)
            self.message_label.setText(
                MESSAGES("set", ui_language, press=actions.key_label(key, ui_language), name=action_label)
            )
            self.key_edit.clear()

    def _set_keys(self, keys: tuple[str, ...] | None) -> bool:
        """Set the selected action's keys, None for defaults; return success."""
        action_id = self._selected_action_id()
        if not action_id:
            return False
        action = actions.BY_ID[action_id]
        new_keys = (*action.keys, *action.extra_keys) if keys is None else keys
        conflict_message = key_conflict_message(self._settings, action_id, new_keys, self._settings.language)
        if conflict_message:
            self.message_label.setText(conflict_message)
            return False
        self._settings.set_keys(action_id, None if keys is None else list(keys))
        self._fill_table()
        self._on_changed()
        return True

    def _reset_all_keys(self) -> None:
        for action in actions.ACTIONS:
            self._settings.set_keys(action.id, None)
        self._fill_table()
        self._on_changed()
