"""The menus of the window, from the table of actions; recent stories and languages fill themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from desktop.ui.widgets import actions
from desktop.ui.widgets.messages import WORDS

if TYPE_CHECKING:
    from desktop.ui.window.window import Window


class Menus:
    """The menu bar of one window, and the button for the story's languages."""

    def __init__(self, window: Window, language_button: QToolButton, renamed: Callable[[], None]) -> None:
        self._window = window
        self._button = language_button
        self._renamed = renamed
        self._languages: tuple[tuple[str, ...], str] | None = None

    def fill(self, bindings: actions.Bindings) -> None:
        """Make the menus in the interface's language."""
        say = self._window.settings.language
        bar = self._window.menuBar()
        bar.clear()
        menus: dict[str, QMenu] = {}
        for name, english, french in actions.MENUS:
            menus[name] = bar.addMenu(french if say == "fr" else english)
        self.recent = QMenu(WORDS("recent", say), menus["file"])
        bindings.fill(menus)
        entries = menus["file"].actions()
        menus["file"].insertMenu(entries[2], self.recent)
        self.recent.aboutToShow.connect(self._fill_recent)
        menus["view"].addSeparator()
        self.story = menus["view"].addMenu(WORDS("story_language", say))
        interface = menus["view"].addMenu(WORDS("interface", say))
        group = QActionGroup(interface)
        for code, name in (("en", "English"), ("fr", "Français")):
            action = interface.addAction(name)
            action.setCheckable(True)
            action.setChecked(code == say)
            action.triggered.connect(lambda _checked=False, code=code: self.speak(code))
            group.addAction(action)
        self._languages = None
        self.refresh()

    def speak(self, language: str) -> None:
        """Speak another language in menus and messages."""
        self._window.settings.set_language(language)
        # The menu that is still open must not be torn down under its own click.
        QTimer.singleShot(0, self._renamed)

    def refresh(self) -> None:
        """Offer the story's languages, in the bar and in the menu."""
        session = self._window.session
        known = (session.story.languages, session.language)
        if known == self._languages:
            return
        self._languages = known
        menu = QMenu(self._button)
        self.story.clear()
        for code in session.story.languages:
            for place in (menu, self.story):
                action = place.addAction(code.upper())
                action.setCheckable(True)
                action.setChecked(code == session.language)
                action.triggered.connect(lambda _checked=False, code=code: session.set_language(code))
        old = self._button.menu()
        self._button.setMenu(menu)
        if old is not None:
            old.deleteLater()
        self._button.setText(f"{session.language.upper()}  ▾")
        self._button.setVisible(len(session.story.languages) > 1)

    def _fill_recent(self) -> None:
        self.recent.clear()
        for path in self._window.settings.recent:
            action = self.recent.addAction(f"{path.parent.name}/{path.name}")
            action.setToolTip(str(path))
            action.triggered.connect(lambda _checked=False, path=path: self._window.open(path))
        if self.recent.isEmpty():
            self.recent.addAction(WORDS("no_recent", self._window.settings.language)).setEnabled(False)
