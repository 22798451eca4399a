"""Notification bars above the slide, one of each kind."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.session import clock
from desktop.session.document import Document
from desktop.session.journal import TalkRecord
from desktop.session.settings import Settings
from desktop.ui.widgets.notification_bar import NotificationBar
from desktop.ui.widgets.shared_messages import MESSAGES


class Notifications:
    """The bars of one column, inserted from its second place down."""

    def __init__(self, parent: QWidget, column: QVBoxLayout, settings: Settings) -> None:
        self._parent = parent
        self._column = column
        self._settings = settings
        self.bars: dict[str, NotificationBar] = {}

    def show(self, kind: str, message: str, choices: tuple[str, ...], on_chosen: Callable[[int], object]) -> None:
        """Show a bar with choices; it replaces one of its kind."""
        old_bar = self.bars.pop(kind, None)
        if old_bar is not None:
            old_bar.hide()
            old_bar.deleteLater()
        bar = self.bars[kind] = NotificationBar(self._parent, message, choices)
        self._column.insertWidget(1, bar)
        bar.show()
        bar.chosen.connect(lambda _number: self.bars.pop(kind, None))
        bar.chosen.connect(on_chosen)

    def inform(self, message: str) -> None:
        """Show a notice until it is acknowledged."""
        self.show("said", message, (MESSAGES("understood", self._settings.language),), lambda _number: None)

    def offer_resume(
        self, record: TalkRecord, on_resume: Callable[[], object], on_forget: Callable[[], object]
    ) -> None:
        """Offer to resume an interrupted talk."""
        ui_language = self._settings.language
        elapsed = clock.format_clock(record.clock.elapsed(time.time()))
        message = MESSAGES("resume_offer", ui_language, slide=record.position.slide_id, time=elapsed)
        self.show(
            "resume",
            message,
            (MESSAGES("resume", ui_language), MESSAGES("forget", ui_language)),
            lambda index: on_forget() if index else on_resume(),
        )

    def offer_recovery(self, document: Document) -> None:
        """Offer changes that were not saved when the program ended last time."""
        ui_language = self._settings.language
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
