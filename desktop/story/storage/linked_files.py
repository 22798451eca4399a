"""Copy the files that a story names along with its text."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from desktop.story.edit.edit import EditError, set_value
from desktop.story.edit.texts import string_at
from desktop.story.localized_text import KeyPath
from desktop.story.model import Story
from desktop.story.storage.atomic import replacing
from desktop.story.storage.guarded_read import is_regular_file, open_file


def companion_files(story: Story) -> tuple[str, ...]:
    """Return the pictures and data files that a story names."""
    data_files = (track.data for track in story.tracks if track.data)
    return tuple(dict.fromkeys((*story.image_files, *data_files)))


def copy_companions(files: Iterable[str], folder: Path, target_folder: Path) -> dict[str, str]:
    """Copy files into another folder; return those that are renamed.

    Nothing is written over: where another file has the name, the copy gets a number. Raises OSError.
    """
    renamed: dict[str, str] = {}
    if folder.resolve() == target_folder.resolve():
        return renamed
    if not target_folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target_folder))
    for name in files:
        source = folder / name
        if not is_regular_file(source):
            continue
        target_name = _free_name(name, source, target_folder)
        target = target_folder / target_name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            with (
                open_file(source, folder=folder) as stream,
                replacing(target) as temp_path,
                open(temp_path, "wb") as copy,
            ):
                shutil.copyfileobj(stream, copy)
        if target_name != name:
            renamed[name] = target_name
    return renamed


def _free_name(name: str, source: Path, target_folder: Path) -> str:
    """Return a name that is free, or that of the same file."""
    stem, suffix = os.path.splitext(name)
    number, candidate = 1, name
    while os.path.lexists(target_folder / candidate):
        if is_regular_file(target_folder / candidate) and filecmp.cmp(source, target_folder / candidate, shallow=False):
            break
        number += 1
        candidate = f"{stem}-{number}{suffix}"
    return candidate


def rename_companions(text: str, story: Story, renamed: Mapping[str, str]) -> str:
    """Return the text with the new names of files."""
    for path in _paths_of_files(story):
        new_name = renamed.get(string_at(text, path) or "")
        if new_name is not None:
            try:
                text = set_value(text, path, new_name).apply(text)
            except EditError:
                continue
    return text


def _paths_of_files(story: Story) -> Iterable[KeyPath]:
    yield from (("slide", slide.id, "image") for slide in story.slides)
    yield from (("event", event.id, "image") for event in story.events)
    yield from (("track", track.id, "data") for track in story.tracks)
