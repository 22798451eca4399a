"""The works of `desktop.ui` and `desktop.output`.

Each function imports what a work needs and returns the work, for a new folder with a story.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.programs.thread_works import session_works


def check_before_talk(folder: Path) -> Callable[[], object]:
    from desktop.ui.dialogs.preflight import _read_files, prepare_to_read

    prepare_to_read()
    return partial(_read_files, folder / "content.toml")


def open_story(folder: Path) -> Callable[[], object]:
    from desktop.ui.window.story_file import _read

    return partial(_read, folder / "content.toml")


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

    return partial(search_all, [(0, 0.0, "first")], {}, "one", EventFilter(), None)


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


def compare_version(folder: Path) -> Callable[[], object]:
    from desktop.story.storage.versions import VersionStore
    from desktop.ui.dialogs.versions import _read_and_compare, _read_list

    (store := VersionStore(folder / "kept")).add(story := folder / "content.toml", "title = 1\n")
    return lambda: _read_and_compare(store, _read_list(store, story)[0], "title = 2\n", "en")


WORKS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "desktop.output.export_job: _write": write_picture,
    "desktop.ui.timeline.cards.card_picture: load_all": session_works.load_pictures,
    "desktop.ui.dialogs.new_story: _created": create_of_table,
    "desktop.ui.dialogs.preflight: _read_files": check_before_talk,
    "desktop.ui.dialogs.versions: _read_and_compare": compare_version,
    "desktop.ui.dialogs.versions: _read_list": compare_version,
    "desktop.ui.talk.keep_awake: _bus_answers": ask_bus,
    "desktop.ui.talk.presenter: acquire": session_works.keep_journal,
    "desktop.ui.talk.presenter: end": session_works.keep_journal,
    "desktop.ui.talk.presenter: write_ink": session_works.keep_journal,
    "desktop.ui.talk.presenter: write_pixels": session_works.keep_journal,
    "desktop.ui.talk.presenter: write_state": session_works.keep_journal,
    "desktop.ui.timeline.file_search: search_all": search_files,
    "desktop.ui.window.start_page: _load_recent": load_recent,
    "desktop.ui.window.story_file: _read": open_story,
    "desktop.ui.window.talks: delete": session_works.keep_journal,
    "desktop.ui.window.talks: read_interrupted": session_works.keep_journal,
}
"""By the module that gives a work to a thread, and the name of its function."""
