"""Keeps the panes of the window from one run to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QMargins, QPoint

from desktop.session.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter, QWidget

NARROW_WIDTH: Final = 1366
"""A first window that is narrower shows the slide, its deck and a low timeline: else the slide has a fifth of it."""
TIMELINE_HEIGHT: Final = 236
NARROW_TIMELINE_HEIGHT: Final = 150
_WIDE_MARGINS: Final = QMargins(196, 49, 308, 342)
_NARROW_MARGINS: Final = QMargins(196, 49, 12, 186)


def slide_margins(settings: Settings, width: int) -> QMargins:
    """Return the margins around the slide as the workbench will leave them.

    The slide stands there until the workbench is there: it must not jump when it comes.
    """
    words = bytes(settings.widget_state("slide_margins").data()).decode("ascii", "replace").split()
    if len(words) == 4 and all(word.isdecimal() for word in words):
        return QMargins(*map(int, words))
    return _NARROW_MARGINS if width < NARROW_WIDTH else _WIDE_MARGINS


class PaneLayout:
    """Saves and restores the panes of one window."""

    def __init__(
        self, settings: Settings, panes: Mapping[str, QWidget], splitters: Mapping[str, QSplitter], slide: QWidget
    ) -> None:
        self._settings = settings
        self._panes = panes
        self._splitters = splitters
        self._slide = slide

    def restore(self) -> None:
        """Restore the panes; at first leave a narrow window to the slide."""
        saved = bytes(self._settings.widget_state("panes").data()).decode("ascii", "replace").split()
        if saved:
            for name, pane in self._panes.items():
                pane.setVisible(name in saved)
        elif self._slide.window().width() < NARROW_WIDTH:
            self._panes["side"].hide()
            self._panes["notes"].hide()
            self._splitters["rows"].setSizes([600, NARROW_TIMELINE_HEIGHT])
        for name, splitter in self._splitters.items():
            splitter.restoreState(self._settings.widget_state(name))

    def save(self) -> None:
        """Save the panes, and the place that they leave to the slide."""
        for name, splitter in self._splitters.items():
            self._settings.save_widget_state(name, splitter.saveState())
        # A name that is none of a pane: with every pane hidden there is something saved, too.
        shown = ["slide", *(name for name, pane in self._panes.items() if not pane.isHidden())]
        self._settings.save_widget_state("panes", QByteArray(" ".join(shown).encode()))
        window, slide = self._slide.window(), self._slide
        corner, end = slide.mapTo(window, QPoint(0, 0)), slide.mapTo(window, slide.rect().bottomRight())
        margins = (corner.x(), corner.y(), window.width() - 1 - end.x(), window.height() - 1 - end.y())
        self._settings.save_widget_state(
            "slide_margins", QByteArray(" ".join(str(max(0, margin)) for margin in margins).encode())
        )
