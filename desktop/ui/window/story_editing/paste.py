"""Paste into the story: slides, pictures, links and references."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from desktop.i18n import Messages
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.session.story_edits import StoryEdits
from desktop.story.assist.pasted_cells import CellUse, PastedCells, read_cells, read_rows
from desktop.story.assist.pasted_source import read_source
from desktop.story.edit.new_tables import localized
from desktop.story.edit.paste_cells import add_events
from desktop.story.format.fields import IMAGE_SUFFIXES
from desktop.story.model import COLORS
from desktop.ui.window.story_editing.insert import Inserting
from desktop.ui.window.story_editing.slide_commands import SlideCommands

MESSAGES: Final = Messages(
    {
        "nothing": "The clipboard holds nothing that can be pasted here: a picture, cells of a spreadsheet, a link, "
        "a DOI, BibTeX, or slides",
        "file_name": "pasted",
    }
)


class Pasting(QObject):
    """Detects the clipboard's content, and puts it into the story."""

    refused = Signal(str)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        edits: StoryEdits,
        slides: SlideCommands,
        inserting: Inserting,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._edits = edits
        self._slides = slides
        self._inserting = inserting

    def paste(self) -> None:
        """Paste the clipboard's content."""
        if self._session.document.editable:
            self.paste_data(QGuiApplication.clipboard().mimeData())

    def paste_data(self, mime_data: QMimeData) -> None:
        """Paste data; emit `refused` if it is nothing that has a place."""
        files = [Path(url.toLocalFile()) for url in mime_data.urls() if url.isLocalFile()]
        picture_files = [file for file in files if file.suffix.lower() in IMAGE_SUFFIXES]
        text = mime_data.text() if mime_data.hasText() else ""
        if self._slides.can_paste(mime_data):
            self._slides.paste(mime_data, self._session.navigator.position.slide_id)
        elif picture_files:
            for file in picture_files:
                self._inserting.place_picture(file)
        elif read_source(text) is not None:
            self._inserting.ask_source(text)
        elif (rows := read_rows(text)) is not None:  # a spreadsheet copies a picture of its cells, too
            self._ask_cells(read_cells(rows))
        elif mime_data.hasImage():
            self._paste_image(mime_data.imageData())
        else:
            self.refused.emit(MESSAGES("nothing", self._settings.language))

    def _ask_cells(self, cells: PastedCells) -> None:
        """Ask how to use cells, and insert the result."""
        from desktop.ui.dialogs.paste_cells import PasteCellsDialog

        dialog = PasteCellsDialog(
            self._inserting.dialog_parent(), cells, self._session.language, self._settings.language
        )
        dialog.accepted.connect(lambda: self._paste_cells(cells, dialog.use))
        dialog.open()

    def _paste_cells(self, cells: PastedCells, use: CellUse) -> None:
        """Put cells into the story, as one edit."""
        story, language = self._session.story, self._session.language
        shown_id = self._session.navigator.position.slide_id
        if use == "events":
            rows = [(one.date, one.title, one.text, one.track) for one in cells.events]
            used = {track.color for track in story.tracks}
            colors = [color for color in COLORS if color not in used] or list(COLORS)
            self._edits.apply(lambda text: add_events(text, rows, language, story.languages, colors))
        elif use == "points":
            points = [{"at": label, "value": value} for label, value in cells.points]
            self._slides.add(shown_id, "chart", values={"chart": {"points": points}})
        else:
            beside = "figure" if cells.has_figures else "text"
            lines = [
                {"title": localized(title, language, story.languages)}
                | (
                    {beside: other if cells.has_figures else localized(other, language, story.languages)}
                    if other
                    else {}
                )
                for title, other in cells.lines
            ]
            self._slides.add(shown_id, "list", values={"item": lines})
        if use != "events":
            self._inserting.write_first_text()

    def _paste_image(self, image: object) -> None:
        """Write pixels as a PNG file, and show it."""
        if isinstance(image, QImage) and not image.isNull():
            self._inserting.place_picture(image, f"{MESSAGES('file_name', self._settings.language)}.png")
