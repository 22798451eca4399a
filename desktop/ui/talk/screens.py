"""The screens of a talk, their roles and windows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.session.debounce import Debounce
from desktop.session.settings import Settings
from desktop.session.talk import screen_roles
from desktop.session.talk.screen_roles import ScreenRoles

_LOOK_AGAIN_MS: Final = 400
_LOOKS: Final = 6
_SHARE_WITHIN_FRAME: Final = 0.9
"""The share of a screen that a window has within its frame."""


def name_of(screen: QScreen) -> str:
    """Return the name of a screen, which some platforms leave empty."""
    return screen.name() or "screen"


def screen_names() -> list[str]:
    """Return the names of the screens, the primary one first.

    Screens that mirror one another count as one: what is on the first is on the other too.
    """
    primary = name_of(QGuiApplication.primaryScreen())
    places = _places()
    return distinct_screens(sorted(places, key=lambda name: name != primary), places)


def distinct_screens(names: Sequence[str], places: Mapping[str, QRect]) -> list[str]:
    """Return the screens that overlap none before them."""
    distinct: list[str] = []
    for name in names:
        if not any(places[name].intersects(places[other]) for other in distinct):
            distinct.append(name)
    return distinct


def are_mirrored() -> bool:
    """Return whether a screen mirrors another one."""
    places = _places()
    return len(distinct_screens(list(places), places)) < len(places)


def _places() -> dict[str, QRect]:
    return {name_of(screen): screen.geometry() for screen in QGuiApplication.screens()}


def find_screen(name: str) -> QScreen | None:
    """Return the screen with a name."""
    return next((screen for screen in QGuiApplication.screens() if name_of(screen) == name), None)


def describe_screen(name: str) -> str:
    """Return a screen's description for menus: maker, model, size."""
    screen = find_screen(name)
    if screen is None:
        return name
    size = screen.size() * screen.devicePixelRatio()
    model = " ".join(part for part in (screen.manufacturer(), screen.model()) if part)
    return f"{model or name} · {size.width()} × {size.height()}"


def work_screen(window: QWidget) -> str:
    """Return the screen of the speaker's window.

    From the command line, and after a crash, none is shown: it is the primary screen.
    """
    return name_of(window.screen() if window.isVisible() else QGuiApplication.primaryScreen())


def show_on_screen(widget: QWidget, name: str, *, full_screen: bool) -> None:
    """Show a window on a screen, full or filling it.

    A window system may forbid moving windows (Wayland); asking for a screen and then for all of it works everywhere.
    """
    screen = find_screen(name)
    if screen is not None and not full_screen:  # what is larger than its screen reaches over to the room's
        widget.setMinimumSize(widget.minimumSize().boundedTo(screen.availableSize() * _SHARE_WITHIN_FRAME))
    if screen is not None and (widget.screen() is not screen or not widget.isVisible()):
        if widget.isVisible() and QGuiApplication.platformName() == "xcb":
            # Hidden and shown again at once, an X11 window loses its state: the window manager clears that of a hidden
            # window after Qt has set it for the shown one. So it becomes an ordinary window for the move.
            widget.setWindowState(Qt.WindowState.WindowNoState)
        elif widget.isVisible():
            widget.hide()  # a full-screen window does not change its screen while it is shown
        widget.setScreen(screen)
        widget.setGeometry(screen.geometry() if full_screen else screen.availableGeometry())
    if full_screen:
        widget.showFullScreen()
    else:
        widget.setWindowState(Qt.WindowState.WindowMaximized)
        widget.show()


def give_keyboard(window: QWidget) -> None:
    """Give the keyboard to a window.

    Who writes in a field of it goes on there: elsewhere each letter is a command.
    """
    window.activateWindow()
    focused: QWidget | None = window.focusWidget()
    if focused is None or not focused.isVisible() or isinstance(focused, QAbstractButton):
        window.setFocus()


class Placement(QObject):
    """Shows windows on their screens, and looks again whether they stay there.

    A window system that is busy with a screen that came or went may move a window after it was placed: the room would
    see nothing, and the slide would lie over the console. It may also give the keyboard to the window that came last.
    """

    def __init__(
        self, speaker_window: Callable[[], QWidget], focus_speaker_window: Callable[[], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._speaker_window = speaker_window
        self._focus_speaker_window = focus_speaker_window
        self._places: dict[QWidget, tuple[str, bool]] = {}
        self._looks_left = 0
        self._timer = Debounce(_LOOK_AGAIN_MS, self._look_again, self)

    def show(self, widget: QWidget, name: str, *, full_screen: bool) -> None:
        """Show a window on a screen and watch it; "" hides it."""
        self._places[widget] = name, full_screen
        if not name:
            widget.hide()
            return
        show_on_screen(widget, name, full_screen=full_screen)
        self._looks_left = _LOOKS
        self._timer.start()

    def stop(self) -> None:
        """Look no more: the windows are about to be deleted."""
        self._timer.stop()
        self._places.clear()

    def _look_again(self) -> None:
        strays = [
            (widget, name, full_screen)
            for widget, (name, full_screen) in self._places.items()
            if widget.isVisible() and find_screen(name) not in (None, widget.screen())
        ]
        for widget, name, full_screen in strays:
            show_on_screen(widget, name, full_screen=full_screen)
        active = QApplication.activeWindow()
        if strays or (active in self._places and active is not self._speaker_window()):
            self._focus_speaker_window()
        self._looks_left -= 1
        if self._looks_left > 0:
            self._timer.start()


class ScreenWatcher(QObject):
    """Emits signals when screens come, go, or change their place.

    `changing` comes at once, while Qt is still moving the windows of a screen that is gone; `changed` when all is settled.
    """

    changing = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        self._settle_timer = Debounce(120, self.changed.emit, self)
        app.screenAdded.connect(self._on_screens_changed)
        app.screenRemoved.connect(self._on_screens_changed)
        app.primaryScreenChanged.connect(self._on_screens_changed)
        app.screenAdded.connect(self._watch_geometry)
        for screen in app.screens():
            self._watch_geometry(screen)

    def _watch_geometry(self, screen: QScreen) -> None:
        # Screens begin and end to mirror one another without coming or going.
        screen.geometryChanged.connect(self._on_geometry_changed)

    def _on_geometry_changed(self, _geometry: QRect) -> None:
        self._on_screens_changed(None)

    def _on_screens_changed(self, _screen: QScreen | None) -> None:
        self.changing.emit()
        self._settle_timer.start()


class ScreenAssignment(QObject):
    """The roles of screens, saved for each set of screens."""

    changed = Signal()

    def __init__(self, settings: Settings, work_screen: str, parent: QObject | None = None) -> None:
        """Begin without roles; `work_screen` is the screen of the main window."""
        super().__init__(parent)
        self._settings = settings
        self._work_screen = work_screen
        self.roles = ScreenRoles()

    def assign(self, audience_screen: str = "") -> None:
        """Assign screens to roles: the requested, the saved, the remaining."""
        self._assign(self._work_screen, audience_screen)

    def add_screen(self) -> None:
        """Assign the roles after plugging; the speaker keeps the first screen."""
        self._assign(self.roles.audience or self._work_screen)

    def choose_audience_screen(self, screen_name: str) -> bool:
        """Save the screen of the audience; return whether it is connected."""
        names = screen_names()
        if screen_name not in names:
            return False
        self._settings.set_audience_screen(screen_roles.screen_set_key(names), screen_name)
        self._assign(self.roles.console if self.roles.console != screen_name else self.roles.audience, screen_name)
        return True

    def _assign(self, work_screen: str, audience_screen: str = "") -> None:
        names = screen_names()
        if audience_screen not in names:
            audience_screen = self._settings.audience_screen(screen_roles.screen_set_key(names))
        self.roles = screen_roles.assign_screens(names, work_screen, audience_screen)
        self.changed.emit()
