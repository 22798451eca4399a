"""The menus of the window, built from the action table.

The submenus of recent files and languages are filled when they open.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar, QToolButton

from desktop.i18n import available_languages, language
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets import actions
from desktop.ui.widgets.bindings import Bindings
from desktop.ui.widgets.plain_text import plain_tooltip
from desktop.ui.widgets.shared_messages import MESSAGES


class Menus:
    """The menu bar of a window, and its language button."""

    def __init__(
        self,
        menu_bar: QMenuBar,
        session: Session,
        settings: Settings,
        language_button: QToolButton,
        on_open: Callable[[Path], object],
        on_ui_language_changed: Callable[[], None],
    ) -> None:
        self._menu_bar = menu_bar
        self._session = session
        self._settings = settings
        self._on_open = on_open
        self._language_button = language_button
        self._on_ui_language_changed = on_ui_language_changed
        self._offered_languages: tuple[tuple[str, ...], str] | None = None
        self._menus: tuple[QMenu, ...] = ()

    def build_menus(self, bindings: Bindings) -> None:
        """Make the menus in the interface's language."""
        ui_language = self._settings.language
        bar = self._menu_bar
        bar.clear()
        for menu in self._menus:
            menu.deleteLater()  # clearing the bar leaves its menus alive
        # Of a menu made by `addMenu(text)`, PySide 6.11 keeps the Python object when Qt has deleted the menu.
        menus = {name: QMenu(actions.MENUS(name, ui_language), bar) for name in actions.MENUS}
        self._menus = tuple(menus.values())
        for menu in self._menus:
            bar.addMenu(menu)
        submenus = {
            action.id: QMenu(action.label(ui_language), menus[action.menu])
            for action in actions.ACTIONS
            if action.is_submenu
        }
        bindings.add_to_menus(menus, submenus)
        self.recent_menu = submenus["recent"]
        # Functions, as PySide keeps a weak reference for good to an object that is none of Qt whose method is connected.
        self.recent_menu.aboutToShow.connect(lambda: self._fill_recent_menu())  # noqa: PLW0108
        self.story_language_menu = submenus["story_language"]
        self.interface_language_menu = submenus["interface_language"]
        self._interface_languages = QActionGroup(self.interface_language_menu)
        # Their names are in their catalogues, and the start shall read only the one that is used.
        self.interface_language_menu.aboutToShow.connect(lambda: self._fill_interface_language_menu())  # noqa: PLW0108
        self._offered_languages = None
        self.refresh_languages()

    def _fill_interface_language_menu(self) -> None:
        menu = self.interface_language_menu
        menu.clear()
        for code in available_languages():
            action = menu.addAction(language(code).own_name)
            action.setCheckable(True)
            action.setChecked(code == self._settings.language)
            action.triggered.connect(lambda _checked=False, code=code: self.set_ui_language(code))
            self._interface_languages.addAction(action)

    def set_ui_language(self, ui_language: str) -> None:
        """Set the language of menus and messages."""
        self._settings.set_language(ui_language)
        # The menu that is still open must not be deleted during its own click.
        QTimer.singleShot(0, self._on_ui_language_changed)

    def refresh_languages(self) -> None:
        """List the story’s languages in the bar and in the menu."""
        session = self._session
        offered = (session.story.languages, session.language)
        if offered == self._offered_languages:
            return
        self._offered_languages = offered
        menu = QMenu(self._language_button)
        self.story_language_menu.clear()
        for code in session.story.languages:
            for target_menu in (menu, self.story_language_menu):
                action = target_menu.addAction(code.upper())
                action.setCheckable(True)
                action.setChecked(code == session.language)
                action.triggered.connect(lambda _checked=False, code=code: session.set_language(code))
        old_menu = self._language_button.menu()
        self._language_button.setMenu(menu)
        if old_menu is not None:
            old_menu.deleteLater()
        self._language_button.setText(f"{session.language.upper()}  ▾")
        self._language_button.setVisible(len(session.story.languages) > 1)

    def _fill_recent_menu(self) -> None:
        self.recent_menu.clear()
        for path in self._settings.recent_files:
            action = self.recent_menu.addAction(f"{path.parent.name}/{path.name}")
            action.setToolTip(plain_tooltip(str(path)))
            action.triggered.connect(lambda _checked=False, path=path: self._on_open(path))
        if self.recent_menu.isEmpty():
            self.recent_menu.addAction(MESSAGES("no_recent", self._settings.language)).setEnabled(False)
