"""Lets a pane beside the slide follow the text in time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QApplication, QWidget

from desktop.session.debounce import Debounce

_SOON_MS: Final = 60
"""After a move the slide is painted first; a held arrow key refreshes nothing."""
_AFTER_TYPING_MS: Final = 200
"""A pane reads the whole text: with 500 slides that takes as long as making the story, and no key may wait for it."""


class RefreshTimer(Debounce):
    """Refreshes a pane soon after a move, or once typing pauses."""

    def __init__(self, refresh: Callable[[], object], pane: QWidget) -> None:
        super().__init__(_SOON_MS, refresh, pane)
        self._pane = pane

    def start_soon(self) -> None:
        """Refresh once the slide is painted."""
        self.start(_SOON_MS)

    def start_after_typing(self) -> None:
        """Refresh once no further change has come for a while.

        The pane that is used itself is refreshed soon: a new row is to be written in.
        """
        focus = QApplication.focusWidget()
        is_used = focus is not None and self._pane.isAncestorOf(focus)
        self.start(_SOON_MS if is_used else _AFTER_TYPING_MS)
