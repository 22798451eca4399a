"""The bar with the title and the main buttons."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenuBar, QPushButton, QToolButton, QWidget

from desktop.render.theme import CINEMA
from desktop.ui.widgets.actions import key_label
from desktop.ui.widgets.bindings import Bindings
from desktop.ui.widgets.icons import icon
from desktop.ui.widgets.interface_colors import ON_ACCENT
from desktop.ui.widgets.plain_text import PlainLabel, plain_tooltip
from desktop.ui.widgets.shared_messages import MESSAGES

_ICON_SIZE: Final = QSize(20, 16)  # wider than the icon: the text keeps its distance
_MENU_PADDING: Final = 20  # as the style sheet says


class WindowBar(QFrame):
    """The story's title, and buttons to present, edit and export it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.title_label = PlainLabel("Passeur")
        self.title_label.setObjectName("title")
        self.title_label.setMinimumWidth(40)
        self.notes_button, self.inspector_button = QPushButton(), QPushButton()
        for pane_button in (self.notes_button, self.inspector_button):
            pane_button.setObjectName("pane")
        self.present_button = QPushButton()
        self.present_button.setObjectName("primary")
        self.timeline_button = QPushButton()
        self.edit_button = QPushButton()
        self.export_button = QPushButton()
        self.language_button = QToolButton()
        self.language_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._action_ids = {
            self.notes_button: "notes_pane",
            self.inspector_button: "side",
            self.present_button: "present",
            self.timeline_button: "timeline_pane",
            self.edit_button: "edit_text",
            self.export_button: "export",
        }
        self._labels: dict[QPushButton, str] = {}
        self._menu_bar: QMenuBar | None = None
        self._corner = QWidget(self)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.title_label, 1)
        for button in (*self._action_ids, self.language_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)

    def join(self, menu_bar: QMenuBar) -> None:
        """Join the row of the menus; the window's title is the story's.

        A widget in its corner keeps the room. The buttons lie over it and are no children of the menu bar: where one of
        its children has the focus, Qt runs the shortcuts of all menus, single letters too.
        """
        self.setObjectName("menu_corner")
        self._menu_bar = menu_bar
        self.title_label.hide()
        self._row.setContentsMargins(8, 4, 12, 4)
        self.setParent(menu_bar.window())

    def retranslate(self, bindings: Bindings, ui_language: str) -> None:
        """Set the tooltip of each button, with its key."""
        self._labels = {
            button: MESSAGES(message_key, ui_language)
            for button, message_key in (
                (self.present_button, "present"),
                (self.timeline_button, "timeline"),
                (self.edit_button, "edit"),
                (self.export_button, "export"),
            )
        }
        for button, action_id in self._action_ids.items():
            qaction = bindings.actions[action_id]
            keys = key_label(qaction.shortcut().toString(), ui_language)
            button.setToolTip(plain_tooltip(f"{qaction.text()} ({keys})" if keys else qaction.text()))
            button.setAccessibleName(self._labels.get(button, qaction.text()))

    def fit(self, width: int) -> None:
        """Show icons alone if labels do not fit beside the menus."""
        for button, label in self._labels.items():
            button.setText(label)
        menu_bar = self._menu_bar
        if menu_bar is None:
            return
        metrics = menu_bar.fontMetrics()
        menus_width = sum(metrics.horizontalAdvance(menu.text()) + _MENU_PADDING for menu in menu_bar.actions())
        for button in (self.timeline_button, self.export_button, self.edit_button, self.present_button):
            if menus_width + self._row.sizeHint().width() > width:
                button.setText("")
        size = self._row.sizeHint()
        self._corner.setFixedSize(size)
        menu_bar.setCornerWidget(self._corner, Qt.Corner.TopRightCorner)  # it takes its width when it is set
        self.setGeometry(width - size.width(), 0, size.width(), size.height())
        self.show()
        self.raise_()

    def bind(self, bindings: Bindings) -> None:
        """Connect each button to its action and state."""
        for button, action_id in self._action_ids.items():
            qaction = bindings.actions[action_id]
            button.setIcon(icon(action_id, ON_ACCENT if button is self.present_button else CINEMA.paper))
            button.setIconSize(_ICON_SIZE)
            button.clicked.connect(qaction.trigger)
            qaction.enabledChanged.connect(button.setEnabled)
            button.setEnabled(qaction.isEnabled())
            if qaction.isCheckable():
                button.setCheckable(True)
                qaction.toggled.connect(button.setChecked)
                button.setChecked(qaction.isChecked())
