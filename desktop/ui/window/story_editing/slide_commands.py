"""The commands of slides: add, copy, paste, move, delete.

Each is one edit of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop.session.session import Session
from desktop.session.story_edits import StoryEdits
from desktop.session.text.pending_words import PendingWords
from desktop.story.assist.copied_languages import fit_languages
from desktop.story.assist.copied_pictures import picture_references
from desktop.story.edit.copy_slides import copy_slides, delete_slides, duplicate_slides, is_copy, paste_slides
from desktop.story.edit.edit import Edit, EditError
from desktop.story.edit.fields import data_at, set_key, write_text
from desktop.story.edit.new_slide import new_slide_keys
from desktop.story.edit.new_tables import free_slide_id
from desktop.story.edit.sections import move_between_sections
from desktop.story.edit.slides import insert_slide
from desktop.story.edit.texts import string_at
from desktop.story.format.fields import IMAGE_SUFFIXES
from desktop.story.localized_text import KeyPath

FOLDER_MIME: Final = "application/x-passeur-folder"
"""The folder of the story that slides were copied from: their pictures come along."""


class SlideCommands(QObject):
    """Commands for slides of a session, by their ids."""

    placed = Signal(object)  # the ids of slides that were added or moved
    about_to_import_picture = Signal()

    def __init__(self, session: Session, edits: StoryEdits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._edits = edits

    # -- adding --------------------------------------------------------------------------------------------------------

    @property
    def next_event_id(self) -> str:
        """Return the event that a new slide would tell, "" for none."""
        story = self._session.story
        event_ids = [event.id for event in story.events]
        untold_ids = [event_id for event_id in event_ids if event_id not in story.slide_id_by_event]
        return next(iter(untold_ids + event_ids), "")

    @property
    def next_image_file(self) -> str:
        """Return the picture that a new slide would show, "" for none."""
        folder = self._session.story.folder
        return next(iter(self._session.folder_listing.names(folder, IMAGE_SUFFIXES)), "") if folder else ""

    def add(
        self,
        after_slide_id: str,
        layout: str = "statement",
        *,
        event_id: str = "",
        image_file: str = "",
        values: Mapping[str, object] | None = None,
    ) -> str:
        """Add a slide after another one and show it; return its id.

        `values` replace keys of the new slide. The id is "" where it could not be added.
        """
        self._session.document.flush_input()
        story = self._session.story
        event_id = event_id or self.next_event_id
        name = event_id if layout == "event" else layout
        slide_id = free_slide_id(self._session.document.text, name or layout)
        index = self._index_after(after_slide_id)
        keys = new_slide_keys(layout, slide_id, story.languages, event_id, image_file or self.next_image_file)
        keys.update(values or {})
        if not self._edits.apply(lambda text: insert_slide(text, index, keys)):
            return ""
        self._show((slide_id,))
        return slide_id

    def _index_after(self, slide_id: str) -> int:
        """Return the index after a slide, of the end for none."""
        story = self._session.story
        return story.slide_index.get(slide_id, len(story.slides) - 1) + 1

    def _show(self, slide_ids: Sequence[str]) -> None:
        if slide_ids:
            self._session.navigator.go_to_slide(slide_ids[0])
            self.placed.emit(tuple(slide_ids))

    # -- changing ------------------------------------------------------------------------------------------------------

    def duplicate(self, slide_ids: Sequence[str]) -> None:
        """Duplicate slides and show the first copy."""
        self._apply_and_show(slide_ids, lambda text: duplicate_slides(text, slide_ids))

    def delete(self, slide_ids: Sequence[str]) -> bool:
        """Delete slides; it can be undone."""
        slide_ids = self._existing(slide_ids)
        return bool(slide_ids) and self._edits.apply(lambda text: delete_slides(text, slide_ids))

    def move(self, slide_ids: Sequence[str], index: int, *, opens_section: bool = False) -> None:
        """Move slides before the one at an index of the text.

        With `opens_section` they begin the section that this slide began.
        """
        slide_ids = self._existing(slide_ids)
        if slide_ids and self._edits.apply(
            lambda text: move_between_sections(text, slide_ids, index, opens_section=opens_section)
        ):
            self.placed.emit(tuple(slide_ids))

    def title_of_section(self, slide_id: str, language: str) -> str:
        """Return the title of a section as the text has it now.

        While the text is broken, the story has an older one.
        """
        title = data_at(self._session.document.text, ("slide", slide_id, "section"))
        if isinstance(title, dict):
            title = title.get(language, next(iter(title.values()), ""))
        return title if isinstance(title, str) else ""

    def place_of_section(self, slide_id: str, language: str) -> PendingWords:
        """Return where the title of a section is written."""
        document, languages = self._session.document, self._session.story.languages
        path: KeyPath = ("slide", slide_id, "section")
        localized_path = (*path, language)

        def make_edit(text: str, at: KeyPath, title: str) -> Edit:
            return write_text(text, at[:-1] if at[-1] == language else at, language, title, languages)

        is_localized = string_at(document.text, localized_path) is not None
        return PendingWords(document, localized_path if is_localized else path, make_edit)

    def write_words(self, place: PendingWords, words: str) -> None:
        """Write words; those without a place go to the clipboard."""
        try:
            if place.is_open:
                place.write(words)
        except EditError as error:
            QGuiApplication.clipboard().setText(words)
            self._refuse(error)

    def _refuse(self, error: EditError) -> None:
        self._edits.refused.emit(error.message(self._edits.settings.language))

    def remove_section(self, slide_id: str) -> None:
        """Remove the title of a section; its slides stay where they are."""
        if self._existing((slide_id,)):
            self._edits.apply(lambda text: set_key(text, ("slide", slide_id, "section"), None))

    def _existing(self, slide_ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(slide_id for slide_id in slide_ids if slide_id in self._session.story.slide_index)

    def _apply_and_show(
        self, slide_ids: Sequence[str], make_edit: Callable[[str], tuple[Edit, tuple[str, ...]]]
    ) -> None:
        """Make an edit that adds slides, and show them."""
        new_ids: tuple[str, ...] = ()

        def make(text: str) -> Edit:
            nonlocal new_ids
            edit, new_ids = make_edit(text)
            return edit

        if slide_ids and self._edits.apply(make):
            self._show(new_ids)

    # -- the clipboard -------------------------------------------------------------------------------------------------

    def copy(self, slide_ids: Sequence[str]) -> bool:
        """Copy slides as text, with the folder of their pictures."""
        slide_ids = self._existing(slide_ids)
        document = self._session.document
        if not slide_ids or not document.editable:
            return False
        document.flush_input()
        mime_data = QMimeData()
        try:
            mime_data.setText(copy_slides(document.text, slide_ids))
        except EditError as error:  # a broken text may have lost what the story still shows
            self._refuse(error)
            return False
        if self._session.path is not None:
            mime_data.setData(FOLDER_MIME, str(self._session.path.parent).encode())
        QGuiApplication.clipboard().setMimeData(mime_data)
        return True

    def cut(self, slide_ids: Sequence[str]) -> None:
        """Copy slides, then delete them."""
        if self.copy(slide_ids):
            self.delete(slide_ids)

    def can_paste(self, mime_data: QMimeData) -> bool:
        """Return whether data holds copied slides or events."""
        return mime_data.hasText() and is_copy(mime_data.text())

    def paste(self, mime_data: QMimeData, after_slide_id: str) -> None:
        """Paste copied slides after a slide, and show them."""
        copied, path = mime_data.text(), self._session.path
        folder = bytes(mime_data.data(FOLDER_MIME).data()).decode("utf-8", "replace")
        place = partial(self._paste_after, after_slide_id)
        if not folder or path is None or Path(folder) == path.parent or not picture_references(copied, Path(folder)):
            place(copied)
            return
        self.about_to_import_picture.emit()
        self._session.picture_importer.bring(copied, Path(folder), place)

    def _paste_after(self, after_slide_id: str, copied: str) -> None:
        copied = fit_languages(copied, self._session.story.languages)
        index = self._index_after(after_slide_id)
        self._apply_and_show(("pasted",), lambda text: paste_slides(text, index, copied))
