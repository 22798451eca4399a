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
from desktop.session.journal import Entry
from desktop.story.storage.new import own_copy
from desktop.ui.widgets.messages import WORDS
from desktop.ui.widgets.notification_bar import OfferBar

if TYPE_CHECKING:
    from desktop.ui.window.window import Window


class Offers:
    """The bars of one window, from the second place of a column down."""

    def __init__(self, window: Window, column: QVBoxLayout) -> None:
        self._window = window
        self._column = column
        self.bars: dict[str, OfferBar] = {}

    def show(self, name: str, sentence: str, choices: tuple[str, ...], chosen: Callable[[int], object]) -> None:
        """Put something to decide above the slide, in place of an older one of the same name."""
        old = self.bars.pop(name, None)
        if old is not None:
            old.hide()
            old.deleteLater()
        bar = self.bars[name] = OfferBar(self._window, sentence, choices)
        self._column.insertWidget(1, bar)
        bar.show()
        bar.chosen.connect(lambda _number: self.bars.pop(name, None))
        bar.chosen.connect(chosen)

    def tell(self, sentence: str) -> None:
        """Say something until it is understood."""
        say = self._window.settings.language
        self.show("said", sentence, (WORDS("understood", say),), lambda _number: None)

    def talk(self, entry: Entry) -> None:
        """Offer a talk that was interrupted."""
        window, say = self._window, self._window.settings.language
        passed = clock.words(entry.clock.elapsed(time.time()))
        sentence = WORDS("resume_offer", say, slide=entry.position.slide, time=passed)

        def chosen(number: int) -> None:
            if number == 0:
                window.resume(entry)
            else:
                window.journal.forget()

        self.show("resume", sentence, (WORDS("resume", say), WORDS("forget", say)), chosen)

    def recovery(self) -> None:
        """Offer changes that were not saved when the program ended last time."""
        document, say = self._window.session.document, self._window.settings.language
        text = document.unsaved()
        if text is None or document.path is None:
            return

        def chosen(number: int) -> None:
            if number == 0:
                document.recover(text)
            else:
                document.forget_unsaved()

        sentence = WORDS("recovered", say, name=document.path.name)
        self.show("recovery", sentence, (WORDS("recover", say), WORDS("drop_recovered", say)), chosen)

    def own_copy(self) -> None:
        """Go over to a copy in the documents before the story of the built application is edited; that one stays whole."""
        window, session, say = self._window, self._window.session, self._window.settings.language
        if not paths.built() or session.path != paths.shipped_story():
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        try:
            path = own_copy(Path(documents) / "Passeur" / "Le passeur")
        except OSError as error:
            self.tell(WORDS("no_own_copy", say, path=error.filename or documents))
            return
        text = session.document.text
        session.open(path, slide=session.position.slide, language=session.language)
        session.document.typed(text)  # what was changed before anybody thought of a copy
        QTimer.singleShot(0, window, window.keep_watch)
        self.tell(WORDS("own_copy", say, path=path))
