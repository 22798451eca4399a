"""No key asks the disk: whatever reads, looks for or writes a file does so in a thread."""

from __future__ import annotations

import builtins
import io
import os
import shutil
import threading
import traceback
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.story.load.load import load_file, read_and_load
from desktop.ui.dialogs.preflight import PreflightDialog
from desktop.ui.window import story_file

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
QUESTIONS = (
    "stat",
    "lstat",
    "open",
    "scandir",
    "listdir",
    "access",
    "replace",
    "rename",
    "unlink",
    "mkdir",
    "readlink",
)


@pytest.fixture
def questions(monkeypatch, window, tmp_path_factory):
    """Return what the window's thread asks of the disk outside of the program, each with the place that asks."""
    asked, is_noting = [], []
    window.frame_cache.defer_pictures()  # as the program does when the first slide is shown
    below = str(tmp_path_factory.getbasetemp())

    def noting(name, real):
        def ask(path=None, *given, **named):
            text = os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else ""
            if is_noting and threading.current_thread() is threading.main_thread() and text.startswith(below):
                frames = [one for one in traceback.extract_stack() if f"{os.sep}desktop{os.sep}" in one.filename]
                place = " < ".join(f"{one.filename.rpartition(os.sep)[2]}:{one.name}" for one in frames[-3:][::-1])
                asked.append(f"{name} {os.path.basename(text)}: {place}")
            return real(path, *given, **named)

        return ask

    for name in QUESTIONS:
        monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
    for module in (builtins, io):
        monkeypatch.setattr(module, "open", noting("open", module.open))

    @contextmanager
    def noted():
        is_noting.append(True)
        try:
            yield asked
        finally:
            is_noting.clear()

    return noted


def test_a_reading_in_the_windows_thread_is_seen(questions, file):
    with questions() as asked:
        file.read_bytes()
        file.parent.exists()
    assert [one.partition(":")[0] for one in asked] == ["open content.toml", f"stat {file.parent.name}"]


def test_no_key_of_a_talk_asks_the_disk(window, questions, qtbot):
    window.talks.present()
    presenter = window.talks.presenter
    keys = (KEY.Key_Right, KEY.Key_Left, KEY.Key_End, KEY.Key_Home, KEY.Key_B, KEY.Key_B, KEY.Key_T, KEY.Key_Right,
            KEY.Key_T, KEY.Key_O, KEY.Key_Down, KEY.Key_Return, KEY.Key_S, KEY.Key_S, KEY.Key_L, KEY.Key_Q)  # fmt: skip
    with questions() as asked:
        for key in keys:
            QTest.keyClick(presenter.audience, key)
            window.session.request_reload(force=True)
            qtbot.wait(1)
        assert window.session.worker.wait(20)
        qtbot.wait(1)
    presenter.end_talk()
    assert not set(asked)


def test_no_key_of_the_editor_asks_the_disk(window, typing, file, questions, qtbot):
    editor = typing.editor
    window.workbench.bindings.actions["save"].trigger()
    with questions() as asked:
        for line in ("", "[[slide]]", 'id = "new"', 'layout = "image"'):
            QTest.keyClicks(editor, line)
            QTest.keyClick(editor, KEY.Key_Return)
        QTest.keyClicks(editor, 'image = "bri')
        QTest.keyClick(editor, KEY.Key_Space, CTRL)
        window.session.reparse()
        assert window.session.worker.wait(20)
        QTest.keyClick(editor, KEY.Key_Escape)
        QTest.keyClicks(editor, "dge.svg")
        window.session.reparse()
        assert window.session.worker.wait(20)
        QTest.keyClick(editor, KEY.Key_Z, CTRL)
        QTest.keyClick(editor, KEY.Key_S, CTRL)
        qtbot.wait(1)
    assert not set(asked)


def test_no_act_on_the_slides_asks_the_disk(window, file, questions, qtbot):
    actions = window.workbench.bindings.actions
    with questions() as asked:
        for name in ("duplicate", "undo", "redo", "delete", "undo", "insert_slide", "save", "next", "last", "reload"):
            actions[name].trigger()
            assert window.session.worker.wait(20)
            qtbot.wait(1)
    assert not set(asked)


def test_the_list_before_a_talk_asks_the_disk_and_the_desktop_in_threads(window, questions, qtbot):
    with questions() as asked:
        window.workbench.bindings.actions["ready"].trigger()
        sheet = window.findChild(PreflightDialog)
        qtbot.waitUntil(lambda: bool(sheet.results), timeout=30_000)
    assert not set(asked)
    sheet.close()


def test_the_window_goes_on_while_the_list_before_a_talk_waits_for_the_disk(window, monkeypatch, qtbot):
    disk_answers = threading.Event()

    def load_slowly(path):
        assert threading.current_thread() is not threading.main_thread()
        assert disk_answers.wait(20)
        return load_file(path)

    monkeypatch.setattr("desktop.ui.dialogs.preflight.load_file", load_slowly)
    window.workbench.bindings.actions["ready"].trigger()
    sheet = window.findChild(PreflightDialog)
    qtbot.wait(20)
    window.workbench.bindings.actions["next"].trigger()  # the window goes on
    assert window.session.navigator.position.slide_id == "statement"
    assert sheet.overall_label.text() == "…"
    disk_answers.set()
    qtbot.waitUntil(lambda: bool(sheet.results), timeout=30_000)
    sheet.close()


@pytest.fixture
def slow_opening(window, tmp_path, stories, monkeypatch):
    """Begin to open another story on a disk that hangs; return its path and what lets the disk answer."""
    disk_answers = threading.Event()
    read = story_file.read_and_load

    def read_slowly(*arguments, **options):
        assert threading.current_thread() is not threading.main_thread()
        assert disk_answers.wait(20)
        return read(*arguments, **options)

    monkeypatch.setattr(story_file, "read_and_load", read_slowly)
    (tmp_path / "other").mkdir()
    other = Path(shutil.copy(stories / "roadmap.toml", tmp_path / "other" / "other.toml"))
    assert not window.story_file.open(other, timeout_s=0.0)
    yield other, disk_answers
    disk_answers.set()


def test_a_story_on_a_slow_disk_is_opened_when_it_is_read(window, file, slow_opening, qtbot):
    other, disk_answers = slow_opening
    assert window.session.path == file
    told = []
    window.story_file.notice.connect(told.append)
    window.story_file.report_late_story()
    assert told == ["Opening other.toml…"]
    QTest.keyClick(window.slide_view, Qt.Key.Key_Right)  # the window goes on
    assert window.session.navigator.position.slide_id == "statement"
    disk_answers.set()
    qtbot.waitUntil(lambda: window.session.path == other, timeout=30_000)
    assert window.session.story.slides
    window.story_file.report_late_story()
    assert len(told) == 1
    assert "said" not in window.workbench.notifications.bars


def test_of_two_stories_the_one_asked_for_last_is_opened(window, file, slow_opening, monkeypatch, qtbot):
    _other, disk_answers = slow_opening
    with monkeypatch.context() as patch:
        patch.setattr(story_file, "read_and_load", read_and_load)
        again = Path(shutil.copy(file, file.with_name("again.toml")))
        old = [thread for thread in threading.enumerate() if thread.name == "background"]
        assert window.story_file.open(again)
    assert window.session.path == again
    disk_answers.set()
    for thread in old:
        thread.join(20)
    QApplication.processEvents()
    assert window.session.path == again


def test_a_story_that_comes_late_disturbs_no_talk(window, file, slow_opening, qtbot):
    _other, disk_answers = slow_opening
    told = []
    window.story_file.notice.connect(told.append)
    window.talks.present()
    disk_answers.set()
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told == ["other.toml was not opened: a talk had begun"]
    assert window.session.path == file
    window.talks.end()


def test_what_fails_while_a_story_is_read_is_raised_where_it_was_asked_for(window, file, monkeypatch):
    def fail(*_arguments, **_options):
        raise MemoryError

    monkeypatch.setattr(story_file, "read_and_load", fail)
    with pytest.raises(MemoryError):
        window.story_file.open(file)
