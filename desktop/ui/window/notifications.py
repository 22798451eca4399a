"""What there is to decide or to know, in bars above the slide: one of each kind at a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QVBoxLayout

from desktop import paths
from desktop.session import clock
from desktop.session.journal import TalkState
from desktop.story.storage.new import copy_shipped_story
from desktop.ui.widgets.messages import MESSAGES
from desktop.ui.widgets.notification_bar import NotificationBar

if TYPE_CHECKING:
    from desktop.ui.window.window import MainWindow


class Notifications:
    """The bars of one window, from the second place of a column down."""

    def __init__(self, window: MainWindow, column: QVBoxLayout) -> None:
        self._window = window
        self._column = column
        self.bars: dict[str, NotificationBar] = {}

    def show(self, kind: str, message: str, choices: tuple[str, ...], on_chosen: Callable[[int], object]) -> None:
        """Put something to decide above the slide, in place of an older one of the same name."""
        old_bar = self.bars.pop(kind, None)
        if old_bar is not None:
            old_bar.hide()
            old_bar.deleteLater()
        bar = self.bars[kind] = NotificationBar(self._window, message, choices)
        self._column.insertWidget(1, bar)
        bar.show()
        bar.chosen.connect(lambda _number: self.bars.pop(kind, None))
        bar.chosen.connect(on_chosen)

    def inform(self, message: str) -> None:
        """Say something until it is understood."""
        ui_language = self._window.settings.language
        self.show("said", message, (MESSAGES("understood", ui_language),), lambda _number: None)

    def offer_resume(self, talk_state: TalkState) -> None:
        """Offer a talk that was interrupted."""
        window, ui_language = self._window, self._window.settings.language
        elapsed = clock.format_clock(talk_state.clock.elapsed(time.time()))
        message = MESSAGES("resume_offer", ui_language, slide=talk_state.position.slide_id, time=elapsed)

        def on_chosen(index: int) -> None:
            if index == 0:
                window.resume(talk_state)
            else:
                window.journal.delete()

        self.show("resume", message, (MESSAGES("resume", ui_language), MESSAGES("forget", ui_language)), on_chosen)

    def offer_recovery(self) -> None:
        """Offer changes that were not saved when the program ended last time."""
        document, ui_language = self._window.session.document, self._window.settings.language
        text = document.unsaved_text()
        if text is None or document.path is None:
            return

        def on_chosen(index: int) -> None:
            if index == 0:
                document.recover(text)
            else:
                document.delete_unsaved()

        message = MESSAGES("recovered", ui_language, name=document.path.name)
        self.show(
            "recovery", message, (MESSAGES("recover", ui_language), MESSAGES("drop_recovered", ui_language)), on_chosen
        )

    def switch_to_own_copy(self) -> None:
        """Go over to a copy in the documents before the story of the built application is edited; that one stays whole."""
        window, session, ui_language = self._window, self._window.session, self._window.settings.language
        if not paths.is_frozen_build() or session.path != paths.shipped_story():
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        try:
            path = copy_shipped_story(Path(documents) / "Passeur" / "Le passeur")
        except OSError as error:
            self.inform(MESSAGES("no_own_copy", ui_language, path=error.filename or documents))
            return
        text = session.document.text
        session.open(path, slide_id=session.position.slide_id, language=session.language)
        session.document.replace_text(text)  # what was changed before anybody thought of a copy
        QTimer.singleShot(0, window, window.start_watching)
        self.inform(MESSAGES("own_copy", ui_language, path=path))
