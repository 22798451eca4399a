"""Do each work of the program's threads in a thread, and print the classes of Qt that were made there.

Each work has a process of its own, in which nothing of Qt is there but what its module imports. The window's thread waits
meanwhile, so that each new class is one of the thread. `tests/test_thread_classes.py` compares `WORKS` with the code.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT)]

from desktop.qt_thread_classes import make_thread_classes  # noqa: E402

STORY = """format = 1
[story]
title = "Bridges"
languages = ["en"]
[track.t]
title = "Events"
data = "events.csv"
[[slide]]
id = "drawing"
layout = "image"
title = "A drawing"
image = "bridge.svg"
[[slide]]
id = "picture"
layout = "image"
title = "A picture"
image = "picture.png"
"""


def folder_with_story() -> Path:
    """Return a new folder with a story, its pictures and its events."""
    folder = Path(tempfile.mkdtemp(prefix="passeur-classes-"))
    (folder / "content.toml").write_text(STORY, "utf-8")
    (folder / "events.csv").write_text("date,title\n1900,One\n1950,Two\n", "utf-8")
    (folder / "bridge.svg").write_bytes((ROOT / "tests" / "stories" / "bridge.svg").read_bytes())
    picture = next(ROOT.joinpath("tests", "render", "golden").glob("*.png"))
    (folder / "picture.png").write_bytes(picture.read_bytes())
    return folder


def check_pictures(folder: Path) -> Callable[[], object]:
    from desktop.session.checks import background_checks
    from desktop.story.load.load import load_file

    background_checks.prepare_checks()
    story = load_file(folder / "content.toml").story
    assert story is not None
    return lambda: [check(story) for check in background_checks.CHECKS.values()]


def check_before_talk(folder: Path) -> Callable[[], object]:
    from desktop.ui.dialogs.preflight import _read_files, prepare_to_read

    prepare_to_read()
    return partial(_read_files, folder / "content.toml")


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


def open_story(folder: Path) -> Callable[[], object]:
    from desktop.ui.window.story_file import _read

    return partial(_read, folder / "content.toml")


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
        recovery._discard(store, copy.file, recovery._lock_beside(copy.file))
        copy.release()
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
    reader = _ReaderThread(1, story, [track for track in story.tracks if track.data], owner)
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
        journal.end()
        journal.delete()

    return work


def load_recent(folder: Path) -> Callable[[], object]:
    from desktop.ui.window.start_page import _load_recent

    return partial(_load_recent, folder / "content.toml")


def create_of_table(folder: Path) -> Callable[[], object]:
    from desktop.story.storage.new import create_story_of_table
    from desktop.ui.dialogs.new_story import _created

    (table := folder / "events.csv").write_text("date,title\n1902,A\n", "utf-8")
    return partial(_created, partial(create_story_of_table, folder / "of-a-table", table))


def search_files(folder: Path) -> Callable[[], object]:
    from desktop.timeline.event_search import EventFilter
    from desktop.ui.timeline.file_search import search_all

    return partial(search_all, [(0, "first")], {}, "one", EventFilter(), None)


def ask_bus(folder: Path) -> Callable[[], object]:
    from desktop.ui.talk.keep_awake import _bus_answers

    return _bus_answers


def write_picture(folder: Path) -> Callable[[], object]:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage

    from desktop.output import export_job, png

    image = QImage(QSize(8, 8), QImage.Format.Format_RGB32)
    image.fill(0)
    return lambda: export_job._write(partial(png.write_image, image), folder / "temp.png", folder / "out.png")


WORKS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "desktop.output.export_job: _write": write_picture,
    "desktop.session.checks.background_checks: check": check_pictures,
    "desktop.session.checks.background_checks: issues_to_problems": find_places,
    "desktop.session.event_file_loader: _ReaderThread": read_events,
    "desktop.session.file_watcher: _run": watch_files,
    "desktop.session.frame_cache: load_all": load_pictures,
    "desktop.ui.timeline.cards.card_picture: load_all": load_pictures,
    "desktop.session.picture_importer: _add": add_picture,
    "desktop.session.picture_importer: bring_pictures": bring_slides,
    "desktop.session.session: _reading": read_story,
    "desktop.session.session: read_named_files": ask_files,
    "desktop.session.settings_store: _write": write_settings,
    "desktop.session.text.read_story: _look_for_files": look_for_files,
    "desktop.session.text.folder_listing: list_files": list_folder,
    "desktop.session.text.recovery: _discard": write_copy,
    "desktop.session.text.recovery: delete": write_copy,
    "desktop.session.text.recovery: release": write_copy,
    "desktop.session.text.recovery: write": write_copy,
    "desktop.session.text.story_writer: _add_version": save_story,
    "desktop.session.text.story_writer: _save": save_story,
    "desktop.session.text.story_writer: save_copy": save_elsewhere,
    "desktop.ui.dialogs.new_story: _created": create_of_table,
    "desktop.ui.dialogs.preflight: _read_files": check_before_talk,
    "desktop.ui.talk.keep_awake: _bus_answers": ask_bus,
    "desktop.ui.talk.presenter: acquire": keep_journal,
    "desktop.ui.talk.presenter: end": keep_journal,
    "desktop.ui.talk.presenter: write_ink": keep_journal,
    "desktop.ui.talk.presenter: write_pixels": keep_journal,
    "desktop.ui.talk.presenter: write_state": keep_journal,
    "desktop.ui.timeline.file_search: search_all": search_files,
    "desktop.ui.window.start_page: _load_recent": load_recent,
    "desktop.ui.window.story_file: _read": open_story,
    "desktop.ui.window.talks: delete": keep_journal,
}
"""By the module that gives a work to a thread, and the name of its function."""


def new_classes(work: Callable[[], object]) -> list[str]:
    """Do a work in a thread, and return what of Qt was made there."""
    make_thread_classes()
    before = {name: set(vars(module)) for name, module in qt_modules().items()}
    errors: list[Exception] = []

    def run() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - raised again in the other thread
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return sorted(
        f"{name}.{one}"
        for name, module in qt_modules().items()
        for one in set(vars(module)) - before.get(name, set())
        if name not in before or isinstance(vars(module)[one], type)
    )


def qt_modules() -> dict[str, ModuleType]:
    """Return the modules of Qt that are imported."""
    return {name: module for name, module in sys.modules.items() if name.startswith("PySide6.Qt")}


def main() -> int:
    """Do the works, each in a process of its own; print what is made."""
    status = 0
    for prepare in dict.fromkeys(WORKS.values()):
        child = os.fork()
        if not child:
            made = ["(it failed)"]
            try:
                made = new_classes(prepare(folder_with_story()))
            except Exception:  # noqa: BLE001 - the process ends here in any case
                traceback.print_exc()
            print(f"{prepare.__name__}: {' '.join(made) or 'none'}", flush=True)
            os._exit(bool(made))
        status |= os.waitpid(child, 0)[1]
    return 1 if status else 0


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for _name in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{_name}_HOME"] = tempfile.mkdtemp(prefix="passeur-classes-")
    sys.exit(main())
