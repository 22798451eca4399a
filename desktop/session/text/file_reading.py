"""Read a story's file and pictures away from the event loop."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from desktop.fast_dataclass import dataclass
from desktop.render import images
from desktop.render.picture_file import is_vector
from desktop.session.text.file_reader import FileState, read_state
from desktop.story.load.load import LoadResult, load_text
from desktop.story.model import Story
from desktop.story.storage.files import NamedFiles


@dataclass(frozen=True, slots=True)
class FileReading:
    """A story's file and pictures as they were at one moment.

    `known_bytes` are those that the session had when the reading began. `load_result` is the story of the bytes read;
    it is None where nothing has changed, or nothing could be read.
    """

    path: Path
    known_bytes: bytes
    state: FileState
    load_result: LoadResult | None
    file_versions: Mapping[str, int]
    has_new_file: bool  # a name of the text whose file came, or went


def read_story_file(
    path: Path, folder: str | None, known_bytes: bytes, story: Story, named_files: NamedFiles | None, *, force: bool
) -> FileReading:
    """Read the file again; parse it if anything changed.

    `story` is the one of the known bytes, and `named_files` what was known of its files. This may run in a thread.
    """
    state = read_state(path)
    known_versions = known_file_versions(story)
    versions = read_file_versions(story)
    load_result = None
    has_new_file = named_files is not None and not named_files.read_again().says_same(named_files)
    if state.data and (force or has_new_file or state.data != known_bytes or versions != known_versions):
        load_result = load_text(state.data, path=str(path), folder=folder)
        if load_result.story is not None:
            versions = read_file_versions(load_result.story)
    return FileReading(path, known_bytes, state, load_result, versions, has_new_file)


def read_named_files(story: Story, named_files: NamedFiles) -> tuple[NamedFiles, dict[str, int]]:
    """Ask the disk for a text's files and their versions."""
    unknown = len(known_file_versions(story)) < len(set(story.linked_files))
    return named_files.read_again(), read_file_versions(story) if unknown else {}


def read_file_versions(story: Story) -> dict[str, int]:
    """Ask the disk for the versions of a story's files.

    The layout then takes both from memory.
    """
    versions = {}
    pictures = frozenset(story.image_files)
    for name in story.linked_files:
        file = os.path.join(story.folder, name)
        versions[name] = images.read_file_version(file)
        if name in pictures and not is_vector(name):
            images.image_size(file, story.folder, versions[name])
    return versions


def ask_file_versions(story: Story) -> None:
    """Ask the disk for the versions that are not known yet."""
    for name in story.linked_files:
        images.file_version(os.path.join(story.folder, name))


def known_file_versions(story: Story) -> dict[str, int]:
    """Return the versions of a story's files that were read last.

    The disk is not asked: a file that was never read is left out.
    """
    versions = {name: images.known_file_version(os.path.join(story.folder, name)) for name in story.linked_files}
    return {name: version for name, version in versions.items() if version is not None}
