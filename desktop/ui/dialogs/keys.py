"""Changing keys: one table, conflicts refused by name, at work at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Words
from desktop.session.settings import Settings
from desktop.ui.widgets import actions
from desktop.ui.widgets.messages import WORDS as COMMON

WORDS: Final = Words(
    {
        "title": ("Change keys", "Changer les touches"),
        "action": ("Action", "Action"),
        "keys": ("Keys", "Touches"),
        "hint": (
            "Choose an action, then press its new key. Several keys stay side by side.",
            "Choisissez une action, puis pressez sa nouvelle touche. Plusieurs touches coexistent.",
        ),
        "taken": (
            "{press} already means “{other}”: free it there first.",
            "{press} sert déjà à « {other} » : libérez-la d’abord.",
        ),
        "add": ("Add", "Ajouter"),
        "clear": ("No key", "Aucune touche"),
        "usual": ("Usual keys", "Touches habituelles"),
        "all_usual": ("All as usual", "Tout comme d’habitude"),
        "window": ("In the window", "Dans la fenêtre"),
        "talk": ("Presenting", "En présentation"),
        "loop": ("Running by itself", "En boucle"),
        "set": ("{press} now means “{name}”.", "{press} sert désormais à « {name} »."),
    }
)  # fmt: skip


def refusal(settings: Settings, action: str, keys: tuple[str, ...], say: str) -> str:
    """Return why an action cannot have these keys, naming who has them; "" where it can."""
    wanted = {one.id: actions.keys_of(one, settings) for one in actions.ACTIONS}
    wanted[action] = keys
    for key, first, second in actions.conflicts(wanted):
        if action in (first, second):
            other = second if first == action else first
            return WORDS("taken", say, press=actions.key_words(key, say), other=actions.BY_ID[other].label(say))
    return ""


class KeysDialog(QDialog):
    """The table of actions with their keys; `changed` is called after each change."""

    def __init__(self, parent: QWidget, settings: Settings, changed: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings, self._changed = settings, changed
        say = settings.language
        self.setWindowTitle(WORDS("title", say))
        self.resize(720, 640)
        self.table = QTreeWidget()
        self.table.setHeaderLabels([WORDS("action", say), WORDS("keys", say)])
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setRootIsDecorated(False)
        self.items: dict[str, QTreeWidgetItem] = {}
        for place in actions.PLACES:
            head = QTreeWidgetItem([WORDS(place, say)])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            self.table.addTopLevelItem(head)
            for action in actions.ACTIONS:
                if action.where[0] == place and action.id != "inert":
                    item = QTreeWidgetItem([action.label(say), ""])
                    item.setData(0, Qt.ItemDataRole.UserRole, action.id)
                    head.addChild(item)
                    self.items[action.id] = item
            head.setExpanded(True)
        self.press = QKeySequenceEdit()
        self.press.setMaximumSequenceLength(1)
        self.add = QPushButton(WORDS("add", say))
        self.clear = QPushButton(WORDS("clear", say))
        self.usual = QPushButton(WORDS("usual", say))
        every = QPushButton(WORDS("all_usual", say))
        close = QPushButton(COMMON("close", say))
        for button in (self.add, self.clear, self.usual, every, close):
            button.setAutoDefault(False)
        self.said = QLabel(WORDS("hint", say))
        self.said.setWordWrap(True)
        row = QHBoxLayout()
        for widget in (self.press, self.add, self.clear, self.usual):
            row.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(every)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addLayout(foot)
        self.add.clicked.connect(self._add)
        self.clear.clicked.connect(lambda: self._set(()))
        self.usual.clicked.connect(lambda: self._set(None))
        every.clicked.connect(self._all_usual)
        close.clicked.connect(self.accept)
        self._fill()

    def _fill(self) -> None:
        say = self._settings.language
        for name, item in self.items.items():
            keys = actions.keys_of(actions.BY_ID[name], self._settings)
            item.setText(1, "   ".join(actions.key_words(key, say) for key in keys))

    def _action(self) -> str:
        found = self.table.selectedItems()
        return str(found[0].data(0, Qt.ItemDataRole.UserRole) or "") if found else ""

    def _add(self) -> None:
        action, say = self._action(), self._settings.language
        key = self.press.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if not action or not key:
            return
        keys = (*actions.keys_of(actions.BY_ID[action], self._settings), key)
        if self._set(tuple(dict.fromkeys(keys))):
            name = actions.BY_ID[action].label(say)
            self.said.setText(WORDS("set", say, press=actions.key_words(key, say), name=name))
            self.press.clear()

    def _set(self, keys: tuple[str, ...] | None) -> bool:
        """Give the chosen action other keys, None for the usual ones; return whether that was possible."""
        action = self._action()
        if not action:
            return False
        wanted = actions.BY_ID[action].keys if keys is None else keys
        why = refusal(self._settings, action, wanted, self._settings.language)
        if why:
            self.said.setText(why)
            return False
        self._settings.set_keys(action, None if keys is None else list(keys))
        self._fill()
        self._changed()
        return True

    def _all_usual(self) -> None:
        for action in actions.ACTIONS:
            self._settings.set_keys(action.id, None)
        self._fill()
        self._changed()
