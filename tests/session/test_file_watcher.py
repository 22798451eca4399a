"""The file is watched whatever becomes of its folder."""

from __future__ import annotations

import os
import shutil
import threading

import pytest

from desktop.session.file_watcher import FileWatcher, _DiskWatcher


@pytest.fixture
def watched(qtbot, tmp_path):
    """Return a story in a folder of its own, and its watcher."""
    file = tmp_path / "deep" / "story" / "content.toml"
    file.parent.mkdir(parents=True)
    file.write_text("0")
    watcher = FileWatcher()
    told(qtbot, watcher, lambda: watcher.watch(file))
    yield file, watcher
    watcher.watch(None)


def told(qtbot, watcher, act) -> None:
    with qtbot.waitSignal(watcher.changed, timeout=30_000):
        act()


def test_a_folder_that_is_removed_and_made_anew_is_watched_again(qtbot, watched):
    file, watcher = watched
    for _ in range(3):
        told(qtbot, watcher, lambda: shutil.rmtree(file.parent))
        told(qtbot, watcher, lambda: (file.parent.mkdir(), file.write_text("made")))
        told(qtbot, watcher, lambda: file.write_text("changed"))


def test_a_folder_that_is_swapped_for_another_is_watched(qtbot, watched, tmp_path):
    file, watcher = watched
    other = tmp_path / "other"
    other.mkdir()
    (other / "content.toml").write_text("other")

    def swap():
        file.parent.rename(tmp_path / "away")
        other.rename(file.parent)

    told(qtbot, watcher, swap)
    told(qtbot, watcher, lambda: file.write_text("changed"))


def test_the_folder_above_may_go_and_come_too(qtbot, watched):
    file, watcher = watched
    told(qtbot, watcher, lambda: shutil.rmtree(file.parent.parent))
    told(qtbot, watcher, lambda: (file.parent.mkdir(parents=True), file.write_text("made")))
    told(qtbot, watcher, lambda: file.write_text("changed"))


def test_a_busy_folder_above_tells_nothing(qtbot, watched):
    file, watcher = watched
    heard = []
    watcher.changed.connect(lambda: heard.append(True))
    for number in range(20):
        (file.parent.parent / f"{number}").write_text("busy")
    qtbot.wait(200)
    assert heard == []


def test_a_circle_of_links_is_no_error(qapp, tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    watcher = FileWatcher()
    watcher.watch(tmp_path / "a")
    watcher.watch(None)


def test_a_disk_that_hangs_holds_nobody(qtbot, qapp, tmp_path, monkeypatch):
    disk_answers = threading.Event()
    stat = os.stat

    def wait_and_look(path, *arguments, **options):
        if threading.current_thread() is not threading.main_thread():
            assert disk_answers.wait(20)
        return stat(path, *arguments, **options)

    file = tmp_path / "content.toml"
    file.write_text("0")
    monkeypatch.setattr(os, "stat", wait_and_look)
    watcher = FileWatcher()
    watcher.watch(file)
    watcher.watch_also([tmp_path / "picture.png"])
    watcher.check()
    assert not disk_answers.is_set()  # nobody waited for it
    with qtbot.waitSignal(watcher.changed, timeout=30_000):
        disk_answers.set()
    watcher.watch(None)


def test_an_event_that_comes_after_the_end_starts_no_timer(qapp, tmp_path):
    file = tmp_path / "content.toml"
    file.touch()
    watcher = _DiskWatcher()
    watcher.watch(file)
    watcher.end()
    watcher._on_event(str(file))
    assert not watcher._timer.isActive()
