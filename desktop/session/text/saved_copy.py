"""Save a story elsewhere with its files; this runs in a thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.fast_dataclass import dataclass

if TYPE_CHECKING:
    from desktop.story.model import Story
    from desktop.story.storage.save import FileFormat


@dataclass(frozen=True, slots=True)
class SavedCopy:
    """A story as it was saved elsewhere.

    `text` was in the window, `saved_text` has the new names of the files in `renamed`. `replaced` was in the file.
    """

    path: Path
    text: str
    saved_text: str
    file_format: FileFormat
    renamed: Mapping[str, str]
    replaced: str | None


def save_copy(old_folder: Path, path: Path, text: str, story: Story, file_format: FileFormat) -> SavedCopy | OSError:
    """Copy the story's files, then save the text; return failures."""
    from desktop.story.storage.linked_files import companion_files, copy_companions, rename_companions
    from desktop.story.storage.save import ChangedOnDisk, save_text

    replaced = None
    try:
        renamed = copy_companions(companion_files(story), old_folder, path.parent)
        saved_text = rename_companions(text, story, renamed)
        try:
            saved_format = save_text(path, saved_text, previous=replace(file_format, data=None))
        except ChangedOnDisk as found:
            replaced = found.text
            saved_format = save_text(path, saved_text, previous=replace(file_format, data=found.file_format.data))
    except OSError as error:  # a SaveError too
        return error
    return SavedCopy(path, text, saved_text, saved_format, renamed, replaced)
