"""Bind the actions of a window to functions, keys and menus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.qt_override import qt_override
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets import actions


class _VisibilityFollower(QObject):
    """Check an action while a widget is shown."""

    def __init__(self, qaction: QAction, widget: QWidget) -> None:
        super().__init__(qaction)
        self._qaction = qaction
        qaction.setCheckable(True)
        qaction.setIconVisibleInMenu(False)  # the mark stands there
        qaction.setChecked(not widget.isHidden())
        widget.installEventFilter(self)

    @qt_override(fallback=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the action checked while the widget is shown."""
        # These come when the widget itself is shown or hidden, and not with the window around it.
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._qaction.setChecked(event.type() == QEvent.Type.ShowToParent)
        return super().eventFilter(watched, event)


_REPEATED: Final = frozenset({"next", "previous", "next_slide", "previous_slide", "notes_down", "notes_up"})
"""The actions that a held key repeats."""


class Bindings:
    """The QActions of one window, bound to functions by action id."""

    def __init__(
        self,
        widget: QWidget,
        context: str,
        commands: Mapping[str, Callable[[], object]],
        settings: Settings,
        ui_language: str,
        areas: Mapping[str, tuple[QWidget, ...]] | None = None,
    ) -> None:
        self._widget = widget
        self._areas = areas or {}
        self.actions: dict[str, QAction] = {}
        self._update_state: Callable[[], None] | None = None
        for action in actions.ACTIONS:
            if context not in action.contexts or action.id not in commands:
                continue
            qaction = QAction(action.label(ui_language), widget)
            qaction.setAutoRepeat(action.id in _REPEATED)
            # `triggered` passes a flag that no function here takes.
            qaction.triggered.connect(lambda _checked=False, function=commands[action.id]: function())
            qaction.setCheckable(action.is_checked is not None)
            self.actions[action.id] = qaction
        self.apply_keys(settings)

    def follow_state(self, session: Session, settings: Settings) -> None:
        """Update labels, enabled and checked states when session or settings change."""

        def update(*_signal_arguments: object) -> None:
            for action_id, qaction in self.actions.items():
                action = actions.BY_ID[action_id]
                if action.is_enabled is not None:
                    qaction.setEnabled(action.is_enabled(session))
                if action.is_checked is not None:
                    qaction.setChecked(action.is_checked(settings))
                if action.title is not None:
                    qaction.setText(action.title(session, settings.language) or action.label(settings.language))

        for signal in (session.story_changed, session.problems_changed, session.document.state_changed):
            signal.connect(update)
        for action_id, qaction in self.actions.items():
            if actions.BY_ID[action_id].is_checked is not None:
                qaction.triggered.connect(update)
        self._update_state = update
        update()

    def follow_visibility(self, action_id: str, widget: QWidget) -> None:
        """Keep an action checked while a widget is shown."""
        _VisibilityFollower(self.actions[action_id], widget)

    def follow(self, action_id: str, changed: SignalInstance, is_checked: Callable[[], bool]) -> None:
        """Keep an action checked while a condition holds.

        `changed` says when to look.
        """
        qaction = self.actions[action_id]
        qaction.setCheckable(True)
        qaction.setIconVisibleInMenu(False)  # the mark stands there

        def look(*_signal_arguments: object) -> None:
            qaction.setChecked(is_checked())

        changed.connect(look)
        qaction.triggered.connect(look)  # what refuses its command leaves it unchecked
        look()

    def apply_keys(self, settings: Settings) -> None:
        """Apply the keys of the settings, each in its area."""
        widgets = {self._widget, *(widget for area in self._areas.values() for widget in area)}
        for action_id, qaction in self.actions.items():
            keys = actions.keys_of(actions.BY_ID[action_id], settings)
            area = self._areas.get(actions.area_of(actions.BY_ID[action_id], keys), ())
            for widget in widgets:
                widget.removeAction(qaction)
            for widget in area or (self._widget,):
                widget.addAction(qaction)
            contexts = Qt.ShortcutContext
            qaction.setShortcutContext(contexts.WidgetWithChildrenShortcut if area else contexts.WindowShortcut)
            qaction.setShortcuts([QKeySequence(key) for key in keys])

    def retranslate(self, ui_language: str) -> None:
        """Translate the labels."""
        for action_id, qaction in self.actions.items():
            qaction.setText(actions.BY_ID[action_id].label(ui_language))
        if self._update_state is not None:
            self._update_state()

    def add_to_menus(self, menus: Mapping[str, QMenu], submenus: Mapping[str, QMenu]) -> None:
        """Add actions and submenus to their menus, in table order.

        Submenus are given by the id of their action. A menu has its icons once it is to be shown: to draw them all takes a
        twentieth of the time until the whole window is there.
        """
        for name, menu in menus.items():
            menu.aboutToShow.connect(lambda name=name: self._draw_icons(name))
        for action in actions.ACTIONS:
            if action.menu not in menus or not (action.id in self.actions or action.is_submenu):
                continue
            menu = menus[action.menu]
            if action.separator_before:
                menu.addSeparator()
            if action.is_submenu:
                menu.addMenu(submenus[action.id])
            else:
                menu.addAction(self.actions[action.id])

    def _draw_icons(self, menu_name: str) -> None:
        """Draw the icons of a menu's actions that have none yet."""
        from desktop.ui.widgets.icons import has_icon, icon  # drawn by Qt's SVG module, after the first slide

        for action in actions.ACTIONS:
            qaction = self.actions.get(action.id)
            if qaction is not None and action.menu == menu_name and has_icon(action.id) and qaction.icon().isNull():
                qaction.setIcon(icon(action.id))
