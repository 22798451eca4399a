"""What the tests of windows share: a fresh application's objects, a story in a folder of its own, real key presses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from desktop.ui.window.window import MainWindow


@pytest.fixture(autouse=True)
def fresh_settings(monkeypatch):
    """Begin each test as a new person, and end it when all settings are written."""
    from desktop.session.settings_store import SettingsStore

    saved = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "passeur")
    saved.clear()
    saved.setValue("words/spelling", "false")  # it starts a process; tests/session/spelling does
    saved.sync()
    stores = []
    begin = SettingsStore.__init__

    def begin_and_note(store):
        begin(store)
        stores.append(store)

    monkeypatch.setattr(SettingsStore, "__init__", begin_and_note)
    yield
    for store in stores:
        store.flush()


@pytest.fixture(autouse=True)
def disk_is_waited_for(monkeypatch):
    """Wait for all that is asked of the disk: here a busy machine is no slow disk."""
    from desktop.session import disk_timeouts

    monkeypatch.setattr(disk_timeouts, "ACTION_S", disk_timeouts.SAVE_S)
    monkeypatch.setattr(disk_timeouts, "OPENING_S", disk_timeouts.SAVE_S)


@pytest.fixture
def file(tmp_path: Path, stories: Path) -> Path:
    """Return a copy of the story of all layouts that may be written to."""
    shutil.copy(stories / "bridge.svg", tmp_path)
    return Path(shutil.copy(stories / "layouts.toml", tmp_path / "content.toml"))


@pytest.fixture
def session(qapp, tmp_path_factory):
    from desktop.session.session import Session

    made = Session(data_folder=tmp_path_factory.mktemp("data"))
    yield made
    made.document.discard_changes()
    made.close()


def _shown_window(qtbot, qapp, file: Path, *, side_panel: bool) -> Iterator[MainWindow]:
    from desktop.ui.app.app import build_window

    made = build_window(qapp)
    made.settings.set_reduced_motion(True)

    def let_go(_window: object) -> None:
        """Let go of whatever a test changed: nobody is there to be asked."""
        made.build_workbench().editors.flush_input()
        made.session.document.discard_changes()

    qtbot.addWidget(made, before_close_func=let_go)
    made.story_file.open(file)
    made.build_workbench().side_container.setVisible(side_panel)
    made.build_workbench().notes_box.show()
    made.build_workbench().row_splitter.setSizes([520, 236])
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=30_000)
    yield made
    made.file_watch.watch(None)
    made.close()
    made.session.close()


@pytest.fixture
def window(qtbot, qapp, file):
    """Return a window that shows the story, with its side panel hidden: its forms are four tenths of a window's work."""
    yield from _shown_window(qtbot, qapp, file, side_panel=False)


@pytest.fixture
def whole_window(qtbot, qapp, file):
    """Return a window that shows the story with its side panel."""
    yield from _shown_window(qtbot, qapp, file, side_panel=True)
