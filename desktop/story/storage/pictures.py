"""Copy pictures into the folder of a story."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.story.normalize import slug
from desktop.story.storage.atomic import replacing
from desktop.story.storage.guarded_read import MAX_PICTURE_BYTES, read_file


def safe_file_name(file_name: str, existing_names: Sequence[str] = ()) -> str:
    """Return a file name of lowercase letters, digits and hyphens.

    It gets a number if `existing_names` has it.
    """
    stem, dot, suffix = file_name.rpartition(".")
    name = slug(stem if dot else file_name) or "image"
    extension = f".{suffix.lower()}" if dot else ""
    number, candidate = 1, name + extension
    while candidate in existing_names:
        number += 1
        candidate = f"{name}-{number}{extension}"
    return candidate


def import_picture(source: Path, story_folder: Path) -> str:
    """Copy a picture into the story's assets; return its path.

    The path is as the text of the story names it. A picture that is there already is not copied again. Raises OSError
    if it cannot be copied.
    """
    if source.resolve().is_relative_to(story_folder.resolve()):
        return source.resolve().relative_to(story_folder.resolve()).as_posix()
    assets = story_folder / "assets"
    assets.mkdir(exist_ok=True)
    data = read_file(source, max_bytes=MAX_PICTURE_BYTES)
    for existing in assets.iterdir():
        same_size = (
            existing.suffix.lower() == source.suffix.lower()
            and existing.is_file()
            and existing.stat().st_size == len(data)
        )
        if same_size and read_file(existing, max_bytes=MAX_PICTURE_BYTES) == data:
            return f"assets/{existing.name}"
    file_name = safe_file_name(source.name, [known.name for known in assets.iterdir()])
    with replacing(assets / file_name) as temp_path:
        temp_path.write_bytes(data)
    return f"assets/{file_name}"
