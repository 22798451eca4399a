"""The works of `desktop.session`.

Each function imports what a work needs and returns the work, for a new folder with a story.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.programs.thread_works.story_folder import STORY


def check_pictures(folder: Path) -> Callable[[], object]:
    from desktop.session.checks import background_checks
    from desktop.story.load.load import load_file

    background_checks.prepare_checks()
    story = load_file(folder / "content.toml").story
    assert story is not None
    return lambda: [check(story) for check in background_checks.CHECKS.values()]


def find_places(folder: Path) -> Callable[[], object]:
    from desktop.story.load.locate_problems import issues_to_problems
    from desktop.story.problems.issue import Issue

    return partial(issues_to_problems, (Issue("image.missing", ("slide", "picture", "image")),), STORY, "content.toml")


def write_settings(folder: Path) -> Callable[[], object]:
    from desktop.session.settings_store import SettingsStore

    store = SettingsStore()
    store._changes = [("one", 1, lambda _old: 1), ("two", 1, lambda _old: ["a", "b"]), ("one", 2, lambda _old: None)]
    return store._write


def read_story(folder: Path) -> Callable[[], object]:
    from desktop.session.text.read_story import read_story_file
    from desktop.story.load.load import read_and_load

    data, opened, result = read_and_load(str(folder / "content.toml"))
    assert result.story is not None
    return partial(read_story_file, folder / "content.toml", opened, data, result.story, result.named_files, force=True)


def ask_files(folder: Path) -> Callable[[], object]:
    from desktop.session.text.read_story import read_named_files
    from desktop.story.load.load import read_and_load

    _, _, result = read_and_load(str(folder / "content.toml"))
    assert result.story is not None
    assert result.named_files is not None
    return partial(read_named_files, result.story, result.named_files)


def look_for_files(folder: Path) -> Callable[[], object]:
    from desktop.session.text.read_story import _look_for_files
    from desktop.story.load.load import read_and_load

    _, _, result = read_and_load(str(folder / "content.toml"), asks_for_files=False)
    assert result.story is not None
    assert result.named_files is not None
    return partial(_look_for_files, result.story, result.named_files, [])


def add_picture(folder: Path) -> Callable[[], object]:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage

    from desktop.session.picture_importer import _add

    image = QImage(QSize(8, 8), QImage.Format.Format_RGB32)
    image.fill(0)
    goal = Path(tempfile.mkdtemp(prefix="passeur-classes-"))

    def work() -> None:
        assert _add(folder / "picture.png", "picture.png", goal) == "assets/picture.png"
        assert _add(image, "pasted.png", goal) == "assets/pasted.png"

    return work


def bring_slides(folder: Path) -> Callable[[], object]:
    from desktop.story.assist.copied_pictures import bring_pictures

    goal = Path(tempfile.mkdtemp(prefix="passeur-classes-"))
    return partial(bring_pictures, STORY, folder, goal)


def list_folder(folder: Path) -> Callable[[], object]:
    from desktop.session.text.folder_listing import list_files

    return partial(list_files, str(folder), (".png",))


def write_copy(folder: Path) -> Callable[[], object]:
    from desktop.session.text import recovery
    from desktop.story.storage.unsaved import UnsavedStore

    store = UnsavedStore(folder / "versions")
    copy = recovery._Copy(lambda: store, folder / "content.toml")

    def work() -> None:
        assert copy.write("text", "base") is None
        assert copy.file is not None
        other = recovery._Copy(lambda: store, folder / "content.toml")
        assert other.claim("") is None  # the window is alive
        copy.release()
        unsaved = other.claim("")
        assert unsaved is not None
        other.discard(unsaved.file)
        other.release_all()
        copy.delete()

    return work


def save_story(folder: Path) -> Callable[[], object]:
    from desktop.session.text import story_writer
    from desktop.story.storage.save import detect_format
    from desktop.story.storage.versions import VersionStore

    text, file_format = detect_format((folder / "content.toml").read_bytes())
    changed = text.replace("A drawing", "Another drawing")
    return partial(
        story_writer._save, VersionStore(folder / "kept"), folder / "content.toml", changed, text, file_format
    )


def save_elsewhere(folder: Path) -> Callable[[], object]:
    from desktop.session.text.saved_copy import SavedCopy, save_copy
    from desktop.story.load.load import load_file
    from desktop.story.storage.save import detect_format

    story = load_file(folder / "content.toml").story
    assert story is not None
    text, file_format = detect_format((folder / "content.toml").read_bytes())
    goal = Path(tempfile.mkdtemp(prefix="passeur-classes-")) / "content.toml"

    def work() -> None:
        assert isinstance(save_copy(folder, goal, text, story, file_format), SavedCopy)

    return work


def watch_files(folder: Path) -> Callable[[], object]:
    from PySide6.QtCore import QCoreApplication

    from desktop.session.file_watcher import FileWatcher

    app, watcher, is_ready = QCoreApplication([]), FileWatcher(), threading.Event()

    def ask() -> None:
        is_ready.wait()
        watcher._watch_requested.emit(folder / "content.toml")
        watcher._more_requested.emit((folder / "picture.png",))
        watcher._check_requested.emit()
        watcher._end_requested.emit()

    def work() -> None:
        assert app is not None
        threading.Thread(target=ask).start()
        watcher._run(is_ready)

    return work


def read_events(folder: Path) -> Callable[[], object]:
    from desktop.session.event_file_loader import _ReaderThread
    from desktop.story.load.load import load_file

    story = load_file(folder / "content.toml").story
    assert story is not None
    from PySide6.QtCore import QObject

    owner = QObject()
    reader = _ReaderThread(1, story, [track for track in story.tracks if track.data], None, owner)
    return lambda: (owner, reader.run())


def load_pictures(folder: Path) -> Callable[[], object]:
    from PySide6.QtCore import QRect, QSize

    from desktop.render import images

    name, drawing = str(folder / "picture.png"), str(folder / "bridge.svg")
    version = images.read_file_version(name)
    loads = (
        partial(images.read_file_version, name),
        partial(images.raster_size, name, str(folder)),
        partial(images.raster_part, name, str(folder), QRect(0, 0, 40, 40), QSize(10, 10)),
        partial(images._read_small_copy, name, str(folder)),
        partial(images.read_svg, drawing, str(folder)),
    )
    assert version
    return partial(images.load_all, [images.PictureJob(load, print) for load in loads])


def keep_journal(folder: Path) -> Callable[[], object]:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage

    from desktop.session.position import Position
    from desktop.session.talk.talk_journal import TalkJournal
    from desktop.session.talk.talk_time import Clock

    journal = TalkJournal(folder)
    image = QImage(QSize(8, 8), QImage.Format.Format_RGB32)
    image.fill(0)

    def work() -> None:
        journal.acquire()
        journal.write_state(folder / "content.toml", Position("drawing", 0), "en", Clock())
        journal.write_ink({})
        assert journal.write_pixels("1a", image) is None
        assert journal.read_interrupted() is not None
        journal.end()
        journal.delete()

    return work


def keep_own_words(folder: Path) -> Callable[[], object]:
    from desktop.session.spelling import spell_checker

    def work() -> None:
        file = folder / "dictionaries" / "words.txt"
        assert spell_checker.find_dictionary("en", folder) is not None
        assert spell_checker._add_own_words(file, frozenset({"one"})) == spell_checker._read_own_words(file) == {"one"}

    return work


def keep_crashes(folder: Path) -> Callable[[], object]:
    from desktop.session.errors.crash_file import CrashFile

    (folder / "crash-1.txt").write_text("Fatal Python error")
    crash_file = CrashFile(folder)

    def work() -> None:
        crash_file._open()
        crash_file._acquire()
        assert crash_file.crash_of_earlier_run() == "Fatal Python error"
        crash_file.delete_earlier()
        crash_file._close()

    return work


WORKS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "desktop.session.checks.background_checks: check": check_pictures,
    "desktop.session.checks.background_checks: issues_to_problems": find_places,
    "desktop.session.errors.crash_file: _acquire": keep_crashes,
    "desktop.session.errors.crash_file: _close": keep_crashes,
    "desktop.session.errors.crash_file: _open": keep_crashes,
    "desktop.session.errors.crash_file: crash_of_earlier_run": keep_crashes,
    "desktop.session.errors.crash_file: delete_earlier": keep_crashes,
    "desktop.session.event_file_loader: _ReaderThread": read_events,
    "desktop.session.file_watcher: _run": watch_files,
    "desktop.session.frame_cache: load_all": load_pictures,
    "desktop.session.picture_importer: _add": add_picture,
    "desktop.session.picture_importer: bring_pictures": bring_slides,
    "desktop.session.session: read_story_file": read_story,
    "desktop.session.session: read_named_files": ask_files,
    "desktop.session.settings_store: _write": write_settings,
    "desktop.session.spelling.spell_checker: _add_own_words": keep_own_words,
    "desktop.session.spelling.spell_checker: _read_own_words": keep_own_words,
    "desktop.session.spelling.spell_checker: find_dictionary": keep_own_words,
    "desktop.session.text.read_story: _look_for_files": look_for_files,
    "desktop.session.text.folder_listing: list_files": list_folder,
    "desktop.session.text.recovery: claim": write_copy,
    "desktop.session.text.recovery: delete": write_copy,
    "desktop.session.text.recovery: discard": write_copy,
    "desktop.session.text.recovery: release_all": write_copy,
    "desktop.session.text.recovery: write": write_copy,
    "desktop.session.text.story_writer: _add_version": save_story,
    "desktop.session.text.story_writer: _save": save_story,
    "desktop.session.text.story_writer: save_copy": save_elsewhere,
}
"""By the module that gives a work to a thread, and the name of its function."""
