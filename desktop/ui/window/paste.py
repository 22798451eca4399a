"""Paste into the story: slides, pictures, links and references."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from desktop.i18n import Messages
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.story.assist.pasted_source import read_source
from desktop.story.format.fields import IMAGE_SUFFIXES
from desktop.ui.window.insert import Inserting
from desktop.ui.window.slide_commands import SlideCommands

MESSAGES: Final = Messages(
    {
        "nothing": "The clipboard holds nothing that can be pasted here: a picture, cells of a spreadsheet, a link, "
        "a DOI, BibTeX, or slides",
        "file_name": "pasted",
    }
)


class Pasting(QObject):
    """Decides what the clipboard is, and puts it into the story."""

    refused = Signal(str)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        slides: SlideCommands,
        inserting: Inserting,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._slides = slides
        self._inserting = inserting

    def paste(self) -> None:
        """Paste what the clipboard holds."""
        if self._session.document.editable:
            self.paste_data(QGuiApplication.clipboard().mimeData())

    def paste_data(self, mime_data: QMimeData) -> None:
        """Paste data; emit `refused` if it is nothing that has a place."""
        files = [Path(url.toLocalFile()) for url in mime_data.urls() if url.isLocalFile()]
        picture_files = [file for file in files if file.suffix.lower() in IMAGE_SUFFIXES and file.is_file()]
        text = mime_data.text() if mime_data.hasText() else ""
        if self._slides.can_paste(mime_data):
            self._slides.paste(mime_data, self._session.navigator.position.slide_id)
        elif picture_files:
            for file in picture_files:
                self._inserting.place_picture(file)
        elif mime_data.hasImage() and not text.strip():
            self._paste_image(mime_data.imageData())
        elif read_source(text) is not None:
            self._inserting.ask_source(text)
        elif mime_data.hasImage():
            self._paste_image(mime_data.imageData())
        else:
            self.refused.emit(MESSAGES("nothing", self._settings.language))

    def _paste_image(self, image: object) -> None:
        """Write pixels as a PNG file, and show it."""
        if not isinstance(image, QImage) or image.isNull():
            return
        with tempfile.TemporaryDirectory(prefix="passeur-") as folder:
            file = Path(folder) / f"{MESSAGES('file_name', self._settings.language)}.png"
            if image.save(str(file)):
                self._inserting.place_picture(file)
