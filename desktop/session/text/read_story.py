"""Read a story's file and pictures away from the event loop."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from desktop.fast_dataclass import dataclass
from desktop.qt_thread_classes import make_thread_classes
from desktop.render import images
from desktop.render.picture_file import is_vector
from desktop.session import disk_timeouts
from desktop.session.text.file_state import FileState, read_state
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


def with_named_files(load_result: LoadResult, data: bytes, path: str) -> tuple[LoadResult, bool]:
    """Return a story that knows its files, and whether the disk answered.

    A thread asks; a disk that does not answer within `OPENING_S` leaves the story as it is.
    """
    story, assumed = load_result.story, load_result.named_files
    if story is None or assumed is None or assumed.asks_nothing:
        return load_result, True
    make_thread_classes()
    answers: list[NamedFiles] = []
    thread = threading.Thread(target=partial(_look_for_files, story, assumed, answers), name="named files", daemon=True)
    thread.start()
    thread.join(disk_timeouts.OPENING_S)
    if not answers:
        return load_result, False
    if answers[0].says_same(assumed):
        return load_result, True
    return load_text(data, path=path, folder=assumed.folder, known_files=answers[0]), True


def _look_for_files(story: Story, assumed: NamedFiles, answers: list[NamedFiles]) -> None:
    """Ask the disk for a text's files and their versions."""
    found = assumed.read_again()
    for name in story.linked_files:
        images.file_version(os.path.join(story.folder, name))
    answers.append(found)


def known_file_versions(story: Story) -> dict[str, int]:
    """Return the versions of a story's files that were read last.

    The disk is not asked: a file that was never read is left out.
    """
    versions = {name: images.known_file_version(os.path.join(story.folder, name)) for name in story.linked_files}
    return {name: version for name, version in versions.items() if version is not None}
