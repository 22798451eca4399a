"""Bring the pictures of copied slides into the folder of another story."""

from __future__ import annotations

from pathlib import Path

from desktop.story.edit.edit import EditError, set_value
from desktop.story.load.load import load_text
from desktop.story.localized_text import KeyPath
from desktop.story.storage.files import NamedFiles, find_file
from desktop.story.storage.pictures import import_picture


def picture_references(copied: str, source_folder: Path) -> tuple[tuple[str, KeyPath], ...]:
    """Return the pictures that copied slides name, with their places.

    The disk is not asked for them.
    """
    folder = str(source_folder)
    story = load_text(copied, folder=folder, known_files=NamedFiles(folder)).story
    return tuple(story.image_references) if story is not None else ()


def bring_pictures(copied: str, source_folder: Path, story_folder: Path) -> str:
    """Copy the pictures of copied slides; return the slides' text.

    A picture that cannot be copied is shown as missing, with its name.
    """
    for image_file, key_path in picture_references(copied, source_folder):
        source = find_file(source_folder, image_file)
        if source is None:
            continue
        try:
            copied = set_value(copied, key_path, import_picture(source, story_folder)).apply(copied)
        except (OSError, EditError):
            continue
    return copied
