"""The screens that are plugged in, and how windows come onto them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


def name_of(screen: QScreen) -> str:
    """Return the name of a screen; some platforms give their only one none."""
    return screen.name() or "screen"


def screen_names() -> list[str]:
    """Return the names of the screens, the primary one first."""
    primary = QGuiApplication.primaryScreen()
    return sorted(map(name_of, QGuiApplication.screens()), key=lambda name: name != name_of(primary))


def find_screen(name: str) -> QScreen | None:
    """Return the screen of a name."""
    return next((screen for screen in QGuiApplication.screens() if name_of(screen) == name), None)


def describe_screen(name: str) -> str:
    """Return how a screen is called where one is chosen: its maker and model where it says them, and its size."""
    screen = find_screen(name)
    if screen is None:
        return name
    size = screen.size() * screen.devicePixelRatio()
    model = " ".join(part for part in (screen.manufacturer(), screen.model()) if part)
    return f"{model or name} · {size.width()} × {size.height()}"


def show_on_screen(widget: QWidget, name: str, *, full_screen: bool) -> None:
    """Show a window on a screen, full or filling it.

    A window system may forbid moving windows (Wayland); asking for a screen and then for all of it works everywhere.
    """
    screen = find_screen(name)
    if screen is not None and (widget.screen() is not screen or not widget.isVisible()):
        if widget.isVisible():
            widget.hide()  # a full-screen window does not change its screen while it is shown
        widget.setScreen(screen)
        widget.setGeometry(screen.geometry() if full_screen else screen.availableGeometry())
    if full_screen:
        widget.showFullScreen()
    else:
        widget.setWindowState(Qt.WindowState.WindowMaximized)
        widget.show()


class ScreenWatcher(QObject):
    """Tells when screens come and go.

    `changing` comes at once, while Qt is still moving the windows of a screen that is gone; `changed` when all is settled.
    """

    changing = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        self._settle_timer = QTimer(self)
        self._settle_timer.setSingleShot(True)
        self._settle_timer.setInterval(120)
        self._settle_timer.timeout.connect(self.changed)
        app.screenAdded.connect(self._on_screens_changed)
        app.screenRemoved.connect(self._on_screens_changed)
        app.primaryScreenChanged.connect(self._on_screens_changed)

    def _on_screens_changed(self, _screen: QScreen | None) -> None:
        self.changing.emit()
        self._settle_timer.start()
